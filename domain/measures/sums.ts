import type { ChosenValue } from './chosen-values';
import type { Figures } from './figures';

/** What a sum of values says of them. */
export interface Sums {
  readonly total: number;
  /** How many organisations have no value. */
  readonly missing: number;
  /** The days of the values, in order. */
  readonly dates: readonly string[];
  readonly carriedForward: number;
  readonly tooOld: number;
  readonly underOtherCodes: number;
  readonly leftOut: number;
  readonly leftOutTotal: number;
  /** The sums by value of the dimension. */
  readonly totals: readonly number[];
}

/** Sums that values are added to. */
export type OpenSums = { -readonly [Name in Exclude<keyof Sums, 'dates' | 'totals'>]: Sums[Name] } & {
  readonly dates: Set<string>;
  readonly totals: number[];
};

/** The days and the dimension of sums. */
export type SumsOf = Pick<Figures, 'on' | 'dimensionValues'>;

export function noSums({ dimensionValues }: SumsOf): OpenSums {
  const counts = { missing: 0, carriedForward: 0, tooOld: 0, underOtherCodes: 0, leftOut: 0 };
  return { total: 0, ...counts, leftOutTotal: 0, dates: new Set(), totals: totalsOf([], { dimensionValues }) };
}

/** Adds the value of an organisation. */
export function addValue(code: string, chosen: ChosenValue, sums: OpenSums, { on, dimensionValues }: SumsOf): void {
  const { value, dates, parts, reason, leftOut, leftOutTotal } = chosen;
  sums.total += value ?? 0;
  if (value === null) sums.missing++;
  if (reason === 'TOO_OLD') sums.tooOld++;
  if (isCarriedForward(chosen, on)) sums.carriedForward++;
  if (isUnderOtherCode(code, chosen)) sums.underOtherCodes++;
  for (const date of dates) sums.dates.add(date);
  sums.leftOut += leftOut;
  sums.leftOutTotal += leftOutTotal;
  if (dimensionValues.length > 0) addParts(parts, sums.totals, dimensionValues);
}

/** Returns the sums by value of the dimension. */
export function totalsOf(parts: ChosenValue['parts'], { dimensionValues }: Pick<SumsOf, 'dimensionValues'>): number[] {
  if (dimensionValues.length === 0) return [];
  const totals = dimensionValues.map(() => 0);
  addParts(parts, totals, dimensionValues);
  return totals;
}

function addParts(parts: ChosenValue['parts'], totals: number[], dimensionValues: readonly string[]): void {
  for (const { names, values } of parts)
    names.forEach((name, index) => (totals[dimensionValues.indexOf(name)]! += values[index]!));
}

export function closeSums<Open extends OpenSums>(sums: Open): Omit<Open, 'dates'> & Sums {
  return { ...sums, dates: [...sums.dates].sort() };
}

/** Whether a value, or a part of it, was counted before the day of the values. */
export function isCarriedForward({ dates }: ChosenValue, on: string): boolean {
  return dates.length > 0 && dates[0]! < on;
}

export function isUnderOtherCode(code: string, { countedUnder }: ChosenValue): boolean {
  return countedUnder.length > 0 && (countedUnder.length > 1 || countedUnder[0] !== code);
}

/** What roll-ups without a measure sum: 1 for each organisation. */
export const COUNTED_ONCE: ChosenValue = {
  value: 1,
  dates: [],
  countedUnder: [],
  parts: [],
  reason: null,
  leftOut: 0,
  leftOutTotal: 0,
};
