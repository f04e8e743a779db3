import { useContext } from 'preact/hooks';
import { asOf } from './address';
import type { Listed, Page } from './answers';
import SEARCH from './documents/search.graphql?raw';
import { GraphqlOf } from './graphql-of';
import { Heading } from './heading';
import { Listing } from './listing';
import { More, usePaged } from './paged';
import { PlaceContext } from './place-link';
import { Problem } from './problem';

/** The start, and the results of a search. */
export function StartPage() {
  const { text } = useContext(PlaceContext);
  return text === '' ? <Welcome /> : <Results text={text} />;
}

function Welcome() {
  return (
    <>
      <Heading title="Who belongs to whom" />
      <p>
        Any organisation of the register, on any day, as known in any release: its parents, its networks, who is paid
        for it, what became of it. Type a code, a name or a postcode above.
      </p>
    </>
  );
}

function Results({ text }: { readonly text: string }) {
  const { moment } = useContext(PlaceContext);
  const variables = { text, asOf: asOf(moment) };
  const found = usePaged<{ search: Page<Listed> }, Listed>(SEARCH, variables, ({ search }) => search);
  return (
    <>
      <Heading title={`Organisations that match “${text}”`} />
      {found.error ? <Problem error={found.error} /> : <More of={found} what="organisations" />}
      <Listing caption="Organisations found" of={found.nodes} />
      <GraphqlOf document={SEARCH} variables={variables} />
    </>
  );
}
