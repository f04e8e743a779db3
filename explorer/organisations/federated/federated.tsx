import { useContext } from 'preact/hooks';
import { GraphqlOf } from '../graphql-of';
import { PlaceContext } from '../place-link';
import { Row } from '../row';
import { spelt } from './fields';
import { useForeign } from './use-foreign';
import { Value } from './value';

/** What other teams' subgraphs say of it, whatever fields they have; nothing where there are none. */
export function Federated({ code }: { readonly code: string }) {
  const { moment } = useContext(PlaceContext);
  const answer = useForeign(code, moment);
  if (answer === undefined) return null;
  const { foreign, document, variables, values, wrong } = answer;
  return (
    <section aria-labelledby="federated">
      <h2 class="nhsuk-heading-m" id="federated">
        From other teams
      </h2>
      {foreign.shown.length === 0 ? null : (
        <>
          <dl class="nhsuk-summary-list">
            {foreign.shown.map(({ name, leaves }) => (
              <Row key={name} name={spelt(name)}>
                {wrong[name] ?? <Value name={spelt(name)} of={values[name]} leaves={leaves} />}
              </Row>
            ))}
          </dl>
          <GraphqlOf what="What other teams say" document={document} variables={variables} />
        </>
      )}
      {foreign.leftOut.length === 0 ? null : (
        <p class="nhsuk-body-s">
          Not shown here, to be asked for in a query:{' '}
          {foreign.leftOut.map(({ name, why }) => `${name} (${why})`).join('; ')}.
        </p>
      )}
    </section>
  );
}
