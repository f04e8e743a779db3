import { SummaryRow } from '../../components/summary-row';
import type { Level, NetworkMembership, Organisation, Payment } from '../../graphql/types';
import { OrganisationLink, OrganisationLinks } from '../../navigation/route-link';
import { openingText } from '../../text/opening';
import { EnterBox } from './enter-box';
import { levelsAbove, noLevelText, noNetworkText, noPayeeText, payeeRuleText, WORDS } from './words';

/** At a glance: what to enter, who is paid and why, and where the organisation belongs on the day. */
export function Glance({ organisation }: { readonly organisation: Organisation }) {
  const { kinds, recordClass, moment, networkMembership, payment } = organisation;
  const isNetwork = kinds.includes('PCN');
  return (
    <div class="glance">
      <EnterBox organisation={organisation} />
      <section aria-labelledby="belongs">
        <h2 class="nhsuk-heading-m" id="belongs">
          {WORDS.belongs(moment.date)}
        </h2>
        <dl class="nhsuk-summary-list">
          <SummaryRow name={WORDS.openHead}>{openingText(organisation)}</SummaryRow>
          {organisation.isActive ? null : (
            <SummaryRow name={WORDS.replacedHead(moment.date)}>
              <OrganisationLinks to={organisation.becameNow} none={WORDS.notReplaced} />
            </SummaryRow>
          )}
          <SummaryRow name="Paid">
            <Paid payment={payment} code={organisation.code} />
          </SummaryRow>
          {recordClass === 'SITE' ? <Practice organisation={organisation} /> : null}
          {isNetwork ? null : (
            <SummaryRow name="Networks">
              <Networks of={networkMembership} date={moment.date} />
            </SummaryRow>
          )}
          {levelsAbove(kinds).map(({ field, name }) => (
            <SummaryRow key={field} name={name}>
              <LevelLinks of={organisation[field]} code={organisation.code} />
            </SummaryRow>
          ))}
        </dl>
      </section>
    </div>
  );
}

function Practice({ organisation: { parentsOperation, moment } }: { readonly organisation: Organisation }) {
  const practices = parentsOperation.filter(({ kinds }) => kinds.includes('GP_PRACTICE'));
  return (
    <SummaryRow name="Practice">
      <OrganisationLinks to={practices} none={WORDS.noPractice(moment.date)} />
    </SummaryRow>
  );
}

function Paid({ payment: { payees, reason, stoppedAt }, code }: { readonly payment: Payment; readonly code: string }) {
  return (
    <>
      {payees.map(({ organisation, rule }) => (
        <span class="line" key={organisation.code + rule}>
          {organisation.code === code ? 'Itself' : <OrganisationLink {...organisation} />}: {payeeRuleText(rule)}
        </span>
      ))}
      {reason === null ? null : (
        <span class="line">
          {payees.length === 0 ? 'Nobody is named' : 'No further payee'}: {noPayeeText(reason)}
          {stoppedAt === null || stoppedAt.code === code ? null : (
            <>
              {' '}
              (at <OrganisationLink {...stoppedAt} />)
            </>
          )}
        </span>
      )}
    </>
  );
}

/** The networks, each with the organisation through which a site is in it. */
function Networks({ of, date }: { readonly of: NetworkMembership; readonly date: string }) {
  const { memberships } = of;
  if (memberships.length === 0) return <>{noNetworkText(of, date)}</>;
  if (memberships.every(({ through }) => through === null))
    return <OrganisationLinks to={memberships.map(({ network }) => network)} />;
  return (
    <ul class="plain">
      {memberships.map(({ network, through }) => (
        <li key={network.code}>
          <OrganisationLink {...network} />
          {through === null ? null : (
            <>
              , through <OrganisationLink {...through} />
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

/** The organisations of a level, or why there is none and where the path upwards ended. */
function LevelLinks({ of, code }: { readonly of: Level; readonly code: string }) {
  if (of.organisations.length > 0) return <OrganisationLinks to={of.organisations} />;
  return (
    <>
      {noLevelText(of, code)}
      {of.stoppedAt === null || of.stoppedAt.code === code ? null : (
        <>
          {' '}
          (at <OrganisationLink {...of.stoppedAt} />)
        </>
      )}
    </>
  );
}
