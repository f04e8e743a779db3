import { active, startOn, type At } from './dates';
import { kindsOf, type Kind } from './kinds';
import type { Entry, Link } from './record';
import type { Release } from './release';
import { downLinks, upLinks, type View } from './views';

/** A question's ground: the release, the day and the basis. One answer never mixes them. */
export interface Ground extends At {
  readonly release: Release;
}

export function entry({ release }: Ground, code: string): Entry {
  const found = release.entries.get(code);
  if (!found) throw new Error(`${code} is not in the release of ${release.id}.`);
  return found;
}

export const isActive = (on: Ground, code: string): boolean => active(entry(on, code), on);
export const kinds = (on: Ground, code: string): readonly Kind[] => kindsOf(entry(on, code), on);

/** Whether it has one of some kinds; no kinds given filter nothing. */
export function isOf(on: Ground, code: string, wanted: readonly Kind[] = []): boolean {
  return wanted.length === 0 || kinds(on, code).some((kind) => wanted.includes(kind));
}

/** One level up, by link start descending, then code; each once. A parent that was closed is one too. */
export function parents(on: Ground, code: string, view: View): readonly string[] {
  return targetsByStart(upLinks(on.release, code, view, on), on);
}

/** Targets of links that cover the day, start descending, then code; each once. */
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

export interface Downwards {
  readonly kinds?: readonly Kind[];
  readonly includeInactive?: boolean;
}

/** One level down, ordered by name, then code; without those not active on the day unless they are wanted. */
export function children(on: Ground, code: string, view: View, wanted: Downwards = {}): readonly string[] {
  const sources = new Set(downLinks(on.release, code, view, on).map(({ source }) => source));
  return [...sources]
    .filter((source) => (wanted.includeInactive || isActive(on, source)) && isOf(on, source, wanted.kinds))
    .sort((a, b) => compare(entry(on, a).name, entry(on, b).name) || compare(a, b));
}

/** Everyone reached from an organisation by `next`, itself left out, each at the length of the shortest way. */
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

/** Everyone above, each once, nearest first, then by code. */
export function ancestors(on: Ground, code: string, view: View, maxDepth = 12): readonly string[] {
  const depths = reached(code, (each) => parents(on, each, view), maxDepth);
  return [...depths].sort(([a, near], [b, far]) => near - far || compare(a, b)).map(([each]) => each);
}

/** Everyone below, each once, by code; walked through those not active on the day, which are left out. */
export function descendants(
  on: Ground,
  code: string,
  view: View,
  wanted: { readonly kinds?: readonly Kind[]; readonly maxDepth?: number } = {},
): readonly string[] {
  const next = (each: string) => children(on, each, view, { includeInactive: true });
  return [...reached(code, next, wanted.maxDepth ?? 12).keys()]
    .filter((each) => isActive(on, each) && isOf(on, each, wanted.kinds))
    .sort(compare);
}

/** Its primary care networks: the targets of its RE8 that are networks, start descending, then code. */
export function networks(on: Ground, code: string): readonly string[] {
  const links = entry(on, code).links.filter(
    (link) => link.type === 'RE8' && active(link, on) && isNetwork(on, link.target),
  );
  return targetsByStart(links, on);
}

/** The members of a network, by code. */
export function members(on: Ground, code: string, { includeInactive = false }: Downwards = {}): readonly string[] {
  if (!isNetwork(on, code)) return [];
  const links = (on.release.incoming.get(code) ?? []).filter((link) => link.type === 'RE8' && active(link, on));
  const sources = [...new Set(links.map(({ source }) => source))];
  return sources.filter((source) => includeInactive || isActive(on, source)).sort(compare);
}

function isNetwork(on: Ground, code: string): boolean {
  return entry(on, code).primaryRole === 'RO272';
}
