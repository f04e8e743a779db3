import { Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { childrenOf, parentsOf } from '../../domain/hierarchy/one-level';
import { when } from '../../maybe-promise';
import { OrganisationConnection } from '../../schema/connection';
import { Organisation } from '../../schema/organisation';
import { ChildCountArgs, ChildrenArgs, ParentsArgs } from '../../schema/arguments';
import type { Context } from '../../domain/context';
import {
  byName,
  listed,
  listOf,
  nameAndCode,
  organisationsAt,
  wanted,
  type Listed,
  type ListedFilter,
} from '../../domain/hierarchy/linked-organisation';
import { within, type Moment } from '../../domain/moment';
import type { OrganisationAt } from '../../domain/records/organisation';
import { pageOf, questionOf } from '../../domain/page';

@Resolver(() => Organisation)
export class HierarchyResolver {
  @FieldResolver(() => [Organisation], {
    description:
      "One level up in a view by link start descending, then code, for example a practice's commissioner; every one where there are several; one that was closed on the date too (`isActive` says so); [] for none.",
  })
  parents(
    @Root() { code, moment }: OrganisationAt,
    @Args(() => ParentsArgs) { view, asOf }: ParentsArgs,
    @Ctx() context: Context,
  ) {
    const at = within(moment, asOf, context);
    return parents(code, view, at, context);
  }

  @FieldResolver(() => OrganisationConnection, {
    description:
      "One level down in a view, ordered by name, then code, for example a trust's sites; without those not active on the date unless `includeInactive`. The link itself must cover the date.",
  })
  children(
    @Root() { code, moment }: OrganisationAt,
    @Args(() => ChildrenArgs) args: ChildrenArgs,
    @Ctx() context: Context,
  ) {
    const at = within(moment, args.asOf, context);
    const question = questionOf('children', at, code, args.view, args.kinds, args.includeInactive);
    return when(children(code, args.view, at, args, context), (items) =>
      pageOf(listOf(items, nameAndCode, code, at), args, question, context),
    );
  }

  @FieldResolver(() => Int, {
    description: 'How many are one level down in a view and active on the date, for example 12 sites of a trust.',
  })
  childCount(
    @Root() { code, moment }: OrganisationAt,
    @Args(() => ChildCountArgs) { view, kinds, asOf }: ChildCountArgs,
    @Ctx() context: Context,
  ) {
    return when(children(code, view, within(moment, asOf, context), { kinds }, context), (items) => items.length);
  }
}

function parents(code: string, view: ParentsArgs['view'], at: Moment, { loaders, derived }: Context) {
  const above = derived.list<Listed>(`parents ${view}`, code, at, () =>
    when(parentsOf([code], view, at, loaders), ([hops = []]) => listed(hops, at, loaders)),
  );
  return when(above, (items) => organisationsAt(items, at));
}

/** Children by name, then code. */
function children(
  code: string,
  view: ChildrenArgs['view'],
  at: Moment,
  { kinds, includeInactive = false }: ListedFilter,
  { loaders, derived }: Context,
) {
  return derived.list<Listed>(`children ${view} ${includeInactive} ${kinds ?? ''}`, code, at, () =>
    when(childrenOf([code], view, at, loaders), ([hops = []]) =>
      when(listed(hops, at, loaders), (items) =>
        when(wanted(items, { kinds, includeInactive }, at, loaders), (found) => [...found].sort(byName)),
      ),
    ),
  );
}
