import type { Dated } from '../dates';
import type { Release } from '../reading/release';
import type { Moment } from '../hierarchy';

/** Returns numbers from 0 (inclusive) to 1 (exclusive). Equal seeds give equal sequences (mulberry32). */
export type Random = () => number;

export function createRandom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function pick<T>(random: Random, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)] as T;
}

/** Percentages of the drawn organisations by primary role, so that the few large bodies are drawn as well as the many small ones. */
const SHARES: readonly (readonly [share: number, roles: readonly string[]])[] = [
  [20, ['RO177']],
  [13, ['RO272']],
  [10, ['RO98']],
  [7, ['RO261']],
  [4, ['RO209']],
  [4, ['RO210', 'RO132']],
  [7, ['RO197', 'RO107']],
  [5, ['RO198', 'RO108']],
  [6, ['RO96']],
  [8, ['RO182', 'RO94']],
  [4, ['RO181']],
  [5, ['RO179', 'RO180']],
  [2, ['RO171']],
  [2, ['RO142', 'RO144', 'RO148']],
];

/** Returns a function that draws an organisation of a release: most by these percentages, the rest from all. */
function drawerOf({ entries }: Release): (random: Random) => string {
  const known = [...entries.values()].filter(({ unresolved }) => !unresolved);
  const pools = SHARES.flatMap(([share, roles]) => {
    const codes = known.filter(({ primaryRole }) => roles.includes(primaryRole ?? ''));
    return codes.length === 0 ? [] : [{ share, codes: codes.map(({ code }) => code) }];
  });
  const all = known.map(({ code }) => code);
  return (random) => {
    let left = random() * 100;
    for (const { share, codes } of pools) if ((left -= share) < 0) return pick(random, codes);
    return pick(random, all);
  };
}

/**
 * Draws a day for an organisation: any from 1990 to 2026, a day of its life, or a day on which one of its facts begins
 * or ends, or the day before or after.
 */
export function drawDate(random: Random, release: Release, code: string): string {
  const share = random();
  if (share < 0.2) return between(random, '1990-01-01', '2026-12-31');
  const days = turningPoints(release, code).filter((day) => day > '1990' && day < '2027');
  if (share < 0.6 && days.length > 0) return addDays(pick(random, days), pick(random, [-1, 0, 1]));
  const { operational = [], legal = [] } = release.entries.get(code) ?? {};
  const life = operational[0] ?? legal[0];
  return between(random, latest('1990-01-01', life?.start ?? ''), life?.end ?? '2026-12-31');
}

/** Returns the days on which a fact of an organisation begins or ends. */
function turningPoints({ entries, incoming, successors, predecessors }: Release, code: string): string[] {
  const entry = entries.get(code);
  const dated: Dated[] = [
    ...(entry ? [entry, ...entry.roles, ...entry.links] : []),
    ...(incoming.get(code) ?? []).slice(0, 50),
  ];
  const successions = [...(successors.get(code) ?? []), ...(predecessors.get(code) ?? [])];
  const periods = dated.flatMap(({ operational, legal }) => [...operational, ...legal]);
  return [...periods.flatMap(({ start, end }) => [start, end]), ...successions.map(({ date }) => date)].filter(
    (day) => day !== null,
  );
}

const latest = (a: string, b: string) => (a > b ? a : b);

function between(random: Random, first: string, last: string): string {
  const days = (Date.parse(last) - Date.parse(first)) / 86_400_000;
  return days > 0 ? addDays(first, Math.floor(random() * (days + 1))) : '2020-01-01';
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** An organisation at a moment. */
export interface DrawnCase extends Moment {
  readonly code: string;
  /** A day on which the release was the current one, to ask for it by; absent: by its id. */
  readonly knownOn?: string;
}

/** Which organisations to draw: any; those above others; those with successions; those that left a network. */
export type Population = 'any' | 'above' | 'succeeded' | 'member';

export interface ReleasePool {
  readonly release: Release;
  readonly code: (random: Random) => string;
  readonly succeeded: readonly string[];
  readonly member: readonly string[];
}

export function poolOf(release: Release): ReleasePool {
  const succeeded = [...release.successors.keys(), ...release.predecessors.keys()].filter(
    (code) => !release.entries.get(code)!.unresolved,
  );
  const left = [...release.entries.values()].filter(({ links }) =>
    links.some(({ type, operational }) => type === 'RE8' && operational[0]?.end),
  );
  return { release, code: drawerOf(release), succeeded, member: left.map(({ code }) => code) };
}

/** Draws an organisation with a day, a basis and a release. */
export function draw(random: Random, pools: readonly ReleasePool[], population: Population): DrawnCase {
  const pool = pick(random, pools);
  const { release } = pool;
  const suitable = population === 'succeeded' || population === 'member' ? pool[population] : [];
  const code = suitable.length > 0 && random() < 0.8 ? pick(random, suitable) : codeAbove(random, pool, population);
  const basis = pick(random, ['OPERATIONAL', 'LEGAL'] as const);
  const date = drawDate(random, release, code);
  return { release, code, basis, date, ...knownOn(release, pools, date) };
}

/** The first or the last day on which a release was the current one, as far as others follow it, for two of three dates. */
function knownOn({ id }: Release, pools: readonly ReleasePool[], date: string): { knownOn?: string } {
  const [next] = pools.flatMap(({ release }) => (release.id > id ? [release.id] : [])).sort();
  return [{}, { knownOn: id }, { knownOn: next ? addDays(next, -1) : id }][Number(date.at(-1)) % 3]!;
}

/** Replaces two in three organisations without incoming links by the target of one of their links. */
function codeAbove(random: Random, { release, code: drawCode }: ReleasePool, population: Population): string {
  const code = drawCode(random);
  const links = release.entries.get(code)?.links ?? [];
  if (population !== 'above' || release.incoming.has(code) || links.length === 0 || random() < 0.33) return code;
  const { target } = pick(random, links);
  return release.entries.get(target)!.unresolved ? code : target;
}
