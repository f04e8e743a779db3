import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../../domain/context';
import { networkMembership, networksOf } from '../../domain/hierarchy/network-membership';
import { membersPage } from '../../domain/hierarchy/networks';
import { within } from '../../domain/moment';
import type { OrganisationAt } from '../../domain/records/organisation';
import { AsOfArgs, MembersArgs } from '../../schema/arguments';
import { OrganisationConnection } from '../../schema/connection';
import { OrganisationNetworks } from '../../schema/networks/membership';
import { Organisation } from '../../schema/organisation';

@Resolver(() => Organisation)
export class NetworksResolver {
  @FieldResolver(() => [Organisation], {
    description:
      'The primary care networks of a practice on the date, ordered by start of membership descending, then by code. There are several on a day when memberships overlap. For a site that is no member itself, those of its operator, for example the networks of the practice of a branch surgery. `networkMembership` gives the rule and the reason.',
  })
  networks(
    @Root() { code, moment }: OrganisationAt,
    @Args(() => AsOfArgs) { asOf }: AsOfArgs,
    @Ctx() context: Context,
  ) {
    return networksOf(code, within(moment, asOf, context), context);
  }

  @FieldResolver(() => OrganisationNetworks, {
    description:
      'The primary care networks on the date, each with the rule that led to it and every hop: the membership of a practice, or for a site the membership of what operates it. If there is none, the reason why.',
  })
  networkMembership(
    @Root() { code, moment }: OrganisationAt,
    @Args(() => AsOfArgs) { asOf }: AsOfArgs,
    @Ctx() context: Context,
  ) {
    return networkMembership(code, within(moment, asOf, context), context.loaders);
  }

  @FieldResolver(() => OrganisationConnection, {
    description:
      'The members of a primary care network on the date, ordered by code. Only those active on the date, unless `includeInactive`. Empty for an organisation that is not a network.',
  })
  members(
    @Root() { code, moment }: OrganisationAt,
    @Args(() => MembersArgs) args: MembersArgs,
    @Ctx() context: Context,
  ) {
    return membersPage(code, within(moment, args.asOf, context), args, context);
  }
}
