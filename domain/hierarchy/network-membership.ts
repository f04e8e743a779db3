import type { Loaders } from '../../graph/loaders';
import { all, both, when, type MaybePromise } from '../../maybe-promise';
import type { NetworkRule } from '../../schema/networks/enums';
import type { OrganisationNetworks } from '../../schema/networks/membership';
import type { Context } from '../context';
import type { Moment } from '../moment';
import { OrganisationAt, statesOf } from '../records/organisation';
import { organisationsAt, toLinkedOrganisations, type LinkedOrganisation } from './linked-organisation';
import { missingReason } from './missing-reason';
import { isMembership, isNetwork, networkHops } from './networks';
import { firstHopPerCode, parentsOf, type Hop } from './one-level';
import { toPath, type PathStep } from './path-finding';

/** A network of an organisation: the rule that led to it, and the hops. */
interface Membership {
  readonly rule: NetworkRule;
  readonly steps: readonly PathStep[];
}

/** The networks of an organisation, each once, and the codes from it to where the search ended without one. */
interface Found {
  readonly memberships: readonly Membership[];
  readonly branch: readonly string[];
}

/** Returns the networks of an organisation with the rule and every hop; or the reason why there is none. */
export function networkMembership(code: string, at: Moment, loaders: Loaders): MaybePromise<OrganisationNetworks> {
  return when(findMemberships(code, at, loaders), ({ memberships, branch }) =>
    memberships.length > 0 ? toNetworks(memberships, at, loaders) : nothingFound(branch, at, loaders),
  );
}

function toNetworks(
  memberships: readonly Membership[],
  at: Moment,
  loaders: Loaders,
): MaybePromise<OrganisationNetworks> {
  const ends = memberships.map(({ steps }) => steps.at(-1)!);
  const codes = [...ends.map(({ hop }) => hop.code), ...ends.map(({ from }) => from)];
  return when(statesOf(codes, at, loaders), (states) => {
    const organisations = states.map((state) => new OrganisationAt(state, at));
    return {
      memberships: memberships.map(({ rule, steps }, index) => ({
        network: organisations[index]!,
        rule,
        through: rule === 'OPERATOR' ? organisations[ends.length + index]! : null,
        path: toPath(steps, at),
      })),
      reason: null,
      stoppedAt: null,
    };
  });
}

function nothingFound(branch: readonly string[], at: Moment, loaders: Loaders): MaybePromise<OrganisationNetworks> {
  const end = { branch, view: 'SITE_NETWORK', isEnglishOnly: true, types: ['RE6', 'RE8'] } as const;
  return both(missingReason(end, at, loaders), statesOf(branch.slice(-1), at, loaders), (reason, [state]) => ({
    memberships: [],
    reason,
    stoppedAt: new OrganisationAt(state!, at),
  }));
}

/** Returns the primary care networks of an organisation; for a site those of its operators. By link start descending, then code. */
export function networksOf(code: string, at: Moment, { loaders, memo }: Context): MaybePromise<OrganisationAt[]> {
  const networks = memo.list<LinkedOrganisation>('networks', code, at, () =>
    when(findMemberships(code, at, loaders), ({ memberships }) =>
      toLinkedOrganisations(
        memberships.map(({ steps }) => steps.at(-1)!.hop),
        loaders,
      ),
    ),
  );
  return when(networks, (items) => organisationsAt(items, at));
}

/** Finds the memberships of an organisation: its own, or for a site without any those of its operators. */
function findMemberships(code: string, at: Moment, loaders: Loaders): MaybePromise<Found> {
  return when(parentsOf([code], 'SITE_NETWORK', at, loaders), ([hops = []]) => {
    const own = hops.filter(isMembership).map((hop) => ownMembership(code, hop));
    if (own.length > 0) return { memberships: firstPerNetwork(own), branch: [code] };
    const operators = firstHopPerCode(hops.filter(isOperation));
    const branch = [code, ...operators.slice(0, 1).map((hop) => hop.code)];
    return when(all(operators.map((hop) => membershipsOfOperator(code, hop, at, loaders))), (found) => ({
      memberships: firstPerNetwork(found.flat()),
      branch,
    }));
  });
}

function ownMembership(from: string, hop: Hop): Membership {
  return { rule: 'MEMBER', steps: [{ from, hop }] };
}

/** A site of a network is in that network; a site of a member is in the networks of the member. */
function membershipsOfOperator(
  site: string,
  hop: Hop,
  at: Moment,
  loaders: Loaders,
): MaybePromise<readonly Membership[]> {
  const first: PathStep = { from: site, hop };
  return when(isNetwork(hop.code, at, loaders), (isOperatedByNetwork) => {
    if (isOperatedByNetwork) return [{ rule: 'NETWORK_SITE', steps: [first] }];
    return when(networkHops(hop.code, at, loaders), (hops) =>
      hops.map((next): Membership => ({ rule: 'OPERATOR', steps: [first, { from: hop.code, hop: next }] })),
    );
  });
}

function firstPerNetwork(memberships: readonly Membership[]): Membership[] {
  const first = new Map<string, Membership>();
  for (const membership of memberships) {
    const network = membership.steps.at(-1)!.hop.code;
    if (!first.has(network)) first.set(network, membership);
  }
  return [...first.values()];
}

function isOperation({ link }: Hop): boolean {
  return link.type === 'RE6';
}
