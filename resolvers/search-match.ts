import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { MatchedField } from '../schema/enums';
import { Organisation } from '../schema/organisation';
import type { Context } from '../domain/context';
import type { OrganisationAt } from '../domain/records/organisation';
import { matchOf } from '../domain/search/match';

@Resolver(() => Organisation)
export class SearchMatchResolver {
  @FieldResolver(() => MatchedField, {
    nullable: true,
    description: 'What matched the text of the `search` or `suggest` that returns the organisation. Null elsewhere.',
  })
  async matchedOn(@Root() organisation: OrganisationAt, @Ctx() context: Context) {
    return (await foundBy(organisation, context))?.matchedOn ?? null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'For FORMER_NAME the name that matched, for PREDECESSOR the code and name of the predecessor; else null.',
  })
  async matchedText(@Root() organisation: OrganisationAt, @Ctx() context: Context) {
    return (await foundBy(organisation, context))?.matchedText ?? null;
  }

  @FieldResolver(() => [String], {
    nullable: true,
    description:
      'The words of the organisation that were taken for mistyped words of the text, in their normal form. Null where no text was searched.',
  })
  async correctedWords(@Root() organisation: OrganisationAt, @Ctx() context: Context) {
    return (await foundBy(organisation, context))?.correctedWords ?? null;
  }
}

function foundBy({ code, searchText, moment }: OrganisationAt, { loaders }: Context) {
  return searchText ? matchOf(code, searchText, moment, loaders) : null;
}
