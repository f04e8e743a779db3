import { Links } from '../place-link';
import { reasonText } from '../reasons';
import { Table, type Column } from '../table';
import { capital, figure, plural, words } from '../words';
import type { RollUp, Unassigned } from './answers';
import type { Chosen } from './chosen';

interface Shown extends Pick<RollUp, 'unassigned' | 'measure'> {
  readonly chosen: Chosen;
}

/** What belongs to no group, and why. */
export function UnassignedTable({ unassigned, measure, chosen: { kind, by } }: Shown) {
  if (unassigned.length === 0) return null;
  const columns: Column<Unassigned>[] = [
    { head: 'Why', cell: ({ reason }) => capital(reasonText(reason)) },
    { head: plural(kind), numeric: true, cell: ({ count }) => figure(count) },
    ...(measure
      ? [{ head: capital(measure.unit), numeric: true, cell: ({ total }: Unassigned) => figure(total) }]
      : []),
    { head: 'The first ten', cell: ({ sample }) => <Links to={sample} /> },
  ];
  const title = `In no ${words(by)}`;
  return (
    <section aria-labelledby="none">
      <h2 class="nhsuk-heading-m" id="none">
        {title}
      </h2>
      <Table caption={title} columns={columns} rows={unassigned} keyOf={({ reason }) => reason} />
    </section>
  );
}
