export type Basis = 'OPERATIONAL' | 'LEGAL';

/** The day and basis of a query. */
export interface At {
  readonly date: string;
  readonly basis: Basis;
}

/** Both ends are inclusive; null is open. Dates are as published, including impossible ones. */
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

/** Returns the basis that decides: the requested one, or the other when x has dates only of the other. */
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
  if ((start !== null && !isCalendarDay(start)) || (end !== null && !isCalendarDay(end))) return false;
  return (start === null || start <= date) && (end === null || date <= end);
}

/** active(x, D, b) = some p in periods(x, b) covers D */
export function active(x: Dated, { date, basis }: At): boolean {
  return periods(x, basis).some((period) => covers(period, date));
}

/** Returns the start of the first period that covers the day, '' when it is open. */
export function startOn(x: Dated, { date, basis }: At): string {
  return periods(x, basis).find((period) => covers(period, date))?.start ?? '';
}

/** Returns the day whose roles decide a kind: D itself, else the last active day before D, else the first active day. */
export function dayOfKind(x: Dated, { date, basis }: At): string {
  if (active(x, { date, basis })) return date;
  const real = periods(x, basis).filter((period) => covers(period, period.start ?? period.end ?? date));
  const lastDays = real.flatMap(({ end }) => (end !== null && end < date ? [end] : []));
  const firstDays = real.flatMap(({ start }) => (start !== null && start > date ? [start] : []));
  return lastDays.sort().at(-1) ?? firstDays.sort()[0] ?? date;
}

const existing = new Map<string, boolean>();

/** Whether the text is a date (YYYY-MM-DD) of the calendar. */
export function isCalendarDay(date: string): boolean {
  let exists = existing.get(date);
  if (exists === undefined) {
    const [year, month, day] = date.split('-').map(Number) as [number, number, number];
    const real = new Date(Date.UTC(year, month - 1, day));
    exists =
      /^\d{4}-\d{2}-\d{2}$/.test(date) &&
      real.getUTCFullYear() === year &&
      real.getUTCMonth() === month - 1 &&
      real.getUTCDate() === day;
    existing.set(date, exists);
  }
  return exists;
}
