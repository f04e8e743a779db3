import { isDate, type Dated } from '../../ods/periods';
import type { PublishedDate } from '../reading/record';

/** A problem with a set of dates: the finding rule and the text of its message. */
export interface DateIssue {
  readonly rule:
    'dates-missing' | 'dates-twice' | 'date-type-unknown' | 'end-before-start' | 'impossible-date' | 'filler-date';
  readonly words: string;
}

export interface Dates extends Dated {
  readonly issues: readonly DateIssue[];
}

/** ODS publishes this date when it does not know the start. */
export const FILLER = '1900-01-01';
const INVALID_DATE = '0000-00-00';

/**
 * Converts published dates to period texts (ods/periods.ts) and lists their issues. Invalid dates are kept, not
 * repaired.
 */
export function toDates(published: readonly PublishedDate[]): Dates {
  const [first] = published;
  if (published.length === 1 && first?.type === 'Operational') return operationalOnly(first);
  const issues: DateIssue[] = [];
  const texts = { operational: '', legal: '' };
  for (const date of published) {
    const basis = basisOf(date.type);
    if (basis === null) {
      issues.push({ rule: 'date-type-unknown', words: `a date of type ${date.type ?? 'nothing'}` });
      continue;
    }
    if (texts[basis] !== '') issues.push({ rule: 'dates-twice', words: `two ${basis} dates` });
    const { text, issues: found } = parsePeriod(date);
    texts[basis] += texts[basis] === '' ? text : ` ${text}`;
    issues.push(...found);
  }
  if (texts.operational === '' && texts.legal === '')
    issues.push({ rule: 'dates-missing', words: 'neither operational nor legal dates' });
  const { operational, legal } = texts;
  return { operational, legal, issues: issues };
}

/** Fast path for the most frequent case. */
function operationalOnly(date: PublishedDate): Dates {
  const { text, issues } = parsePeriod(date);
  return { operational: text, legal: '', issues: issues };
}

/** The stored form of a published date: '' for none, '0000-00-00' for a text that does not have the form of a date. */
export function toStoredDate(text: string | null): string {
  if (text === null) return '';
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : INVALID_DATE;
}

/** The latest end among the periods of a text; '' when one of them is open or there are none. */
export function lastEndOf(text: string): string {
  let end = lastEnds.get(text);
  if (end === undefined) {
    if (lastEnds.size > 200_000) lastEnds.clear();
    const ends = text.split(' ').map((period) => period.slice(period.indexOf('/') + 1));
    lastEnds.set(text, (end = ends.includes('') ? '' : ends.reduce((last, each) => (each > last ? each : last))));
  }
  return end;
}

const lastEnds = new Map<string, string>();

function basisOf(type: string | null): 'operational' | 'legal' | null {
  if (type === 'Operational') return 'operational';
  const name = type?.toLowerCase();
  return name === 'operational' || name === 'legal' ? name : null;
}

interface ParsedPeriod {
  readonly text: string;
  readonly issues: readonly DateIssue[];
}

/** Memoised, because a national release has few distinct periods. */
const parsedPeriods = new Map<string, ParsedPeriod>();

function parsePeriod({ start, end }: PublishedDate): ParsedPeriod {
  const published = `${start ?? ''}/${end ?? ''}`;
  let parsed = parsedPeriods.get(published);
  if (parsed === undefined) {
    if (parsedPeriods.size > 200_000) parsedPeriods.clear();
    parsedPeriods.set(published, (parsed = validatePeriod(start, end)));
  }
  return parsed;
}

function validatePeriod(start: string | null, end: string | null): ParsedPeriod {
  const issues: DateIssue[] = [];
  for (const side of [start, end])
    if (side !== null && !isDate(side))
      issues.push({ rule: 'impossible-date', words: `the date '${side.slice(0, 40)}'` });
  if (start === FILLER) issues.push({ rule: 'filler-date', words: `the start ${FILLER}` });
  const from = toStoredDate(start);
  const to = toStoredDate(end);
  if (from !== '' && to !== '' && to < from)
    issues.push({ rule: 'end-before-start', words: `the end ${to} before the start ${from}` });
  return { text: `${from}/${to}`, issues };
}
