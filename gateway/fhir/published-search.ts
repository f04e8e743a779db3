import { codesOfStatus } from '../../domain/search/prefix';
import type { Loaders } from '../../graph/loaders';
import type { PublishedKey } from '../../graph/keys';
import type { Moment } from '../../domain/moment';
import { activeFilter, usesDates } from './active';
import { AFTER_EVERY_DAY, type DateBound, type OrganisationFilter } from './organisation-filter';

type Conditions = Pick<PublishedKey, 'active' | 'from' | 'until'>;

/** Conditions that the index of texts, for days the database, decides; all that are present must match. */
const DECIDED_BY_DATABASE: readonly (keyof OrganisationFilter)[] = ['active', 'changed'];

/**
 * Returns the codes of a release that match the published status and the days of the last change, ordered by code. They
 * are all results if `isDecided`, otherwise candidates.
 */
export async function publishedCodes(
  filter: OrganisationFilter,
  at: Moment,
  loaders: Loaders,
): Promise<readonly string[]> {
  const conditions = conditionsOf(filter, at);
  if (conditions === null) return [];
  const release = at.release.number;
  if (conditions.from === null && conditions.until === null) return codesOfStatus(conditions.active, release, loaders);
  const chunks: (readonly string[])[] = [];
  for (let chunk = await loaders.published.load({ ...conditions, after: '', release }); chunk.length > 0;) {
    chunks.push(chunk);
    await loaders.work.pause(chunk.length);
    chunk = await loaders.published.load({ ...conditions, after: chunk.at(-1)!, release });
  }
  return chunks.flat();
}

/** Whether `publishedCodes` returns exactly the results of a search. */
export function isDecided(filter: OrganisationFilter, at: Moment): boolean {
  const { changed = [] } = filter;
  return (
    !usesDates(at) &&
    Object.keys(filter).every((name) => DECIDED_BY_DATABASE.includes(name as keyof OrganisationFilter)) &&
    changed.every((bounds) => bounds.length === 1 && bounds[0]!.comparator !== 'ne')
  );
}

/** Returns the conditions for the database; null if they exclude each other. */
function conditionsOf(filter: OrganisationFilter, at: Moment): Conditions | null {
  const statuses = usesDates(at) ? null : activeFilter(filter.active, at);
  if (filter.active?.length === 0) return null;
  const active = statuses && new Set(statuses).size === 1 ? statuses[0]! : null;
  let [from, until]: [string | null, string | null] = [null, null];
  for (const bounds of filter.changed ?? []) {
    if (bounds.length !== 1) continue;
    const range = rangeOf(bounds[0]!);
    if (range.from !== undefined && (from === null || range.from > from)) from = range.from;
    if (range.until !== undefined && (until === null || range.until < until)) until = range.until;
  }
  return { active, from, until };
}

/** Returns the days that a bound allows, both inclusive; `ne` allows every day. */
function rangeOf({ comparator, date }: DateBound): { readonly from?: string; readonly until?: string } {
  if (comparator === 'eq') return { from: date, until: date };
  if (comparator === 'ge') return { from: date };
  if (comparator === 'le') return { until: date };
  if (comparator === 'gt') return { from: dayAfter(date, 1) };
  return comparator === 'lt' ? { until: dayAfter(date, -1) } : {};
}

function dayAfter(date: string, days: number): string {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.getUTCFullYear() > 9_999 ? AFTER_EVERY_DAY : day.toISOString().slice(0, 10);
}
