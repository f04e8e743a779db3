import { Table, type Column } from '../components/table';
import { OrganisationLink } from '../navigation/route-link';
import { enumLabel, explainMatch } from '../text/format';
import { openingText } from '../text/opening';
import { formatDistance } from './near-text';
import { NextStep } from './next-step';
import type { SearchResult } from './types';
import { WORDS } from './words';

const COLUMNS: readonly Column<SearchResult>[] = [
  { head: WORDS.organisation, cell: (row) => <Name of={row} /> },
  { head: WORDS.openOrClosed, cell: (row) => <Status of={row} /> },
  { head: WORDS.kind, cell: ({ kinds }) => kinds.map(enumLabel).join(', ') },
  { head: WORDS.address, cell: ({ address }) => addressText(address) || WORDS.noAddress },
];

const DISTANCE: Column<SearchResult> = {
  head: WORDS.distance,
  cell: ({ distanceKm }) => (distanceKm == null ? '–' : formatDistance(distanceKm)),
};

interface Props {
  readonly caption: string;
  readonly of: readonly SearchResult[];
}

/** Search results: what each is, whether it is open on the day, and what to do if it is not. */
export function ResultTable({ caption, of }: Props) {
  if (of.length === 0) return null;
  const columns = of.some(({ distanceKm }) => distanceKm != null) ? [...COLUMNS, DISTANCE] : COLUMNS;
  return <Table caption={caption} columns={columns} rows={of} keyOf={({ code }) => code} />;
}

function Name({ of }: { readonly of: SearchResult }) {
  const match = explainMatch(of);
  return (
    <>
      <OrganisationLink code={of.code} name={of.name} />
      {match === '' ? null : <span class="line">{match}</span>}
    </>
  );
}

function Status({ of }: { readonly of: SearchResult }) {
  return (
    <>
      <span class="line">{openingText(of)}</span>
      <NextStep of={of} />
    </>
  );
}

const addressText = (address: SearchResult['address']): string =>
  address === null ? '' : [...address.lines, address.town, address.postcode].filter(Boolean).join(', ');
