import { belongsTo, type BelongsTo, type Target } from './belongs-to';
import type { Moment } from './hierarchy';
import type { View } from './views';

export const LEVELS = ['COMMISSIONING_SYSTEM', 'COMMISSIONER'] as const;
export type Level = (typeof LEVELS)[number];

/** What fills each level, and from which day, newest first. */
const STEPS: Readonly<Record<Level, readonly (readonly [from: string, target: Target])[]>> = {
  COMMISSIONING_SYSTEM: [
    ['2022-07-01', 'ICB'],
    ['2020-04-01', 'STP'],
  ],
  COMMISSIONER: [
    ['2022-07-01', 'SUB_ICB_LOCATION'],
    ['2013-04-01', 'CCG'],
    ['2000-04-01', 'RO179'],
  ],
};

/** Returns what fills a level on a day; null before all of its steps. */
export function targetOn(level: Level, date: string): Target | null {
  return STEPS[level].find(([from]) => from <= date)?.[1] ?? null;
}

/** As `belongsTo`, of whatever fills a level on the day. Before the level, the walk does not begin. */
export function belongsToLevel(
  on: Moment,
  code: string,
  level: Level,
  view: View,
): Omit<BelongsTo, 'reason'> & { readonly reason: BelongsTo['reason'] | 'BEFORE_LEVEL' } {
  const target = targetOn(level, on.date);
  if (target === null) return { organisations: [], reason: 'BEFORE_LEVEL', stoppedAt: code, lengths: [] };
  return belongsTo(on, code, target, view);
}
