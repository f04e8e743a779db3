import type { Loaders } from '../../graph/loaders';
import type { View } from '../../ods/views';
import { childrenOf, parentsOf, type Hop, type Hops } from './one-level';
import { when, type MaybePromise } from '../../maybe-promise';
import { badInput } from '../../errors';
import type { LinkDirection } from '../../schema/enums';
import type { Moment } from '../moment';

/** What a walk over several levels is about. */
export interface Walk {
  readonly view: View;
  readonly direction: LinkDirection;
  readonly at: Moment;
  readonly loaders: Loaders;
  /** Levels to walk at most. */
  readonly maxDepth: number;
}

/** What a walk has reached. */
export interface Walked {
  readonly start: string;
  /** Hops to each code by the shortest way, the start at 0; nearest first. */
  readonly depths: ReadonlyMap<string, number>;
  /** The hops that lead on from each code that was walked from, by this start or by another beside it. */
  readonly hops: ReadonlyMap<string, readonly Hop[]>;
}

export const DEEPEST = 25;

/** A depth within its limits. Errors: BAD_USER_INPUT. */
export function toDepth(maxDepth: number): number {
  if (maxDepth < 1 || maxDepth > DEEPEST) throw badInput(`maxDepth takes 1 to ${DEEPEST}; got ${maxDepth}.`);
  return maxDepth;
}

/** Walks level by level from a start, each code once, so that circles end: one batch for each level and question. */
export function walked(start: string, walk: Walk): MaybePromise<Walked> {
  return when(walkedFrom([start], walk), ([reached]) => reached!);
}

/** Walks from several starts side by side: one batch for each level and question, however many starts there are. */
export function walkedFrom(starts: readonly string[], walk: Walk): MaybePromise<Walked[]> {
  return when(further([...new Set(starts)], walk, new Map(), 1), (hops) =>
    starts.map((start) => reachedFrom(start, hops, walk.maxDepth)),
  );
}

/** One level from each of some codes, whichever way the walk goes. */
export function hopsFrom(
  codes: readonly string[],
  { view, direction, at, loaders }: Omit<Walk, 'maxDepth'>,
): MaybePromise<Hops> {
  return (direction === 'UP' ? parentsOf : childrenOf)(codes, view, at, loaders);
}

type HopsByCode = Map<string, readonly Hop[]>;

function further(level: readonly string[], walk: Walk, known: HopsByCode, depth: number): MaybePromise<HopsByCode> {
  if (level.length === 0 || depth > walk.maxDepth) return known;
  return when(hopsFrom(level, walk), (hops) => {
    level.forEach((code, at) => known.set(code, hops[at] ?? []));
    const next = new Set(hops.flatMap((onward) => onward.map(({ code }) => code)));
    return further(
      [...next].filter((code) => !known.has(code)),
      walk,
      known,
      depth + 1,
    );
  });
}

/** What hops reach from a start within so many levels. */
function reachedFrom(start: string, hops: HopsByCode, maxDepth: number): Walked {
  const depths = new Map([[start, 0]]);
  for (const [code, depth] of depths) {
    if (depth === maxDepth) continue;
    for (const hop of hops.get(code) ?? []) if (!depths.has(hop.code)) depths.set(hop.code, depth + 1);
  }
  return { start, depths, hops };
}

/** The codes reached, without the start: nearest first, then by code. */
export function nearestFirst({ start, depths }: Walked): string[] {
  const found = [...depths].filter(([code]) => code !== start);
  return found.sort(([a, near], [b, far]) => near - far || (a < b ? -1 : 1)).map(([code]) => code);
}
