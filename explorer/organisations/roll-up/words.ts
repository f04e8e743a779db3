import { formatDate, formatNumber } from '../text/format';

/** The words of the roll-up page. */
export const WORDS = {
  title: 'Roll-up',
  heading: (kinds: string, level: string) => `${kinds} by ${level}`,
  counting: 'Counting…',

  count: 'Count',
  by: 'By',
  view: 'View',
  sum: 'Sum',
  noSum: 'Nothing (count only)',
  valuesOf: 'Values of',
  sameDay: 'The same day',
  submit: 'Roll up',
  noMeasure:
    'No measure is loaded, so organisations are counted but no values are summed. To load a measure, for example the list sizes of practices, run this on the server:',
  command: 'Command',
  loadMeasure:
    "npx ods-graph load-measure gp-list-size gp-list-size.csv --name 'Patients registered at a GP practice' --unit patients --source 'where the file is from'",

  chart: (title: string) => `Bar chart: ${title}. The table below has the same data.`,
  chartCut: (shown: number, all: number) => `, the ${shown} largest of ${formatNumber(all)}`,

  noGroups: (kinds: string, level: string) => `No ${kinds} belong to any ${level} on this date.`,
  several: (level: string) => `In more than one ${level}`,
  severalText: 'Each of these is counted in every group it belongs to, but only once in the total.',
  notInAny: (level: string) => `Not in any ${level}`,
  missingValues: 'Missing values',
  noneMissing: 'none',
  missing: (count: number, kinds: string, outside: string) =>
    `${formatNumber(count)} ${kinds}, counted but not in the sum${outside}`,
  missingOutside: (count: number, level: string) => `; ${formatNumber(count)} of them not in any ${level}`,
  tooOld: 'Too old',
  tooOldText: (of: string, day: string) => `${of} have only a value from more than 12 months before ${day}`,
  carried: 'Carried forward',
  carriedText: (of: string, day: string) => `${of}, counted before ${day}`,
  otherCodes: 'Under other codes',
  otherCodesText: (of: string) => `${of} with the value of a predecessor or successor`,
  leftOut: 'Left out',
  leftOutText: (total: number, unit: string, count: number) =>
    `${formatNumber(total)} ${unit} of ${formatNumber(count)} predecessors, whose successors have a value of their own`,

  reason: 'Reason',
  valueDays: 'Days of the values',
  firstTen: 'First ten',
  showNames: (count: number) => `${formatNumber(count)}, show names`,
  firstOf: (shown: number, all: number) => `The first ${shown} of ${formatNumber(all)}.`,

  counted: 'Counted.',
  countedOn: (date: string, basis: string, release: string) =>
    `Counted on ${formatDate(date)} by ${basis.toLowerCase()} dates, in the release of ${formatDate(release)}.`,
  valuesOn: (date: string) => `The values are those on ${formatDate(date)}. `,
  noValues: 'There are no values on or before this day.',
  noRecentValues: (newest: string) =>
    `There are no values of the 12 months before this day; the newest are of ${formatDate(newest)}: choose them under "Values of".`,
  allValues: (date: string) => `All values are of ${formatDate(date)}.`,
  ownDays: 'Each value is the newest of its organisation; the tables name the days.',
  noDays: 'none',
  days: (first: string, last: string) => `${formatDate(first)} to ${formatDate(last)}`,
} as const;
