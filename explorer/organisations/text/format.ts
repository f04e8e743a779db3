import type { Dated, Organisation, Period, OrganisationSummary } from '../graphql/types';

const DATE_FORMAT = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});
const NUMBER_FORMAT = new Intl.NumberFormat('en-GB');

/** Formats an ISO date, for example as 1 April 2013. A text that is no day of the calendar, such as 2023-02-30, stays as it is. */
export const formatDate = (date: string): string =>
  isDay(date) ? DATE_FORMAT.format(new Date(`${date}T00:00:00Z`)) : date;

/** Whether a text is a day of the calendar as an ISO date. */
export function isDay(date: string): boolean {
  const day = new Date(`${date}T00:00:00Z`);
  return date.length === 10 && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date);
}

export const formatNumber = (value: number): string => NUMBER_FORMAT.format(value);

export function formatPeriod(of: Period | null): string {
  if (!of) return 'none';
  const { start, end } = of;
  if (start === null) return end === null ? 'without dates' : `until ${formatDate(end)}`;
  return `${formatDate(start)} ${end === null ? 'onwards' : `to ${formatDate(end)}`}`;
}

/** Whether a period covers no day because it ends before it starts. */
export const endsBeforeStart = ({ start, end }: Period): boolean => start !== null && end !== null && end < start;

/** Formats the operational dates, and the legal dates if they differ. */
export function formatPeriods({ operational, legal }: Pick<Dated, 'operational' | 'legal'>): string {
  if (!legal) return formatPeriod(operational);
  if (!operational) return `${formatPeriod(legal)} (legal)`;
  const same = operational.start === legal.start && operational.end === legal.end;
  return same
    ? formatPeriod(operational)
    : `${formatPeriod(operational)} (operational), ${formatPeriod(legal)} (legal)`;
}

const ABBREVIATIONS = new Set(['gp', 'pcn', 'icb', 'ccg', 'stp']);

/** Formats an enum value: GP_PRACTICE becomes GP practice. */
export function enumLabel(value: string): string {
  const [first = '', ...rest] = value
    .toLowerCase()
    .split('_')
    .map((word) => (ABBREVIATIONS.has(word) ? word.toUpperCase() : word));
  return [capitalise(first), ...rest].join(' ');
}

export const capitalise = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** Plural of a kind: GP practices, Pharmacies, ICBs. */
export function pluralLabel(kind: string): string {
  const one = enumLabel(kind);
  if (kind === 'OTHER') return 'Other organisations';
  if (one.endsWith('quarters')) return one;
  return one.endsWith('y') ? `${one.slice(0, -1)}ies` : `${one}s`;
}

/** Explains why an organisation is active or inactive on the date of the page. */
export function explainActivity(organisation: Organisation): string {
  const { isActive, basisUsed, moment, isUnresolved, isReferenceOnly } = organisation;
  if (isUnresolved) return 'This release has no record of it; other records refer to it.';
  const dates = basisUsed === 'LEGAL' ? organisation.legal : organisation.operational;
  const basis = basisUsed.toLowerCase();
  const fallback = basisUsed === moment.basis ? '' : ` It has no ${moment.basis.toLowerCase()} dates.`;
  const stub = isReferenceOnly ? ' The release has only a reference to it.' : '';
  if (!dates) return `It has no dates, so it counts as active on no day.${stub}`;
  return `${explainByDates(isActive, dates, moment.date, basis)}${fallback}${stub}`;
}

function explainByDates(isActive: boolean, { start, end }: Period, date: string, basis: string): string {
  const range = `Its ${basis} dates are ${formatPeriod({ start, end })}`;
  if (isActive) return `${range}, which includes ${formatDate(date)}.`;
  if (endsBeforeStart({ start, end })) return `${range}: they end before they start, so it counts as active on no day.`;
  if (start !== null && date < start) return `${range}: it had not opened on ${formatDate(date)}.`;
  if (end !== null && date > end) return `${range}: it had closed by ${formatDate(date)}.`;
  return `${range}, but a date in the release is no day of the calendar, so it does not count as active.`;
}

/** Says which other name or organisation a suggestion matched on; '' for its own. */
export function explainMatch({ matchedOn, matchedText }: OrganisationSummary): string {
  if (matchedOn === 'FORMER_NAME') return `formerly ${matchedText}`;
  return matchedOn === 'PREDECESSOR' ? `successor of ${matchedText}` : '';
}

/** Returns the words that the results have in place of mistyped ones, each once. */
export function correctedWords(results: readonly OrganisationSummary[]): string[] {
  return [...new Set(results.flatMap((result) => result.correctedWords ?? []))];
}
