import { belongsTo, type Reason } from './belongs-to';
import { belongsToLevel, type Level } from './levels';
import type { Kind } from './kinds';
import type { View } from './views';
import { compare, descendants, isActive, isOf, kinds, members, entry, type Moment } from './hierarchy';

/** The published values of one measure by organisation. */
export type Values = ReadonlyMap<string, readonly Measurement[]>;

export interface Measurement {
  readonly date: string;
  readonly value: number;
}

/** A day, and how many years old a value may be on it. */
export interface ValueDay {
  readonly day: string;
  readonly years: number;
}

/** Returns the latest value of the years up to the day; null when there is none. Successions of practices are in no real release. */
export function measurement(values: Values, code: string, day: string, years = 1): Measurement | null {
  const [newest] = newestFirst(values, code, day);
  return newest !== undefined && newest.date >= yearsBefore(day, years) ? newest : null;
}

/** The values on or before a day. */
function newestFirst(values: Values, code: string, day: string): readonly Measurement[] {
  return (values.get(code) ?? []).filter(({ date }) => date <= day).sort((a, b) => compare(b.date, a.date));
}

function yearsBefore(day: string, years: number): string {
  const before = `${String(Number(day.slice(0, 4)) - years).padStart(4, '0')}${day.slice(4)}`;
  return years % 4 === 0 ? before : before.replace('-02-29', '-02-28');
}

export interface Total {
  readonly value: number;
  readonly date: string | null;
  readonly counted: number;
  readonly dates: readonly string[];
  /** How many values were counted before the day of the values. */
  readonly carriedForward: number;
  /** How many organisations have only values that are too old. */
  readonly tooOld: number;
  /** All codes without a value, sorted. */
  readonly missing: readonly string[];
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
    all.filter((each) => isActive(on, each) && isOf(on, each, of)),
    values,
    { day: valuesOn ?? on.date, years: maxAgeMonths / 12 },
  );
}

/** Returns the kinds on the date of the organisations that have any value of a measure. */
function kindsWithValues(on: Moment, values: Values): readonly Kind[] {
  const codes = [...values.keys()].filter((code) => on.release.entries.has(code));
  const found = [...new Set(codes.flatMap((code) => kinds(on, code)))];
  const known = found.filter((kind) => kind !== 'OTHER');
  return known.length > 0 ? known : found;
}

function sum(codes: readonly string[], values: Values, { day, years }: ValueDay): Total {
  const found = codes.map((code) => ({ code, measured: measurement(values, code, day, years) }));
  const counted = found.flatMap(({ measured }) => measured ?? []);
  const dates = [...new Set(counted.map(({ date }) => date))].sort();
  const missing = found.filter(({ measured }) => measured === null).map(({ code }) => code);
  return {
    value: counted.reduce((sum, { value }) => sum + value, 0),
    date: dates.at(-1) ?? null,
    dates,
    counted: counted.length,
    carriedForward: counted.filter(({ date }) => date < day).length,
    tooOld: missing.filter((code) => newestFirst(values, code, day).length > 0).length,
    missing: missing.sort(compare),
  };
}

export interface Group extends Pick<Total, 'dates' | 'carriedForward' | 'tooOld'> {
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
    groupOf(codes, values, { day: valuesOn ?? on.date, years: maxAgeMonths / 12 });
  return {
    groups: new Map([...groups].sort(([a], [b]) => compare(a, b)).map(([code, codes]) => [code, group(codes)])),
    unassigned: new Map([...unassigned].map(([reason, codes]) => [reason, group(codes)])),
    multiplyAssigned,
    all: group(counted),
  };
}

/** Without a measure, totals are counts. */
function groupOf(codes: readonly string[], values: Values | null, day: ValueDay): Group {
  const count = codes.length;
  if (values === null) return { count, total: count, missing: 0, dates: [], carriedForward: 0, tooOld: 0, codes };
  const { value, missing, dates, carriedForward, tooOld } = sum(codes, values, day);
  return { count, total: value, missing: missing.length, dates, carriedForward, tooOld, codes };
}
