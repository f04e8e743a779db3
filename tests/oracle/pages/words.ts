import { periodsOn } from '../comparison/expected-values';
import { basisUsed, type Dated, type Period } from '../dates';
import { entry, isActive, type Moment } from '../hierarchy';

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** 31 October 2024 */
export function day(iso: string): string {
  const [year, month, of] = iso.split('-').map(Number) as [number, number, number];
  return `${of} ${MONTHS[month - 1]} ${year}`;
}

/** 1234567 as 1,234,567 */
export const number = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ',');

export function period({ start, end }: Period): string {
  if (start === null) return end === null ? 'without dates' : `until ${day(end)}`;
  return end === null ? `${day(start)} onwards` : `${day(start)} to ${day(end)}`;
}

/** The dates of both bases: the legal ones only where they differ, marked. */
export function periods({ operational: [operational], legal: [legal] }: Dated): string {
  if (operational && legal && operational.start === legal.start && operational.end === legal.end)
    return period(operational);
  if (operational) return period(operational) + (legal ? ` (operational), ${period(legal)} (legal)` : '');
  return legal ? `${period(legal)} (legal)` : 'none';
}

/** As `periods`, where a basis may have several periods, or an impossible date: what is shown on a day. */
export function periodsAt(of: Dated, date: string): string {
  const { operational, legal } = periodsOn(of, date);
  const shown = (one: Period | null) => (one === null ? [] : [one]);
  return periods({ operational: shown(operational), legal: shown(legal) });
}

/** A text as a page shows it: with one blank for several. */
export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The period that decides whether something is active on the day. */
export const deciding = (of: Dated, on: Moment): Period | null =>
  periodsOn(of, on.date)[basisUsed(of, on.basis) === 'LEGAL' ? 'legal' : 'operational'];

/** Whether a period covers no day because it ends before it starts. */
export const isReversed = ({ start, end }: Period): boolean => start !== null && end !== null && end < start;

/** How pages name an organisation. */
export function named(on: Moment, code: string): string {
  return `${oneLine(entry(on, code).name)} ${code}${isActive(on, code) ? '' : ' (inactive)'}`;
}

/** How pages name an organisation where they do not say whether it is active. */
export const plainlyNamed = (on: Moment, code: string): string => `${oneLine(entry(on, code).name)} ${code}`;

const ABBREVIATED = ['GP', 'PCN', 'ICB', 'CCG', 'STP'];

/** GP_PRACTICE as GP practice */
export function label(value: string): string {
  const words = value.split('_').map((word) => (ABBREVIATED.includes(word) ? word : word.toLowerCase()));
  return words.join(' ').replace(/^./, (first) => first.toUpperCase());
}

/** Why there is no organisation of a level, or no payee: of the organisation itself, or of one above it. */
export function whyMissing(reason: string, isItself: boolean): string {
  const end = isItself ? 'it' : 'an organisation above it';
  const texts: Readonly<Record<string, string>> = {
    OTHER_NATION:
      'it or an organisation above it is Welsh, Scottish or Northern Irish: this level exists in England only',
    TARGET_NOT_IN_RELEASE: `the release has no record of ${end}`,
    TARGET_REF_ONLY: `the release has only a reference to ${end}`,
    TARGET_CLOSED: 'an organisation above it was not open on this date',
    NOT_ACTIVE: 'it was not active on this date',
    NOT_ON_DATE: `${end} has links upwards in this view on other days only`,
    NO_SUCH_LINK: 'no path leads to this level',
    BEFORE_LEVEL: 'the level did not exist on this date',
  };
  return texts[reason] ?? reason;
}
