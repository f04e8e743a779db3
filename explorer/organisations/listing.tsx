import type { Listed } from './answers';
import { OrganisationLink } from './place-link';
import { Table, type Column } from './table';
import { words } from './words';

const COLUMNS: readonly Column<Listed>[] = [
  { head: 'Organisation', cell: (row) => <OrganisationLink {...row} /> },
  { head: 'Kind', cell: ({ kinds }) => kinds.map(words).join(', ') },
  { head: 'Town', cell: ({ address }) => address?.town ?? '–' },
  { head: 'Postcode', cell: ({ address }) => address?.postcode ?? '–' },
];

/** Organisations as a table. */
export function Listing({ caption, of }: { readonly caption: string; readonly of: readonly Listed[] }) {
  return of.length === 0 ? null : <Table caption={caption} columns={COLUMNS} rows={of} keyOf={({ code }) => code} />;
}
