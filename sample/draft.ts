import type { OrganisationRef } from './organisations';
import type {
  SampleDate,
  SampleLink,
  SampleLocation,
  SampleRecord,
  SampleRole,
  SampleSuccession,
  Status,
  Style,
  Target,
} from './record';

/** A mutable record. Its ids are derived from the serial of its organisation and the position of a role or link. */
export interface Draft {
  readonly organisation: OrganisationRef;
  name: string;
  opened: string;
  closed?: string;
  dates: SampleDate[];
  code: string | null;
  status?: Status | null;
  lastChanged?: string;
  refOnly?: boolean | 'false';
  location?: SampleLocation;
  contacts?: { type: string; value: string }[];
  roles: SampleRole[];
  links: SampleLink[];
  successions: SampleSuccession[];
  file?: 'full' | 'archive';
  style?: Style;
}

/** A period of ISO dates, both inclusive, and the bases that state it. */
export interface Span {
  readonly start: string;
  readonly end?: string;
  /** Default: operational. */
  readonly bases?: 'operational' | 'legal' | 'both';
}

/** The `Date` elements of a span: Legal first, as in published files. */
export function datesOf({ start, end, bases = 'operational' }: Span): SampleDate[] {
  const dates: SampleDate[] = [];
  if (bases !== 'operational') dates.push({ type: 'Legal', start, end });
  if (bases !== 'legal') dates.push({ type: 'Operational', start, end });
  return dates;
}

/** Creates a record that is open during a span, with its primary role during the same span. */
export function draft(
  organisation: OrganisationRef,
  name: string,
  span: Span,
  place: Partial<Pick<Draft, 'location' | 'contacts'>> = {},
): Draft {
  const dates = datesOf(span);
  return {
    organisation,
    code: organisation.code,
    name,
    opened: span.start,
    closed: span.end,
    dates,
    ...place,
    roles: [
      {
        id: organisation.role,
        uniqueRoleId: organisation.roleId,
        primaryRole: true,
        dates: datesOf({ ...span, bases: 'operational' }),
      },
    ],
    links: [],
    successions: [],
  };
}

/** Adds a non-primary role, cut to the period of the record. */
export function addRole(draft: Draft, id: string, start = draft.opened, end?: string): Draft {
  const span = clip(draft, { start, end });
  if (span)
    draft.roles.push({ id, uniqueRoleId: draft.organisation.roleId + draft.roles.length, dates: datesOf(span) });
  return draft;
}

/** Adds a link, cut to the period of the record. Adds nothing if no day is left. */
export function addLink(draft: Draft, id: string, target: OrganisationRef, span: Span): Draft {
  const clipped = clip(draft, span);
  if (clipped) draft.links.push({ id, uniqueRelId: linkId(draft, id), dates: datesOf(clipped), target });
  return draft;
}

/** Adds a link with exactly these dates. */
export function addLinkWithDates(
  draft: Draft,
  id: string,
  target: Target,
  dates: SampleDate[],
  more: Partial<SampleLink> = {},
): Draft {
  draft.links.push({ id, uniqueRelId: linkId(draft, id), dates, target, ...more });
  return draft;
}

/** The id of the next link of a type. The second release adds its links of a type last, so that ids do not change. */
export function linkId({ organisation, links }: Draft, id: string): number {
  let ordinal = 0;
  for (const other of links) if (other.id === id) ordinal++;
  return organisation.serial * 100 + (Number(id.slice(2)) % 11) * 9 + ordinal;
}

function clip({ opened, closed }: Draft, { start, end, bases }: Span): Span | undefined {
  const from = start < opened ? opened : start;
  const to = end === undefined || (closed !== undefined && closed < end) ? closed : end;
  return to !== undefined && to < from ? undefined : { start: from, end: to, bases };
}

/** Records that closed on or before this date are in the archive file. */
const ARCHIVED_TO = '2017-03-31';

/** Converts a draft to a record of the release published on a date, with status, last change date and file. */
export function toRecord(draft: Draft, published: string): SampleRecord & { readonly file: 'full' | 'archive' } {
  const { organisation, closed, dates, roles, links } = draft;
  return {
    recordClass: organisation.recordClass,
    refOnly: draft.refOnly,
    name: draft.name,
    dates,
    code: draft.code,
    status: draft.status === undefined ? statusOf(dates, published) : draft.status,
    lastChanged: draft.lastChanged ?? lastEvent(draft, published),
    location: draft.location,
    contacts: draft.contacts,
    roles: roles.map((role) => (role.status ? role : { ...role, status: statusOf(role.dates, published) })),
    links: links.map((link) => (link.status ? link : { ...link, status: statusOf(link.dates, published) })),
    successions: draft.successions,
    file: draft.file ?? (closed !== undefined && closed <= ARCHIVED_TO ? 'archive' : 'full'),
    style: draft.style,
  };
}

/** Active unless all dates ended before publication. */
function statusOf(dates: readonly SampleDate[], published: string): Status {
  for (const { end } of dates) if (end === undefined || end >= published) return 'Active';
  return dates.length > 0 ? 'Inactive' : 'Active';
}

/** The latest start or end in the record that is not after publication. */
function lastEvent({ dates, roles, links, successions }: Draft, published: string): string {
  let last = latest(dates, '', published);
  for (const role of roles) last = latest(role.dates, last, published);
  for (const link of links) last = latest(link.dates, last, published);
  for (const { date } of successions) if (date > last && date <= published) last = date;
  return last || published;
}

function latest(dates: readonly SampleDate[], last: string, published: string): string {
  for (const { start, end } of dates) {
    if (start !== undefined && start > last && start <= published) last = start;
    if (end !== undefined && end > last && end <= published) last = end;
  }
  return last;
}
