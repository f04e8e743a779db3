import type { StateRow } from '../../ods/facts';
import { when, type MaybePromise } from '../../maybe-promise';
import type { WorkBudget } from '../../work-budget';
import type { MissingReason } from '../../schema/enums';
import type { RollUp, RollUpGroup, UnassignedGroup } from '../../schema/roll-up';
import type { Moment } from '../moment';
import { OrganisationAt } from '../records/organisation';
import type { ChosenValue } from './chosen-values';
import type { Figures } from './figures';
import { addValue, closeSums, noSums, type OpenSums, type Sums, type SumsOf } from './sums';

/** One organisation that a roll-up counts. */
export interface RollUpItem {
  readonly state: StateRow;
  /** The organisations that it belongs to. */
  readonly above: readonly StateRow[];
  /** Why it belongs to no organisation. */
  readonly reason: MissingReason | null;
  /** Its value of the measure; 1 in a roll-up without a measure. */
  readonly chosen: ChosenValue;
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
export interface RollUpSummary extends CountedSums {
  readonly groups: readonly (CountedSums & { readonly state: StateRow })[];
  readonly unassigned: readonly (CountedSums & {
    readonly reason: MissingReason;
    readonly sample: readonly StateRow[];
  })[];
  readonly multiplyAssigned: readonly StateRow[];
}

interface CountedSums extends Sums {
  readonly count: number;
}

type OpenGroup = OpenSums & { count: number };

/** Groups items by the organisations they belong to. The items must be ordered by code. */
export function summarise(items: readonly RollUpItem[], of: SumsOf, work: WorkBudget): MaybePromise<RollUpSummary> {
  const empty = (): OpenGroup => ({ count: 0, ...noSums(of) });
  const all = empty();
  const groups = new Map<string, OpenGroup & { readonly state: StateRow }>();
  const unassigned = new Map<MissingReason | null, OpenGroup & { readonly sample: StateRow[] }>();
  const multiplyAssigned: StateRow[] = [];
  const visited = work.each(items.length, (index) => {
    const item = items[index]!;
    add(item, all, of);
    for (const state of item.above)
      add(
        item,
        getOrAdd(groups, state.code, () => ({ state, ...empty() })),
        of,
      );
    if (item.above.length > 1) multiplyAssigned.push(item.state);
    if (item.above.length > 0) return;
    const group = getOrAdd(unassigned, item.reason, () => ({ sample: [], ...empty() }));
    add(item, group, of);
    if (group.sample.length < SAMPLE_SIZE) group.sample.push(item.state);
  });
  return when(visited, () => ({
    ...closeSums(all),
    groups: [...groups.values()].map(closeSums).sort((a, b) => (a.state.code < b.state.code ? -1 : 1)),
    unassigned: REASONS.flatMap((reason) => {
      const group = unassigned.get(reason);
      return group ? [{ reason, ...closeSums(group) }] : [];
    }),
    multiplyAssigned,
  }));
}

/** Shows a roll-up at its moment. */
export function toRollUp(
  { groups, unassigned, multiplyAssigned, ...sums }: RollUpSummary,
  figures: Figures | null,
  at: Moment,
): RollUp {
  const organisations = (states: readonly StateRow[]) => states.map((state) => new OrganisationAt(state, at));
  return {
    measure: figures?.measure ?? null,
    valuesOn: figures?.on ?? null,
    dimensionValues: figures?.dimensionValues ?? [],
    ...sums,
    groups: groups.map(({ state, ...group }): RollUpGroup => ({
      organisation: new OrganisationAt(state, at),
      ...group,
    })),
    unassigned: unassigned.map(({ sample, ...group }): UnassignedGroup => ({
      ...group,
      sample: organisations(sample),
    })),
    multiplyAssigned: organisations(multiplyAssigned),
  };
}

function add({ state, chosen }: RollUpItem, group: OpenGroup, of: SumsOf): void {
  group.count++;
  addValue(state.code, chosen, group, of);
}

function getOrAdd<Key, Value>(map: Map<Key, Value>, key: Key, create: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = create()));
  return value;
}
