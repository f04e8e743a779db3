import { isDate } from '../../ods/periods';

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
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
