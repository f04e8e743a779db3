import { active, type DateBasis } from '../../ods/periods';
import { endsOf, type Ends, type Joined } from './link-matching';
import type { Loaders } from '../../graph/loaders';
import { byStartOn, byText } from '../../ods/orders';
import type { FactKey, LinkKey, LinkRow, StateRow } from '../../graph/keys';
import { mayEnterBy, mayLeaveBy, ruleSets, type View } from '../../ods/views';
import { when, type MaybePromise } from '../../maybe-promise';

/** The day, the basis and the release that a walk is about. */
export interface WalkMoment {
  readonly date: string;
  readonly basis: DateBasis;
  readonly release: { readonly number: number };
}

/** One step of a walk: the link that covers the day, as seen from where it starts, and the code it leads to. */
export interface Hop {
  readonly link: LinkRow;
  readonly code: string;
}

/** The hops from each code of a list, in its order. */
export type Hops = readonly (readonly Hop[])[];

/**
 * One level up in a view from each of many codes; the hops of a code by link start descending, then code. One batch
 * for each question, whatever the width. A link of an organisation to itself is never followed; the state of either
 * end on the day does not matter.
 */
export function parentsOf(
  codes: readonly string[],
  view: View,
  moment: WalkMoment,
  loaders: Loaders,
): MaybePromise<Hops> {
  const walk = { codes, view, moment, loaders };
  const keys = keysOf(codes, moment);
  const sources = loaders.state.loadMany(keys);
  const outgoing = loaders.outgoing.loadMany(keys);
  return when(sources, (states) => when(outgoing, (links) => up(states, links, walk)));
}

/** One level down in a view from each of many codes: the exact inverse of `parentsOf`; the hops of a code by code, then link start descending. */
export function childrenOf(
  codes: readonly string[],
  view: View,
  moment: WalkMoment,
  loaders: Loaders,
): MaybePromise<Hops> {
  const walk = { codes, view, moment, loaders };
  return when(loaders.state.loadMany(keysOf(codes, moment)), (targets) => {
    const keys = targets.flatMap((target, at) => linkKeys(codes[at] as string, target, walk));
    return when(loaders.incoming.loadMany(keys), (links) => down(keys, links, walk));
  });
}

/** The key of what a moment's release stores about a code. */
export function keysOf(codes: readonly string[], { release }: WalkMoment): FactKey[] {
  return codes.map((code) => ({ code, release: release.number }));
}

interface Walk {
  readonly codes: readonly string[];
  readonly view: View;
  readonly moment: WalkMoment;
  readonly loaders: Loaders;
}

function up(
  states: readonly (StateRow | null)[],
  links: readonly (readonly LinkRow[])[],
  { codes, view, moment, loaders }: Walk,
): MaybePromise<Hops> {
  const joined = codes.map((source, at) => {
    const follow = (link: LinkRow) => mayLeaveBy(view, link.type, states[at] ?? null) && covers(link, moment);
    return (links[at] ?? [])
      .filter((link) => link.other !== source && follow(link))
      .map((link): Joined => ({ link, source, target: link.other }));
  });
  return when(endsOf(joined.flat(), view, moment, loaders), (ends) =>
    joined.map((of, at) => firstFollowed(of, states[at] ?? null, view, ends).sort(byStartOn(moment))),
  );
}

/** The hops of the first set of rules that any link satisfies. */
function firstFollowed(joined: readonly Joined[], source: StateRow | null, view: View, ends: Ends): Hop[] {
  for (const rules of ruleSets(view, source?.recordClass ?? null)) {
    const followed = joined.filter((one) => rules.some((rule) => ends.satisfy(rule, one)));
    if (followed.length > 0) return followed.map(({ link, target }) => ({ link, code: target }));
  }
  return [];
}

function linkKeys(code: string, target: StateRow | null, { view, moment }: Walk): LinkKey[] {
  return mayEnterBy(view, target).map((type) => ({ code, type, release: moment.release.number }));
}

function down(keys: readonly LinkKey[], links: readonly (readonly LinkRow[])[], walk: Walk): MaybePromise<Hops> {
  const { codes, view, moment, loaders } = walk;
  const joined = keys.flatMap(({ code: target }, at) =>
    (links[at] ?? [])
      .filter((link) => link.other !== target && covers(link, moment))
      .map((link): Joined => ({ link, source: link.other, target })),
  );
  return when(endsOf(joined, view, moment, loaders), (ends) => {
    const sets = joined.map((one) =>
      ruleSets(view, ends.state(one.source)?.recordClass ?? null).findIndex((rules) =>
        rules.some((rule) => ends.satisfy(rule, one)),
      ),
    );
    return when(notOverruled(joined, sets, walk), (followed) => {
      const hops = new Map(codes.map((code) => [code, [] as Hop[]]));
      for (const { link, source, target } of followed) hops.get(target)?.push({ link, code: source });
      for (const of of hops.values()) of.sort((a, b) => byText(a.code, b.code) || byStartOn(moment)(a, b));
      return codes.map((code) => hops.get(code) as Hop[]);
    });
  });
}

/** Without the links of a later set of rules whose source has, on the day, a link of an earlier one. */
function notOverruled(
  joined: readonly Joined[],
  sets: readonly number[],
  { view, moment, loaders }: Walk,
): MaybePromise<readonly Joined[]> {
  const doubtful = [...new Set(joined.filter((_, at) => (sets[at] as number) > 0).map(({ source }) => source))];
  const parents = doubtful.length === 0 ? [] : parentsOf(doubtful, view, moment, loaders);
  return when(parents, (hops) => {
    const followed = new Set(
      hops.flatMap((of, at) => of.map(({ link, code }) => idOf(doubtful[at] as string, link, code))),
    );
    return joined.filter(({ link, source, target }, at) => {
      const set = sets[at] as number;
      return set === 0 || (set > 0 && followed.has(idOf(source, link, target)));
    });
  });
}

function covers(link: LinkRow, { date, basis }: WalkMoment): boolean {
  return active(link, date, basis);
}

function idOf(source: string, { type, id }: LinkRow, target: string): string {
  return `${source} ${type} ${id} ${target}`;
}
