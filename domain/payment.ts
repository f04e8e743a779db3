import type { Loaders } from '../graph/loaders';
import { byStartOn } from '../ods/orders';
import type { LinkRow } from '../graph/keys';
import { parentsOf, type Hop } from './hierarchy/one-level';
import { all, both, when, type MaybePromise } from '../maybe-promise';
import type { MissingReason, PayeeRule } from '../schema/enums';
import { activeAt } from './records/dated';
import { kindsAt } from '../resolvers/kinds';
import { reasonOf } from './hierarchy/missing-reason';
import type { Moment } from './moment';
import { networkHops } from '../resolvers/hierarchy/network';
import { keyOf, statesOf } from './records/organisation';
import { RelationshipAt } from './records/relationship';

/** A payee, the rule that named it and the hops to it. */
export interface Paid {
  readonly code: string;
  readonly rule: PayeeRule;
  readonly hops: readonly RelationshipAt[];
}

/** Everybody who is paid, and why the last step found nobody where it did. */
export interface Outcome {
  readonly paid: readonly Paid[];
  readonly gap: { readonly reason: MissingReason; readonly stoppedAt: string } | null;
}

/** A step of the search for payees: where it stands, how it came there, and whether a vaccination site asks. */
interface Way {
  readonly codes: readonly string[];
  readonly hops: readonly RelationshipAt[];
  readonly isCovid: boolean;
}

/** Who is paid for an organisation on a date. */
export function paidFor(code: string, at: Moment, loaders: Loaders): MaybePromise<Outcome> {
  return when(statesOf([code], at, loaders), ([state]) =>
    when(kindsAt(state!, at, loaders), (kinds) => {
      const way: Way = { codes: [code], hops: [], isCovid: kinds.includes('VACCINATION_SITE') };
      if (state!.recordClass === 'SITE') return ofSite(way, at, loaders);
      if (kinds.includes('GP_PRACTICE')) return ofPractice(way, at, loaders);
      if (kinds.includes('PCN')) return ofNetworks([way], at, loaders);
      return { paid: [{ code, rule: 'ITSELF', hops: [] }], gap: null };
    }),
  );
}

/** Each operating parent, and the payees of the networks of those that are practices. */
function ofSite(way: Way, at: Moment, loaders: Loaders): MaybePromise<Outcome> {
  return when(parentsOf(way.codes, 'OPERATION', at, loaders), ([hops = []]) => {
    const parents = onward(way, hops, at);
    if (parents.length === 0) return nobody(way, 'OPERATION', false, at, loaders);
    const paid = parents.map(({ codes, hops: path }): Paid => ({
      code: codes.at(-1)!,
      rule: 'OPERATING_PARENT',
      hops: path,
    }));
    return when(all(parents.map((parent) => ofParent(parent, at, loaders))), (further) =>
      together([{ paid, gap: null }, ...further]),
    );
  });
}

function ofParent(way: Way, at: Moment, loaders: Loaders): MaybePromise<Outcome> {
  return when(statesOf(way.codes.slice(-1), at, loaders), ([parent]) =>
    when(kindsAt(parent!, at, loaders), (kinds) =>
      kinds.includes('GP_PRACTICE') ? ofPractice(way, at, loaders) : NOTHING_FURTHER,
    ),
  );
}

/** The payees of its networks. */
function ofPractice(way: Way, at: Moment, loaders: Loaders): MaybePromise<Outcome> {
  return when(networkHops(way.codes.at(-1)!, at, loaders), (hops) =>
    hops.length === 0 ? nobody(way, 'NETWORK', true, at, loaders) : ofNetworks(onward(way, hops, at), at, loaders),
  );
}

/** The payees of networks: RE9; asked from a vaccination site RE10 if there is any, else RE9. */
function ofNetworks(ways: readonly Way[], at: Moment, loaders: Loaders): MaybePromise<Outcome> {
  return when(all(ways.map((way) => ofNetwork(way, at, loaders))), (found) => {
    const paid = found.flat();
    const gap = paid.length > 0 ? null : { reason: 'NO_PAYEE_RECORDED' as const, stoppedAt: ways[0]!.codes.at(-1)! };
    return { paid, gap };
  });
}

function ofNetwork(way: Way, at: Moment, loaders: Loaders): MaybePromise<readonly Paid[]> {
  const network = way.codes.at(-1)!;
  const incoming = (type: string) => loaders.incoming.load({ ...keyOf(network, at), type });
  return both(way.isCovid ? incoming('RE10') : [], incoming('RE9'), (covid, nominated) => {
    const byCovid = payeesBy('COVID_NOMINATED_PAYEE', covid, way, at);
    return byCovid.length > 0 ? byCovid : payeesBy('NOMINATED_PAYEE', nominated, way, at);
  });
}

/** Sources of links that cover the date, each once, by start descending, then code. */
function payeesBy(rule: PayeeRule, links: readonly LinkRow[], { codes, hops }: Way, at: Moment): Paid[] {
  const network = codes.at(-1)!;
  const holding = links.filter((link) => activeAt(link, at)).map((link) => ({ link, code: link.other }));
  return firstOfEach(holding.sort(byStartOn(at))).map(({ link, code }) => ({
    code,
    rule,
    hops: [...hops, new RelationshipAt(link, at, network, false)],
  }));
}

const NOTHING_FURTHER: Outcome = { paid: [], gap: null };

/** All payees; of several reasons the first. */
export function together(outcomes: readonly Outcome[]): Outcome {
  return {
    paid: outcomes.flatMap(({ paid }) => paid),
    gap: outcomes.find(({ gap }) => gap !== null)?.gap ?? null,
  };
}

function nobody(
  { codes }: Way,
  view: 'OPERATION' | 'NETWORK',
  isEnglish: boolean,
  at: Moment,
  loaders: Loaders,
): MaybePromise<Outcome> {
  return when(reasonOf({ branch: codes, view, isEnglish }, at, loaders), (reason) => ({
    paid: [],
    gap: { reason, stoppedAt: codes.at(-1)! },
  }));
}

/** One way on for each code that hops lead up to. */
function onward({ codes, hops: path, isCovid }: Way, hops: readonly Hop[], at: Moment): Way[] {
  const from = codes.at(-1)!;
  return firstOfEach(hops).map(({ code, link }) => ({
    codes: [...codes, code],
    hops: [...path, new RelationshipAt(link, at, from, true)],
    isCovid,
  }));
}

function firstOfEach(hops: readonly Hop[]): Hop[] {
  const first = new Map<string, Hop>();
  for (const hop of hops) if (!first.has(hop.code)) first.set(hop.code, hop);
  return [...first.values()];
}
