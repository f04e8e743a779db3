import { isDate } from '../../ods/periods';

const MONTH_NAMES = [
  ...['JANUARY', 'FEBRUARY', 'MARCH', 'APRIL', 'MAY', 'JUNE'],
  ...['JULY', 'AUGUST', 'SEPTEMBER', 'OCTOBER', 'NOVEMBER', 'DECEMBER'],
];
const MONTHS = MONTH_NAMES.map((name) => name.slice(0, 3));
/** Two-digit years from this one on mean 19xx, lower ones 20xx. */
const PIVOT = 70;

/**
 * Converts a date as publications write it to ISO: '2021-01-01', '20210101', '01JAN2021', '01Jan2022', '01-Sep-20'.
 * Returns null for any other text, because 01/02/2021 is ambiguous.
 */
export function toExtractDate(text: string): string | null {
  const date = isoOf(text.trim());
  return date !== null && isDate(date) ? date : null;
}

/**
 * Converts the heading of a column of one month or day to the ISO date of its first day: '2024-10', '202410', 'Oct-24',
 * 'October 2024', and what `toExtractDate` takes. Returns null for any other text.
 */
export function toColumnDate(heading: string): string | null {
  const text = heading.trim();
  const digits = /^(\d{4})[-_ ]?(\d{2})$/.exec(text);
  if (digits) return toExtractDate(`${digits[1]}-${digits[2]}-01`);
  const named = /^([A-Za-z]{3})[A-Za-z]*[-_ ]?(\d{4}|\d{2})$/.exec(text);
  if (named && isMonth(text)) return toExtractDate(`01${named[1]}${named[2]}`);
  return toExtractDate(text);
}

/** Whether a text begins with the name of a month or its first three letters, and not with another word. */
function isMonth(text: string): boolean {
  const word = /^[A-Za-z]+/.exec(text)![0].toUpperCase();
  return MONTH_NAMES.some((name) => name === word || name.slice(0, 3) === word);
}

function isoOf(text: string): string | null {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return text;
  const digits = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (digits) return digits.slice(1).join('-');
  const named = /^(\d{1,2})[- ]?([A-Za-z]{3})[- ]?(\d{4}|\d{2})$/.exec(text);
  if (!named) return null;
  const [, day = '', name = '', year = ''] = named;
  const month = MONTHS.indexOf(name.toUpperCase()) + 1;
  return month === 0 ? null : `${yearOf(year)}-${twoDigits(month)}-${day.padStart(2, '0')}`;
}

function yearOf(year: string): string {
  if (year.length === 4) return year;
  return `${Number(year) < PIVOT ? '20' : '19'}${year}`;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
