import { belongsTo, type Reason } from './belongs-to';
import type { Kind } from './kinds';
import type { View } from './views';
import { compare, descendants, isActive, isOf, kinds, members, entry, type Moment } from './hierarchy';

/** The published values of one measure by organisation. */
export type Values = ReadonlyMap<string, readonly Measurement[]>;

export interface Measurement {
  readonly date: string;
  readonly value: number;
}

/** Returns the latest value of the 12 months up to the date; null when there is none. Successions of practices are in no real release. */
export function measurement(values: Values, code: string, date: string): Measurement | null {
  const oldest = `${String(Number(date.slice(0, 4)) - 1).padStart(4, '0')}${date.slice(4)}`.replace('-02-29', '-02-28');
  const published = (values.get(code) ?? []).filter((measured) => measured.date <= date && measured.date >= oldest);
  return [...published].sort((a, b) => compare(a.date, b.date)).at(-1) ?? null;
}

export interface Total {
  readonly value: number;
  readonly date: string | null;
  readonly counted: number;
  /** All codes without a value, sorted. */
  readonly missing: readonly string[];
}

export interface TotalArguments {
  readonly view?: View | null;
  readonly kinds?: readonly Kind[];
  /** Null: the values are of the day of the organisations. */
  readonly valuesOn?: string | null;
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
  { view = null, kinds: wanted = [], valuesOn = null }: TotalArguments,
): Total {
  const isOfMembers = view === null && entry(on, code).primaryRole === 'RO272';
  if (view === null && !isOfMembers) throw new Error('The total of an organisation other than a network needs a view.');
  const all = view === null ? members(on, code) : [code, ...descendants(on, code, view, { maxDepth: Infinity })];
  const of = wanted.length === 0 ? kindsWithValues(on, values) : wanted;
  return sum(
    all.filter((each) => isActive(on, each) && isOf(on, each, of)),
    values,
    valuesOn ?? on.date,
  );
}

/** Returns the kinds on the date of the organisations that have any value of a measure. */
function kindsWithValues(on: Moment, values: Values): readonly Kind[] {
  const codes = [...values.keys()].filter((code) => on.release.entries.has(code));
  const found = [...new Set(codes.flatMap((code) => kinds(on, code)))];
  const known = found.filter((kind) => kind !== 'OTHER');
  return known.length > 0 ? known : found;
}

function sum(codes: readonly string[], values: Values, day: string): Total {
  const found = codes.map((code) => ({ code, measured: measurement(values, code, day) }));
  const counted = found.flatMap(({ measured }) => measured ?? []);
  return {
    value: counted.reduce((sum, { value }) => sum + value, 0),
    date:
      counted
        .map(({ date }) => date)
        .sort()
        .at(-1) ?? null,
    counted: counted.length,
    missing: found
      .filter(({ measured }) => measured === null)
      .map(({ code }) => code)
      .sort(compare),
  };
}

export interface Group {
  readonly count: number;
  readonly total: number;
  readonly missing: number;
  readonly codes: readonly string[];
}

export interface RollUp {
  readonly groups: ReadonlyMap<string, Group>;
  readonly unassigned: ReadonlyMap<Reason, Group>;
  readonly multiplyAssigned: readonly string[];
  readonly all: Group;
}

export interface RollUpArguments {
  readonly of: Kind;
  readonly by: Kind;
  readonly view: View;
  readonly values?: Values | null;
  readonly valuesOn?: string | null;
  readonly within?: { readonly code: string; readonly view: View } | null;
}

/** Groups the active organisations of a kind by the organisations of another kind that they belong to. */
export function rollUp(
  on: Moment,
  { of, by, view, values = null, valuesOn = null, within = null }: RollUpArguments,
): RollUp {
  const candidates = within
    ? descendants(on, within.code, within.view, { maxDepth: Infinity })
    : [...on.release.entries.keys()];
  const counted = candidates.filter((code) => isActive(on, code) && isOf(on, code, [of])).sort(compare);
  const groups = new Map<string, string[]>();
  const unassigned = new Map<Reason, string[]>();
  const multiplyAssigned: string[] = [];
  const add = <K>(to: Map<K, string[]>, key: K, code: string) => to.set(key, [...(to.get(key) ?? []), code]);
  for (const code of counted) {
    const { organisations, reason } = belongsTo(on, code, by, view);
    for (const above of organisations) add(groups, above, code);
    if (organisations.length === 0) add(unassigned, reason as Reason, code);
    if (organisations.length > 1) multiplyAssigned.push(code);
  }
  const group = (codes: readonly string[]) => groupOf(codes, values, valuesOn ?? on.date);
  return {
    groups: new Map([...groups].sort(([a], [b]) => compare(a, b)).map(([code, codes]) => [code, group(codes)])),
    unassigned: new Map([...unassigned].map(([reason, codes]) => [reason, group(codes)])),
    multiplyAssigned,
    all: group(counted),
  };
}

/** Without a measure, totals are counts. */
function groupOf(codes: readonly string[], values: Values | null, day: string): Group {
  if (values === null) return { count: codes.length, total: codes.length, missing: 0, codes };
  const { value, missing } = sum(codes, values, day);
  return { count: codes.length, total: value, missing: missing.length, codes };
}
