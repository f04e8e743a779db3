import { Args, Ctx, FieldResolver, ID, Resolver, Root } from 'type-graphql';
import type { Context } from '../../domain/context';
import { ancestorsOf, descendantCodes, descendantsPage } from '../../domain/hierarchy/descendants';
import { within } from '../../domain/moment';
import type { OrganisationAt } from '../../domain/records/organisation';
import { AncestorsArgs, ChildCountArgs, DescendantsArgs } from '../../schema/arguments';
import { OrganisationConnection } from '../../schema/connection';
import { Organisation } from '../../schema/organisation';

@Resolver(() => Organisation)
export class DescendantsResolver {
  @FieldResolver(() => [Organisation], {
    description:
      'Every organisation above this one in a view, each once, nearest first, then by code. For a practice: its Sub ICB Location, ICB and region.',
  })
  ancestors(
    @Root() { code, moment }: OrganisationAt,
    @Args(() => AncestorsArgs) args: AncestorsArgs,
    @Ctx() context: Context,
  ) {
    return ancestorsOf(code, within(moment, args.asOf, context), args, context);
  }

  @FieldResolver(() => OrganisationConnection, {
    description:
      'Every active organisation below this one in a view, at any depth, each once, ordered by code. The traversal also passes through inactive organisations and leaves them out. `kinds` filters the list, not the traversal.',
  })
  descendants(
    @Root() { code, moment }: OrganisationAt,
    @Args(() => DescendantsArgs) args: DescendantsArgs,
    @Ctx() context: Context,
  ) {
    return descendantsPage(code, within(moment, args.asOf, context), args, context);
  }

  @FieldResolver(() => [ID], {
    description:
      'The codes of `descendants` without paging, for joining with other data. More than 10,000 codes are an error.',
  })
  descendantCodes(
    @Root() { code, moment }: OrganisationAt,
    @Args(() => ChildCountArgs) args: ChildCountArgs,
    @Ctx() context: Context,
  ) {
    return descendantCodes(code, within(moment, args.asOf, context), args, context);
  }
}
