import { useContext } from 'preact/hooks';
import { asOf } from './address';
import type { Finding } from './answers';
import { useAnswer } from './ask';
import FINDINGS from './documents/findings.graphql?raw';
import { GraphqlOf } from './graphql-of';
import { OrganisationLink, PlaceContext } from './place-link';
import { Problem } from './problem';

type Answer = { readonly organisation: { readonly findings: readonly Finding[] } | null };

/** What the rules that every load checks found odd about it. */
export function Findings({ code }: { readonly code: string }) {
  const { moment } = useContext(PlaceContext);
  const variables = { code, asOf: asOf(moment) };
  const { data, error } = useAnswer<Answer>(FINDINGS, variables);
  return (
    <section aria-labelledby="findings">
      <h2 class="nhsuk-heading-m" id="findings">
        What is odd in the data
      </h2>
      {error ? <Problem error={error} /> : <List of={data?.organisation?.findings} />}
      <GraphqlOf what="The findings" document={FINDINGS} variables={variables} />
    </section>
  );
}

function List({ of }: { readonly of: readonly Finding[] | undefined }) {
  if (of === undefined) return <p role="status">Loading…</p>;
  if (of.length === 0) return <p>No rule found anything.</p>;
  return (
    <ul>
      {of.map(({ rule, message, related }, at) => (
        <li key={at}>
          <strong>{rule.title}</strong> ({rule.id}): {message}
          {related.map((organisation) => (
            <span class="line" key={organisation.code}>
              <OrganisationLink {...organisation} />
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}
