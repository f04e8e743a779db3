import type { Dated, Organisation, Period } from './answers';

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
const FIGURE = new Intl.NumberFormat('en-GB');

/** A date as people write it: 1 April 2013. */
export function day(date: string): string {
  return DAY.format(new Date(`${date}T00:00:00Z`));
}

export const figure = (value: number): string => FIGURE.format(value);

export function period(of: Period | null): string {
  if (!of) return 'none';
  const { start, end } = of;
  if (start === null) return end === null ? 'without dates' : `until ${day(end)}`;
  return `${day(start)} ${end === null ? 'onwards' : `to ${day(end)}`}`;
}

/** The dates that decide, and the other ones where they differ. */
export function dates({ operational, legal }: Pick<Dated, 'operational' | 'legal'>): string {
  if (!operational || !legal) return operational ? period(operational) : `${period(legal)} (legal)`;
  const same = operational.start === legal.start && operational.end === legal.end;
  return same ? period(operational) : `${period(operational)} (operational), ${period(legal)} (legal)`;
}

const SHORT = new Set(['gp', 'pcn', 'icb', 'ccg', 'stp']);

/** An enum value as words: GP_PRACTICE is GP practice. */
export function words(value: string): string {
  const [first = '', ...rest] = value
    .toLowerCase()
    .split('_')
    .map((word) => (SHORT.has(word) ? word.toUpperCase() : word));
  return [capital(first), ...rest].join(' ');
}

export const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** Several of a kind: GP practices, pharmacies, ICBs. */
export function plural(kind: string): string {
  const one = words(kind);
  if (kind === 'OTHER') return 'Other organisations';
  if (one.endsWith('quarters')) return one;
  return one.endsWith('y') ? `${one.slice(0, -1)}ies` : `${one}s`;
}

/** Why it was active on the day or not, by which dates. */
export function why(organisation: Organisation): string {
  const { isActive, basisUsed, moment, isUnresolved, isReferenceOnly } = organisation;
  if (isUnresolved) return 'No record in this release describes it; other records refer to it.';
  const dates = basisUsed === 'LEGAL' ? organisation.legal : organisation.operational;
  const basis = basisUsed.toLowerCase();
  const fallback = basisUsed === moment.basis ? '' : ` It has no ${moment.basis.toLowerCase()} dates.`;
  const stub = isReferenceOnly ? ' The release holds only a reference to it.' : '';
  if (!dates) return `It has no dates, so its published status decides.${stub}`;
  return `${because(isActive, dates, moment.date, basis)}${fallback}${stub}`;
}

function because(isActive: boolean, { start, end }: Period, date: string, basis: string): string {
  const range = `Its ${basis} dates are ${period({ start, end })}`;
  if (isActive) return `${range}, which includes ${day(date)}.`;
  if (start !== null && date < start) return `${range}: it had not opened on ${day(date)}.`;
  if (end !== null && date > end) return `${range}: it had closed by ${day(date)}.`;
  return `${range}, which does not include ${day(date)}.`;
}
