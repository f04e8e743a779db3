import type { Loaders } from '../graph/loaders';
import type { View } from '../graph/views';
import { childrenOf, parentsOf, type Hop } from '../graph/walk';
import { when, type MaybePromise } from '../graph/when';
import { badInput } from '../errors';
import type { LinkDirection } from '../schema/enums';
import type { Moment } from './moment';

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
  /** The hops that lead on from each code that was walked from. */
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
  return further([start], walk, { start, depths: new Map([[start, 0]]), hops: new Map() }, 1);
}

/** One level from each of some codes, whichever way the walk goes. */
export function hopsFrom(
  codes: readonly string[],
  { view, direction, at, loaders }: Omit<Walk, 'maxDepth'>,
): MaybePromise<readonly (readonly Hop[])[]> {
  return (direction === 'UP' ? parentsOf : childrenOf)(codes, view, at, loaders);
}

type Growing = { start: string; depths: Map<string, number>; hops: Map<string, readonly Hop[]> };

function further(level: readonly string[], walk: Walk, reached: Growing, depth: number): MaybePromise<Walked> {
  if (level.length === 0 || depth > walk.maxDepth) return reached;
  return when(hopsFrom(level, walk), (hops) => {
    const next: string[] = [];
    level.forEach((code, at) => {
      const onward = hops[at] ?? [];
      reached.hops.set(code, onward);
      for (const hop of onward) {
        if (reached.depths.has(hop.code)) continue;
        reached.depths.set(hop.code, depth);
        next.push(hop.code);
      }
    });
    return further(next, walk, reached, depth + 1);
  });
}

/** The codes reached, without the start: nearest first, then by code. */
export function nearestFirst({ start, depths }: Walked): string[] {
  const found = [...depths].filter(([code]) => code !== start);
  return found.sort(([a, near], [b, far]) => near - far || (a < b ? -1 : 1)).map(([code]) => code);
}
