import { active, startOn, type At } from './dates';
import { kindsOf, type Kind } from './kinds';
import { onceAt } from './once';
import type { Entry, Link } from './reading/record';
import type { Release } from './reading/release';
import { downLinks, upLinks, type View } from './views';

/** The release, day and basis of a query. One response never mixes them. */
export interface Moment extends At {
  readonly release: Release;
}

export function entry({ release }: Moment, code: string): Entry {
  const found = release.entries.get(code);
  if (!found) throw new Error(`${code} is not in the release of ${release.id}.`);
  return found;
}

export const isActive = (on: Moment, code: string): boolean => active(entry(on, code), on);
export const kinds = (on: Moment, code: string): readonly Kind[] =>
  onceAt(on.release, on, `kinds ${code}`, () => kindsOf(entry(on, code), on));

/** Whether an organisation has one of the kinds. An empty list matches every organisation. */
export function isOf(on: Moment, code: string, wanted: readonly Kind[] = []): boolean {
  return wanted.length === 0 || kinds(on, code).some((kind) => wanted.includes(kind));
}

/** Returns the organisations one level up without duplicates, by link start descending, then code. Closed parents are included. */
export function parents(on: Moment, code: string, view: View): readonly string[] {
  return onceAt(on.release, on, `parents ${view} ${code}`, () =>
    targetsByStart(upLinks(on.release, code, view, on), on),
  );
}

/** Returns the targets of links that cover the day, by start descending, then code, without duplicates. */
export function targetsByStart(links: readonly Link[], at: At): readonly string[] {
  const sorted = links.map((link) => ({ code: link.target, start: startOn(link, at) })).sort(byStartDescendingThenCode);
  return [...new Set(sorted.map(({ code }) => code))];
}

interface Started {
  readonly code: string;
  readonly start: string;
}

function byStartDescendingThenCode(a: Started, b: Started): number {
  return compare(b.start, a.start) || compare(a.code, b.code);
}

export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export interface ChildFilter {
  readonly kinds?: readonly Kind[];
  readonly includeInactive?: boolean;
}

/** Returns the organisations one level down, by name, then code. It omits inactive ones unless `includeInactive` is set. */
export function children(on: Moment, code: string, view: View, wanted: ChildFilter = {}): readonly string[] {
  const sources = new Set(downLinks(on.release, code, view, on).map(({ source }) => source));
  return [...sources]
    .filter((source) => (wanted.includeInactive || isActive(on, source)) && isOf(on, source, wanted.kinds))
    .sort((a, b) => compare(entry(on, a).name, entry(on, b).name) || compare(a, b));
}

/** Returns the shortest distance to each organisation that `next` reaches, without the start. */
export function reached(
  code: string,
  next: (code: string) => readonly string[],
  maxDepth = Infinity,
): Map<string, number> {
  const depths = new Map([[code, 0]]);
  let level: readonly string[] = [code];
  for (let depth = 1; level.length > 0 && depth <= maxDepth; depth++) {
    level = [...new Set(level.flatMap(next))].filter((found) => !depths.has(found));
    for (const found of level) depths.set(found, depth);
  }
  depths.delete(code);
  return depths;
}

/** Returns all organisations above without duplicates, nearest first, then by code. */
export function ancestors(on: Moment, code: string, view: View, maxDepth = 12): readonly string[] {
  const depths = reached(code, (each) => parents(on, each, view), maxDepth);
  return [...depths].sort(([a, near], [b, far]) => near - far || compare(a, b)).map(([each]) => each);
}

/** Returns all active organisations below by code. The traversal continues through inactive ones. */
export function descendants(
  on: Moment,
  code: string,
  view: View,
  wanted: { readonly kinds?: readonly Kind[]; readonly maxDepth?: number } = {},
): readonly string[] {
  const next = (each: string) => children(on, each, view, { includeInactive: true });
  return [...reached(code, next, wanted.maxDepth ?? 12).keys()]
    .filter((each) => isActive(on, each) && isOf(on, each, wanted.kinds))
    .sort(compare);
}

/** Returns its primary care networks; for a site without any, its operators that are networks and those of its other operators. */
export function networks(on: Moment, code: string): readonly string[] {
  const own = memberships(on, code);
  if (own.length > 0 || entry(on, code).recordClass !== 'SITE') return own;
  const operators = parents(on, code, 'OPERATION');
  return [...new Set(operators.flatMap((each) => (isNetwork(on, each) ? [each] : memberships(on, each))))];
}

/** Returns the targets of its RE8 that are networks, by start descending, then code. */
export function memberships(on: Moment, code: string): readonly string[] {
  const links = entry(on, code).links.filter(
    (link) => link.type === 'RE8' && active(link, on) && isNetwork(on, link.target),
  );
  return targetsByStart(links, on);
}

/** Returns the members of a network by code. */
export function members(on: Moment, code: string, { includeInactive = false }: ChildFilter = {}): readonly string[] {
  if (!isNetwork(on, code)) return [];
  const links = (on.release.incoming.get(code) ?? []).filter((link) => link.type === 'RE8' && active(link, on));
  const sources = [...new Set(links.map(({ source }) => source))];
  return sources.filter((source) => includeInactive || isActive(on, source)).sort(compare);
}

export function isNetwork(on: Moment, code: string): boolean {
  return entry(on, code).primaryRole === 'RO272';
}
