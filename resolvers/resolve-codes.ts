import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Organisation } from '../schema/organisation';
import { CodeResolution } from '../schema/succession';
import { AsOfArgs, OrganisationsArgs } from '../schema/arguments';
import { toCodes } from '../domain/codes';
import type { Context } from '../domain/context';
import { within } from '../domain/moment';
import type { OrganisationAt } from '../domain/records/organisation';
import { currentOrganisations, resolveCodes } from '../domain/succession/resolve-codes';

@Resolver(() => Organisation)
export class ResolveCodesResolver {
  @Query(() => [CodeResolution], {
    description: "What became of each code, in the order of `codes`, for example 'RZY' is SUCCEEDED by 'RZZ'.",
  })
  resolveCodes(@Args(() => OrganisationsArgs) { codes, asOf }: OrganisationsArgs, @Ctx() context: Context) {
    return resolveCodes(toCodes(codes, context.limits.codes), within(context.root, asOf, context), context.loaders);
  }

  @FieldResolver(() => [Organisation], {
    description:
      'The active organisations at the ends of its chains of successors on the date, ordered by code. An active organisation is its own only entry. Empty if there is none.',
  })
  becameNow(
    @Root() { code, moment }: OrganisationAt,
    @Args(() => AsOfArgs) { asOf }: AsOfArgs,
    @Ctx() context: Context,
  ) {
    return currentOrganisations(code, within(moment, asOf, context), context.loaders);
  }
}
