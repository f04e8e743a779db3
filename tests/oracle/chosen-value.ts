import { isCalendarDay } from './dates';
import { compare, entry, isActive, type Moment } from './hierarchy';
import type { Succession } from './reading/release';

/** The published values of one measure by organisation. */
export type Values = ReadonlyMap<string, readonly Measurement[]>;

export interface Measurement {
  readonly date: string;
  readonly value: number;
}

/** A day, and how many months old a value may be on it. */
export interface ValueDay {
  readonly day: string;
  readonly months: number;
}

export type MissingReason = 'NO_VALUE' | 'NOT_YET' | 'TOO_OLD' | 'SPLIT' | 'MERGED' | 'SUCCEEDED';

/** What counts for one organisation: a value, or the reason why there is none. */
export interface Chosen {
  readonly value: number | null;
  readonly dates: readonly string[];
  /** The codes that it was counted under, sorted. */
  readonly under: readonly string[];
  readonly reason: MissingReason | null;
  readonly leftOut: number;
  readonly leftOutTotal: number;
}

/** A measure at a moment of the organisations, and on a day of the values. */
interface Asked extends ValueDay {
  readonly on: Moment;
  readonly values: Values;
}

/** A published value with the code that it was published for. */
interface Found extends Measurement {
  readonly code: string;
}

/** Returns the latest value of the months up to the day; null when there is none. Without a look at successions. */
export function ownValue(values: Values, code: string, { day, months }: ValueDay): Measurement | null {
  const [newest] = upTo(values, code, day);
  return newest !== undefined && newest.date >= monthsBefore(day, months) ? newest : null;
}

/** The values on or before a day, newest first. */
function upTo(values: Values, code: string, day: string): readonly Measurement[] {
  return (values.get(code) ?? []).filter(({ date }) => date <= day).sort((a, b) => compare(b.date, a.date));
}

/** The same day of an earlier month, or the last day of that month if it is shorter. */
function monthsBefore(date: string, months: number): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month - months, 0));
  return `${last.toISOString().slice(0, 8)}${String(Math.min(day, last.getUTCDate())).padStart(2, '0')}`;
}

/** Chooses by the four rules of docs/measures.md. */
export function chosenValue(on: Moment, values: Values, code: string, valueDay: ValueDay): Chosen {
  const asked: Asked = { on, values, ...valueDay };
  const own = ownValue(values, code, valueDay);
  const before = ofPredecessors(asked, code, own?.date ?? '');
  const found: readonly Found[] = own ? [{ code, ...own }] : before.found;
  const newest =
    found
      .map(({ date }) => date)
      .sort(compare)
      .at(-1) ?? '';
  if (found.length > 0 && countsInSuccessor(asked, code, newest)) return without('SUCCEEDED');
  const after = ofSuccessor(asked, code);
  if (after.found && after.found.date > newest) return sumOf([after.found], []);
  if (found.length > 0) return sumOf(found, own ? before.found : []);
  return without(before.isSplit ? 'SPLIT' : (after.reason ?? reasonOfOwn(asked, code, before.isTooOld)));
}

const without = (reason: MissingReason): Chosen => ({
  ...{ value: null, dates: [], under: [], reason },
  ...{ leftOut: 0, leftOutTotal: 0 },
});

function sumOf(found: readonly Found[], leftOut: readonly Found[]): Chosen {
  const total = (all: readonly Found[]) => all.reduce((sum, { value }) => sum + value, 0);
  return {
    value: total(found),
    dates: [...new Set(found.map(({ date }) => date))].sort(compare),
    under: found.map(({ code }) => code).sort(compare),
    reason: null,
    leftOut: leftOut.length,
    leftOutTotal: total(leftOut),
  };
}

function reasonOfOwn({ values, day }: Asked, code: string, isTooOldBefore: boolean): MissingReason {
  if (upTo(values, code, day).length > 0) return 'TOO_OLD';
  if ((values.get(code) ?? []).length > 0) return 'NOT_YET';
  return isTooOldBefore ? 'TOO_OLD' : 'NO_VALUE';
}

/** Rule 2, for successions after a day ('' for all) and up to that of the organisations. */
function ofPredecessors(asked: Asked, code: string, since: string) {
  const { on, values } = asked;
  const result = { found: [] as Found[], isSplit: false, isTooOld: false };
  const visited = new Set([code]);
  const visit = (successor: string, after: string, isItsOnly: boolean) => {
    for (const { code: other } of linked(on, successor, 'predecessor', after, on.date)) {
      if (visited.has(other) || isActive(on, other)) continue;
      visited.add(other);
      const isOnly = isItsOnly && linked(on, other, 'successor', '', on.date).length === 1;
      const own = ownValue(values, other, asked);
      if (own && isOnly) result.found.push({ code: other, ...own });
      else if (own) result.isSplit = true;
      else {
        if (upTo(values, other, asked.day).length > 0) result.isTooOld = true;
        visit(other, '', isOnly);
      }
    }
  };
  visit(code, since, true);
  return result;
}

/** Rule 3, for successions after the day of the organisations and up to that of the values. */
function ofSuccessor(asked: Asked, code: string): { found?: Found; reason?: MissingReason } {
  const { on, day, values } = asked;
  const visited = new Set<string>();
  for (let current = code; !visited.has(current);) {
    visited.add(current);
    const next = linked(on, current, 'successor', on.date, day);
    const own = (one: Linked) => {
      const value = ownValue(values, one.code, asked);
      return value && value.date >= one.date ? { code: one.code, ...value } : null;
    };
    const isCounted = next.some((one) => own(one));
    if (next.length > 1) return isCounted ? { reason: 'SPLIT' } : {};
    const [only] = next;
    if (only === undefined) return {};
    if (isActive(on, only.code)) return isCounted ? { reason: 'SUCCEEDED' } : {};
    if (linked(on, only.code, 'predecessor', '', day).length > 1) return isCounted ? { reason: 'MERGED' } : {};
    const found = own(only);
    if (found) return countsInSuccessor(asked, only.code, found.date) ? { reason: 'SUCCEEDED' } : { found };
    current = only.code;
  }
  return {};
}

/** Rule 4: whether what was counted on a day for an organisation is in the later value of one that succeeded it. */
function countsInSuccessor(asked: Asked, code: string, counted: string): boolean {
  const { on, day, values } = asked;
  const last = day > on.date ? day : on.date;
  const visited = new Set([code]);
  const visit = (predecessor: string, after: string): boolean =>
    linked(on, predecessor, 'successor', after, last).some((one) => {
      if (visited.has(one.code)) return false;
      visited.add(one.code);
      const own = ownValue(values, one.code, asked);
      const counts = isActive(on, one.code) || one.date <= on.date;
      if (own && own.date >= one.date && counts) return true;
      return !isActive(on, one.code) && visit(one.code, '');
    });
  return visit(code, counted);
}

interface Linked {
  readonly code: string;
  readonly date: string;
}

/** The others that succeeded an organisation, or that it succeeded, after a day and up to another, each with its first date. */
function linked(on: Moment, code: string, side: 'predecessor' | 'successor', after: string, upToDay: string): Linked[] {
  const { successors, predecessors, entries } = on.release;
  const all: readonly Succession[] = (side === 'successor' ? successors : predecessors).get(code) ?? [];
  const first = new Map<string, string>();
  for (const succession of all) {
    const { date, [side]: other } = succession;
    if (date === null || !isCalendarDay(date) || other === code || !entries.has(other)) continue;
    if (date < (first.get(other) ?? '9999')) first.set(other, date);
  }
  return [...first].flatMap(([other, date]) =>
    date > after && date <= upToDay ? [{ code: entry(on, other).code, date }] : [],
  );
}
