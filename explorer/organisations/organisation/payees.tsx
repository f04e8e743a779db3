import type { Hop, Payment } from '../graphql/types';
import { OrganisationLink } from '../navigation/route-link';
import { formatPeriod } from '../text/format';
import { noPayeeText, payeeRuleText } from './glance/words';

/** The payees, each with the rule and the path of relationships that led to it. */
export function Payees({ payment: { payees, reason, stoppedAt } }: { readonly payment: Payment }) {
  return (
    <section aria-labelledby="payees">
      <h2 class="nhsuk-heading-m" id="payees">
        Who gets paid
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
          {payees.length === 0 ? 'No payee found' : 'Payees may be missing'}: {noPayeeText(reason)}
          {stoppedAt === null ? (
            '.'
          ) : (
            <>
              {' '}
              at <OrganisationLink {...stoppedAt} />.
            </>
          )}
        </p>
      )}
    </section>
  );
}

function Path({ hops }: { readonly hops: readonly Hop[] }) {
  if (hops.length === 0) return null;
  return (
    <ol>
      {hops.map(({ source, type, target, operational }) => (
        <li key={source.code + target.code}>
          <OrganisationLink {...source} /> {type.name.toLowerCase()} <OrganisationLink {...target} />,{' '}
          {formatPeriod(operational)}
        </li>
      ))}
    </ol>
  );
}
