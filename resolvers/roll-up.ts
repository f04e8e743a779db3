import { Args, Ctx, Query, Resolver } from 'type-graphql';
import { RollUp, RollUpArgs } from '../schema/roll-up';
import type { Context } from '../domain/context';
import { rollUp } from '../domain/measures/roll-up';

@Resolver()
export class RollUpResolver {
  @Query(() => RollUp, {
    description:
      'Counts the organisations of one kind that are active on the date, or sums a measure over them, grouped by the organisations of another kind that they belong to (see `belongsTo`), for example the patients of practices by ICB.',
  })
  rollUp(@Args(() => RollUpArgs) args: RollUpArgs, @Ctx() context: Context) {
    return rollUp(args, context);
  }
}
