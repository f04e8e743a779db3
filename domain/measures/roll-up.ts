import type { Loaders } from '../../graph/loaders';
import type { MeasureRow, StateRow } from '../../ods/facts';
import type { Kind } from '../../ods/kinds';
import { byText } from '../../ods/orders';
import { when, type MaybePromise } from '../../maybe-promise';
import type { RollUpArgs } from '../../schema/arguments';
import type { RollUp } from '../../schema/roll-up';
import { toCode } from '../codes';
import type { Context } from '../context';
import { findBelongsTo } from '../hierarchy/belongs-to';
import { MAX_DEPTH } from '../hierarchy/traverse';
import { within, type Moment } from '../moment';
import { activeAt } from '../records/dated';
import { filterByKinds } from '../records/kinds';
import { statesOf } from '../records/organisation';
import { holdersOf, rolesOfKinds } from '../search/candidates';
import { codesWithin } from '../search/within';
import { summarise, toRollUp, type RollUpItem, type RollUpSummary } from './roll-up-groups';
import { latestValues, measureWithId } from './values';

/**
 * Counts, or sums a measure over, the organisations of one kind, grouped by the organisations of another kind that
 * they belong to. Throws BAD_USER_INPUT for an unknown measure or an unknown code in `within`.
 */
export function rollUp(args: RollUpArgs, context: Context): MaybePromise<RollUp> {
  const at = within(context.root, args.asOf, context);
  const { measure: id } = args;
  return when(typeof id === 'string' ? measureWithId(id, context) : null, (measure) =>
    when(summaryOf(args, measure, at, context), (summary) => toRollUp(summary, measure, at)),
  );
}

/** Returns the roll-up of a moment, computed once for all requests. */
function summaryOf(
  args: RollUpArgs,
  measure: MeasureRow | null,
  at: Moment,
  context: Context,
): MaybePromise<RollUpSummary> {
  const { of, by, view, within: under } = args;
  const values = measure ? `${measure.id} ${context.snapshot.generation}` : '';
  const name = `roll-up ${of} ${by} ${view} ${under?.view ?? ''} ${values}`;
  const parts = context.memo.list<unknown>(name, under ? toCode(under.code) : '', at, async () => {
    const items = await countedOrganisations(args, measure, at, context);
    const summary = await summarise(items, context.loaders.work);
    return [summary, ...summary.groups, ...summary.multiplyAssigned]; // all that it holds, so that its size is known
  });
  return when(parts, ([summary]) => summary as RollUpSummary);
}

/** Returns every organisation that is counted, ordered by code, with what it belongs to and its value. */
async function countedOrganisations(
  { of, by, view, within: under }: RollUpArgs,
  measure: MeasureRow | null,
  at: Moment,
  context: Context,
): Promise<readonly RollUpItem[]> {
  const { loaders } = context;
  const codes = await (under ? codesWithin(under, at, context) : candidateCodes(of, at, loaders));
  const states = await activeOfKind(codes, of, at, loaders);
  const counted = states.map(({ code }) => code);
  const upwards = { view, direction: 'UP', at, loaders, maxDepth: MAX_DEPTH } as const;
  const belongsTo = await findBelongsTo(counted, by, upwards);
  const rows = measure ? await latestValues(counted, measure, at, context) : [];
  return loaders.work.map(states, (state, index) => {
    const { found, reason } = belongsTo[index]!;
    return {
      state,
      above: found.map((each) => each.state),
      reason,
      value: measure ? (rows[index]?.value ?? null) : 1,
      date: rows[index]?.date ?? null,
    };
  });
}

/** Returns the codes that held a role of the kind at any time: a superset of the organisations of the kind. */
async function candidateCodes(of: Kind, { release }: Moment, loaders: Loaders): Promise<readonly string[]> {
  const roles = rolesOfKinds([of]);
  if (roles === null) return allCodes(release.number, loaders);
  return holdersOf(roles, release.number, loaders);
}

async function allCodes(release: number, loaders: Loaders): Promise<readonly string[]> {
  const codes: string[] = [];
  for (let more = true; more;) {
    const next = await loaders.codes.load({ after: codes.at(-1) ?? '', release });
    more = next.length > 0;
    codes.push(...next);
  }
  return codes;
}

/** Returns the given organisations that are active and of the kind, ordered by code. */
async function activeOfKind(codes: readonly string[], of: Kind, at: Moment, loaders: Loaders): Promise<StateRow[]> {
  const { work } = loaders;
  const states = await statesOf(await work.sort(codes, byText), at, loaders);
  const open = await work.filter(states, (state) => activeAt(state, at));
  const items = await work.map(open, (state) => ({ state }));
  return work.map(await filterByKinds(items, [of], at, loaders), ({ state }) => state);
}
