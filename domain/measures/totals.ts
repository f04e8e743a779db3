import { badInput } from '../../errors';
import type { MeasureRow, MeasurementRow, StateRow } from '../../ods/facts';
import { all, when, type MaybePromise } from '../../maybe-promise';
import { KINDS, type Kind } from '../../ods/kinds';
import type { MeasurementArgs, TotalArgs } from '../../schema/arguments';
import type { Measurement, MeasureTotal } from '../../schema/measure';
import type { Context } from '../context';
import { descendantsOf } from '../hierarchy/descendants';
import { isNetwork, membersOf } from '../hierarchy/networks';
import { MAX_DEPTH } from '../hierarchy/traverse';
import { within, type Moment } from '../moment';
import { activeAt } from '../records/dated';
import { filterByKinds, kindsAt } from '../records/kinds';
import { keyOf, OrganisationAt, statesOf } from '../records/organisation';
import { latestValues, measureWithId, sumValues } from './values';

const MAX_MISSING = 200;
const KNOWN_KINDS = KINDS.filter((kind) => kind !== 'OTHER');

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
  return when(measureWithId(args.measure, context), (measure) =>
    when(countedStates(state.code, measure, args, at, context), (states) =>
      when(
        latestValues(
          states.map(({ code }) => code),
          measure,
          at,
          context,
        ),
        (values) => {
          const missing = states.filter((_, index) => values[index] === null);
          return when(expectedStates(missing, args, at, context), (expected) => toTotal(measure, values, expected, at));
        },
      ),
    ),
  );
}

/** Returns the organisations that a total is summed over, ordered by code. */
function countedStates(
  code: string,
  measure: MeasureRow,
  { view, kinds }: TotalArgs,
  at: Moment,
  context: Context,
): MaybePromise<readonly StateRow[]> {
  const { loaders } = context;
  if (!view) return networkMembers(code, kinds, at, context);
  const selected = kinds && kinds.length > 0 ? kinds : measuredKinds(measure, at, context);
  return when(selected, (countedKinds) => {
    const downwards = { view, direction: 'DOWN', at, loaders, maxDepth: MAX_DEPTH } as const;
    return when(descendantsOf(code, downwards, { kinds: countedKinds }, context), (items) =>
      when(itself(code, countedKinds, at, context), (own) => [...own, ...items.map(({ state }) => state)].sort(byCode)),
    );
  });
}

function networkMembers(
  code: string,
  kinds: TotalArgs['kinds'],
  at: Moment,
  context: Context,
): MaybePromise<readonly StateRow[]> {
  const { loaders } = context;
  return when(isNetwork(code, at, loaders), (network) => {
    if (!network) throw badInput(`total requires a view: ${code} is not a network.`);
    return when(membersOf(code, false, at, context), (items) =>
      when(filterByKinds(items, kinds, at, loaders), (found) => found.map(({ state }) => state)),
    );
  });
}

/** Returns the organisation itself when it is active and of one of the kinds, otherwise an empty list. */
function itself(code: string, kinds: readonly Kind[], at: Moment, { loaders }: Context): MaybePromise<StateRow[]> {
  return when(statesOf([code], at, loaders), (states) => {
    const open = states.filter((state) => activeAt(state, at)).map((state) => ({ state }));
    return when(filterByKinds(open, kinds, at, loaders), (found) => found.map(({ state }) => state));
  });
}

/** Returns the kinds, on the date, of the organisations that have any value of a measure. */
function measuredKinds({ id }: MeasureRow, at: Moment, context: Context): MaybePromise<readonly Kind[]> {
  const { loaders, memo, snapshot } = context;
  const { generation } = snapshot;
  return memo.list<Kind>(`measured kinds ${generation}`, id, at, () =>
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

/**
 * Returns the organisations of which a value is expected. In a view without kinds, none is expected of an organisation
 * of no known kind: a few former practices with a value do not make every record of kind OTHER incomplete.
 */
function expectedStates(
  missing: readonly StateRow[],
  { view, kinds }: TotalArgs,
  at: Moment,
  { loaders }: Context,
): MaybePromise<readonly StateRow[]> {
  if (!view || (kinds && kinds.length > 0)) return missing;
  const candidates = missing.map((state) => ({ state }));
  return when(filterByKinds(candidates, KNOWN_KINDS, at, loaders), (found) => found.map(({ state }) => state));
}

function toTotal(
  measure: MeasureRow,
  values: readonly (MeasurementRow | null)[],
  missing: readonly StateRow[],
  at: Moment,
): MeasureTotal {
  const named = missing.slice(0, MAX_MISSING).map((state) => new OrganisationAt(state, at));
  return { measure, ...sumValues(values), missing: named, missingCount: missing.length };
}

function byCode(a: StateRow, b: StateRow): number {
  return a.code < b.code ? -1 : Number(a.code > b.code);
}
