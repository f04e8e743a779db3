import type { MeasureInfo, Member, Membership, NetworkTotal, Organisation } from '../../graphql/types';
import { toCsv, type Cell } from '../../text/csv';
import { daysOf, inOrder, stateOf } from './memberships';

const HEAD = ['network_code', 'network_name', 'code', 'name', 'member_from', 'member_to'];
const MEASURE = ['measure', 'value', 'unit', 'value_date'];
const MOMENT = ['date', 'basis', 'release'];
const MORE = ['state', 'value_missing', 'network_total', 'network_total_members', 'network_total_missing'];
const PAYEE = ['payee_code', 'payee_name', 'payee_rule'];

/** What is known of a network on the page. */
export interface NetworkData {
  readonly network: Pick<Organisation, 'code' | 'name' | 'moment' | 'payment'>;
  readonly members: readonly Member[];
  /** The memberships of all days. */
  readonly memberships: readonly Membership[];
  readonly measure: MeasureInfo | undefined;
  readonly total: NetworkTotal | undefined;
}

/** How much of a list is loaded. */
interface Loaded {
  readonly nodes: readonly unknown[];
  readonly totalCount?: number;
}

interface Parts extends Pick<NetworkData, 'measure' | 'total'> {
  readonly members: Loaded;
  readonly memberships: Loaded;
}

/** Whether all that the file has is loaded: all members and memberships and, of a measure, the sum. */
export const isComplete = ({ members, memberships, measure, total }: Parts): boolean =>
  isWhole(members) && isWhole(memberships) && (measure === undefined || total !== undefined);

const isWhole = ({ nodes, totalCount }: Loaded): boolean => nodes.length === totalCount;

/** One row for each membership, those of the day first: its days on the basis that decided, and the value of a member on the day. */
export function membersCsv(data: NetworkData): string {
  const { network, measure, memberships } = data;
  const { date, basis, release } = network.moment;
  const isNow = (each: Membership) => stateOf(each, date) === 'MEMBER';
  const ordered = inOrder(memberships);
  const head = [...HEAD, ...(measure ? MEASURE : []), ...MOMENT, ...MORE, ...PAYEE];
  const rows = [...ordered.filter(isNow), ...ordered.filter((each) => !isNow(each))].map((membership): Cell[] => {
    const { source } = membership;
    const days = daysOf(membership);
    const member = isNow(membership) ? data.members.find(({ node }) => node.code === source.code)?.node : undefined;
    return [
      ...[network.code, network.name, source.code, source.name, days?.start ?? null, days?.end ?? null],
      ...(measure ? measureCells(measure, member) : []),
      ...[date, basis, release, stateOf(membership, date), member?.measurementMissing ?? null],
      ...totalCells(data.total),
      ...payeeCells(network.payment),
    ];
  });
  return toCsv([head, ...rows]);
}

const measureCells = ({ id, unit }: MeasureInfo, member: Member['node'] | undefined): Cell[] => [
  ...[id, member?.measurement?.value ?? null, unit, member?.measurement?.date ?? null],
];

const totalCells = (total: NetworkTotal | undefined): Cell[] =>
  total === undefined
    ? [null, null, null]
    : [total.counted === 0 ? null : total.value, total.counted, total.missingCount];

function payeeCells({ payees }: NetworkData['network']['payment']): Cell[] {
  const listed = (of: (payee: (typeof payees)[number]) => string) => payees.map(of).join('; ');
  return [
    listed(({ organisation }) => organisation.code),
    listed(({ organisation }) => organisation.name),
    listed(({ rule }) => rule),
  ];
}
