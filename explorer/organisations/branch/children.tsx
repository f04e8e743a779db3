import { useContext } from 'preact/hooks';
import { asOf } from '../address';
import type { Listed, Page } from '../answers';
import CHILDREN from '../documents/children.graphql?raw';
import { GraphqlOf } from '../graphql-of';
import { Listing } from '../listing';
import { More, usePaged } from '../paged';
import { PlaceContext } from '../place-link';
import { Problem } from '../problem';
import { words } from '../words';

type Answer = { readonly organisation: { readonly children: Page<Listed> } | null };

/** What lies one level below in a view, as a table. */
export function Children({ code, view }: { readonly code: string; readonly view: string }) {
  const { moment } = useContext(PlaceContext);
  const variables = { code, view, asOf: asOf(moment) };
  const children = usePaged<Answer, Listed>(CHILDREN, variables, ({ organisation }) => organisation?.children);
  return (
    <>
      {children.error ? <Problem error={children.error} /> : null}
      <Listing caption={`Children, ${words(view).toLowerCase()}`} of={children.nodes} />
      <More of={children} what="organisations below" />
      <GraphqlOf what="The table" document={CHILDREN} variables={variables} />
    </>
  );
}
