import { useContext } from 'preact/hooks';
import { GraphqlSource } from '../../graphql/graphql-source';
import { RouteContext } from '../../navigation/route-link';
import { SummaryRow } from '../../components/summary-row';
import { fieldLabel } from './fields';
import { useOtherTeams } from './use-other-teams';
import { Value } from './value';
import { WORDS } from '../words';

/** Data from other teams' subgraphs, discovered by introspection; nothing if there are none. */
export function OtherTeams({ code }: { readonly code: string }) {
  const { moment } = useContext(RouteContext);
  const result = useOtherTeams(code, moment);
  if (result === undefined) return null;
  const { fields, document, variables, values, errors } = result;
  return (
    <section aria-labelledby="federated">
      <h2 class="nhsuk-heading-m" id="federated">
        {WORDS.otherTeams}
      </h2>
      {fields.shown.length === 0 ? null : (
        <>
          <dl class="nhsuk-summary-list">
            {fields.shown.map(({ name, subfields }) => (
              <SummaryRow key={name} name={fieldLabel(name)}>
                {errors[name] ?? <Value name={fieldLabel(name)} of={values[name]} subfields={subfields} />}
              </SummaryRow>
            ))}
          </dl>
          <GraphqlSource what={WORDS.otherTeamsQuery} document={document} variables={variables} />
        </>
      )}
      {fields.omitted.length === 0 ? null : (
        <p class="nhsuk-body-s">
          {WORDS.notShown}
          {fields.omitted.map(({ name, reason }) => `${name} (${reason})`).join('; ')}.
        </p>
      )}
    </section>
  );
}
