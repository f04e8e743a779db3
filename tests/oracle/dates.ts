export type Basis = 'OPERATIONAL' | 'LEGAL';

/** The day and the basis that a question is asked about. */
export interface At {
  readonly date: string;
  readonly basis: Basis;
}

/** Both ends inclusive; null is open. Dates as published, also impossible ones. */
export interface Period {
  readonly start: string | null;
  readonly end: string | null;
}

export interface Dated {
  readonly operational: readonly Period[];
  readonly legal: readonly Period[];
}

/** own(x, b) = the Dates of x with Type b */
export function own(x: Dated, basis: Basis): readonly Period[] {
  return basis === 'LEGAL' ? x.legal : x.operational;
}

/** The basis that decides: the one asked, or the other where x has no Date of the one asked but has of the other. */
export function basisUsed(x: Dated, basis: Basis): Basis {
  const other: Basis = basis === 'LEGAL' ? 'OPERATIONAL' : 'LEGAL';
  return own(x, basis).length === 0 && own(x, other).length > 0 ? other : basis;
}

/** periods(x, b) = own(x, b) if not empty, else own(x, the other basis) */
export function periods(x: Dated, basis: Basis): readonly Period[] {
  return own(x, basisUsed(x, basis));
}

/** covers(p, D) = (p.start absent or p.start <= D) and (p.end absent or D <= p.end). An impossible date covers no day. */
export function covers({ start, end }: Period, date: string): boolean {
  if ((start !== null && !exists(start)) || (end !== null && !exists(end))) return false;
  return (start === null || start <= date) && (end === null || date <= end);
}

/** active(x, D, b) = some p in periods(x, b) covers D */
export function active(x: Dated, { date, basis }: At): boolean {
  return periods(x, basis).some((period) => covers(period, date));
}

/** What holds on a day by the period that covers it: the latest start of these, '' where it is open. */
export function startOn(x: Dated, { date, basis }: At): string {
  const starts = periods(x, basis)
    .filter((period) => covers(period, date))
    .map(({ start }) => start ?? '');
  return starts.sort().at(-1) ?? '';
}

/** The day on which roles decide a kind: D itself, else the last active day before D, else the first active day. */
export function dayOfKind(x: Dated, { date, basis }: At): string {
  if (active(x, { date, basis })) return date;
  const real = periods(x, basis).filter((period) => covers(period, period.start ?? period.end ?? date));
  const lastDays = real.flatMap(({ end }) => (end !== null && end < date ? [end] : []));
  const firstDays = real.flatMap(({ start }) => (start !== null && start > date ? [start] : []));
  return lastDays.sort().at(-1) ?? firstDays.sort()[0] ?? date;
}

const known = new Map<string, boolean>();

/** Whether the calendar has the day. */
function exists(date: string): boolean {
  let answer = known.get(date);
  if (answer === undefined) {
    const [year, month, day] = date.split('-').map(Number) as [number, number, number];
    const real = new Date(Date.UTC(year, month - 1, day));
    answer = real.getUTCFullYear() === year && real.getUTCMonth() === month - 1 && real.getUTCDate() === day;
    known.set(date, answer);
  }
  return answer;
}
