import { OrganisationLink } from '../place-link';
import { Table, type Column } from '../table';
import { capital, figure, plural, words } from '../words';
import type { Group, RollUp } from './answers';
import type { Chosen } from './chosen';
import { WithoutFigure } from './without-figure';

interface Shown {
  readonly rollUp: RollUp;
  readonly chosen: Chosen;
}

/** The figures of each group; it is also what the bars say, for those who do not see them. */
export function GroupTable({ rollUp: { groups, measure }, chosen }: Shown) {
  if (groups.length === 0) return null;
  const caption = `${plural(chosen.kind)} by ${words(chosen.by)}`;
  const columns: Column<Group>[] = [
    { head: words(chosen.by), cell: ({ organisation }) => <OrganisationLink {...organisation} /> },
    { head: plural(chosen.kind), numeric: true, cell: ({ count }) => figure(count) },
  ];
  if (measure)
    columns.push(
      { head: capital(measure.unit), numeric: true, cell: ({ total }) => figure(total) },
      { head: 'Without a figure', cell: (group) => <WithoutFigure group={group} chosen={chosen} /> },
    );
  return <Table caption={caption} columns={columns} rows={groups} keyOf={({ organisation }) => organisation.code} />;
}
