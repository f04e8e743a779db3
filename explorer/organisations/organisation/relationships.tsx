import { useContext } from 'preact/hooks';
import { asOfArgument } from '../navigation/route';
import type { Relationship, Page } from '../graphql/types';
import RELATIONSHIPS from '../documents/relationships.graphql?raw';
import { LoadMore, usePagedQuery } from '../graphql/use-paged-query';
import { OrganisationLink, RouteContext } from '../navigation/route-link';
import { ErrorMessage } from '../components/error-message';
import { Table, type Column } from '../components/table';
import { formatPeriods } from '../text/format';

const COLUMNS: readonly Column<Relationship>[] = [
  { head: 'From', cell: ({ source }) => <OrganisationLink {...source} /> },
  { head: 'Relationship', cell: ({ type }) => type.name.toLowerCase() },
  { head: 'To', cell: ({ target }) => <OrganisationLink {...target} /> },
  { head: 'Status', cell: ({ isActive }) => (isActive ? 'Current' : 'Not current') },
  { head: 'Dates (operational unless marked)', cell: (link) => formatPeriods(link) },
];

type Data = { readonly organisation: { readonly relationships: Page<Relationship> } | null };

/** All its relationships, current and past, in both directions. */
export function Relationships({ code }: { readonly code: string }) {
  const { moment } = useContext(RouteContext);
  const links = usePagedQuery<Data, Relationship>(
    RELATIONSHIPS,
    { code, asOf: asOfArgument(moment) },
    ({ organisation }) => organisation?.relationships,
  );
  return (
    <section aria-labelledby="relationships">
      <h2 class="nhsuk-heading-m" id="relationships">
        Relationships
      </h2>
      {links.error ? <ErrorMessage error={links.error} retry={links.retry} /> : null}
      {links.nodes.length > 0 ? (
        <Table caption="Relationships" columns={COLUMNS} rows={links.nodes} keyOf={({ id }) => id} />
      ) : null}
      <LoadMore list={links} what="relationships" />
    </section>
  );
}
