import { Args, Ctx, Query, Resolver } from 'type-graphql';
import { OrganisationConnection } from '../schema/connection';
import { Organisation } from '../schema/organisation';
import { SearchArgs, SuggestArgs } from '../schema/arguments';
import type { Context } from '../domain/context';
import { within } from '../domain/moment';
import { searchOrganisations, suggestOrganisations } from '../domain/search/search';

@Resolver()
export class SearchResolver {
  @Query(() => OrganisationConnection, {
    description:
      'The organisations that match every argument, for example the GP practices in the postcode district SO23. `text` matches codes, parts of codes (at least 3 characters), names, towns and postcodes. Its matches are ordered by tier (exact code, exact name, prefix, word, fuzzy), then name, then code. Without `text` they are ordered by code, and with `near` by distance, then code. Only organisations active on the date, unless `includeInactive`.',
  })
  search(@Args(() => SearchArgs) args: SearchArgs, @Ctx() context: Context) {
    return searchOrganisations(args, within(context.root, args.asOf, context), context);
  }

  @Query(() => [Organisation], {
    description:
      "For autocompletion: at most 10 organisations that match an incomplete text, for example 'old mi', best matches first, or with `near` the nearest first. They are active on the date, except that a complete code is always included. Codes that differ from it only by O and 0 or I and 1 follow it.",
  })
  suggest(@Args(() => SuggestArgs) { text, kinds, near, asOf }: SuggestArgs, @Ctx() context: Context) {
    return suggestOrganisations(text, { kinds, near }, within(context.root, asOf, context), context);
  }
}
