import { badInput } from '../../errors';
import type { LinkRow, StateRow } from '../../ods/facts';
import { when, type MaybePromise } from '../../maybe-promise';
import type { AncestorsArgs, ChildCountArgs, DescendantsArgs } from '../../schema/arguments';
import type { HierarchyView } from '../../schema/enums';
import type { Context } from '../context';
import type { Moment } from '../moment';
import { pageOf, cursorScope, type Page } from '../page';
import { OrganisationAt, statesOf, stateWithoutRecord } from '../records/organisation';
import {
  compareByCode,
  keysetByCode,
  toList,
  filterOrganisations,
  linksByCode,
  type LinkedOrganisation,
  type OrganisationFilter,
} from './linked-organisation';
import { nearestFirst, toDepth, traverse, traverseAll, type TraversalOptions } from './traverse';

const DEFAULT_DEPTH = 12;
const MAX_CODES = 10_000;

/**
 * Returns every organisation above in a view, each once, nearest first, then by code. Siblings share one traversal.
 * Throws BAD_USER_INPUT for a bad depth.
 */
export function ancestorsOf(
  code: string,
  at: Moment,
  { view, maxDepth }: AncestorsArgs,
  { loaders, memo, siblings }: Context,
): MaybePromise<OrganisationAt[]> {
  const options: TraversalOptions = { view, direction: 'UP', at, loaders, maxDepth: toDepth(maxDepth) };
  const key = `ancestors ${view} ${maxDepth}`;
  const ancestors = memo.list<StateRow>(key, code, at, () =>
    when(
      siblings.load(`${key} ${at.cacheKey}`, [code], (codes) => ancestorStates(codes, options)),
      ([states]) => states!,
    ),
  );
  return when(ancestors, (states) => states.map((state) => new OrganisationAt(state, at)));
}

function ancestorStates(codes: readonly string[], options: TraversalOptions): MaybePromise<StateRow[][]> {
  const { at, loaders } = options;
  return when(traverseAll(codes, options), (traversals) =>
    loaders.work.mapTogether(traversals, (traversal) =>
      when(nearestFirst(traversal, loaders.work), (found) => statesOf(found, at, loaders)),
    ),
  );
}

/**
 * Returns a page of the active organisations below in a view, by code.
 * Throws BAD_USER_INPUT for a bad depth or page size, INVALID_CURSOR.
 */
export function descendantsPage(
  code: string,
  at: Moment,
  args: DescendantsArgs,
  context: Context,
): MaybePromise<Page<LinkedOrganisation, OrganisationAt>> {
  const scope = cursorScope('descendants', at, code, args.view, args.kinds, args.maxDepth);
  return when(descendantsOf(code, downwards(args.view, toDepth(args.maxDepth), at, context), args, context), (items) =>
    pageOf(toList(items, keysetByCode, code, at), args, scope, context),
  );
}

/** Returns the codes of the active organisations below in a view. Throws BAD_USER_INPUT above 10,000. */
export function descendantCodes(
  code: string,
  at: Moment,
  args: ChildCountArgs,
  context: Context,
): MaybePromise<string[]> {
  return when(descendantsOf(code, downwards(args.view, DEFAULT_DEPTH, at, context), args, context), (items) => {
    if (items.length > MAX_CODES)
      throw badInput(
        `descendantCodes returns at most ${MAX_CODES} codes; there are ${items.length}. Request fewer kinds.`,
      );
    return context.loaders.work.map(items, ({ state }) => state.code);
  });
}

function downwards(view: HierarchyView, maxDepth: number, at: Moment, { loaders }: Context): TraversalOptions {
  return { view, direction: 'DOWN', at, loaders, maxDepth };
}

/** Returns the active organisations below, by code. Inactive ones are traversed and left out. */
export function descendantsOf(
  code: string,
  options: TraversalOptions,
  { kinds }: OrganisationFilter,
  { memo }: Context,
): MaybePromise<readonly LinkedOrganisation[]> {
  const { view, maxDepth, at } = options;
  return memo.list<LinkedOrganisation>(`descendants ${view} ${maxDepth} ${kinds ?? ''}`, code, at, () =>
    when(findDescendants(code, options, { kinds }), (items) => options.loaders.work.sort(items, compareByCode)),
  );
}

function findDescendants(
  code: string,
  options: TraversalOptions,
  filter: OrganisationFilter,
): MaybePromise<readonly LinkedOrganisation[]> {
  const { at, loaders } = options;
  return when(traverse(code, options), ({ hops, depths, states }) => {
    const links = linksByCode(hops.get(code) ?? []);
    const codes = [...depths.keys()].filter((reached) => reached !== code);
    const items = loaders.work.map(codes, (reached) => ({
      state: states.get(reached) ?? stateWithoutRecord(reached),
      links: links.get(reached) ?? NO_LINKS,
    }));
    return when(items, (found) => filterOrganisations(found, filter, at, loaders));
  });
}

/** Shared by all organisations that are more than one hop away. */
const NO_LINKS: readonly LinkRow[] = [];
