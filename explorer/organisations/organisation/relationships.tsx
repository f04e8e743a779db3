import { useContext } from 'preact/hooks';
import { asOfArgument } from '../navigation/route';
import type { Relationship, Page } from '../graphql/types';
import RELATIONSHIPS from '../documents/relationships.graphql?raw';
import { LoadMore, usePagedQuery } from '../graphql/use-paged-query';
import { OrganisationLink, RouteContext } from '../navigation/route-link';
import { ErrorMessage } from '../components/error-message';
import { Table, type Column } from '../components/table';
import { formatPeriods } from '../text/format';
import { WORDS } from './words';

const COLUMNS: readonly Column<Relationship>[] = [
  { head: WORDS.sourceHead, cell: ({ source }) => <OrganisationLink {...source} /> },
  { head: WORDS.relationship, cell: ({ type }) => type.name.toLowerCase() },
  { head: WORDS.targetHead, cell: ({ target }) => <OrganisationLink {...target} /> },
  { head: WORDS.status, cell: ({ isActive }) => (isActive ? WORDS.current : WORDS.notCurrent) },
  { head: WORDS.dates, cell: (link) => formatPeriods(link) },
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
        {WORDS.relationships}
      </h2>
      {links.error ? <ErrorMessage error={links.error} retry={links.retry} /> : null}
      {links.nodes.length > 0 ? (
        <Table caption={WORDS.relationships} columns={COLUMNS} rows={links.nodes} keyOf={({ id }) => id} />
      ) : null}
      <LoadMore list={links} what={WORDS.relationshipsCounted} />
    </section>
  );
}
