import type { Address, MeasureNamed, Named, Organisation, Succeeded } from './answers';
import { ListSize } from './list-size';
import { Links, OrganisationLink } from './place-link';
import { Row } from './row';
import { dates, day, why, words } from './words';

const VIEWS = ['Operation', 'Commissioning', 'Network', 'Geography', 'Constituency', 'Reporting', 'Direction'] as const;

interface Shown {
  readonly organisation: Organisation;
  readonly measures: readonly MeasureNamed[];
}

/** Status, what it is, where it is, and who is above, before and after it. */
export function Summary({ organisation, measures }: Shown) {
  const { kinds, recordClass, address, contacts, networks, predecessors, successors, becameNow, moment } = organisation;
  return (
    <>
      <Status organisation={organisation} />
      <dl class="nhsuk-summary-list">
        <Row name="Kinds">{kinds.map(words).join(', ')}</Row>
        <Row name="Record">{recordClass === null ? 'None' : words(recordClass)}</Row>
        <Row name="Dates">{dates(organisation)}</Row>
        <Row name="Address">{address ? <Lines of={address} /> : 'None'}</Row>
        {contacts.map(({ type, value }) => (
          <Row name={words(type)} key={type + value}>
            {value}
          </Row>
        ))}
        {measures.map((measure) => (
          <ListSize key={measure.id} organisation={organisation} measure={measure} />
        ))}
        <Row name="Networks">
          <Links to={networks} />
        </Row>
        {VIEWS.map((view) => (
          <Parents key={view} view={view} of={parentsOf(organisation, view)} />
        ))}
        <Row name="Predecessors">
          <Successions of={predecessors} />
        </Row>
        <Row name="Successors">
          <Successions of={successors} />
        </Row>
        {organisation.isActive ? null : (
          <Row name={`In its place on ${day(moment.date)}`}>
            <Links to={becameNow} none="Closed, without a successor that was active" />
          </Row>
        )}
      </dl>
    </>
  );
}

function Status({ organisation }: Pick<Shown, 'organisation'>) {
  const { isActive, moment, status } = organisation;
  return (
    <p aria-live="polite">
      <strong class={`nhsuk-tag ${isActive ? 'nhsuk-tag--green' : 'nhsuk-tag--grey'}`}>
        {isActive ? 'Active' : 'Not active'} on {day(moment.date)}
      </strong>{' '}
      {why(organisation)}
      {status === null ? null : ` Published as ${status.toLowerCase()} in the release of ${day(moment.release)}.`}
    </p>
  );
}

function Lines({ of: { lines, town, county, postcode, country, uprn } }: { readonly of: Address }) {
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

/** The parents of a view stand in a field of its own. */
function parentsOf(organisation: Organisation, view: string): readonly Named[] {
  return (organisation as unknown as Record<string, readonly Named[]>)[`parents${view}`] ?? [];
}

function Parents({ view, of }: { readonly view: string; readonly of: readonly Named[] }) {
  if (of.length === 0) return null;
  return (
    <Row name={`Parents: ${view.toLowerCase()}`}>
      <Links to={of} />
    </Row>
  );
}

function Successions({ of }: { readonly of: readonly Succeeded[] }) {
  if (of.length === 0) return <>None</>;
  return (
    <ul class="plain">
      {of.map(({ organisation, date }) => (
        <li key={organisation.code}>
          <OrganisationLink {...organisation} />
          {date === null ? null : `, ${day(date)}`}
        </li>
      ))}
    </ul>
  );
}
