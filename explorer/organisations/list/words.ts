import type { DayColumns } from './read-list';
import { formatDate, formatNumber } from '../text/format';

/** The most codes that the page takes. */
export const MOST_CODES = 5_000;

/** The id of the form for codes. */
export const LIST_FORM = 'list';

/** Names in quotes: “A”, “B” and “C”. */
const listed = (names: readonly string[]): string =>
  names
    .map((name) => `“${name}”`)
    .join(', ')
    .replace(/, (?=“[^”]*”$)/, ' and ');

/** The words of the page. */
export const WORDS = {
  title: 'Look up a list of codes',
  intro:
    'Paste codes, one in each line, or drop a file. A line may also have a day, such as 31/03/2021: the code is then looked up as of that day. Lines without a day have the date above.',
  label: `Codes, at most ${formatNumber(MOST_CODES)}`,
  labelHint:
    'Rows copied from a spreadsheet work too: with headings, the columns “code” and “date” are read. A column with another heading that has “date” or “day” is read if it is the only one.',
  file: 'Or choose or drop a file (CSV or text)',
  button: 'Look up',
  enrich: 'To keep the other columns of a file, for more than 5,000 rows, or if a spreadsheet has changed codes, ',
  enrichLink: 'add columns to the file',
  working: (done: number, all: number) => `Looking up: ${formatNumber(done)} of ${formatNumber(all)} codes`,
  done: (rows: number) => `Looked up: ${formatNumber(rows)} ${rows === 1 ? 'code' : 'codes'}`,
  nothing: 'No code was found in the text.',
  tooMany: (rows: number) =>
    `The list has ${formatNumber(rows)} codes. Only the first ${formatNumber(MOST_CODES)} are looked up: split the list, or add columns to the file.`,
  unusedDays: ({ used, unused }: DayColumns) =>
    `The ${unused.length === 1 ? 'column' : 'columns'} ${listed(unused)} ${unused.length === 1 ? 'was' : 'were'} not used: each code is looked up on ${
      used === null
        ? `the date above. To use ${unused.length === 1 ? 'it' : 'one'}, change its heading to “date”`
        : `the day in the column “${used}”`
    }.`,
  results: 'Results',
  line: 'Line',
  organisation: 'Organisation',
  status: 'Status',
  parent: 'Parent',
  system: 'ICB or STP',
  region: 'Region',
  on: (day: string) => `On ${formatDate(day)}`,
  allRows: 'All rows',
  filter: 'Filter: any part of a code, name, place or note',
  show: 'Show',
  save: 'Save all rows as CSV',
  shown: (shown: number, matching: number, all: number) =>
    matching === all
      ? `${formatNumber(shown)} of ${formatNumber(all)} rows`
      : `${formatNumber(shown)} of ${formatNumber(matching)} rows that match, of ${formatNumber(all)} in all`,
  more: 'Show more rows',
  noParent: 'None on the day, neither an operator nor a commissioner',
} as const;

/** What became of a row of the list. */
export type Outcome = 'OPEN' | 'CLOSED' | 'DEFAULT' | 'UNKNOWN' | 'UNREADABLE';

/** The outcomes with the words for a count of each, in the order in which they are listed. */
export const OUTCOMES: Readonly<Record<Outcome, string>> = {
  OPEN: 'open on the day',
  CLOSED: 'closed or not yet open on the day',
  DEFAULT: 'default codes, which stand for no organisation',
  UNKNOWN: 'not in the release',
  UNREADABLE: 'could not be read',
};

/** Notes about single rows. */
export const NOTES = {
  unknown: (release: string) => `Not in the release of ${formatDate(release)}`,
  defaultCode: (meaning: string) => `Default code, no organisation: ${meaning}`,
  noCode: 'This text cannot be a code',
  noDay: (day: string) => `“${day}” is no day such as 2021-03-31 or 31/03/2021, so nothing was looked up`,
  same: (line: number) => `The same code and day as line ${line}`,
  sameCode: (line: number) => `The same code as line ${line}, on another day`,
  replaced: 'Now',
  notReplaced: 'No active successor on the day',
} as const;
