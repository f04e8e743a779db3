import { useContext } from 'preact/hooks';
import { asOfArgument } from '../../navigation/route';
import type { OrganisationSummary, Page } from '../../graphql/types';
import CHILDREN from '../../documents/children.graphql?raw';
import { GraphqlSource } from '../../graphql/graphql-source';
import { OrganisationTable } from '../../components/organisation-table';
import { LoadMore, usePagedQuery } from '../../graphql/use-paged-query';
import { RouteContext } from '../../navigation/route-link';
import { ErrorMessage } from '../../components/error-message';
import { WORDS } from './words';

type Data = { readonly organisation: { readonly children: Page<OrganisationSummary> } | null };

/** The children in a view, as a table. */
export function Children({ code, view }: { readonly code: string; readonly view: string }) {
  const { moment } = useContext(RouteContext);
  const variables = { code, view, asOf: asOfArgument(moment) };
  const children = usePagedQuery<Data, OrganisationSummary>(
    CHILDREN,
    variables,
    ({ organisation }) => organisation?.children,
  );
  return (
    <>
      {children.error ? <ErrorMessage error={children.error} retry={children.retry} /> : null}
      <OrganisationTable caption={WORDS.tableCaption(view)} of={children.nodes} />
      <LoadMore list={children} what="children" />
      <GraphqlSource what={WORDS.tableSource} document={CHILDREN} variables={variables} />
    </>
  );
}
