import type { MeasureInfo, Member, Organisation } from '../../graphql/types';
import { toCsv, type Cell } from '../../text/csv';

const HEAD = ['network_code', 'network_name', 'code', 'name', 'member_from', 'member_to'];
const MOMENT = ['date', 'basis', 'release'];

type Network = Pick<Organisation, 'code' | 'name' | 'moment'>;

/** One row for each membership of each member: its days on the basis that decided, and the value of the measure. */
export function membersCsv(network: Network, members: readonly Member[], measure: MeasureInfo | undefined): string {
  const { date, basis, release } = network.moment;
  const head = [...HEAD, ...(measure ? ['measure', 'value', 'unit', 'value_date'] : []), ...MOMENT];
  const rows = members.flatMap((member) =>
    member.relationships.map((link): Cell[] => {
      const days = link.basisUsed === 'LEGAL' ? link.legal : link.operational;
      const { code, name, measurement } = member.node;
      return [
        ...[network.code, network.name, code, name, days?.start ?? null, days?.end ?? null],
        ...(measure ? [measure.id, measurement?.value ?? null, measure.unit, measurement?.date ?? null] : []),
        ...[date, basis, release],
      ];
    }),
  );
  return toCsv([head, ...rows]);
}
