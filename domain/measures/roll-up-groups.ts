import type { MeasureRow, StateRow } from '../../graph/keys';
import { MissingReason } from '../../schema/enums';
import type { RollUp, RollUpGroup, UnassignedGroup } from '../../schema/roll-up';
import type { Moment } from '../moment';
import { OrganisationAt } from '../records/organisation';

/** An organisation that a roll-up counts. */
export interface Placed {
  readonly state: StateRow;
  /** What it belongs to. */
  readonly above: readonly StateRow[];
  /** Why it belongs to nothing. */
  readonly reason: MissingReason | null;
  /** Null without a value; 1 where organisations are counted. */
  readonly value: number | null;
}

const SAMPLE = 10;

/** The groups of what is counted, which is in order of code. */
export function toRollUp(items: readonly Placed[], measure: MeasureRow | null, at: Moment): RollUp {
  const organisations = (states: readonly StateRow[]) => states.map((state) => new OrganisationAt(state, at));
  const several = items.filter(({ above }) => above.length > 1);
  return {
    measure,
    groups: groups(items, at),
    unassigned: unassigned(items, organisations),
    multiplyAssigned: organisations(several.map(({ state }) => state)),
    ...summed(items),
  };
}

function groups(items: readonly Placed[], at: Moment): RollUpGroup[] {
  const byCode = new Map<string, { readonly state: StateRow; readonly items: Placed[] }>();
  for (const item of items) {
    for (const state of item.above) {
      const group = byCode.get(state.code) ?? { state, items: [] };
      byCode.set(state.code, group);
      group.items.push(item);
    }
  }
  const inOrder = [...byCode.values()].sort((a, b) => (a.state.code < b.state.code ? -1 : 1));
  return inOrder.map((group) => ({ organisation: new OrganisationAt(group.state, at), ...summed(group.items) }));
}

function unassigned(
  items: readonly Placed[],
  organisations: (states: readonly StateRow[]) => OrganisationAt[],
): UnassignedGroup[] {
  const reasons = Object.values(MissingReason);
  return reasons.flatMap((reason) => {
    const of = items.filter((item) => item.above.length === 0 && item.reason === reason);
    if (of.length === 0) return [];
    const { count, total } = summed(of);
    return [{ reason, count, total, sample: organisations(of.slice(0, SAMPLE).map(({ state }) => state)) }];
  });
}

function summed(items: readonly Placed[]) {
  return {
    count: items.length,
    total: items.reduce((sum, { value }) => sum + (value ?? 0), 0),
    missing: items.filter(({ value }) => value === null).length,
  };
}
