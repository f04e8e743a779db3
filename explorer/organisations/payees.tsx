import type { Hop, Payment } from './answers';
import { OrganisationLink } from './place-link';
import { period, words } from './words';

const RULES: Readonly<Record<string, string>> = {
  NOMINATED_PAYEE: 'nominated by its network',
  COVID_NOMINATED_PAYEE: 'nominated by its network for vaccinations',
  OPERATING_PARENT: 'operates it',
  ITSELF: 'paid directly',
};

/** Who is paid for it, and how that was found, hop by hop. */
export function Payees({ payment: { payees, reason, stoppedAt } }: { readonly payment: Payment }) {
  return (
    <section aria-labelledby="payees">
      <h2 class="nhsuk-heading-m" id="payees">
        Who is paid for it
      </h2>
      {payees.map(({ organisation, rule, path }) => (
        <div key={organisation.code + rule}>
          <p>
            <OrganisationLink {...organisation} />: {RULES[rule] ?? words(rule)}.
          </p>
          <Path hops={path.hops} />
        </div>
      ))}
      {reason === null ? null : (
        <p>
          {payees.length === 0 ? 'Nobody is named' : 'Not all is known'}: {words(reason).toLowerCase()}
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
          {period(operational)}
        </li>
      ))}
    </ol>
  );
}
