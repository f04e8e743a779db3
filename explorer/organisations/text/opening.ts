import type { Dated, Period } from '../graphql/types';
import { endsBeforeStart, formatDate } from './format';

/** What decides whether an organisation is open on a day. */
export interface Opening extends Dated {
  readonly basisUsed: 'OPERATIONAL' | 'LEGAL';
  /** Whether the release has no record of it. Absent: it has one. */
  readonly isUnresolved?: boolean;
  readonly moment: { readonly date: string };
}

/** Says in words whether it is open on the day, and which date decided that: its last or its first day, by which basis. */
export function openingText(of: Opening): string {
  const { date } = of.moment;
  if (of.isUnresolved) return `Not known on ${formatDate(date)}: the release has no record of it`;
  const on = `${of.isActive ? 'Open' : 'Closed'} on ${formatDate(date)}`;
  const dates = decidingPeriod(of);
  if (!dates) return `${on}: it has no dates, so it counts as open on no day`;
  const { start, end } = dates;
  const by = `(${of.basisUsed.toLowerCase()} dates)`;
  if (of.isActive) return end === null ? on : `${on}; its last day is ${formatDate(end)} ${by}`;
  if (endsBeforeStart(dates)) return `${on}: its dates end before they start ${by}`;
  if (start !== null && date < start) return `Not open on ${formatDate(date)}: it opens on ${formatDate(start)} ${by}`;
  if (end !== null && end < date) return `${on}: its last day was ${formatDate(end)} ${by}`;
  return `${on}: a date in the release is no day of the calendar ${by}`;
}

/** The period on the basis that decided; null if there is none. */
export const decidingPeriod = ({ basisUsed, legal, operational }: Opening): Period | null =>
  basisUsed === 'LEGAL' ? legal : operational;
