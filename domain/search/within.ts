import { when, type MaybePromise } from '../../maybe-promise';
import type { Within } from '../../schema/within';
import { toCode } from '../codes';
import type { Context } from '../context';
import { MAX_DEPTH, nearestFirst, traverse } from '../hierarchy/traverse';
import type { Moment } from '../moment';
import { requireRecords } from '../records/organisation';

/**
 * Returns the codes of everything under an organisation in a view, nearest first.
 * Throws BAD_USER_INPUT for a code that the release does not contain.
 */
export function codesWithin(
  { code: given, view }: Within,
  at: Moment,
  { loaders, memo }: Pick<Context, 'loaders' | 'memo'>,
): MaybePromise<readonly string[]> {
  const code = toCode(given);
  return when(requireRecords([code], at, loaders), () =>
    memo.list<string>(`within ${view}`, code, at, () =>
      when(traverse(code, { view, direction: 'DOWN', at, loaders, maxDepth: MAX_DEPTH }), (traversal) =>
        nearestFirst(traversal, loaders.work),
      ),
    ),
  );
}
