import type { Loaders } from '../../graph/loaders';
import type { View } from '../../ods/views';
import { childrenOf, parentsOf, type Hop, type Hops } from './one-level';
import { when, type MaybePromise } from '../../maybe-promise';
import { badInput } from '../../errors';
import type { LinkDirection } from '../../schema/enums';
import type { Moment } from '../moment';

/** What to traverse, over several levels. */
export interface TraversalOptions {
  readonly view: View;
  readonly direction: LinkDirection;
  readonly at: Moment;
  readonly loaders: Loaders;
  /** The largest number of levels. */
  readonly maxDepth: number;
}

/** The result of a traversal from one start. */
export interface Traversal {
  readonly start: string;
  /** The number of hops to each code on a shortest path, 0 for the start; nearest first. */
  readonly depths: ReadonlyMap<string, number>;
  /** The hops from each code that was expanded, for this start or for another one of the same batch. */
  readonly hops: ReadonlyMap<string, readonly Hop[]>;
}

export const MAX_DEPTH = 25;

/** Returns the depth. Throws BAD_USER_INPUT when it is not 1 to 25. */
export function toDepth(maxDepth: number): number {
  if (maxDepth < 1 || maxDepth > MAX_DEPTH) throw badInput(`maxDepth takes 1 to ${MAX_DEPTH}; got ${maxDepth}.`);
  return maxDepth;
}

/** Traverses level by level, breadth first. Each code is expanded once, so cycles end. */
export function traverse(start: string, options: TraversalOptions): MaybePromise<Traversal> {
  return when(traverseAll([start], options), ([traversal]) => traversal!);
}

/** Traverses from several starts at once: each level reads each kind of fact in one batch for all starts. */
export function traverseAll(starts: readonly string[], options: TraversalOptions): MaybePromise<Traversal[]> {
  return when(traverseLevel([...new Set(starts)], options, new Map(), 1), (hops) =>
    starts.map((start) => toTraversal(start, hops, options.maxDepth)),
  );
}

/** Returns the hops of one level from each code, in the direction of the traversal. */
export function hopsFrom(
  codes: readonly string[],
  { view, direction, at, loaders }: Omit<TraversalOptions, 'maxDepth'>,
): MaybePromise<Hops> {
  return (direction === 'UP' ? parentsOf : childrenOf)(codes, view, at, loaders);
}

type HopsByCode = Map<string, readonly Hop[]>;

function traverseLevel(
  level: readonly string[],
  options: TraversalOptions,
  expanded: HopsByCode,
  depth: number,
): MaybePromise<HopsByCode> {
  if (level.length === 0 || depth > options.maxDepth) return expanded;
  return when(hopsFrom(level, options), (hops) => {
    level.forEach((code, index) => expanded.set(code, hops[index] ?? []));
    const next = new Set(hops.flatMap((hopsOfCode) => hopsOfCode.map(({ code }) => code)));
    return traverseLevel(
      [...next].filter((code) => !expanded.has(code)),
      options,
      expanded,
      depth + 1,
    );
  });
}

/** Returns what the hops reach from a start within `maxDepth` levels. */
function toTraversal(start: string, hops: HopsByCode, maxDepth: number): Traversal {
  const depths = new Map([[start, 0]]);
  for (const [code, depth] of depths) {
    if (depth === maxDepth) continue;
    for (const hop of hops.get(code) ?? []) if (!depths.has(hop.code)) depths.set(hop.code, depth + 1);
  }
  return { start, depths, hops };
}

/** Returns the codes of a traversal without the start, nearest first, then by code. */
export function nearestFirst({ start, depths }: Traversal): string[] {
  const entries = [...depths].filter(([code]) => code !== start);
  return entries.sort(([a, depthA], [b, depthB]) => depthA - depthB || (a < b ? -1 : 1)).map(([code]) => code);
}
