/**
 * The rule of dates, in its one place. A record, role or relationship carries up to two sets of periods, operational
 * and legal; each set is text as stored in the graph: periods in ISO 8601 interval notation, '2014-04-15/2020-03-31',
 * an open side left out ('2014-04-15/', '/2020-03-31'), several joined by ' ' in published order, '' for none.
 * Ends are inclusive. `Status` is never part of the rule.
 */
export type DateBasis = 'OPERATIONAL' | 'LEGAL';

/** Anything that holds over time. */
export interface Dated {
  readonly operational: string;
  readonly legal: string;
}

/** Both ends inclusive, ISO dates; '' is open. An impossible date is kept as published and the period covers no day. */
export interface Period {
  readonly start: string;
  readonly end: string;
}

const parsed = new Map<string, readonly Period[]>();
const PARSED_LIMIT = 200_000;

/** Periods of one stored text. Memoised, because a release has few distinct ones. */
export function periodsOf(text: string): readonly Period[] {
  let periods = parsed.get(text);
  if (periods === undefined) {
    periods = text === '' ? [] : text.split(' ').map(toPeriod);
    if (parsed.size >= PARSED_LIMIT) parsed.clear();
    parsed.set(text, periods);
  }
  return periods;
}

/** The inverse of `periodsOf`. */
export function periodsText(periods: readonly Period[]): string {
  return periods.map(({ start, end }) => `${start}/${end}`).join(' ');
}

/** The basis whose dates decide, after the fallback: a thing without any date of the basis asked uses the other, as a whole. */
export function basisUsed(dated: Dated, basis: DateBasis): DateBasis {
  if (basis === 'LEGAL') return dated.legal !== '' || dated.operational === '' ? 'LEGAL' : 'OPERATIONAL';
  return dated.operational !== '' || dated.legal === '' ? 'OPERATIONAL' : 'LEGAL';
}

/** The periods that decide on a basis, after the fallback. */
export function periods(dated: Dated, basis: DateBasis): readonly Period[] {
  return periodsOf(basisUsed(dated, basis) === 'LEGAL' ? dated.legal : dated.operational);
}

/** Whether a period covers a day. */
export function covers(period: Period, date: string): boolean {
  if (!possible(period)) return false;
  return (period.start === '' || period.start <= date) && (period.end === '' || date <= period.end);
}

/** Whether a period covers any day at all: not with an impossible date, nor when it ends before it starts. */
export function coversAnyDay(period: Period): boolean {
  return possible(period) && (period.start === '' || period.end === '' || period.start <= period.end);
}

/** Whether something holds on a day, by a basis. Without any date at all it never does. */
export function active(dated: Dated, date: string, basis: DateBasis): boolean {
  return periods(dated, basis).some((period) => covers(period, date));
}

/** The period to show for one own basis on a day: the one that covers it, else the last; null when there is none. */
export function periodShown(text: string, date: string): Period | null {
  const own = periodsOf(text);
  return own.find((period) => covers(period, date)) ?? own.at(-1) ?? null;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Whether a text is a calendar date: 2023-02-30 is not. */
export function isDate(text: string): boolean {
  if (!DATE.test(text)) return false;
  const day = Number(text.slice(8));
  return day >= 1 && day <= daysOf(Number(text.slice(0, 4)), Number(text.slice(5, 7)));
}

/** Days of a month (1 to 12) of the Gregorian calendar; 0 for any other month. */
function daysOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [31, 0, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}

const impossible = new WeakSet<Period>();

function possible(period: Period): boolean {
  return !impossible.has(period);
}

function toPeriod(text: string): Period {
  const slash = text.indexOf('/');
  const period = { start: text.slice(0, slash), end: text.slice(slash + 1) };
  if ([period.start, period.end].some((side) => side !== '' && !isDate(side))) impossible.add(period);
  return period;
}
