import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { badInput } from '../errors';
import type { Kind } from '../ods/kinds';
import type { MeasureRow, StateRow } from '../graph/keys';
import { when, type MaybePromise } from '../maybe-promise';
import { Measure, Measurement, MeasureTotal } from '../schema/measure';
import { Organisation } from '../schema/organisation';
import { MeasurementArgs, TotalArgs } from '../schema/arguments';
import type { Context } from '../domain/context';
import { activeAt } from '../domain/records/dated';
import { below } from './hierarchy/descendants';
import { kindsAt, ofKinds } from './kinds';
import { measureNamed, measuresOf, summed, valuesOf } from '../domain/measures/values';
import { within, type Moment } from '../domain/moment';
import { isNetwork, members } from './hierarchy/network';
import { keyOf, OrganisationAt, statesOf } from '../domain/records/organisation';
import { all } from '../maybe-promise';
import { DEEPEST } from '../domain/hierarchy/traverse';

const MOST_MISSING = 200;

@Resolver(() => Organisation)
export class MeasureResolver {
  @Query(() => [Measure], {
    description: "The measures that are loaded, by id, with the dates of each, for example 'gp-list-size'.",
  })
  measures(@Ctx() context: Context) {
    return measuresOf(context);
  }

  @FieldResolver(() => Measurement, {
    nullable: true,
    description:
      "A measure's latest value on or before the date, for example a practice's list size; null when none was published for it.",
  })
  measurement(
    @Root() { code, moment }: OrganisationAt,
    @Args(() => MeasurementArgs) { measure: id, asOf }: MeasurementArgs,
    @Ctx() context: Context,
  ) {
    const at = within(moment, asOf, context);
    return when(measureNamed(id, context), (measure) =>
      when(valuesOf([code], measure, at, context), ([row]) => (row ? { measure, ...row } : null)),
    );
  }

  @FieldResolver(() => MeasureTotal, {
    description:
      'A measure summed over active organisations on the date, for example the patients of a network: a network without `view` over its members; otherwise over itself and all below it in `view` (then required), of `kinds` (by default kinds that have any value of the measure). Those without a value are named, never counted as 0.',
  })
  total(@Root() { state, moment }: OrganisationAt, @Args(() => TotalArgs) args: TotalArgs, @Ctx() context: Context) {
    const at = within(moment, args.asOf, context);
    return when(measureNamed(args.measure, context), (measure) =>
      when(counted(state.code, measure, args, at, context), (states) => totalOf(states, measure, at, context)),
    );
  }
}

/** The organisations that a total is over, by code. */
function counted(
  code: string,
  measure: MeasureRow,
  { view, kinds }: TotalArgs,
  at: Moment,
  context: Context,
): MaybePromise<readonly StateRow[]> {
  const { loaders } = context;
  if (!view)
    return when(isNetwork(code, at, loaders), (network) => {
      if (!network) throw badInput(`total needs a view: ${code} is no network.`);
      return when(members(code, false, at, context), (items) =>
        when(ofKinds(items, kinds, at, loaders), (found) => found.map(({ state }) => state)),
      );
    });
  const wanted = kinds && kinds.length > 0 ? kinds : measuredKinds(measure, at, context);
  return when(wanted, (of) => {
    const walk = { view, direction: 'DOWN', at, loaders, maxDepth: DEEPEST } as const;
    return when(below(code, walk, { kinds: of }, context), (items) =>
      when(itself(code, of, at, context), (own) => [...own, ...items.map(({ state }) => state)].sort(byCode)),
    );
  });
}

/** The organisation itself when it is active and of the kinds, else nothing. */
function itself(code: string, kinds: readonly Kind[], at: Moment, { loaders }: Context): MaybePromise<StateRow[]> {
  return when(statesOf([code], at, loaders), (states) => {
    const open = states.filter((state) => activeAt(state, at)).map((state) => ({ state }));
    return when(ofKinds(open, kinds, at, loaders), (found) => found.map(({ state }) => state));
  });
}

/** The kinds, on the date, of the organisations that have any value of a measure. */
function measuredKinds({ id }: MeasureRow, at: Moment, context: Context): MaybePromise<readonly Kind[]> {
  const { loaders, derived, snapshot } = context;
  const { generation } = snapshot;
  return derived.list<Kind>(`measured kinds ${generation}`, id, at, () =>
    when(loaders.measured.load({ measure: id, generation }), (codes) => {
      const keys = codes.map((code) => keyOf(code, at));
      return when(loaders.state.loadMany(keys), (rows) => {
        const states = rows.filter((row) => row !== null && !row.unresolved) as StateRow[];
        const roles = loaders.roles.loadMany(states.map(({ code }) => keyOf(code, at)));
        return when(roles, () =>
          when(all(states.map((state) => kindsAt(state, at, loaders))), (kinds) => [...new Set(kinds.flat())]),
        );
      });
    }),
  );
}

function totalOf(states: readonly StateRow[], measure: MeasureRow, at: Moment, context: Context) {
  const codes = states.map(({ code }) => code);
  return when(valuesOf(codes, measure, at, context), (values): MeasureTotal => {
    const missing = states.filter((_, index) => values[index] === null);
    const named = missing.slice(0, MOST_MISSING).map((state) => new OrganisationAt(state, at));
    return { measure, ...summed(values), missing: named, missingCount: missing.length };
  });
}

function byCode(a: StateRow, b: StateRow): number {
  return a.code < b.code ? -1 : Number(a.code > b.code);
}
