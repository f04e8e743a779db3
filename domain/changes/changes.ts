import { badInput } from '../../errors';
import type { ChangesArgs } from '../../schema/arguments';
import type { OrganisationChange } from '../../schema/change';
import type { ChangeGroup, ChangeGroupCount } from '../../schema/changes/group';
import { when, type MaybePromise } from '../../maybe-promise';
import { toCode } from '../codes';
import type { Context } from '../context';
import { within as momentWithin } from '../moment';
import { cursorScope, cutPage, LONG_PAGE, Page, toPageRange } from '../page';
import { candidatesOf, type ReleasePair, type Scope } from './candidates';
import { changesAfter, changesBetweenCodes, type ChangeFilter, type Comparison } from './compare';
import { ALL_GROUPS } from './groups';

/** A page of changes. */
export class ChangePage extends Page<OrganisationChange, OrganisationChange> {
  /** Returns the number of changes in each group, whatever groups the page is restricted to. */
  groupCounts: () => MaybePromise<ChangeGroupCount[]> = () => [];
}

/**
 * Returns one page of the changes between two loaded releases, ordered by code.
 * Throws BAD_USER_INPUT for a bad argument and INVALID_CURSOR for a cursor of another list.
 */
export async function changesBetween(args: ChangesArgs, context: Context): Promise<ChangePage> {
  const { from, to, kinds, code, within, groups, ...request } = args;
  const { cursors, snapshot, root } = context;
  const pair: ReleasePair = {
    before: momentWithin(root, { release: from }, context),
    after: momentWithin(root, { release: to ?? snapshot.live.id }, context),
  };
  const filter: ChangeFilter = { kinds: toFilter(kinds), groups: toFilter(groups) };
  const of: Scope = { code: typeof code === 'string' ? toCode(code) : null, within: within ?? null };
  requireWithin(filter, of);
  const scope = cursorScope('changes', pair.after, pair.before.release.id, ...listKey(filter, of));
  const range = toPageRange({ ...request, defaultFirst: LONG_PAGE }, scope, context);
  const comparison: Comparison = { pair, filter, candidates: await candidatesOf(of, pair, context) };
  const found = await changesBetweenCodes(range, comparison, context);
  const { items, more } = cutPage(found, range);
  const keysetOf = (change: OrganisationChange) => [change.code];
  const page = new ChangePage(
    { items: found, keysetOf, nodeOf: (change: OrganisationChange) => change },
    items,
    more,
    (change) => cursors.write(scope, keysetOf(change)),
    () => when(countable(of, comparison, context), (all) => all.filter(matching(filter)).length),
  );
  page.groupCounts = () =>
    when(countable(of, comparison, context), (all) =>
      countGroups(all.filter(matching({ ...filter, groups: null })), of),
    );
  return page;
}

/** Returns what makes a list another one. */
function listKey({ kinds, groups }: ChangeFilter, { code, within }: Scope): unknown[] {
  const below = within ? [toCode(within.code), within.view] : null;
  return [{ kinds, code }, ...((groups ?? below) ? [{ groups, below }] : [])];
}

/** Returns the values in order, each once; null for none. */
function toFilter<Value extends string>(values: readonly Value[] | null | undefined): readonly Value[] | null {
  return values && values.length > 0 ? [...new Set(values)].sort() : null;
}

const PLACES: readonly ChangeGroup[] = ['ENTERED', 'LEFT'];

function requireWithin({ groups }: ChangeFilter, { within }: Scope): void {
  const place = groups?.find((group) => PLACES.includes(group));
  if (place && within === null)
    throw badInput(`The group ${place} needs within: it compares what is below an organisation.`);
}

/** What is counted of a change. */
type Counted = Pick<OrganisationChange, 'kind' | 'groups'>;

const NO_FILTER: ChangeFilter = { kinds: null, groups: null };

/** Returns the kind and the groups of every change. The first count for a pair of releases compares every candidate; its result is memoised. */
function countable(
  { code, within }: Scope,
  comparison: Comparison,
  context: Context,
): MaybePromise<readonly Counted[]> {
  const all = () => changesAfter('', Infinity, { ...comparison, filter: NO_FILTER }, context);
  if (code !== null) return all();
  const { before, after } = comparison.pair;
  const key = `changes below in ${within?.view ?? 'all'} since ${before.cacheKey}`;
  const top = within ? toCode(within.code) : '';
  return context.memo.list<Counted>(key, top, after, async () =>
    (await all()).map(({ kind, groups }) => ({ kind, groups })),
  );
}

const matching =
  ({ kinds, groups }: ChangeFilter) =>
  (change: Counted): boolean =>
    (kinds === null || kinds.includes(change.kind)) &&
    (groups === null || groups.some((group) => change.groups.includes(group)));

function countGroups(changes: readonly Counted[], { within }: Scope): ChangeGroupCount[] {
  const counts = new Map<ChangeGroup, number>();
  for (const { groups } of changes) for (const group of groups) counts.set(group, (counts.get(group) ?? 0) + 1);
  const listed = ALL_GROUPS.filter((group) => within !== null || !PLACES.includes(group));
  return listed.map((group) => ({ group, count: counts.get(group) ?? 0 }));
}
