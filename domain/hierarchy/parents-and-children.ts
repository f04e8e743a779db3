import { when, type MaybePromise } from '../../maybe-promise';
import type { ChildCountArgs, ChildrenArgs } from '../../schema/arguments';
import type { HierarchyView } from '../../schema/enums';
import type { Context } from '../context';
import type { Moment } from '../moment';
import { pageOf, cursorScope, type Page } from '../page';
import type { OrganisationAt } from '../records/organisation';
import { childrenOf, parentsOf } from './one-level';
import {
  compareByName,
  toLinkedOrganisations,
  toList,
  keysetByName,
  organisationsAt,
  filterOrganisations,
  type LinkedOrganisation,
  type OrganisationFilter,
} from './linked-organisation';

/** Returns the organisations one level up in a view, by link start descending, then code. */
export function parentOrganisations(
  code: string,
  view: HierarchyView,
  at: Moment,
  { loaders, memo }: Context,
): MaybePromise<OrganisationAt[]> {
  const parents = memo.list<LinkedOrganisation>(`parents ${view}`, code, at, () =>
    when(parentsOf([code], view, at, loaders), ([hops = []]) => toLinkedOrganisations(hops, loaders)),
  );
  return when(parents, (items) => organisationsAt(items, at));
}

/**
 * Returns a page of the organisations one level down in a view, by name, then code.
 * Throws BAD_USER_INPUT for a bad page size, INVALID_CURSOR.
 */
export function childrenPage(
  code: string,
  at: Moment,
  args: ChildrenArgs,
  context: Context,
): MaybePromise<Page<LinkedOrganisation, OrganisationAt>> {
  const scope = cursorScope('children', at, code, args.view, args.kinds, args.includeInactive);
  return when(childOrganisations(code, args.view, at, args, context), (items) =>
    pageOf(toList(items, keysetByName, code, at), args, scope, context),
  );
}

/** Returns the number of active organisations one level down in a view. */
export function childCount(
  code: string,
  at: Moment,
  { view, kinds }: ChildCountArgs,
  context: Context,
): MaybePromise<number> {
  return when(childOrganisations(code, view, at, { kinds }, context), (items) => items.length);
}

function childOrganisations(
  code: string,
  view: HierarchyView,
  at: Moment,
  { kinds, includeInactive = false }: OrganisationFilter,
  { loaders, memo }: Context,
): MaybePromise<readonly LinkedOrganisation[]> {
  return memo.list<LinkedOrganisation>(`children ${view} ${includeInactive} ${kinds ?? ''}`, code, at, () =>
    when(childrenOf([code], view, at, loaders), ([hops = []]) =>
      when(toLinkedOrganisations(hops, loaders), (items) =>
        when(filterOrganisations(items, { kinds, includeInactive }, at, loaders), (children) =>
          loaders.work.sort(children, compareByName),
        ),
      ),
    ),
  );
}
