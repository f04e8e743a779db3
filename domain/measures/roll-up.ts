import type { Loaders } from '../../graph/loaders';
import type { StateRow } from '../../ods/facts';
import type { Kind } from '../../ods/kinds';
import { targetName, type Target } from '../../ods/levels';
import { byText } from '../../ods/orders';
import { when, type MaybePromise } from '../../maybe-promise';
import type { RollUp, RollUpArgs } from '../../schema/roll-up';
import { toCode } from '../codes';
import type { Context } from '../context';
import { findBelongsTo, type BelongsToResult } from '../hierarchy/belongs-to';
import { selectTarget } from '../hierarchy/level';
import { MAX_DEPTH } from '../hierarchy/traverse';
import { within, type Moment } from '../moment';
import { activeAt } from '../records/dated';
import { filterByKinds } from '../records/kinds';
import { statesOf } from '../records/organisation';
import { holdersOf, rolesOfKinds } from '../search/candidates';
import { codesWithin } from '../search/within';
import { chooseValues } from './chosen-values';
import { figuresFor, type Figures } from './figures';
import { summarise, toRollUp, type RollUpItem, type RollUpSummary } from './roll-up-groups';
import { COUNTED_ONCE } from './sums';

/**
 * Counts, or sums a measure over, the organisations of one kind, grouped by the organisations of another kind that
 * they belong to. Throws BAD_USER_INPUT for values that cannot be (see `figuresFor`), an unknown code in `within`, or both of `by` and
 * `byLevel` or neither.
 */
export function rollUp(args: RollUpArgs, context: Context): MaybePromise<RollUp> {
  const at = within(context.root, args.asOf, context);
  const { measure: id, by, byLevel } = args;
  const target = selectTarget({ kind: by, level: byLevel }, ['by', 'byLevel'], at);
  return when(typeof id === 'string' ? figuresFor(id, args, at, context) : null, (figures) =>
    when(summaryOf({ ...args, target }, figures, at, context), (summary) => toRollUp(summary, figures, at)),
  );
}

/** What to count. The target is null on a day before its level: then nothing belongs to anything. */
type Counted = Pick<RollUpArgs, 'of' | 'view' | 'within'> & { readonly target: Target | null };

/** Returns the roll-up of a moment, computed once for all requests. */
function summaryOf(
  counted: Counted,
  figures: Figures | null,
  at: Moment,
  context: Context,
): MaybePromise<RollUpSummary> {
  const { of, target, view, within: under } = counted;
  const name = `roll-up ${of} ${target && targetName(target)} ${view} ${under?.view ?? ''} ${figures?.cacheKey ?? ''}`;
  const parts = context.memo.list<unknown>(name, under ? toCode(under.code) : '', at, async () => {
    const items = await countedOrganisations(counted, figures, at, context);
    const summary = await summarise(items, figures ?? NO_FIGURES, context.loaders.work);
    return [summary, ...summary.groups, ...summary.multiplyAssigned]; // all that it holds, so that its size is known
  });
  return when(parts, ([summary]) => summary as RollUpSummary);
}

/** A roll-up without a measure has no values, so no day of them. */
const NO_FIGURES = { on: '', dimensionValues: [] } as const;

const BEFORE_LEVEL: Pick<BelongsToResult, 'found' | 'reason'> = { found: [], reason: 'BEFORE_LEVEL' };

/** Returns every organisation that is counted, ordered by code, with what it belongs to and its value. */
async function countedOrganisations(
  { of, target, view, within: under }: Counted,
  figures: Figures | null,
  at: Moment,
  context: Context,
): Promise<readonly RollUpItem[]> {
  const { loaders } = context;
  const codes = await (under ? codesWithin(under, at, context) : candidateCodes(of, at, loaders));
  const states = await activeOfKind(codes, of, at, loaders);
  const counted = states.map(({ code }) => code);
  const upwards = { view, direction: 'UP', at, loaders, maxDepth: MAX_DEPTH } as const;
  const belongsTo = target ? await findBelongsTo(counted, target, upwards) : [];
  const values = figures ? await chooseValues(counted, figures, at, context) : [];
  return loaders.work.map(states, (state, index) => {
    const { found, reason } = belongsTo[index] ?? BEFORE_LEVEL;
    return { state, above: found.map((each) => each.state), reason, chosen: values[index] ?? COUNTED_ONCE };
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
