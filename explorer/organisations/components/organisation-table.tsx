import type { OrganisationSummary } from '../graphql/types';
import { OrganisationLink } from '../navigation/route-link';
import { Table, type Column } from './table';
import { enumLabel } from '../text/format';

const COLUMNS: readonly Column<OrganisationSummary>[] = [
  { head: 'Organisation', cell: (row) => <OrganisationLink {...row} /> },
  { head: 'Kind', cell: ({ kinds }) => kinds.map(enumLabel).join(', ') },
  { head: 'Town', cell: ({ address }) => address?.town ?? '–' },
  { head: 'Postcode', cell: ({ address }) => address?.postcode ?? '–' },
];

/** A table of organisations; nothing if the list is empty. */
export function OrganisationTable({
  caption,
  of,
}: {
  readonly caption: string;
  readonly of: readonly OrganisationSummary[];
}) {
  return of.length === 0 ? null : <Table caption={caption} columns={COLUMNS} rows={of} keyOf={({ code }) => code} />;
}
