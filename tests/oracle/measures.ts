import { chosenValue, ownValue, type Chosen, type Measurement, type ValueDay, type Values } from './chosen-value';
import { belongsTo, type Reason } from './belongs-to';
import { belongsToLevel, type Level } from './levels';
import type { Kind } from './kinds';
import type { View } from './views';
import { compare, descendants, isActive, isOf, kinds, members, entry, type Moment } from './hierarchy';

export type { Measurement, Values } from './chosen-value';

/** Returns the latest value of the months up to the day; null when there is none. Without a look at successions. */
export function measurement(values: Values, code: string, day: string, months = 12): Measurement | null {
  return ownValue(values, code, { day, months });
}

/** What a sum of values says of them. */
export interface Sums {
  /** How many values were counted before the day of the values. */
  readonly carriedForward: number;
  /** How many organisations have only values that are too old. */
  readonly tooOld: number;
  /** How many values were counted under another code. */
  readonly underOtherCodes: number;
  readonly leftOut: number;
  readonly leftOutTotal: number;
  readonly dates: readonly string[];
}

/** The value that counts for an organisation. */
export interface Item extends Chosen {
  readonly code: string;
}

export interface Total extends Sums {
  readonly value: number;
  readonly date: string | null;
  readonly counted: number;
  /** All codes without a value, sorted. */
  readonly missing: readonly string[];
  /** By code. */
  readonly carried: readonly Item[];
  /** By code. */
  readonly inherited: readonly Item[];
}

export interface TotalArguments {
  readonly view?: View | null;
  readonly kinds?: readonly Kind[];
  /** Null: the values are of the day of the organisations. */
  readonly valuesOn?: string | null;
  /** A multiple of 12. */
  readonly maxAgeMonths?: number;
}

/**
 * Returns the sum of a measure over active organisations: the members of a network when there is no view, otherwise the
 * organisation and all below it in the view. Without kinds it takes the kinds that have any value, and the kind OTHER
 * only when no other kind has one.
 */
export function total(
  on: Moment,
  code: string,
  values: Values,
  { view = null, kinds: wanted = [], valuesOn = null, maxAgeMonths = 12 }: TotalArguments,
): Total {
  const isOfMembers = view === null && entry(on, code).primaryRole === 'RO272';
  if (view === null && !isOfMembers) throw new Error('The total of an organisation other than a network needs a view.');
  const all = view === null ? members(on, code) : [code, ...descendants(on, code, view, { maxDepth: Infinity })];
  const of = wanted.length === 0 ? kindsWithValues(on, values) : wanted;
  return sum(
    on,
    all.filter((each) => isActive(on, each) && isOf(on, each, of)),
    values,
    { day: valuesOn ?? on.date, months: maxAgeMonths },
  );
}

/** Returns the kinds on the date of the organisations that have any value of a measure. */
function kindsWithValues(on: Moment, values: Values): readonly Kind[] {
  const codes = [...values.keys()].filter((code) => on.release.entries.has(code));
  const found = [...new Set(codes.flatMap((code) => kinds(on, code)))];
  const known = found.filter((kind) => kind !== 'OTHER');
  return known.length > 0 ? known : found;
}

function sum(on: Moment, codes: readonly string[], values: Values, valueDay: ValueDay): Total {
  const items = [...codes].sort(compare).map((code): Item => ({ code, ...chosenValue(on, values, code, valueDay) }));
  const add = (valueOf: (item: Item) => number) => items.reduce((total, item) => total + valueOf(item), 0);
  const dates = [...new Set(items.flatMap((item) => item.dates))].sort();
  const missing = items.filter(({ value }) => value === null);
  const carried = items.filter((item) => (item.dates[0] ?? valueDay.day) < valueDay.day);
  const inherited = items.filter(({ code, value, under }) => value !== null && under.join(' ') !== code);
  return {
    value: add(({ value }) => value ?? 0),
    date: dates.at(-1) ?? null,
    dates,
    counted: items.length - missing.length,
    carriedForward: carried.length,
    tooOld: items.filter(({ reason }) => reason === 'TOO_OLD').length,
    underOtherCodes: inherited.length,
    leftOut: add(({ leftOut }) => leftOut),
    leftOutTotal: add(({ leftOutTotal }) => leftOutTotal),
    missing: missing.map(({ code }) => code),
    carried,
    inherited,
  };
}

export interface Group extends Sums {
  readonly count: number;
  readonly total: number;
  readonly missing: number;
  readonly codes: readonly string[];
}

type NoAnswer = Reason | 'BEFORE_LEVEL';

export interface RollUp {
  readonly groups: ReadonlyMap<string, Group>;
  readonly unassigned: ReadonlyMap<NoAnswer, Group>;
  readonly multiplyAssigned: readonly string[];
  readonly all: Group;
}

export interface RollUpArguments {
  readonly of: Kind;
  /** A kind or a level. */
  readonly by?: Kind | null;
  readonly byLevel?: Level | null;
  readonly view: View;
  readonly values?: Values | null;
  readonly valuesOn?: string | null;
  readonly maxAgeMonths?: number;
  readonly within?: { readonly code: string; readonly view: View } | null;
}

/** Groups the active organisations of a kind by the organisations of another kind that they belong to. */
export function rollUp(
  on: Moment,
  { of, by, byLevel, view, values = null, valuesOn = null, maxAgeMonths = 12, within = null }: RollUpArguments,
): RollUp {
  const candidates = within
    ? descendants(on, within.code, within.view, { maxDepth: Infinity })
    : [...on.release.entries.keys()];
  const counted = candidates.filter((code) => isActive(on, code) && isOf(on, code, [of])).sort(compare);
  const groups = new Map<string, string[]>();
  const unassigned = new Map<NoAnswer, string[]>();
  const multiplyAssigned: string[] = [];
  const add = <K>(to: Map<K, string[]>, key: K, code: string) => {
    const codes = to.get(key);
    if (codes) codes.push(code);
    else to.set(key, [code]);
  };
  for (const code of counted) {
    const { organisations, reason } = by ? belongsTo(on, code, by, view) : belongsToLevel(on, code, byLevel!, view);
    for (const above of organisations) add(groups, above, code);
    if (organisations.length === 0) add(unassigned, reason as NoAnswer, code);
    if (organisations.length > 1) multiplyAssigned.push(code);
  }
  const group = (codes: readonly string[]) =>
    groupOf(on, codes, values, { day: valuesOn ?? on.date, months: maxAgeMonths });
  return {
    groups: new Map([...groups].sort(([a], [b]) => compare(a, b)).map(([code, codes]) => [code, group(codes)])),
    unassigned: new Map([...unassigned].map(([reason, codes]) => [reason, group(codes)])),
    multiplyAssigned,
    all: group(counted),
  };
}

/** Without a measure, totals are counts. */
function groupOf(on: Moment, codes: readonly string[], values: Values | null, day: ValueDay): Group {
  const count = codes.length;
  if (values === null) return { count, total: count, missing: 0, ...NO_SUMS, codes };
  const { value, missing, dates, carriedForward, tooOld, underOtherCodes, leftOut, leftOutTotal } = sum(
    on,
    codes,
    values,
    day,
  );
  const sums = { dates, carriedForward, tooOld, underOtherCodes, leftOut, leftOutTotal };
  return { count, total: value, missing: missing.length, ...sums, codes };
}

const NO_SUMS: Sums = { dates: [], carriedForward: 0, tooOld: 0, underOtherCodes: 0, leftOut: 0, leftOutTotal: 0 };
