import { useContext } from 'preact/hooks';
import { asOf } from './address';
import type { Link, Page } from './answers';
import RELATIONSHIPS from './documents/relationships.graphql?raw';
import { More, usePaged } from './paged';
import { OrganisationLink, PlaceContext } from './place-link';
import { Problem } from './problem';
import { Table, type Column } from './table';
import { dates } from './words';

const COLUMNS: readonly Column<Link>[] = [
  { head: 'From', cell: ({ source }) => <OrganisationLink {...source} /> },
  { head: 'Relationship', cell: ({ type }) => type.name.toLowerCase() },
  { head: 'To', cell: ({ target }) => <OrganisationLink {...target} /> },
  { head: 'On the day', cell: ({ isActive }) => (isActive ? 'Holds' : 'Does not hold') },
  { head: 'Dates', cell: (link) => dates(link) },
];

type Answer = { readonly organisation: { readonly relationships: Page<Link> } | null };

/** Every relationship that it ever had, in both directions. */
export function Relationships({ code }: { readonly code: string }) {
  const { moment } = useContext(PlaceContext);
  const links = usePaged<Answer, Link>(
    RELATIONSHIPS,
    { code, asOf: asOf(moment) },
    ({ organisation }) => organisation?.relationships,
  );
  return (
    <section aria-labelledby="relationships">
      <h2 class="nhsuk-heading-m" id="relationships">
        Relationships
      </h2>
      {links.error ? <Problem error={links.error} /> : null}
      {links.nodes.length > 0 ? (
        <Table caption="Relationships" columns={COLUMNS} rows={links.nodes} keyOf={({ id }) => id} />
      ) : null}
      <More of={links} what="relationships" />
    </section>
  );
}
