import { isDate, type Dated } from '../../ods/periods';
import type { PublishedDate } from '../reading/record';

/** What is odd about a set of dates, as rule and words. */
export interface DateProblem {
  readonly rule:
    'dates-missing' | 'dates-twice' | 'date-type-unknown' | 'end-before-start' | 'impossible-date' | 'filler-date';
  readonly words: string;
}

export interface Dates extends Dated {
  readonly problems: readonly DateProblem[];
}

/** ODS's filler for an unknown start. */
export const FILLER = '1900-01-01';
const NO_DATE = '0000-00-00';

/** Published dates as period texts (ods/periods.ts) with what is odd about them. Nothing is repaired. */
export function toDates(published: readonly PublishedDate[]): Dates {
  const [first] = published;
  if (published.length === 1 && first?.type === 'Operational') return operationalOnly(first);
  const problems: DateProblem[] = [];
  const texts = { operational: '', legal: '' };
  for (const date of published) {
    const basis = basisOf(date.type);
    if (basis === null) {
      problems.push({ rule: 'date-type-unknown', words: `a date of type ${date.type ?? 'nothing'}` });
      continue;
    }
    if (texts[basis] !== '') problems.push({ rule: 'dates-twice', words: `two ${basis} dates` });
    const { text, problems: odd } = judged(date);
    texts[basis] += texts[basis] === '' ? text : ` ${text}`;
    problems.push(...odd);
  }
  if (texts.operational === '' && texts.legal === '')
    problems.push({ rule: 'dates-missing', words: 'neither operational nor legal dates' });
  const { operational, legal } = texts;
  return { operational, legal, problems };
}

/** By far the most frequent case. */
function operationalOnly(date: PublishedDate): Dates {
  const { text, problems } = judged(date);
  return { operational: text, legal: '', problems };
}

/** A published date as it is kept: '' for none, '0000-00-00' for a text that has not even the form of a date. */
export function keptDate(text: string | null): string {
  if (text === null) return '';
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : NO_DATE;
}

/** The last end among a text's periods; '' when one is open or there are none. */
export function lastEndOf(text: string): string {
  let end = lastEnds.get(text);
  if (end === undefined) {
    if (lastEnds.size > 200_000) lastEnds.clear();
    const ends = text.split(' ').map((period) => period.slice(period.indexOf('/') + 1));
    lastEnds.set(text, (end = ends.includes('') ? '' : ends.reduce((last, one) => (one > last ? one : last))));
  }
  return end;
}

const lastEnds = new Map<string, string>();

function basisOf(type: string | null): 'operational' | 'legal' | null {
  if (type === 'Operational') return 'operational';
  const name = type?.toLowerCase();
  return name === 'operational' || name === 'legal' ? name : null;
}

interface Judged {
  readonly text: string;
  readonly problems: readonly DateProblem[];
}

/** Memoised, because a release has few distinct periods. */
const judgements = new Map<string, Judged>();

function judged({ start, end }: PublishedDate): Judged {
  const published = `${start ?? ''}/${end ?? ''}`;
  let judgement = judgements.get(published);
  if (judgement === undefined) {
    if (judgements.size > 200_000) judgements.clear();
    judgements.set(published, (judgement = judge(start, end)));
  }
  return judgement;
}

function judge(start: string | null, end: string | null): Judged {
  const problems: DateProblem[] = [];
  for (const side of [start, end])
    if (side !== null && !isDate(side))
      problems.push({ rule: 'impossible-date', words: `the date '${side.slice(0, 40)}'` });
  if (start === FILLER) problems.push({ rule: 'filler-date', words: `the start ${FILLER}` });
  const from = keptDate(start);
  const to = keptDate(end);
  if (from !== '' && to !== '' && to < from)
    problems.push({ rule: 'end-before-start', words: `the end ${to} before the start ${from}` });
  return { text: `${from}/${to}`, problems };
}
