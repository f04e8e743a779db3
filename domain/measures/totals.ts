import { badInput } from '../../errors';
import type { MeasureRow, StateRow } from '../../ods/facts';
import { when, type MaybePromise } from '../../maybe-promise';
import type { Kind } from '../../ods/kinds';
import type { View } from '../../ods/views';
import type { Measurement, MeasurementArgs, MeasureTotal, TotalArgs } from '../../schema/measure';
import type { Context } from '../context';
import { descendantsOf } from '../hierarchy/descendants';
import { isNetwork, membersOf } from '../hierarchy/networks';
import { MAX_DEPTH } from '../hierarchy/traverse';
import { within, type Moment } from '../moment';
import { activeAt } from '../records/dated';
import { filterByKinds } from '../records/kinds';
import { OrganisationAt, statesOf } from '../records/organisation';
import { measuredKinds, measuredKindsAmong } from './measured-kinds';
import { latestValues, measureWithId, sumValues, type MeasureSum } from './values';

const MAX_MISSING = 200;

/**
 * Returns the latest value of a measure for one organisation on or before the date, or null when it has none.
 * Throws BAD_USER_INPUT for an unknown measure.
 */
export function measurementOf(
  { code, moment }: OrganisationAt,
  { measure: id, asOf }: MeasurementArgs,
  context: Context,
): MaybePromise<Measurement | null> {
  const at = within(moment, asOf, context);
  return when(measureWithId(id, context), (measure) =>
    when(latestValues([code], measure, at, context), ([row]) => (row ? { measure, ...row } : null)),
  );
}

/**
 * Returns the sum of a measure over the members of a network, or, with a view, over an organisation and everything
 * below it. Throws BAD_USER_INPUT for an unknown measure, or for an organisation that needs a view and has none.
 */
export function totalOf(
  { state, moment }: OrganisationAt,
  args: TotalArgs,
  context: Context,
): MaybePromise<MeasureTotal> {
  const at = within(moment, args.asOf, context);
  return when(measureWithId(args.measure, context), (measure) => {
    const name = `total ${measure.id} ${context.snapshot.generation} ${args.view ?? ''} ${args.kinds ?? ''}`;
    const sum = context.memo.list<TotalSum | StateRow>(name, state.code, at, () =>
      when(countedStates(state.code, measure, args, at, context), (states) => sumOf(states, measure, at, context)),
    );
    return when(sum, (parts) => toTotal(parts as TotalParts, measure, at));
  });
}

/** Returns the organisations that a total is summed over, ordered by code. */
function countedStates(
  code: string,
  measure: MeasureRow,
  { view, kinds }: TotalArgs,
  at: Moment,
  context: Context,
): MaybePromise<readonly StateRow[]> {
  const given = kinds && kinds.length > 0 ? kinds : undefined;
  if (!view) return networkMembers(code, given, measure, at, context);
  return when(given ?? measuredKinds(measure, at, context), (counted) =>
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
  measure: MeasureRow,
  at: Moment,
  context: Context,
): MaybePromise<readonly StateRow[]> {
  const { loaders } = context;
  return when(isNetwork(code, at, loaders), (network) => {
    if (!network) throw badInput(`total requires a view: ${code} is not a network.`);
    return when(membersOf(code, false, at, context), (items) => {
      const members = items.map(({ state }) => state);
      return when(kinds ?? measuredKindsAmong(members, measure, at, context), (counted) =>
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

/** The sum of a total and the number of organisations without a value. */
interface TotalSum extends MeasureSum {
  readonly missingCount: number;
}

/** A total as it is cached: its sum, then the organisations without a value, at most 200. */
type TotalParts = readonly [sum: TotalSum, ...missing: StateRow[]];

function sumOf(
  states: readonly StateRow[],
  measure: MeasureRow,
  at: Moment,
  context: Context,
): MaybePromise<TotalParts> {
  const { work } = context.loaders;
  const codes = work.map(states, ({ code }) => code);
  const latest = when(codes, (found) => latestValues(found, measure, at, context));
  return when(latest, (values) =>
    when(
      work.filter(states, (_, index) => values[index] === null),
      (missing): TotalParts => [
        { ...sumValues(values), missingCount: missing.length },
        ...missing.slice(0, MAX_MISSING),
      ],
    ),
  );
}

function toTotal([sum, ...missing]: TotalParts, measure: MeasureRow, at: Moment): MeasureTotal {
  return { measure, ...sum, missing: missing.map((state) => new OrganisationAt(state, at)) };
}

function byCode(a: StateRow, b: StateRow): number {
  return a.code < b.code ? -1 : Number(a.code > b.code);
}
