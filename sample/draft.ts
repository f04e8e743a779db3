import type { Body } from './bodies';
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

/** A record while it is being written. Ids are made from its serial: the n-th role, the n-th link of a type. */
export interface Draft {
  readonly body: Body;
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

/** A period, and the bases that state it: operational unless told. */
export interface Span {
  readonly start: string;
  readonly end?: string;
  readonly bases?: 'operational' | 'legal' | 'both';
}

/** The `Date` elements of a span, Legal first, as in published files. */
export function datesOf({ start, end, bases = 'operational' }: Span): SampleDate[] {
  const dates: SampleDate[] = [];
  if (bases !== 'operational') dates.push({ type: 'Legal', start, end });
  if (bases !== 'legal') dates.push({ type: 'Operational', start, end });
  return dates;
}

/** A record of a body that is open from a day, perhaps to a day, with its primary role over the same time. */
export function draft(
  body: Body,
  name: string,
  span: Span,
  place: Partial<Pick<Draft, 'location' | 'contacts'>> = {},
): Draft {
  const dates = datesOf(span);
  return {
    body,
    code: body.code,
    name,
    opened: span.start,
    closed: span.end,
    dates,
    ...place,
    roles: [
      {
        id: body.role,
        uniqueRoleId: body.roleId,
        primaryRole: true,
        dates: datesOf({ ...span, bases: 'operational' }),
      },
    ],
    links: [],
    successions: [],
  };
}

/** Adds a non-primary role; a closed record's roles end with it. */
export function hold(draft: Draft, id: string, start = draft.opened, end?: string): Draft {
  const span = clip(draft, { start, end });
  if (span) draft.roles.push({ id, uniqueRoleId: draft.body.roleId + draft.roles.length, dates: datesOf(span) });
  return draft;
}

/** Adds a link, cut to the time of the draft; nothing when no day is left. */
export function link(draft: Draft, id: string, target: Body, span: Span): Draft {
  const own = clip(draft, span);
  if (own) draft.links.push({ id, uniqueRelId: linkId(draft, id), dates: datesOf(own), target });
  return draft;
}

/** Adds a link whose dates are given as they are. */
export function linkAsIs(
  draft: Draft,
  id: string,
  target: Target,
  dates: SampleDate[],
  more: Partial<SampleLink> = {},
): Draft {
  draft.links.push({ id, uniqueRelId: linkId(draft, id), dates, target, ...more });
  return draft;
}

/** The next id of a link of a type: later releases add their links of a type last, so that ids stay. */
export function linkId({ body, links }: Draft, id: string): number {
  let ordinal = 0;
  for (const other of links) if (other.id === id) ordinal++;
  return body.serial * 100 + (Number(id.slice(2)) % 11) * 9 + ordinal;
}

function clip({ opened, closed }: Draft, { start, end, bases }: Span): Span | undefined {
  const from = start < opened ? opened : start;
  const to = end === undefined || (closed !== undefined && closed < end) ? closed : end;
  return to !== undefined && to < from ? undefined : { start: from, end: to, bases };
}

const ARCHIVED_TO = '2017-03-31';

/** The finished record as a release of that publication day states it: statuses, last change, file. */
export function finish(draft: Draft, published: string): SampleRecord & { readonly file: 'full' | 'archive' } {
  const { body, closed, dates, roles, links } = draft;
  return {
    recordClass: body.recordClass,
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

/** Active until all dates have an end in the past. */
function statusOf(dates: readonly SampleDate[], published: string): Status {
  for (const { end } of dates) if (end === undefined || end >= published) return 'Active';
  return dates.length > 0 ? 'Inactive' : 'Active';
}

/** The latest day on which something began or ended, not after publication. */
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
