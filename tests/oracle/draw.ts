import type { Dated } from './dates';
import type { Release } from './release';
import type { Ground } from './walk';

/** Numbers from 0 up to, not including, 1; the same ones every time (mulberry32). */
export type Random = () => number;

export function randomOf(seed: number): Random {
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

/** Shares of what is drawn by primary role, so that the few large bodies come up as well as the many small ones. */
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

/** Draws organisations of a release: most by their share, the rest from all. */
export function drawerOf({ entries }: Release): (random: Random) => string {
  const pools = SHARES.flatMap(([share, roles]) => {
    const codes = [...entries.values()].filter(({ primaryRole }) => roles.includes(primaryRole ?? ''));
    return codes.length === 0 ? [] : [{ share, codes: codes.map(({ code }) => code) }];
  });
  const all = [...entries.keys()];
  return (random) => {
    let left = random() * 100;
    for (const { share, codes } of pools) if ((left -= share) < 0) return pick(random, codes);
    return pick(random, all);
  };
}

/** A day to ask about an organisation: any from 1990 to 2026, or one on which something of it begins or ends, or a day beside it. */
export function drawDate(
  random: Random,
  { entries, incoming, successors, predecessors }: Release,
  code: string,
): string {
  if (random() < 0.5) return shifted('1990-01-01', Math.floor(random() * 37 * 365.25));
  const entry = entries.get(code);
  const links = [...(entry?.links ?? []), ...(incoming.get(code) ?? []).slice(0, 50)];
  const successions = [...(successors.get(code) ?? []), ...(predecessors.get(code) ?? [])];
  const dated: Dated[] = [...(entry ? [entry, ...entry.roles] : []), ...links];
  const days = [
    ...dated.flatMap(({ operational, legal }) => [...operational, ...legal]).flatMap(({ start, end }) => [start, end]),
    ...successions.map(({ date }) => date),
  ].filter((day) => day !== null && day > '1990');
  if (days.length === 0) return shifted('1990-01-01', Math.floor(random() * 37 * 365.25));
  return shifted(pick(random, days) as string, pick(random, [-1, 0, 1]));
}

export function shifted(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** One thing to ask about: an organisation on a ground. */
export interface Drawn extends Ground {
  readonly code: string;
}

/** Draws organisations with a day, a basis and a release. */
export function draw(
  random: Random,
  releases: readonly { release: Release; code: (random: Random) => string }[],
): Drawn {
  const { release, code: drawCode } = pick(random, releases);
  const code = drawCode(random);
  const basis = pick(random, ['OPERATIONAL', 'LEGAL'] as const);
  return { release, code, basis, date: drawDate(random, release, code) };
}
