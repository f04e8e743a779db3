import type {
  Address,
  MeasureInfo,
  NetworkMembership,
  OrganisationRef,
  Organisation,
  Succession,
} from '../graphql/types';
import { MeasureValue } from './measure-value';
import { OrganisationLinks, OrganisationLink } from '../navigation/route-link';
import { SummaryRow } from '../components/summary-row';
import { formatPeriods, formatDate, explainActivity, enumLabel } from '../text/format';

const VIEWS = ['Operation', 'Commissioning', 'Network', 'Geography', 'Constituency', 'Reporting', 'Direction'] as const;

interface Props {
  readonly organisation: Organisation;
  readonly measures: readonly MeasureInfo[];
}

/** The summary list: status, kinds, address, parents, predecessors and successors. */
export function Summary({ organisation, measures }: Props) {
  const { kinds, recordClass, address, contacts, networkMembership, predecessors, successors, becameNow, moment } =
    organisation;
  return (
    <>
      <Status organisation={organisation} />
      <dl class="nhsuk-summary-list">
        <SummaryRow name="Kinds">{kinds.map(enumLabel).join(', ')}</SummaryRow>
        <SummaryRow name="Record class">{recordClass === null ? 'None' : enumLabel(recordClass)}</SummaryRow>
        <SummaryRow name="Dates">{formatPeriods(organisation)}</SummaryRow>
        <SummaryRow name="Address">{address ? <AddressLines of={address} /> : 'None'}</SummaryRow>
        {contacts.map(({ type, value }) => (
          <SummaryRow name={enumLabel(type)} key={type + value}>
            {value}
          </SummaryRow>
        ))}
        {measures.map((measure) => (
          <MeasureValue key={measure.id} organisation={organisation} measure={measure} />
        ))}
        <SummaryRow name="Networks">
          <Networks of={networkMembership} />
        </SummaryRow>
        {VIEWS.map((view) => (
          <Parents key={view} view={view} of={parentsIn(organisation, view)} />
        ))}
        <SummaryRow name="Predecessors">
          <Successions of={predecessors} />
        </SummaryRow>
        <SummaryRow name="Successors">
          <Successions of={successors} />
        </SummaryRow>
        {organisation.isActive ? null : (
          <SummaryRow name={`Replaced by, on ${formatDate(moment.date)}`}>
            <OrganisationLinks to={becameNow} none="Closed without an active successor" />
          </SummaryRow>
        )}
      </dl>
    </>
  );
}

function Status({ organisation }: Pick<Props, 'organisation'>) {
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

function AddressLines({ of: { lines, town, county, postcode, country, uprn } }: { readonly of: Address }) {
  return (
    <>
      {[...lines, town, county, postcode, country].filter(Boolean).map((line) => (
        <span class="line" key={line}>
          {line}
        </span>
      ))}
      {uprn === null ? null : <span class="line">UPRN {uprn}</span>}
    </>
  );
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

/** The networks, each with the organisation through which a site is in it. */
function Networks({ of: { memberships, reason } }: { readonly of: NetworkMembership }) {
  if (memberships.length === 0) return <>{reason === 'NOT_ON_DATE' ? 'None on this date' : 'None'}</>;
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

function Successions({ of }: { readonly of: readonly Succession[] }) {
  if (of.length === 0) return <>None</>;
  return (
    <ul class="plain">
      {of.map(({ organisation, date }) => (
        <li key={organisation.code}>
          <OrganisationLink {...organisation} />
          {date === null ? null : `, ${formatDate(date)}`}
        </li>
      ))}
    </ul>
  );
}
