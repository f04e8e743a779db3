import { datesOf, type Draft } from '../draft';
import type { SampleDate, SampleLink } from '../record';
import type { Setting } from '../setting';

/** What happens to one record of the world. Nothing comes back when the release has no such record (any more). */
export type Story = (draft: Draft, setting: Setting) => Draft | undefined;
export type Stories = Readonly<Record<string, Story>>;

const endDates = (dates: readonly SampleDate[], end: string): SampleDate[] =>
  dates.map((date) => (date.end === undefined || date.end > end ? { ...date, end } : date));

/** Ends the open links of a type, or those to one target. */
export function endLinks(draft: Draft, type: string, end: string, code?: string): Draft {
  draft.links = draft.links.map((link) =>
    link.id === type && (code === undefined || link.target.code === code)
      ? { ...link, dates: endDates(link.dates, end) }
      : link,
  );
  return draft;
}

/** Takes the links of a type away. */
export function withoutLinks(draft: Draft, type: string): Draft {
  draft.links = draft.links.filter((link) => link.id !== type);
  return draft;
}

/** Gives every date of the links of a type another start. */
export function startLinks(draft: Draft, type: string, start: string): Draft {
  const moved = (link: SampleLink) => ({ ...link, dates: link.dates.map((date) => ({ ...date, start })) });
  draft.links = draft.links.map((link) => (link.id === type ? moved(link) : link));
  return draft;
}

/** Closes a record with its roles and links; links of the types named stay open. What began later is dropped. */
export function close(draft: Draft, end: string, ...open: readonly string[]): Draft {
  const began = ({ dates }: { dates: readonly SampleDate[] }) => dates.every(({ start = '' }) => start <= end);
  draft.closed = end;
  draft.dates = endDates(draft.dates, end);
  draft.roles = draft.roles.filter(began).map((role) => ({ ...role, dates: endDates(role.dates, end) }));
  draft.links = draft.links
    .filter((link) => open.includes(link.id) || began(link))
    .map((link) => (open.includes(link.id) ? link : { ...link, dates: endDates(link.dates, end) }));
  return draft;
}

/** Gives a record another life, and its primary role with it; its links are cut to it. */
export function live(draft: Draft, start: string, end: string, legal?: { start: string; end: string }): Draft {
  const [primary, ...others] = draft.roles;
  const later = (date: SampleDate) => (date.start !== undefined && date.start < start ? { ...date, start } : date);
  draft.opened = start;
  draft.roles = [{ ...primary!, dates: datesOf({ start, end }) }, ...others];
  draft.links = draft.links.map((link) => ({ ...link, dates: link.dates.map(later) }));
  close(draft, end);
  draft.dates = [...(legal ? datesOf({ ...legal, bases: 'legal' }) : []), ...datesOf({ start, end })];
  return draft;
}
