import type { Loaders } from '../graph/loaders';
import { byStartOn } from '../ods/orders';
import type { LinkRow } from '../ods/facts';
import { firstHopPerCode, parentsOf, type Hop } from './hierarchy/one-level';
import { all, both, when, type MaybePromise } from '../maybe-promise';
import type { MissingReason, PayeeRule } from '../schema/enums';
import type { OrganisationPayment } from '../schema/payment';
import { activeAt } from './records/dated';
import { kindsAt } from './records/kinds';
import { missingReason } from './hierarchy/missing-reason';
import type { Moment } from './moment';
import { networkHops } from './hierarchy/networks';
import { keyOf, OrganisationAt, statesOf } from './records/organisation';
import { RelationshipAt } from './records/relationship';

/** A payee, the rule that named it and the hops to it. */
export interface Payee {
  readonly code: string;
  readonly rule: PayeeRule;
  readonly hops: readonly RelationshipAt[];
}

/** The payees found, or the reason why a step of the search found none. */
export interface PayeeResult {
  readonly payees: readonly Payee[];
  readonly missing: { readonly reason: MissingReason; readonly stoppedAt: string } | null;
}

/** The path of a search for payees so far; the last code is where the search continues. */
interface Route {
  readonly codes: readonly string[];
  readonly hops: readonly RelationshipAt[];
  /** Whether the search started at a vaccination site. */
  readonly isCovid: boolean;
}

/** Returns who is paid for an organisation, with the rule used and every hop; or the reason why nobody is named. */
export function paymentOf(code: string, at: Moment, loaders: Loaders): MaybePromise<OrganisationPayment> {
  return when(findPayees(code, at, loaders), (result) => toPayment(result, at, loaders));
}

function toPayment({ payees, missing }: PayeeResult, at: Moment, loaders: Loaders): MaybePromise<OrganisationPayment> {
  const codes = [...payees.map(({ code }) => code), ...(missing ? [missing.stoppedAt] : [])];
  return when(statesOf(codes, at, loaders), (states) => {
    const organisations = states.map((state) => new OrganisationAt(state, at));
    return {
      payees: payees.map(({ rule, hops }, index) => ({
        organisation: organisations[index]!,
        rule,
        path: { hops: [...hops], length: hops.length },
      })),
      reason: missing?.reason ?? null,
      stoppedAt: missing ? organisations.at(-1)! : null,
    };
  });
}

function findPayees(code: string, at: Moment, loaders: Loaders): MaybePromise<PayeeResult> {
  return when(statesOf([code], at, loaders), ([state]) =>
    when(kindsAt(state!, at, loaders), (kinds) => {
      const route: Route = { codes: [code], hops: [], isCovid: kinds.includes('VACCINATION_SITE') };
      if (state!.recordClass === 'SITE') return payeesOfSite(route, at, loaders);
      if (kinds.includes('GP_PRACTICE')) return payeesOfPractice(route, at, loaders);
      if (kinds.includes('PCN')) return payeesOfNetworks([route], at, loaders);
      return { payees: [{ code, rule: 'ITSELF', hops: [] }], missing: null };
    }),
  );
}

/** A site: each operating parent, and the payees of the networks of each parent that is a practice. */
function payeesOfSite(route: Route, at: Moment, loaders: Loaders): MaybePromise<PayeeResult> {
  return when(parentsOf(route.codes, 'OPERATION', at, loaders), ([hops = []]) => {
    const parents = extendRoute(route, hops, at);
    if (parents.length === 0) return noPayee(route, 'OPERATION', false, at, loaders);
    const payees = parents.map(({ codes, hops: path }): Payee => ({
      code: codes.at(-1)!,
      rule: 'OPERATING_PARENT',
      hops: path,
    }));
    return when(all(parents.map((parent) => payeesOfParent(parent, at, loaders))), (further) =>
      mergeResults([{ payees, missing: null }, ...further]),
    );
  });
}

function payeesOfParent(route: Route, at: Moment, loaders: Loaders): MaybePromise<PayeeResult> {
  return when(statesOf(route.codes.slice(-1), at, loaders), ([parent]) =>
    when(kindsAt(parent!, at, loaders), (kinds) =>
      kinds.includes('GP_PRACTICE') ? payeesOfPractice(route, at, loaders) : NO_PAYEES,
    ),
  );
}

/** A practice: the payees of its networks. */
function payeesOfPractice(route: Route, at: Moment, loaders: Loaders): MaybePromise<PayeeResult> {
  return when(networkHops(route.codes.at(-1)!, at, loaders), (hops) =>
    hops.length === 0
      ? noPayee(route, 'NETWORK', true, at, loaders)
      : payeesOfNetworks(extendRoute(route, hops, at), at, loaders),
  );
}

/** Networks: their nominated payees (RE9); from a vaccination site the COVID payees (RE10), or RE9 when there is none. */
function payeesOfNetworks(routes: readonly Route[], at: Moment, loaders: Loaders): MaybePromise<PayeeResult> {
  return when(all(routes.map((route) => payeesOfNetwork(route, at, loaders))), (payeesByRoute) => {
    const payees = payeesByRoute.flat();
    const reason = 'NO_PAYEE_RECORDED' as const;
    return { payees, missing: payees.length > 0 ? null : { reason, stoppedAt: routes[0]!.codes.at(-1)! } };
  });
}

function payeesOfNetwork(route: Route, at: Moment, loaders: Loaders): MaybePromise<readonly Payee[]> {
  const network = route.codes.at(-1)!;
  const incoming = (type: string) => loaders.incoming.load({ ...keyOf(network, at), type });
  return both(route.isCovid ? incoming('RE10') : [], incoming('RE9'), (covid, nominated) => {
    const byCovid = payeesByLinks('COVID_NOMINATED_PAYEE', covid, route, at);
    return byCovid.length > 0 ? byCovid : payeesByLinks('NOMINATED_PAYEE', nominated, route, at);
  });
}

/** Returns the sources of links that cover the date, each once, by start descending, then code. */
function payeesByLinks(rule: PayeeRule, links: readonly LinkRow[], { codes, hops }: Route, at: Moment): Payee[] {
  const network = codes.at(-1)!;
  const current = links.filter((link) => activeAt(link, at)).map((link) => ({ link, code: link.other }));
  return firstHopPerCode(current.sort(byStartOn(at))).map(({ link, code }) => ({
    code,
    rule,
    hops: [...hops, new RelationshipAt(link, at, network, false)],
  }));
}

const NO_PAYEES: PayeeResult = { payees: [], missing: null };

/** Joins all payees and keeps the first reason. */
function mergeResults(results: readonly PayeeResult[]): PayeeResult {
  return {
    payees: results.flatMap(({ payees }) => payees),
    missing: results.find(({ missing }) => missing !== null)?.missing ?? null,
  };
}

function noPayee(
  { codes }: Route,
  view: 'OPERATION' | 'NETWORK',
  isEnglishOnly: boolean,
  at: Moment,
  loaders: Loaders,
): MaybePromise<PayeeResult> {
  return when(missingReason({ branch: codes, view, isEnglishOnly }, at, loaders), (reason) => ({
    payees: [],
    missing: { reason, stoppedAt: codes.at(-1)! },
  }));
}

/** Returns one longer route for each code that the hops lead to. */
function extendRoute({ codes, hops: path, isCovid }: Route, hops: readonly Hop[], at: Moment): Route[] {
  const from = codes.at(-1)!;
  return firstHopPerCode(hops).map(({ code, link }) => ({
    codes: [...codes, code],
    hops: [...path, new RelationshipAt(link, at, from, true)],
    isCovid,
  }));
}
