import { datesOf, type Draft } from '../draft';
import type { SampleDate, SampleLink } from '../record';
import type { SampleSettings } from '../settings';

/** Changes one generated record. Returns undefined if the release does not contain the record. */
export type Scenario = (draft: Draft, settings: SampleSettings) => Draft | undefined;
/** Scenarios by organisation code. */
export type Scenarios = Readonly<Record<string, Scenario>>;

const endDates = (dates: readonly SampleDate[], end: string): SampleDate[] =>
  dates.map((date) => (date.end === undefined || date.end > end ? { ...date, end } : date));

/** Ends the open links of a type, or only those to one target. */
export function endLinks(draft: Draft, type: string, end: string, code?: string): Draft {
  draft.links = draft.links.map((link) =>
    link.id === type && (code === undefined || link.target.code === code)
      ? { ...link, dates: endDates(link.dates, end) }
      : link,
  );
  return draft;
}

/** Removes the links of a type. */
export function withoutLinks(draft: Draft, type: string): Draft {
  draft.links = draft.links.filter((link) => link.id !== type);
  return draft;
}

/** Changes the start of all links of a type. */
export function startLinks(draft: Draft, type: string, start: string): Draft {
  const restarted = (link: SampleLink) => ({ ...link, dates: link.dates.map((date) => ({ ...date, start })) });
  draft.links = draft.links.map((link) => (link.id === type ? restarted(link) : link));
  return draft;
}

/**
 * Closes a record with its roles and links, except links of the given types. Removes roles and links that start later.
 */
export function closeRecord(draft: Draft, end: string, ...keptOpen: readonly string[]): Draft {
  const hasStarted = ({ dates }: { dates: readonly SampleDate[] }) => dates.every(({ start = '' }) => start <= end);
  draft.closed = end;
  draft.dates = endDates(draft.dates, end);
  draft.roles = draft.roles.filter(hasStarted).map((role) => ({ ...role, dates: endDates(role.dates, end) }));
  draft.links = draft.links
    .filter((link) => keptOpen.includes(link.id) || hasStarted(link))
    .map((link) => (keptOpen.includes(link.id) ? link : { ...link, dates: endDates(link.dates, end) }));
  return draft;
}

/** Changes the period of a record and its primary role, and cuts its links to it. */
export function setPeriod(draft: Draft, start: string, end: string, legal?: { start: string; end: string }): Draft {
  const [primary, ...others] = draft.roles;
  const notBeforeStart = (date: SampleDate) =>
    date.start !== undefined && date.start < start ? { ...date, start } : date;
  draft.opened = start;
  draft.roles = [{ ...primary!, dates: datesOf({ start, end }) }, ...others];
  draft.links = draft.links.map((link) => ({ ...link, dates: link.dates.map(notBeforeStart) }));
  closeRecord(draft, end);
  draft.dates = [...(legal ? datesOf({ ...legal, bases: 'legal' }) : []), ...datesOf({ start, end })];
  return draft;
}
