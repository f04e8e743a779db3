import type { MeasureInfo, OrganisationRef, Organisation, Period, Succession } from '../graphql/types';
import { MeasureValue } from './measure-value';
import { OrganisationLinks, OrganisationLink } from '../navigation/route-link';
import { SummaryRow } from '../components/summary-row';
import { formatPeriod, formatDate, explainActivity, enumLabel } from '../text/format';

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
        Details
      </h2>
      <dl class="nhsuk-summary-list">
        <SummaryRow name="Kinds" term="kind">
          {kinds.map(enumLabel).join(', ')}
        </SummaryRow>
        <SummaryRow name="Record class" term="record-class">
          {recordClass === null ? 'None' : enumLabel(recordClass)}
        </SummaryRow>
        <SummaryRow name="Operational dates" term="operational-dates">
          {datesText(operational, legal && 'legal')}
        </SummaryRow>
        <SummaryRow name="Legal dates" term="legal-dates">
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
        <SummaryRow name="Predecessors" term="succession">
          <Successions of={predecessors} />
        </SummaryRow>
        <SummaryRow name="Successors" term="succession">
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
        {isActive ? 'Active' : 'Inactive'} on {formatDate(moment.date)}
      </strong>{' '}
      {explainActivity(organisation)}
      {status === null
        ? null
        : ` Published as ${status.toLowerCase()} in the release of ${formatDate(moment.release)}.`}
    </p>
  );
}

/** A period, or what counts instead of one that was not published. */
function datesText(of: Period | null, other: string | null): string {
  if (of !== null) return formatPeriod(of);
  return other === null ? 'None published' : `None published, so its ${other} dates count for both`;
}

/** The query has one field per view, for example `parentsCommissioning`. */
function parentsIn(organisation: Organisation, view: string): readonly OrganisationRef[] {
  return (organisation as unknown as Record<string, readonly OrganisationRef[]>)[`parents${view}`] ?? [];
}

function Parents({ view, of }: { readonly view: string; readonly of: readonly OrganisationRef[] }) {
  if (of.length === 0) return null;
  return (
    <SummaryRow name={`Parents: ${view.toLowerCase()}`}>
      <OrganisationLinks to={of} />
    </SummaryRow>
  );
}

function Successions({ of }: { readonly of: readonly Succession[] }) {
  if (of.length === 0) return <>None in this release, on any day</>;
  return (
    <ul class="plain">
      {of.map(({ organisation, date }) => (
        <li key={organisation.code}>
          <OrganisationLink {...organisation} />
          {date === null ? ', without a date' : `, in effect from ${formatDate(date)} (legal start)`}
        </li>
      ))}
    </ul>
  );
}
