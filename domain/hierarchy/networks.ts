import type { Loaders } from '../../graph/loaders';
import { when, type MaybePromise } from '../../maybe-promise';
import type { MembersArgs } from '../../schema/arguments';
import type { Context } from '../context';
import type { Moment } from '../moment';
import { LONG_PAGE, pageOf, cursorScope, type Page } from '../page';
import type { OrganisationAt } from '../records/organisation';
import { childrenOf, parentsOf, type Hop } from './one-level';
import {
  compareByCode,
  keysetByCode,
  toLinkedOrganisations,
  toList,
  filterOrganisations,
  type LinkedOrganisation,
} from './linked-organisation';

const NETWORK_ROLE = 'RO272';
const MEMBERSHIP = 'RE8';

/** Returns a page of a network's members, by code. Throws BAD_USER_INPUT for a bad page size, INVALID_CURSOR. */
export function membersPage(
  code: string,
  at: Moment,
  args: MembersArgs,
  context: Context,
): MaybePromise<Page<LinkedOrganisation, OrganisationAt>> {
  const scope = cursorScope('members', at, code, args.includeInactive);
  return when(membersOf(code, args.includeInactive, at, context), (items) =>
    pageOf(toList(items, keysetByCode, code, at), { ...args, defaultFirst: LONG_PAGE }, scope, context),
  );
}

/** Returns the members of a network, by code; none when the code is not a network's. */
export function membersOf(code: string, includeInactive: boolean, at: Moment, { loaders, memo }: Context) {
  return memo.list<LinkedOrganisation>(`members ${includeInactive}`, code, at, () =>
    when(memberHops(code, at, loaders), (hops) =>
      when(toLinkedOrganisations(hops, loaders), (items) =>
        when(filterOrganisations(items, { includeInactive }, at, loaders), (members) =>
          loaders.work.sort(members, compareByCode),
        ),
      ),
    ),
  );
}

/** Returns the membership links that cover the date, by start descending, then the network's code. */
export function networkHops(code: string, at: Moment, loaders: Loaders): MaybePromise<readonly Hop[]> {
  return when(parentsOf([code], 'NETWORK', at, loaders), ([hops = []]) => hops.filter(isMembership));
}

function memberHops(code: string, at: Moment, loaders: Loaders): MaybePromise<readonly Hop[]> {
  return when(isNetwork(code, at, loaders), (network) =>
    network ? when(childrenOf([code], 'NETWORK', at, loaders), ([hops = []]) => hops.filter(isMembership)) : [],
  );
}

/** Returns whether the primary role of a code is that of a primary care network. */
export function isNetwork(code: string, { release }: Moment, loaders: Loaders): MaybePromise<boolean> {
  return when(loaders.state.load({ code, release: release.number }), (state) => state?.primaryRole === NETWORK_ROLE);
}

/** Whether a hop is a link of a member to its network. */
export function isMembership({ link }: Hop): boolean {
  return link.type === MEMBERSHIP;
}
