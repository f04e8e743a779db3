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
function drawerOf({ entries }: Release): (random: Random) => string {
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

/**
 * A day to ask about an organisation: any from 1990 to 2026, or one of its life, or one on which something of it begins
 * or ends, or a day beside that.
 */
export function drawDate(random: Random, release: Release, code: string): string {
  const share = random();
  if (share < 0.2) return between(random, '1990-01-01', '2026-12-31');
  const days = turningPoints(release, code).filter((day) => day > '1990' && day < '2027');
  if (share < 0.6 && days.length > 0) return shifted(pick(random, days), pick(random, [-1, 0, 1]));
  const { operational = [], legal = [] } = release.entries.get(code) ?? {};
  const life = operational[0] ?? legal[0];
  return between(random, latest('1990-01-01', life?.start ?? ''), life?.end ?? '2026-12-31');
}

/** The days on which something of an organisation begins or ends. */
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
  return days > 0 ? shifted(first, Math.floor(random() * (days + 1))) : '2020-01-01';
}

export function shifted(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** One thing to ask about: an organisation on a ground. */
export interface Drawn extends Ground {
  readonly code: string;
}

/** Which organisations a question is about: any; those above others; those with successions; those that left a network. */
export type About = 'any' | 'above' | 'succeeded' | 'member';

export interface Pool {
  readonly release: Release;
  readonly code: (random: Random) => string;
  readonly succeeded: readonly string[];
  readonly member: readonly string[];
}

export function poolOf(release: Release): Pool {
  const succeeded = [...release.successors.keys(), ...release.predecessors.keys()];
  const left = [...release.entries.values()].filter(({ links }) =>
    links.some(({ type, operational }) => type === 'RE8' && operational[0]?.end),
  );
  return { release, code: drawerOf(release), succeeded, member: left.map(({ code }) => code) };
}

/** Draws an organisation with a day, a basis and a release. */
export function draw(random: Random, pools: readonly Pool[], about: About): Drawn {
  const pool = pick(random, pools);
  const { release } = pool;
  const apt = about === 'succeeded' || about === 'member' ? pool[about] : [];
  const code = apt.length > 0 && random() < 0.8 ? pick(random, apt) : codeAbove(random, pool, about);
  const basis = pick(random, ['OPERATIONAL', 'LEGAL'] as const);
  return { release, code, basis, date: drawDate(random, release, code) };
}

/** Of two in three that nothing points at, something that they point at is asked about. */
function codeAbove(random: Random, { release, code: drawCode }: Pool, about: About): string {
  const code = drawCode(random);
  const links = release.entries.get(code)?.links ?? [];
  if (about !== 'above' || release.incoming.has(code) || links.length === 0 || random() < 0.33) return code;
  return pick(random, links).target;
}
