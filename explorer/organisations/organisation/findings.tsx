import { useContext } from 'preact/hooks';
import { asOfArgument } from '../navigation/route';
import type { Finding } from '../graphql/types';
import { useQuery } from '../graphql/request';
import FINDINGS from '../documents/findings.graphql?raw';
import { GraphqlSource } from '../graphql/graphql-source';
import { OrganisationLink, RouteContext } from '../navigation/route-link';
import { ErrorMessage } from '../components/error-message';
import { WORDS as SHARED } from '../components/words';
import { WORDS } from './words';

type Data = { readonly organisation: { readonly findings: readonly Finding[] } | null };

/** Data quality findings: issues that the rules of the load found in the record. */
export function Findings({ code }: { readonly code: string }) {
  const { moment } = useContext(RouteContext);
  const variables = { code, asOf: asOfArgument(moment) };
  const { data, error, retry } = useQuery<Data>(FINDINGS, variables);
  return (
    <section aria-labelledby="findings">
      <h2 class="nhsuk-heading-m" id="findings">
        {WORDS.findings}
      </h2>
      <p class="nhsuk-hint">{WORDS.findingsHint}</p>
      {error ? <ErrorMessage error={error} retry={retry} /> : <FindingList of={data?.organisation?.findings} />}
      <GraphqlSource what={WORDS.findings} document={FINDINGS} variables={variables} />
    </section>
  );
}

function FindingList({ of }: { readonly of: readonly Finding[] | undefined }) {
  if (of === undefined) return <p role="status">{SHARED.loading}</p>;
  if (of.length === 0) return <p>{WORDS.noFindings}</p>;
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
