import { Args, Ctx, Query, Resolver } from 'type-graphql';
import type { Context } from '../../domain/context';
import { pathsBetween } from '../../domain/hierarchy/paths';
import { within } from '../../domain/moment';
import { PathsArgs } from '../../schema/arguments';
import { HierarchyPath } from '../../schema/hierarchy';

@Resolver()
export class PathsResolver {
  @Query(() => [HierarchyPath], {
    description:
      'The simple paths from one organisation to another in a view, shortest first: upward paths, or downward paths if there is no upward one. Unknown codes are an error.',
  })
  paths(@Args(() => PathsArgs) args: PathsArgs, @Ctx() context: Context) {
    return pathsBetween(args, within(context.root, args.asOf, context), context);
  }
}
