import type { MeasureRow, StateRow } from '../../ods/facts';
import { when, type MaybePromise } from '../../maybe-promise';
import type { WorkBudget } from '../../work-budget';
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
  /** The date of the value, null without one. */
  readonly date: string | null;
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
  BEFORE_LEVEL: true,
} satisfies Record<MissingReason, true>) as MissingReason[];

/** A roll-up as it is cached, without the moment at which its organisations are shown. */
export interface RollUpSummary extends Sums {
  readonly groups: readonly (Sums & { readonly state: StateRow })[];
  readonly unassigned: readonly (Sums & { readonly reason: MissingReason; readonly sample: readonly StateRow[] })[];
  readonly multiplyAssigned: readonly StateRow[];
}

interface Sums {
  readonly count: number;
  readonly total: number;
  readonly missing: number;
  /** The dates of the values, in order. */
  readonly dates: readonly string[];
}

/** Sums that items are added to. */
interface OpenSums {
  count: number;
  total: number;
  missing: number;
  readonly dates: Set<string>;
}

/** Groups items by the organisations they belong to. The items must be ordered by code. */
export function summarise(items: readonly RollUpItem[], work: WorkBudget): MaybePromise<RollUpSummary> {
  const all = noSums();
  const groups = new Map<string, OpenSums & { readonly state: StateRow }>();
  const unassigned = new Map<MissingReason | null, OpenSums & { readonly sample: StateRow[] }>();
  const multiplyAssigned: StateRow[] = [];
  const visited = work.each(items.length, (index) => {
    const item = items[index]!;
    add(item, all);
    for (const state of item.above)
      add(
        item,
        getOrAdd(groups, state.code, () => ({ state, ...noSums() })),
      );
    if (item.above.length > 1) multiplyAssigned.push(item.state);
    if (item.above.length > 0) return;
    const group = getOrAdd(unassigned, item.reason, () => ({ sample: [], ...noSums() }));
    add(item, group);
    if (group.sample.length < SAMPLE_SIZE) group.sample.push(item.state);
  });
  return when(visited, () => ({
    ...close(all),
    groups: [...groups.values()].map(close).sort((a, b) => (a.state.code < b.state.code ? -1 : 1)),
    unassigned: REASONS.flatMap((reason) => {
      const group = unassigned.get(reason);
      return group ? [{ reason, ...close(group) }] : [];
    }),
    multiplyAssigned,
  }));
}

/** Shows a roll-up at its moment. */
export function toRollUp(
  { groups, unassigned, multiplyAssigned, ...sums }: RollUpSummary,
  measure: MeasureRow | null,
  at: Moment,
): RollUp {
  const organisations = (states: readonly StateRow[]) => states.map((state) => new OrganisationAt(state, at));
  return {
    measure,
    ...sums,
    groups: groups.map(({ state, ...group }): RollUpGroup => ({
      organisation: new OrganisationAt(state, at),
      ...group,
    })),
    unassigned: unassigned.map(({ reason, count, total, dates, sample }): UnassignedGroup => ({
      reason,
      count,
      total,
      dates,
      sample: organisations(sample),
    })),
    multiplyAssigned: organisations(multiplyAssigned),
  };
}

const noSums = (): OpenSums => ({ count: 0, total: 0, missing: 0, dates: new Set() });

function add({ value, date }: RollUpItem, sums: OpenSums): void {
  sums.count++;
  sums.total += value ?? 0;
  if (value === null) sums.missing++;
  if (date !== null) sums.dates.add(date);
}

function close<Group extends OpenSums>(group: Group): Omit<Group, 'dates'> & Sums {
  return { ...group, dates: [...group.dates].sort() };
}

function getOrAdd<Key, Value>(map: Map<Key, Value>, key: Key, create: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = create()));
  return value;
}
