import type { ChangesArgs } from '../../schema/arguments';
import type { OrganisationChange } from '../../schema/change';
import type { ChangeKind } from '../../schema/enums';
import { when } from '../../maybe-promise';
import { toCode } from '../codes';
import type { Context } from '../context';
import { within } from '../moment';
import { cursorScope, cutPage, LONG_PAGE, Page, toPageRange } from '../page';
import { changesAfter, changesBetweenCodes, type ChangeFilter, type ReleasePair } from './compare';

/**
 * Returns one page of the changes between two loaded releases, ordered by code.
 * Throws BAD_USER_INPUT for a bad argument and INVALID_CURSOR for a cursor of another list.
 */
export async function changesBetween({ from, to, kinds, code, ...request }: ChangesArgs, context: Context) {
  const { cursors, snapshot, root } = context;
  const pair: ReleasePair = {
    before: within(root, { release: from }, context),
    after: within(root, { release: to ?? snapshot.live.id }, context),
  };
  const filter: ChangeFilter = {
    kinds: kinds && kinds.length > 0 ? [...new Set(kinds)].sort() : null,
    code: typeof code === 'string' ? toCode(code) : null,
  };
  const scope = cursorScope('changes', pair.after, pair.before.release.id, filter);
  const range = toPageRange({ ...request, defaultFirst: LONG_PAGE }, scope, context);
  const found = await changesBetweenCodes(range, filter, pair, context);
  const { items, more } = cutPage(found, range);
  const keysetOf = ({ code }: OrganisationChange) => [code];
  return new Page(
    { items: found, keysetOf, nodeOf: (change: OrganisationChange) => change },
    items,
    more,
    (change) => cursors.write(scope, keysetOf(change)),
    () => countChanges(filter, pair, context),
  );
}

/** Counts all matching changes. The first count for a pair of releases compares every candidate; its result is memoised. */
function countChanges(filter: ChangeFilter, pair: ReleasePair, context: Context) {
  if (filter.code !== null) return changesAfter('', 1, filter, pair, context).then(({ length }) => length);
  const key = `kinds of changes since ${pair.before.release.sha256}`;
  const kinds = context.memo.list<ChangeKind>(key, '', pair.after, async () =>
    (await changesAfter('', Infinity, NO_FILTER, pair, context)).map(({ kind }) => kind),
  );
  return when(kinds, (all) => all.filter((kind) => filter.kinds === null || filter.kinds.includes(kind)).length);
}

const NO_FILTER: ChangeFilter = { kinds: null, code: null };
