import { SummaryRow } from '../../components/summary-row';
import type { Level, NetworkMembership, Organisation, OrganisationRef, Payment } from '../../graphql/types';
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
          <SummaryRow name={WORDS.paid} term="payee">
            <Paid payment={payment} organisation={organisation} />
          </SummaryRow>
          {recordClass === 'SITE' ? <Practice organisation={organisation} /> : null}
          {isNetwork ? null : (
            <SummaryRow name={WORDS.networks} term="pcn">
              <Networks of={networkMembership} organisation={organisation} />
            </SummaryRow>
          )}
          {levelsAbove(kinds).map(({ field, name, term }) => (
            <SummaryRow key={field} name={name} term={term}>
              <LevelLinks of={organisation[field]} organisation={organisation} />
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
    <SummaryRow name={WORDS.practice}>
      <OrganisationLinks to={practices} none={WORDS.noPractice(moment.date)} />
    </SummaryRow>
  );
}

interface PaidProps {
  readonly payment: Payment;
  readonly organisation: Organisation;
}

function Paid({ payment: { payees, reason, stoppedAt }, organisation: { code, recordClass } }: PaidProps) {
  return (
    <>
      {payees.map(({ organisation, rule }) => (
        <span class="line" key={organisation.code + rule}>
          {organisation.code === code ? WORDS.itself : <OrganisationLink {...organisation} />}: {payeeRuleText(rule)}
        </span>
      ))}
      {reason === null ? null : (
        <span class="line">
          {payees.length === 0 ? WORDS.nobodyPaid : WORDS.nobodyMore}:{' '}
          {noPayeeText(reason, { stoppedAt, organisation: { code, recordClass } })}
          <StoppedAt end={stoppedAt} code={code} />
        </span>
      )}
    </>
  );
}

/** Where a search upwards ended, unless that is the organisation of the page. */
export function StoppedAt({ end, code }: { readonly end: OrganisationRef | null; readonly code: string }) {
  if (end === null || end.code === code) return null;
  return (
    <>
      {' '}
      {WORDS.stoppedAt}
      <OrganisationLink {...end} />)
    </>
  );
}

interface NetworksProps {
  readonly of: NetworkMembership;
  readonly organisation: Organisation;
}

/** The networks, each with the organisation through which a site is in it. */
function Networks({ of, organisation }: NetworksProps) {
  const { memberships } = of;
  if (memberships.length === 0)
    return (
      <>
        {noNetworkText(of, organisation)}
        <StoppedAt end={of.stoppedAt} code={organisation.code} />
      </>
    );
  if (memberships.every(({ through }) => through === null))
    return <OrganisationLinks to={memberships.map(({ network }) => network)} />;
  return (
    <ul class="plain">
      {memberships.map(({ network, through }) => (
        <li key={network.code}>
          <OrganisationLink {...network} />
          {through === null ? null : (
            <>
              {WORDS.through}
              <OrganisationLink {...through} />
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

/** The organisations of a level, or why there is none and where the path upwards ended. */
function LevelLinks({ of, organisation }: { readonly of: Level; readonly organisation: Organisation }) {
  if (of.organisations.length > 0) return <OrganisationLinks to={of.organisations} />;
  return (
    <>
      {noLevelText(of, organisation)}
      <StoppedAt end={of.stoppedAt} code={organisation.code} />
    </>
  );
}
