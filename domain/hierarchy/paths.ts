import { badInput } from '../../errors';
import { when, type MaybePromise } from '../../maybe-promise';
import type { PathsArgs } from '../../schema/arguments';
import type { HierarchyPath } from '../../schema/hierarchy';
import { toCode } from '../codes';
import type { Context } from '../context';
import type { Moment } from '../moment';
import { requireRecords } from '../records/organisation';
import { simplePaths, toPath, type PathStep } from './path-finding';
import { MAX_DEPTH, traverse, type TraversalOptions } from './traverse';

export const MAX_PATHS = 20;

/**
 * Returns the simple paths between two organisations in a view, shortest first: upwards, or downwards when no upward
 * path exists. Throws BAD_USER_INPUT for an unknown code or a bad limit.
 */
export function pathsBetween(
  { from, to, view, limit }: PathsArgs,
  at: Moment,
  { loaders }: Context,
): MaybePromise<HierarchyPath[]> {
  if (limit < 1 || limit > MAX_PATHS) throw badInput(`limit takes 1 to ${MAX_PATHS}; got ${limit}.`);
  const options: TraversalOptions = { view, direction: 'UP', at, loaders, maxDepth: MAX_DEPTH };
  const [start, end] = [toCode(from), toCode(to)];
  return when(requireRecords([start, end], at, loaders), () =>
    when(upwardPaths(start, end, limit, options), (up) => {
      if (up.length > 0) return up.map((steps) => toPath(steps, at));
      return when(upwardPaths(end, start, limit, options), (down) =>
        down.map((steps) => toPath([...steps].reverse(), at)),
      );
    }),
  );
}

function upwardPaths(
  from: string,
  to: string,
  limit: number,
  options: TraversalOptions,
): MaybePromise<(readonly PathStep[])[]> {
  return when(traverse(from, options), (traversal) => simplePaths(traversal, to, limit));
}
