import { SummaryRow } from '../../components/summary-row';
import type { MeasureInfo, Membership, NetworkTotal, Organisation } from '../../graphql/types';
import { OrganisationLink } from '../../navigation/route-link';
import { missingValueText } from '../../text/missing-reasons';
import { payeeRuleText } from '../glance/words';
import { stateOf } from './memberships';
import { togetherText, WORDS } from './words';

interface Props {
  readonly network: Organisation;
  readonly memberships: readonly Membership[];
  readonly measure: MeasureInfo | undefined;
  readonly total: NetworkTotal | undefined;
  /** How many members there are on the day; undefined while this is not known. */
  readonly count: number | undefined;
}

/** The list size of a network with what is missing in it, its nominated payee and why, and what ODS says of a lead practice. */
export function NetworkFacts({ network, memberships, measure, total, count }: Props) {
  return (
    <dl class="nhsuk-summary-list">
      {measure && total ? <Together measure={measure} total={total} count={count} /> : null}
      <SummaryRow name={WORDS.payee} term="payee">
        <Payees network={network} memberships={memberships} />
      </SummaryRow>
      <SummaryRow name={WORDS.lead} term="lead">
        {WORDS.leadText}
      </SummaryRow>
    </dl>
  );
}

interface TogetherProps {
  readonly measure: MeasureInfo;
  readonly total: NetworkTotal;
  readonly count: number | undefined;
}

function Together({ measure, total, count }: TogetherProps) {
  return (
    <>
      <SummaryRow name={WORDS.together} term="member">
        {togetherText(total, measure, count)}
      </SummaryRow>
      <SummaryRow name={WORDS.missing}>
        {total.missing.length === 0 ? WORDS.noneMissing : null}
        {total.missing.map(({ measurementMissing, ...organisation }) => (
          <span class="line" key={organisation.code}>
            <OrganisationLink {...organisation} />: {missingValueText(measurementMissing)}
          </span>
        ))}
      </SummaryRow>
    </>
  );
}

function Payees({ network, memberships }: Pick<Props, 'network' | 'memberships'>) {
  const { payment, moment } = network;
  if (payment.payees.length === 0) return <>{WORDS.noPayee(moment.date)}</>;
  const isMember = (code: string) =>
    memberships.some((each) => each.source.code === code && stateOf(each, moment.date) === 'MEMBER');
  return (
    <>
      {payment.payees.map(({ organisation, rule }) => (
        <span class="line" key={organisation.code + rule}>
          <OrganisationLink {...organisation} />: {payeeRuleText(rule)},{' '}
          {isMember(organisation.code) ? WORDS.payeeIsMember : WORDS.payeeIsNoMember}
        </span>
      ))}
    </>
  );
}
