import { OrganisationLink } from '../navigation/route-link';
import { Table, type Column } from '../components/table';
import { capitalise, formatNumber, pluralLabel, enumLabel } from '../text/format';
import { daysText, haveSeveralDays } from './moment-text';
import type { Group, RollUp } from './types';
import type { RollUpParams } from './params';
import { MissingMembers } from './missing-members';
import { WORDS } from './words';

interface Props {
  readonly rollUp: RollUp;
  readonly params: RollUpParams;
}

/** The values of each group, with the same data as the chart. */
export function GroupTable({ rollUp: { groups, unassigned, measure }, params }: Props) {
  if (groups.length === 0) return null;
  const caption = WORDS.heading(pluralLabel(params.kind), enumLabel(params.by));
  const columns: Column<Group>[] = [
    { head: enumLabel(params.by), cell: ({ organisation }) => <OrganisationLink {...organisation} /> },
    { head: pluralLabel(params.kind), numeric: true, cell: ({ count }) => formatNumber(count) },
  ];
  if (measure)
    columns.push(
      { head: capitalise(measure.unit), numeric: true, cell: ({ total }) => formatNumber(total) },
      { head: WORDS.missingValues, cell: (group) => <MissingMembers group={group} params={params} /> },
    );
  if (haveSeveralDays([...groups, ...unassigned])) columns.push({ head: WORDS.valueDays, cell: daysText });
  return <Table caption={caption} columns={columns} rows={groups} keyOf={({ organisation }) => organisation.code} />;
}
