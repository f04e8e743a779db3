import type { Loaders } from '../../graph/loaders';
import type { Within } from '../../schema/within';
import { toCode } from '../codes';
import { MAX_DEPTH, nearestFirst, traverse } from '../hierarchy/traverse';
import type { Moment } from '../moment';
import { requireRecords } from '../records/organisation';

/**
 * Returns the codes of everything under an organisation in a view, nearest first.
 * Throws BAD_USER_INPUT for a code that the release does not contain.
 */
export async function codesWithin({ code: given, view }: Within, at: Moment, loaders: Loaders): Promise<string[]> {
  const code = toCode(given);
  await requireRecords([code], at, loaders);
  return nearestFirst(await traverse(code, { view, direction: 'DOWN', at, loaders, maxDepth: MAX_DEPTH }));
}
