/**
 * Decides what is active on a day; no other file may. A record, role or relationship has up to two sets of periods,
 * operational and legal. Each set is a text, as stored in the graph: ISO 8601 intervals such as '2014-04-15/2020-03-31',
 * with an empty open side ('2014-04-15/', '/2020-03-31'), joined by ' ' in published order, '' for none.
 * Ends are inclusive. The published status does not count.
 */
export type DateBasis = 'OPERATIONAL' | 'LEGAL';

/** Anything with periods. */
export interface Dated {
  readonly operational: string;
  readonly legal: string;
}

/** ISO dates, both inclusive; '' is open. A period with an impossible date keeps it as published and covers no day. */
export interface Period {
  readonly start: string;
  readonly end: string;
}

const parsed = new Map<string, readonly Period[]>();
const PARSED_LIMIT = 200_000;

/** Parses a stored text. Memoised, because a release has few distinct ones. */
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

/** Returns the basis that decides: the given one, or the other if there is no period on the given one. The two are never mixed. */
export function basisUsed(dated: Dated, basis: DateBasis): DateBasis {
  if (basis === 'LEGAL') return dated.legal !== '' || dated.operational === '' ? 'LEGAL' : 'OPERATIONAL';
  return dated.operational !== '' || dated.legal === '' ? 'OPERATIONAL' : 'LEGAL';
}

/** Returns the periods of the basis that decides. */
export function periods(dated: Dated, basis: DateBasis): readonly Period[] {
  return periodsOf(basisUsed(dated, basis) === 'LEGAL' ? dated.legal : dated.operational);
}

/** Whether a period covers a day. */
export function covers(period: Period, date: string): boolean {
  if (!isPossible(period)) return false;
  return (period.start === '' || period.start <= date) && (period.end === '' || date <= period.end);
}

/** False for a period with an impossible date, and for one that ends before it starts. */
export function coversAnyDay(period: Period): boolean {
  return isPossible(period) && (period.start === '' || period.end === '' || period.start <= period.end);
}

/** Whether a day is in one of the periods that decide. Always false without periods. */
export function active(dated: Dated, date: string, basis: DateBasis): boolean {
  return periods(dated, basis).some((period) => covers(period, date));
}

/** Returns the period of a stored text to show on a day: the one that covers the day, else the last; null for ''. */
export function periodShown(text: string, date: string): Period | null {
  const published = periodsOf(text);
  return published.find((period) => covers(period, date)) ?? published.at(-1) ?? null;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Whether a text is a calendar date: 2023-02-30 is not, and there is no year 0000. */
export function isDate(text: string): boolean {
  if (!DATE.test(text) || text.startsWith('0000')) return false;
  const day = Number(text.slice(8));
  return day >= 1 && day <= daysOf(Number(text.slice(0, 4)), Number(text.slice(5, 7)));
}

/** Returns the days of a month (1 to 12); 0 for any other number. */
function daysOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [31, 0, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}

const impossible = new WeakSet<Period>();

function isPossible(period: Period): boolean {
  return !impossible.has(period);
}

function toPeriod(text: string): Period {
  const slash = text.indexOf('/');
  const period = { start: text.slice(0, slash), end: text.slice(slash + 1) };
  if ([period.start, period.end].some((side) => side !== '' && !isDate(side))) impossible.add(period);
  return period;
}
