import { useContext } from 'preact/hooks';
import { asOfArgument } from '../navigation/route';
import type { OrganisationSummary, Page } from '../graphql/types';
import SEARCH from '../documents/search.graphql?raw';
import { GraphqlSource } from '../graphql/graphql-source';
import { Heading } from '../components/heading';
import { OrganisationTable } from '../components/organisation-table';
import { LoadMore, usePagedQuery } from '../graphql/use-paged-query';
import { RouteContext } from '../navigation/route-link';
import { typedSearch } from './near-text';
import { ErrorMessage } from '../components/error-message';
import { correctedWords } from '../text/format';

/** The start page, or the results of a search. */
export function SearchPage() {
  const { text } = useContext(RouteContext);
  return text === '' ? <Welcome /> : <Results text={text} />;
}

function Welcome() {
  return (
    <>
      <Heading title="Explore NHS organisations" />
      <p>
        Look up any organisation in the register on any date and in any release: its parents, its networks, who gets
        paid and its successors. Enter a code, a name or a postcode above; “pharmacy near SO23” finds the nearest.
      </p>
    </>
  );
}

function Results({ text }: { readonly text: string }) {
  const { moment } = useContext(RouteContext);
  const variables = { ...typedSearch(text), asOf: asOfArgument(moment) };
  const results = usePagedQuery<{ search: Page<OrganisationSummary> }, OrganisationSummary>(
    SEARCH,
    variables,
    ({ search }) => search,
  );
  return (
    <>
      <Heading title={`Organisations that match “${text}”`} />
      {results.error ? <ErrorMessage error={results.error} /> : <LoadMore list={results} what="organisations" />}
      <Corrected words={correctedWords(results.nodes)} />
      <OrganisationTable caption="Organisations results" of={results.nodes} />
      <GraphqlSource document={SEARCH} variables={variables} />
    </>
  );
}

function Corrected({ words }: { readonly words: readonly string[] }) {
  return words.length === 0 ? null : <p>Nothing matches as typed. These have similar words: {words.join(', ')}.</p>;
}
