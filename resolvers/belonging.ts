import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Kind } from '../graph/kinds';
import type { StateRow } from '../graph/rows';
import { when, type MaybePromise } from '../graph/when';
import { Belonging } from '../schema/hierarchy';
import { Organisation } from '../schema/organisation';
import { BelongsToArgs } from './arguments';
import type { Context } from './context';
import { activeAt } from './dates';
import { ofKinds } from './kinds';
import { ENGLISH_LEVELS, reasonOf } from './missing';
import { within, type Moment } from './moment';
import { OrganisationAt, statesOf } from './organisation-at';
import { shortestPaths, toPath } from './path';
import { DEEPEST, nearestFirst, walked, type Walk, type Walked } from './walked';

@Resolver(() => Organisation)
export class BelongingResolver {
  @FieldResolver(() => Belonging, {
    description:
      "The organisations of a kind that it belongs to in a view, or why there is none, for example the ICB 'QWE' of a practice.",
  })
  belongsTo(
    @Root() { state, moment }: OrganisationAt,
    @Args(() => BelongsToArgs) { kind, view, asOf }: BelongsToArgs,
    @Ctx() context: Context,
  ) {
    return belonging(state.code, kind, view, within(moment, asOf, context), context);
  }
}

/** What an organisation belongs to at a moment; itself when it has the kind. */
export function belonging(
  code: string,
  kind: Kind,
  view: Walk['view'],
  at: Moment,
  { loaders }: Context,
): MaybePromise<Belonging> {
  const walk: Walk = { view, direction: 'UP', at, loaders, maxDepth: DEEPEST };
  return when(statesOf([code], at, loaders), (self) =>
    when(
      ofKinds(
        self.map((state) => ({ state })),
        [kind],
        at,
        loaders,
      ),
      ([itself]) =>
        itself ? toItself(itself.state, at) : when(walked(code, walk), (reached) => above(reached, kind, walk)),
    ),
  );
}

function toItself(state: StateRow, at: Moment): Belonging {
  return { organisations: [new OrganisationAt(state, at)], reason: null, stoppedAt: null, paths: [toPath([], at)] };
}

/** Those above that have the kind, or why there is none. */
function above(reached: Walked, kind: Kind, walk: Walk): MaybePromise<Belonging> {
  const { at, loaders } = walk;
  return when(statesOf(nearestFirst(reached), at, loaders), (states) =>
    when(
      ofKinds(
        states.map((state) => ({ state })),
        [kind],
        at,
        loaders,
      ),
      (found) => {
        if (found.length === 0) return missing(reached, kind, walk);
        const ways = shortestPaths(reached);
        const paths = found.map(({ state }) => ways.get(state.code) ?? []);
        const closed = new Set(states.filter((state) => !activeAt(state, at)).map((state) => state.code));
        return {
          organisations: found.map(({ state }) => new OrganisationAt(state, at)),
          reason: paths.some((path) => path.some(({ hop }) => closed.has(hop.code))) ? 'TARGET_CLOSED' : null,
          stoppedAt: null,
          paths: paths.map((path) => toPath(path, at)),
        };
      },
    ),
  );
}

function missing(reached: Walked, kind: Kind, { view, at, loaders }: Walk): MaybePromise<Belonging> {
  const branch = longestBranch(reached);
  const deadEnd = { branch, view, isEnglish: ENGLISH_LEVELS.has(kind) };
  return when(reasonOf(deadEnd, at, loaders), (reason) =>
    when(statesOf(branch.slice(-1), at, loaders), ([end]) => ({
      organisations: [],
      reason,
      stoppedAt: new OrganisationAt(end!, at),
      paths: [],
    })),
  );
}

const MOST_STEPS = 20_000;

/** The codes of the longest simple way from the start to where nothing leads further; of equal ones that whose end comes first by code. */
export function longestBranch({ start, hops }: Pick<Walked, 'start' | 'hops'>): readonly string[] {
  let longest: readonly string[] = [];
  let steps = 0;
  const extend = (branch: readonly string[]): void => {
    const onward = (hops.get(branch.at(-1)!) ?? []).map(({ code }) => code).filter((code) => !branch.includes(code));
    if (onward.length === 0 && isBetter(branch, longest)) longest = branch;
    for (const code of new Set(onward)) if (steps++ < MOST_STEPS) extend([...branch, code]);
  };
  extend([start]);
  return longest;
}

function isBetter(branch: readonly string[], than: readonly string[]): boolean {
  return branch.length > than.length || (branch.length === than.length && branch.at(-1)! < than.at(-1)!);
}
