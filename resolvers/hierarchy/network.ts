import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Loaders } from '../../graph/loaders';
import type { Hop } from '../../domain/hierarchy/one-level';
import { childrenOf, parentsOf } from '../../domain/hierarchy/one-level';
import { when, type MaybePromise } from '../../maybe-promise';
import { OrganisationConnection } from '../../schema/connection';
import { Organisation } from '../../schema/organisation';
import { AsOfArgs, MembersArgs } from '../../schema/arguments';
import type { Context } from '../../domain/context';
import {
  byCode,
  codeAlone,
  listed,
  listOf,
  organisationsAt,
  wanted,
  type Listed,
} from '../../domain/hierarchy/linked-organisation';
import { within, type Moment } from '../../domain/moment';
import type { OrganisationAt } from '../../domain/records/organisation';
import { pageOf, questionOf } from '../../domain/page';

const NETWORK_ROLE = 'RO272';
const MEMBERSHIP = 'RE8';

@Resolver(() => Organisation)
export class NetworkResolver {
  @FieldResolver(() => [Organisation], {
    description:
      "Its primary care networks on the date by link start descending, then code, for example 'U36842' (two on a day when memberships overlap); [] for what is no practice.",
  })
  networks(
    @Root() { code, moment }: OrganisationAt,
    @Args(() => AsOfArgs) { asOf }: AsOfArgs,
    @Ctx() context: Context,
  ) {
    return networks(code, within(moment, asOf, context), context);
  }

  @FieldResolver(() => OrganisationConnection, {
    description:
      "The members of a network on the date, ordered by code, for example 'G81086'; empty for what is no network. Only those active on the date unless `includeInactive`.",
  })
  members(@Root() organisation: OrganisationAt, @Args(() => MembersArgs) args: MembersArgs, @Ctx() context: Context) {
    const { code, moment } = organisation;
    const at = within(moment, args.asOf, context);
    const question = questionOf('members', at, code, args.includeInactive);
    return when(members(code, args.includeInactive, at, context), (items) =>
      pageOf(listOf(items, codeAlone, code, at), args, question, context),
    );
  }
}

function networks(code: string, at: Moment, { loaders, derived }: Context) {
  const found = derived.list<Listed>('networks', code, at, () =>
    when(networkHops(code, at, loaders), (hops) => listed(hops, at, loaders)),
  );
  return when(found, (items) => organisationsAt(items, at));
}

/** Members by code. */
export function members(code: string, includeInactive: boolean, at: Moment, { loaders, derived }: Context) {
  return derived.list<Listed>(`members ${includeInactive}`, code, at, () =>
    when(memberHops(code, at, loaders), (hops) =>
      when(listed(hops, at, loaders), (items) =>
        when(wanted(items, { includeInactive }, at, loaders), (found) => [...found].sort(byCode)),
      ),
    ),
  );
}

/** The links to its networks that cover the date, by start descending, then code. */
export function networkHops(code: string, at: Moment, loaders: Loaders): MaybePromise<readonly Hop[]> {
  return when(parentsOf([code], 'NETWORK', at, loaders), ([hops = []]) => hops.filter(isMembership));
}

/** The links of its members that cover the date; none for what is no network. */
function memberHops(code: string, at: Moment, loaders: Loaders): MaybePromise<readonly Hop[]> {
  return when(isNetwork(code, at, loaders), (network) =>
    network ? when(childrenOf([code], 'NETWORK', at, loaders), ([hops = []]) => hops.filter(isMembership)) : [],
  );
}

/** Whether a code is a network's. */
export function isNetwork(code: string, { release }: Moment, loaders: Loaders): MaybePromise<boolean> {
  return when(loaders.state.load({ code, release: release.number }), (state) => state?.primaryRole === NETWORK_ROLE);
}

function isMembership({ link }: Hop): boolean {
  return link.type === MEMBERSHIP;
}
