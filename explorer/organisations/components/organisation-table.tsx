import type { OrganisationSummary } from '../graphql/types';
import { OrganisationLink } from '../navigation/route-link';
import { Table, type Column } from './table';
import { formatDistance } from '../search/near-text';
import { enumLabel } from '../text/format';
import { WORDS } from './words';

const COLUMNS: readonly Column<OrganisationSummary>[] = [
  { head: WORDS.organisation, cell: (row) => <OrganisationLink {...row} /> },
  { head: WORDS.kind, cell: ({ kinds }) => kinds.map(enumLabel).join(', ') },
  { head: WORDS.town, cell: ({ address }) => address?.town ?? '–' },
  { head: WORDS.postcode, cell: ({ address }) => address?.postcode ?? '–' },
];

const DISTANCE: Column<OrganisationSummary> = {
  head: WORDS.distance,
  cell: ({ distanceKm }) => (distanceKm == null ? '–' : formatDistance(distanceKm)),
};

/** A table of organisations, with their distances if they have any; nothing if the list is empty. */
export function OrganisationTable({
  caption,
  of,
}: {
  readonly caption: string;
  readonly of: readonly OrganisationSummary[];
}) {
  if (of.length === 0) return null;
  const columns = of.some(({ distanceKm }) => distanceKm != null) ? [...COLUMNS, DISTANCE] : COLUMNS;
  return <Table caption={caption} columns={columns} rows={of} keyOf={({ code }) => code} />;
}
