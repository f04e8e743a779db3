import type { MeasureInfo, OrganisationRef, Organisation, Period, Succession } from '../graphql/types';
import { MeasureValue } from './measure-value';
import { OrganisationLinks, OrganisationLink } from '../navigation/route-link';
import { SummaryRow } from '../components/summary-row';
import { formatPeriod, explainActivity, enumLabel } from '../text/format';
import { WORDS as SHARED } from '../components/words';
import { WORDS } from './words';

const VIEWS = ['Operation', 'Commissioning', 'Network', 'Geography', 'Constituency', 'Reporting', 'Direction'] as const;

interface Props {
  readonly organisation: Organisation;
  readonly measures: readonly MeasureInfo[];
}

/** The details: kinds, dates, contacts, measures, parents, predecessors and successors. */
export function Summary({ organisation, measures }: Props) {
  const { kinds, recordClass, contacts, operational, legal, predecessors, successors } = organisation;
  return (
    <section aria-labelledby="details">
      <h2 class="nhsuk-heading-m" id="details">
        {WORDS.details}
      </h2>
      <dl class="nhsuk-summary-list">
        <SummaryRow name={WORDS.kinds} term="kind">
          {kinds.map(enumLabel).join(', ')}
        </SummaryRow>
        <SummaryRow name={WORDS.recordClass} term="record-class">
          {recordClass === null ? SHARED.none : enumLabel(recordClass)}
        </SummaryRow>
        <SummaryRow name={WORDS.operationalDates} term="operational-dates">
          {datesText(operational, legal && 'legal')}
        </SummaryRow>
        <SummaryRow name={WORDS.legalDates} term="legal-dates">
          {datesText(legal, operational && 'operational')}
        </SummaryRow>
        {contacts.map(({ type, value }) => (
          <SummaryRow name={enumLabel(type)} key={type + value}>
            {value}
          </SummaryRow>
        ))}
        {measures.map((measure) => (
          <MeasureValue key={measure.id} organisation={organisation} measure={measure} />
        ))}
        {VIEWS.map((view) => (
          <Parents key={view} view={view} of={parentsIn(organisation, view)} />
        ))}
        <SummaryRow name={WORDS.predecessors} term="succession">
          <Successions of={predecessors} />
        </SummaryRow>
        <SummaryRow name={WORDS.successors} term="succession">
          <Successions of={successors} />
        </SummaryRow>
      </dl>
    </section>
  );
}

/** Whether it is active on the day, and the dates that decide it. */
export function Status({ organisation }: Pick<Props, 'organisation'>) {
  const { isActive, moment, status } = organisation;
  return (
    <p aria-live="polite">
      <strong class={`nhsuk-tag ${isActive ? 'nhsuk-tag--green' : 'nhsuk-tag--grey'}`}>
        {WORDS.activeOn(isActive, moment.date)}
      </strong>{' '}
      {explainActivity(organisation)}
      {status === null ? null : ` ${WORDS.published(status, moment.release)}`}
    </p>
  );
}

/** A period, or what counts instead of one that was not published. */
function datesText(of: Period | null, other: string | null): string {
  if (of !== null) return formatPeriod(of);
  return other === null ? WORDS.noDates : WORDS.otherDates(other);
}

/** The query has one field per view, for example `parentsCommissioning`. */
function parentsIn(organisation: Organisation, view: string): readonly OrganisationRef[] {
  return (organisation as unknown as Record<string, readonly OrganisationRef[]>)[`parents${view}`] ?? [];
}

function Parents({ view, of }: { readonly view: string; readonly of: readonly OrganisationRef[] }) {
  if (of.length === 0) return null;
  return (
    <SummaryRow name={WORDS.parents(view)}>
      <OrganisationLinks to={of} />
    </SummaryRow>
  );
}

function Successions({ of }: { readonly of: readonly Succession[] }) {
  if (of.length === 0) return <>{WORDS.noSuccession}</>;
  return (
    <ul class="plain">
      {of.map(({ organisation, date }) => (
        <li key={organisation.code}>
          <OrganisationLink {...organisation} />
          {date === null ? WORDS.undated : WORDS.from(date)}
        </li>
      ))}
    </ul>
  );
}
