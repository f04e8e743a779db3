import { active } from '../../ods/periods';
import { loadLinkMatcher, type LinkMatcher, type DirectedLink } from './link-matching';
import type { Loaders } from '../../graph/loaders';
import { linksInto, possibleLinks } from './possible-sources';
import { byStartOn, byText } from '../../ods/orders';
import type { LinkRow, StateRow } from '../../ods/facts';
import type { OrganisationKey, LinkKey } from '../../graph/keys';
import { mayLeadUp, ruleSets, type View } from '../../ods/views';
import { typesDown } from './types-down';
import { both, when, type MaybePromise } from '../../maybe-promise';
import type { WorkBudget } from '../../work-budget';
import type { TraversalMoment } from './traversal-moment';

/** One step of a traversal: a link that covers the day, the code it leads to, and its state, null without a record. */
export interface Hop {
  readonly link: LinkRow;
  readonly code: string;
  readonly state: StateRow | null;
}

/** The states of codes, null for those without a record. */
export type States = ReadonlyMap<string, StateRow | null>;

/** The hops from each code of a list, in the order of the list. */
export type Hops = readonly (readonly Hop[])[];

/** Returns the first hop to each code, in their order. */
export function firstHopPerCode<Step extends Pick<Hop, 'code'>>(hops: readonly Step[]): Step[] {
  const first = new Map<string, Step>();
  for (const hop of hops) if (!first.has(hop.code)) first.set(hop.code, hop);
  return [...first.values()];
}

/**
 * Returns the hops one level up in a view from each code, in order; the hops of a code by link start descending, then
 * code. Each kind of fact is read in one batch for all codes; `known` has the states of all codes, if they are known. A link
 * from an organisation to itself is never followed; whether either end is active on the day does not matter.
 */
export function parentsOf(
  codes: readonly string[],
  view: View,
  moment: TraversalMoment,
  loaders: Loaders,
  known?: States,
): MaybePromise<Hops> {
  const level = { codes, view, moment, loaders };
  return when(keysOf(codes, level), (keys) =>
    both(known ?? statesOf(keys, level), loaders.outgoing.loadMany(keys), (states, links) =>
      toParentHops(states, links, level),
    ),
  );
}

/** Returns the hops one level down, the exact inverse of `parentsOf`; the hops of a code by code, then link start descending. */
export function childrenOf(
  codes: readonly string[],
  view: View,
  moment: TraversalMoment,
  loaders: Loaders,
  known?: States,
): MaybePromise<Hops> {
  const level = { codes, view, moment, loaders };
  const found = known ?? when(keysOf(codes, level), (keys) => statesOf(keys, level));
  return when(found, (states) =>
    when(
      loaders.work.flatMap(codes, (code) => linkKeys(code, states.get(code) ?? null, level)),
      (keys) => when(linksInto(keys, view, loaders), (links) => toChildHops(keys, links, states, level)),
    ),
  );
}

function keysOf(codes: readonly string[], { moment, loaders }: Level): MaybePromise<OrganisationKey[]> {
  const release = moment.release.number;
  return loaders.work.map(codes, (code) => ({ code, release, epoch: undefined }));
}

function statesOf(keys: readonly OrganisationKey[], { codes, loaders: { state, work } }: Level): MaybePromise<States> {
  return when(state.loadMany(keys), (rows) => {
    const states = new Map<string, StateRow | null>();
    const visited = work.each(rows.length, (index) => void states.set(codes[index]!, rows[index]!));
    return when(visited, () => states);
  });
}

interface Level {
  readonly codes: readonly string[];
  readonly view: View;
  readonly moment: TraversalMoment;
  readonly loaders: Loaders;
}

function toParentHops(
  states: States,
  outgoing: readonly (readonly LinkRow[])[],
  { codes, view, moment, loaders }: Level,
): MaybePromise<Hops> {
  const stateOf = (code: string) => states.get(code) ?? null;
  const linksByCode = loaders.work.map(codes, (source, index) => {
    const state = stateOf(source);
    const isCandidate = (link: LinkRow) =>
      link.other !== source && mayLeadUp(view, link.type, state) && covers(link, moment);
    return (outgoing[index] ?? [])
      .filter(isCandidate)
      .map((link): DirectedLink => ({ link, source, target: link.other }));
  });
  return when(linksByCode, (lists) =>
    when(loadLinkMatcher(lists.flat(), view, moment, loaders, states), (matcher) =>
      loaders.work.map(lists, (links, index) =>
        hopsOfFirstRuleSet(links, stateOf(codes[index]!), view, matcher).sort(byStartOn(moment)),
      ),
    ),
  );
}

/** Returns the hops of the first rule set that any link satisfies; later rule sets are then ignored. */
function hopsOfFirstRuleSet(
  links: readonly DirectedLink[],
  source: StateRow | null,
  view: View,
  matcher: LinkMatcher,
): Hop[] {
  for (const rules of ruleSets(view, source?.recordClass ?? null)) {
    const matching = links.filter((link) => rules.some((rule) => matcher.matches(rule, link)));
    if (matching.length > 0)
      return matching.map(({ link, target }) => ({ link, code: target, state: matcher.state(target) }));
  }
  return [];
}

function linkKeys(code: string, target: StateRow | null, { view, moment, loaders }: Level): LinkKey[] {
  const release = moment.release.number;
  return typesDown(view, target, loaders.sizes(release)).map((type) => ({ code, release, epoch: undefined, type }));
}

function toChildHops(
  keys: readonly LinkKey[],
  incoming: readonly (readonly LinkRow[])[],
  states: States,
  level: Level,
): MaybePromise<Hops> {
  const { view, moment, loaders } = level;
  const { work } = loaders;
  const candidates = work.mapInTurn(keys, ({ code: target }, index) => {
    const links = incoming[index] ?? [];
    return when(work.pause(links.length), () =>
      links
        .filter((link) => link.other !== target && covers(link, moment))
        .map((link): DirectedLink => ({ link, source: link.other, target })),
    );
  });
  const possible = when(candidates, (lists) => possibleLinks(lists.flat(), view, moment.release.number, loaders));
  return when(possible, (links) =>
    when(loadLinkMatcher(links, view, moment, loaders, states), (matcher) => {
      const ruleSetIndexes = loaders.work.map(links, (link) =>
        ruleSets(view, matcher.state(link.source)?.recordClass ?? null).findIndex((rules) =>
          rules.some((rule) => matcher.matches(rule, link)),
        ),
      );
      return when(ruleSetIndexes, (indexes) =>
        when(withoutOverruled(links, indexes, level), (matching) => groupByTarget(matching, matcher, level)),
      );
    }),
  );
}

/** Returns the hops to the source of each link, one sorted list for each code of the level. */
function groupByTarget(
  links: readonly DirectedLink[],
  matcher: LinkMatcher,
  { codes, moment, loaders: { work } }: Level,
): MaybePromise<Hops> {
  const hops = new Map(codes.map((code) => [code, [] as Hop[]]));
  const grouped = work.each(links.length, (index) => {
    const { link, source, target } = links[index]!;
    hops.get(target)?.push({ link, code: source, state: matcher.state(source) });
  });
  const compare = (a: Hop, b: Hop) => byText(a.code, b.code) || byStartOn(moment)(a, b);
  return when(grouped, () => work.mapInTurn(codes, (code) => sortHops(hops.get(code) as Hop[], compare, work)));
}

function sortHops(hops: Hop[], compare: (a: Hop, b: Hop) => number, work: WorkBudget): MaybePromise<Hop[]> {
  return hops.length > 1 ? work.sort(hops, compare) : hops;
}

/** Drops links of a later rule set whose source has, on the day, a link of an earlier one: `parentsOf` ignores them. */
function withoutOverruled(
  links: readonly DirectedLink[],
  ruleSetIndexes: readonly number[],
  { view, moment, loaders }: Level,
): MaybePromise<readonly DirectedLink[]> {
  const sources = [
    ...new Set(links.filter((_, index) => (ruleSetIndexes[index] as number) > 0).map(({ source }) => source)),
  ];
  const parents = sources.length === 0 ? [] : parentsOf(sources, view, moment, loaders);
  return when(parents, (parentHops) => {
    const followed = new Set(
      parentHops.flatMap((hops, index) => hops.map(({ link, code }) => idOf(sources[index] as string, link, code))),
    );
    return loaders.work.filter(links, ({ link, source, target }, index) => {
      const ruleSet = ruleSetIndexes[index] as number;
      return ruleSet === 0 || (ruleSet > 0 && followed.has(idOf(source, link, target)));
    });
  });
}

function covers(link: LinkRow, { date, basis }: TraversalMoment): boolean {
  return active(link, date, basis);
}

function idOf(source: string, { type, id }: LinkRow, target: string): string {
  return `${source} ${type} ${id} ${target}`;
}
