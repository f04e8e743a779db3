import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { Loaders } from '../graph/loaders';
import { when, type MaybePromise } from '../maybe-promise';
import { Organisation } from '../schema/organisation';
import { CodeResolution } from '../schema/succession';
import { AsOfArgs, OrganisationsArgs } from '../schema/arguments';
import { toCodes } from '../domain/codes';
import type { Context } from '../domain/context';
import { within, type Moment } from '../domain/moment';
import { keyOf, OrganisationAt } from '../domain/records/organisation';
import { chainsOf, endsOf, onTheWay, othersOn, outcomeOf, type Chains } from '../domain/succession/chain';

@Resolver(() => Organisation)
export class ResolutionResolver {
  @Query(() => [CodeResolution], {
    description: "What became of each code, in the order asked, for example 'RZY', SUCCEEDED by 'RZZ'.",
  })
  resolveCodes(@Args(() => OrganisationsArgs) { codes, asOf }: OrganisationsArgs, @Ctx() context: Context) {
    return resolutions(toCodes(codes, context.limits.codes), within(context.root, asOf, context), context.loaders);
  }

  @FieldResolver(() => [Organisation], {
    description:
      "The active organisations in which its chains of successors end on the date, by code, for example 'RZZ'; itself when it is active, [] when there is none.",
  })
  becameNow(
    @Root() { code, moment }: OrganisationAt,
    @Args(() => AsOfArgs) { asOf }: AsOfArgs,
    @Ctx() context: Context,
  ) {
    const at = within(moment, asOf, context);
    return when(chainsOf([code], at, context.loaders), (chains) => openEnds(code, chains, at));
  }
}

/** What became of codes by a moment, in their order. */
export function resolutions(codes: readonly string[], at: Moment, loaders: Loaders): MaybePromise<CodeResolution[]> {
  return when(chainsOf(codes, at, loaders), (chains) =>
    when(mergersOf(codes, chains, at, loaders), (mergers) =>
      codes.map((code) => resolution(code, chains, mergers, at)),
    ),
  );
}

function resolution(code: string, chains: Chains, mergers: ReadonlySet<string>, at: Moment): CodeResolution {
  const state = chains.states.get(code) ?? null;
  const current = openEnds(code, chains, at);
  const isMerged = current.length === 1 && onTheWay(code, current[0]!.code, chains).some((on) => mergers.has(on));
  const outcome = outcomeOf(state, current.length, isMerged, at);
  if (state === null || outcome === 'UNKNOWN') return { code, outcome, organisation: null, current: [] };
  return { code, outcome, organisation: new OrganisationAt(state, at), current };
}

function openEnds(code: string, chains: Chains, at: Moment): OrganisationAt[] {
  return endsOf(code, chains, at).map((end) => new OrganisationAt(chains.states.get(end)!, at));
}

/** Those of the codes reached that have several predecessors in effect on the date. */
function mergersOf(
  codes: readonly string[],
  chains: Chains,
  at: Moment,
  loaders: Loaders,
): MaybePromise<ReadonlySet<string>> {
  const ways = codes.flatMap((code) => endsOf(code, chains, at).flatMap((end) => onTheWay(code, end, chains)));
  const reached = [...new Set(ways)];
  return when(
    loaders.predecessors.loadMany(reached.map((code) => keyOf(code, at))),
    (rows) => new Set(reached.filter((code, index) => othersOn(at.date, code, rows[index] ?? []).length > 1)),
  );
}
