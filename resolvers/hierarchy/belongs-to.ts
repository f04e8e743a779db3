import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../../domain/context';
import { belongsTo } from '../../domain/hierarchy/belongs-to';
import { within } from '../../domain/moment';
import type { OrganisationAt } from '../../domain/records/organisation';
import { BelongsToArgs } from '../../schema/arguments';
import { Belonging } from '../../schema/hierarchy';
import { Organisation } from '../../schema/organisation';

@Resolver(() => Organisation)
export class BelongsToResolver {
  @FieldResolver(() => Belonging, {
    description:
      'The organisations of a kind that the organisation belongs to in a view, for example the ICB of a practice; or the reason why there is none.',
  })
  belongsTo(
    @Root() { code, moment }: OrganisationAt,
    @Args(() => BelongsToArgs) args: BelongsToArgs,
    @Ctx() context: Context,
  ) {
    return belongsTo(code, within(moment, args.asOf, context), args, context);
  }
}
