import { Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { Context } from '../../domain/context';
import { childCount, childrenPage, parentOrganisations } from '../../domain/hierarchy/parents-and-children';
import { within } from '../../domain/moment';
import type { OrganisationAt } from '../../domain/records/organisation';
import { ChildCountArgs, ChildrenArgs, ParentsArgs } from '../../schema/arguments';
import { OrganisationConnection } from '../../schema/connection';
import { Organisation } from '../../schema/organisation';

@Resolver(() => Organisation)
export class ParentsAndChildrenResolver {
  @FieldResolver(() => [Organisation], {
    description:
      'Every organisation one level up in a view, ordered by link start descending, then by code, for example the commissioner of a practice. It includes organisations that were closed on the date; check `isActive`.',
  })
  parents(
    @Root() { code, moment }: OrganisationAt,
    @Args(() => ParentsArgs) { view, asOf }: ParentsArgs,
    @Ctx() context: Context,
  ) {
    return parentOrganisations(code, view, within(moment, asOf, context), context);
  }

  @FieldResolver(() => OrganisationConnection, {
    description:
      'The organisations one level down in a view, ordered by name, then by code, for example the sites of a trust. Only those active on the date, unless `includeInactive`. The link itself must always cover the date.',
  })
  children(
    @Root() { code, moment }: OrganisationAt,
    @Args(() => ChildrenArgs) args: ChildrenArgs,
    @Ctx() context: Context,
  ) {
    return childrenPage(code, within(moment, args.asOf, context), args, context);
  }

  @FieldResolver(() => Int, {
    description: 'The number of organisations one level down in a view that are active on the date.',
  })
  childCount(
    @Root() { code, moment }: OrganisationAt,
    @Args(() => ChildCountArgs) args: ChildCountArgs,
    @Ctx() context: Context,
  ) {
    return childCount(code, within(moment, args.asOf, context), args, context);
  }
}
