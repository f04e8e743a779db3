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
      'The organisations that match every argument, for example the GP practices in the postcode district SO23. `text` is what people type: a code or part of it, a name or a former one, with abbreviations, a town, an address, a postcode or its area, district or sector, a UPRN, or several of these. If nothing matches, words may have a typing error. The best matches come first: exact code, exact name, beginning of the name, words in order, words in any order, former name, name and place, town or postcode, address, successor of a closed organisation. Without `text` they are ordered by code, and with `near` by distance, then code. Only organisations active on the date, unless `includeInactive`.',
  })
  search(@Args(() => SearchArgs) args: SearchArgs, @Ctx() context: Context) {
    return searchOrganisations(args, within(context.root, args.asOf, context), context);
  }

  @Query(() => [Organisation], {
    description:
      "For autocompletion: at most 10 organisations that match an incomplete text, for example 'old mi', in the order of `search`: the best first, or with `near` the nearest. They are active on the date, except that a complete code is always included. Codes that differ from it only by O and 0 or I and 1 follow it.",
  })
  suggest(@Args(() => SuggestArgs) { text, kinds, near, asOf }: SuggestArgs, @Ctx() context: Context) {
    return suggestOrganisations(text, { kinds, near }, within(context.root, asOf, context), context);
  }
}
