import type { MeasureRow, StateRow } from '../../ods/facts';
import type { MissingReason } from '../../schema/enums';
import type { RollUp, RollUpGroup, UnassignedGroup } from '../../schema/roll-up';
import type { Moment } from '../moment';
import { OrganisationAt } from '../records/organisation';

/** One organisation that a roll-up counts. */
export interface RollUpItem {
  readonly state: StateRow;
  /** The organisations that it belongs to. */
  readonly above: readonly StateRow[];
  /** Why it belongs to no organisation. */
  readonly reason: MissingReason | null;
  /** Its value of the measure, null when it has none; 1 in a roll-up without a measure. */
  readonly value: number | null;
}

const SAMPLE_SIZE = 10;

/** Every reason, in the order of the API's enum. A record, so that a missing reason is a type error. */
const REASONS = Object.keys({
  OTHER_NATION: true,
  TARGET_NOT_IN_RELEASE: true,
  TARGET_REF_ONLY: true,
  TARGET_CLOSED: true,
  NOT_ACTIVE: true,
  NOT_ON_DATE: true,
  NO_SUCH_LINK: true,
  NO_PAYEE_RECORDED: true,
} satisfies Record<MissingReason, true>) as MissingReason[];

/** Groups items by the organisations they belong to. The items must be ordered by code. */
export function toRollUp(items: readonly RollUpItem[], measure: MeasureRow | null, at: Moment): RollUp {
  const organisations = (states: readonly StateRow[]) => states.map((state) => new OrganisationAt(state, at));
  const several = items.filter(({ above }) => above.length > 1);
  return {
    measure,
    groups: toGroups(items, at),
    unassigned: toUnassigned(items, organisations),
    multiplyAssigned: organisations(several.map(({ state }) => state)),
    ...sumItems(items),
  };
}

function toGroups(items: readonly RollUpItem[], at: Moment): RollUpGroup[] {
  const byCode = new Map<string, { readonly state: StateRow; readonly items: RollUpItem[] }>();
  for (const item of items) {
    for (const state of item.above) {
      const group = byCode.get(state.code) ?? { state, items: [] };
      byCode.set(state.code, group);
      group.items.push(item);
    }
  }
  const inOrder = [...byCode.values()].sort((a, b) => (a.state.code < b.state.code ? -1 : 1));
  return inOrder.map((group) => ({ organisation: new OrganisationAt(group.state, at), ...sumItems(group.items) }));
}

function toUnassigned(
  items: readonly RollUpItem[],
  organisations: (states: readonly StateRow[]) => OrganisationAt[],
): UnassignedGroup[] {
  return REASONS.flatMap((reason) => {
    const group = items.filter((item) => item.above.length === 0 && item.reason === reason);
    if (group.length === 0) return [];
    const { count, total } = sumItems(group);
    return [{ reason, count, total, sample: organisations(group.slice(0, SAMPLE_SIZE).map(({ state }) => state)) }];
  });
}

function sumItems(items: readonly RollUpItem[]) {
  return {
    count: items.length,
    total: items.reduce((sum, { value }) => sum + (value ?? 0), 0),
    missing: items.filter(({ value }) => value === null).length,
  };
}
