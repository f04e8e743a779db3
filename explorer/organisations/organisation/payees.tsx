import type { Hop, Organisation } from '../graphql/types';
import { OrganisationLink } from '../navigation/route-link';
import { formatPeriods } from '../text/format';
import { StoppedAt } from './glance/glance';
import { noPayeeText, payeeRuleText } from './glance/words';
import { WORDS } from './words';

/** The payees, each with the rule and the path of relationships that led to it. */
export function Payees({ organisation }: { readonly organisation: Organisation }) {
  const { payees, reason, stoppedAt } = organisation.payment;
  return (
    <section aria-labelledby="payees">
      <h2 class="nhsuk-heading-m" id="payees">
        {WORDS.payees}
      </h2>
      {payees.map(({ organisation, rule, path }) => (
        <div key={organisation.code + rule}>
          <p>
            <OrganisationLink {...organisation} />: {payeeRuleText(rule)}.
          </p>
          <Path hops={path.hops} />
        </div>
      ))}
      {reason === null ? null : (
        <p>
          {payees.length === 0 ? WORDS.noPayee : WORDS.payeesMissing}:{' '}
          {noPayeeText(reason, { stoppedAt, organisation })}
          <StoppedAt end={stoppedAt} code={organisation.code} />.
        </p>
      )}
    </section>
  );
}

function Path({ hops }: { readonly hops: readonly Hop[] }) {
  if (hops.length === 0) return null;
  return (
    <ol>
      {hops.map(({ source, type, target, ...dates }) => (
        <li key={source.code + target.code}>
          <OrganisationLink {...source} /> {type.name.toLowerCase()} <OrganisationLink {...target} />,{' '}
          {formatPeriods(dates)}
        </li>
      ))}
    </ol>
  );
}
