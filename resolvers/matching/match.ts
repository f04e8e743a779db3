import { Args, Ctx, Query, Resolver } from 'type-graphql';
import { MatchOrganisationsArgs } from '../../schema/matching/item';
import { OrganisationMatch } from '../../schema/matching/match';
import type { Context } from '../../domain/context';
import { matchOrganisations } from '../../domain/matching/match';
import { within } from '../../domain/moment';

@Resolver()
export class MatchResolver {
  @Query(() => [OrganisationMatch], {
    description:
      'What each item of a list without codes means, in the order of `items`, for example a spreadsheet with names and postcodes. Names are compared word by word, with typing errors and abbreviations; former names and closed organisations count too. One is chosen only where it is safe.',
  })
  matchOrganisations(
    @Args(() => MatchOrganisationsArgs) { items, asOf }: MatchOrganisationsArgs,
    @Ctx() context: Context,
  ) {
    return matchOrganisations(items, within(context.root, asOf, context), context);
  }
}
