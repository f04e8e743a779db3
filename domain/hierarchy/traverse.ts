import type { Loaders } from '../../graph/loaders';
import type { View } from '../../ods/views';
import type { StateRow } from '../../ods/facts';
import { childrenOf, parentsOf, type Hop, type Hops, type States } from './one-level';
import { when, type MaybePromise } from '../../maybe-promise';
import type { WorkBudget } from '../../work-budget';
import { badInput } from '../../errors';
import type { LinkDirection } from '../../schema/enums';
import type { Moment } from '../moment';

/** Where a traversal goes: the view, the direction, the moment and the number of levels. */
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
  /** The hops from each expanded code. The map is shared: it also holds codes that other starts of the batch reached. */
  readonly hops: ReadonlyMap<string, readonly Hop[]>;
  /** The states of all codes but the start. Shared like `hops`. */
  readonly states: States;
}

export const MAX_DEPTH = 25;

/** Returns `maxDepth`. Throws BAD_USER_INPUT if it is not from 1 to 25. */
export function toDepth(maxDepth: number): number {
  if (maxDepth < 1 || maxDepth > MAX_DEPTH) throw badInput(`maxDepth takes 1 to ${MAX_DEPTH}; got ${maxDepth}.`);
  return maxDepth;
}

/** Traverses level by level, breadth first. Each code is expanded once, so a cycle does not repeat. */
export function traverse(start: string, options: TraversalOptions): MaybePromise<Traversal> {
  return when(traverseAll([start], options), ([traversal]) => traversal!);
}

/** Traverses from several starts at once: each level reads each kind of fact in one batch for all starts. */
export function traverseAll(starts: readonly string[], options: TraversalOptions): MaybePromise<Traversal[]> {
  const reached: Reached = { hops: new Map(), states: new Map() };
  return when(traverseLevel([...new Set(starts)], undefined, options, reached, 1), () =>
    options.loaders.work.mapInTurn(starts, (start) => toTraversal(start, reached, options)),
  );
}

/** Returns the hops of one level from each code, in the direction of the traversal. */
export function hopsFrom(
  codes: readonly string[],
  { view, direction, at, loaders }: Omit<TraversalOptions, 'maxDepth'>,
  known?: States,
): MaybePromise<Hops> {
  return (direction === 'UP' ? parentsOf : childrenOf)(codes, view, at, loaders, known);
}

/** The hops from each expanded code, and the states of the codes that they lead to. */
interface Reached {
  readonly hops: Map<string, readonly Hop[]>;
  readonly states: Map<string, StateRow | null>;
}

function traverseLevel(
  level: readonly string[],
  known: States | undefined,
  options: TraversalOptions,
  reached: Reached,
  depth: number,
): MaybePromise<void> {
  if (level.length === 0 || depth > options.maxDepth) return;
  return when(hopsFrom(level, options, known), (hops) => {
    level.forEach((code, index) => reached.hops.set(code, hops[index] ?? []));
    const next: string[] = [];
    const visited = options.loaders.work.each(hops.length, (index) => {
      for (const { code, state } of hops[index]!) {
        if (reached.states.has(code)) continue;
        reached.states.set(code, state);
        if (!reached.hops.has(code)) next.push(code);
      }
    });
    return when(visited, () => traverseLevel(next, reached.states, options, reached, depth + 1));
  });
}

/** Returns what the hops reach from a start within `maxDepth` levels. */
function toTraversal(
  start: string,
  { hops, states }: Reached,
  { maxDepth, loaders: { work } }: TraversalOptions,
): MaybePromise<Traversal> {
  const depths = new Map([[start, 0]]);
  const reached = depths.entries();
  const visitReached = (): MaybePromise<Traversal> => {
    for (const [code, depth] of reached) {
      const next = depth === maxDepth ? [] : (hops.get(code) ?? []);
      for (const hop of next) if (!depths.has(hop.code)) depths.set(hop.code, depth + 1);
      const paused = work.pause(1 + next.length);
      if (paused) return paused.then(visitReached);
    }
    return { start, depths, hops, states };
  };
  return visitReached();
}

/** Returns the codes of a traversal without the start, nearest first, then by code. */
export function nearestFirst({ start, depths }: Traversal, work: WorkBudget): MaybePromise<string[]> {
  const entries = [...depths].filter(([code]) => code !== start);
  return when(work.sort(entries, byDepth), (sorted) => sorted.map(([code]) => code));
}

type CodeAtDepth = readonly [code: string, depth: number];

/** Orders codes by depth, then by code. */
export function byDepth([a, depthA]: CodeAtDepth, [b, depthB]: CodeAtDepth): number {
  return depthA - depthB || (a < b ? -1 : 1);
}
