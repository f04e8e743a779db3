import { badInput } from '../../errors';
import type { StateRow } from '../../ods/facts';
import { when, type MaybePromise } from '../../maybe-promise';
import type { Kind } from '../../ods/kinds';
import type { View } from '../../ods/views';
import type { Measurement } from '../../schema/measure';
import type { MeasurementArgs, TotalArgs } from '../../schema/measures/arguments';
import type { MissingValueReason } from '../../schema/measures/missing-value';
import type { MeasureTotal } from '../../schema/measures/total';
import type { Context } from '../context';
import { descendantsOf } from '../hierarchy/descendants';
import { isNetwork, membersOf } from '../hierarchy/networks';
import { MAX_DEPTH } from '../hierarchy/traverse';
import { within, type Moment } from '../moment';
import { activeAt } from '../records/dated';
import { filterByKinds } from '../records/kinds';
import { statesOf, type OrganisationAt } from '../records/organisation';
import { chooseValue, type ChosenValue } from './chosen-values';
import { figuresFor, type Figures } from './figures';
import { measuredKinds, measuredKindsAmong } from './measured-kinds';
import { isCarriedForward, totalsOf } from './sums';
import { partsOf, TotalAt, type ItemOfTotal, type TotalSummary } from './total-summary';

/**
 * Returns the value of a measure for one organisation, or null when it has none. Throws BAD_USER_INPUT for values that
 * cannot be (see `figuresFor`).
 */
export function measurementOf(
  organisation: OrganisationAt,
  args: MeasurementArgs,
  context: Context,
): MaybePromise<Measurement | null> {
  return when(chosenFor(organisation, args, context), ({ figures, chosen }) =>
    chosen.value === null ? null : toMeasurement(chosen, chosen.value, figures),
  );
}

function toMeasurement(chosen: ChosenValue, value: number, figures: Figures): Measurement {
  const { measure, on, dimensionValues } = figures;
  const { dates, countedUnder, parts } = chosen;
  const carried = { isCarriedForward: isCarriedForward(chosen, on) };
  const byDimension = { dimensionValues, totals: totalsOf(parts, figures) };
  return { measure, value, date: dates.at(-1)!, dates, countedUnder, ...carried, ...byDimension };
}

/** Returns why an organisation has no value of a measure; null when it has one. Throws like `measurementOf`. */
export function measurementMissingOf(
  organisation: OrganisationAt,
  args: MeasurementArgs,
  context: Context,
): MaybePromise<MissingValueReason | null> {
  return when(chosenFor(organisation, args, context), ({ chosen }) => chosen.reason);
}

function chosenFor({ code, moment }: OrganisationAt, args: MeasurementArgs, context: Context) {
  const at = within(moment, args.asOf, context);
  return when(figuresFor(args.measure, args, at, context), (figures) =>
    when(chooseValue(code, figures, at, context), (chosen) => ({ figures, chosen })),
  );
}

/**
 * Returns the sum of a measure over the members of a network, or, with a view, over an organisation and everything
 * below it. Throws BAD_USER_INPUT like `measurementOf`, and for an organisation that needs a view and has none.
 */
export function totalOf(
  { state, moment }: OrganisationAt,
  args: TotalArgs,
  context: Context,
): MaybePromise<MeasureTotal> {
  const at = within(moment, args.asOf, context);
  return when(figuresFor(args.measure, args, at, context), (figures) => {
    const name = `total ${figures.cacheKey} ${args.view ?? ''} ${args.kinds ?? ''}`;
    const parts = context.memo.list<TotalSummary | StateRow | ItemOfTotal>(name, state.code, at, () =>
      when(countedStates(state.code, figures, args, at, context), (states) => partsOf(states, figures, at, context)),
    );
    return when(parts, ([summary]) => new TotalAt(summary as TotalSummary, figures, at));
  });
}

/** Returns the organisations that a total is summed over, ordered by code. */
function countedStates(
  code: string,
  figures: Figures,
  { view, kinds }: TotalArgs,
  at: Moment,
  context: Context,
): MaybePromise<readonly StateRow[]> {
  const given = kinds && kinds.length > 0 ? kinds : undefined;
  if (!view) return networkMembers(code, given, figures, at, context);
  return when(given ?? measuredKinds(figures, at, context), (counted) =>
    withDescendants(code, view, counted, at, context),
  );
}

function withDescendants(
  code: string,
  view: View,
  kinds: readonly Kind[],
  at: Moment,
  context: Context,
): MaybePromise<readonly StateRow[]> {
  const { loaders } = context;
  const downwards = { view, direction: 'DOWN', at, loaders, maxDepth: MAX_DEPTH } as const;
  return when(descendantsOf(code, downwards, { kinds }, context), (items) =>
    when(itself(code, kinds, at, context), (own) =>
      when(
        loaders.work.map(items, ({ state }) => state),
        (below) => loaders.work.sort([...own, ...below], byCode),
      ),
    ),
  );
}

function networkMembers(
  code: string,
  kinds: readonly Kind[] | undefined,
  figures: Figures,
  at: Moment,
  context: Context,
): MaybePromise<readonly StateRow[]> {
  const { loaders } = context;
  return when(isNetwork(code, at, loaders), (network) => {
    if (!network) throw badInput(`total requires a view: ${code} is not a network.`);
    return when(membersOf(code, false, at, context), (items) => {
      const members = items.map(({ state }) => state);
      return when(kinds ?? measuredKindsAmong(members, figures, at, context), (counted) =>
        when(filterByKinds(items, counted, at, loaders), (found) => found.map(({ state }) => state)),
      );
    });
  });
}

/** Returns the organisation itself when it is active and of one of the kinds, otherwise an empty list. */
function itself(code: string, kinds: readonly Kind[], at: Moment, { loaders }: Context): MaybePromise<StateRow[]> {
  return when(statesOf([code], at, loaders), (states) => {
    const open = states.filter((state) => activeAt(state, at)).map((state) => ({ state }));
    return when(filterByKinds(open, kinds, at, loaders), (found) => found.map(({ state }) => state));
  });
}

function byCode(a: StateRow, b: StateRow): number {
  return a.code < b.code ? -1 : Number(a.code > b.code);
}
