import { isDate } from '../periods';

/** A date as somebody wrote it. `note` says how it was read, if that is not plain. */
export interface WrittenDate {
  /** ISO date. */
  readonly date: string;
  readonly note: string | null;
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const LONG_MONTHS = 'JANUARY FEBRUARY MARCH APRIL MAY JUNE JULY AUGUST SEPTEMBER OCTOBER NOVEMBER DECEMBER'.split(' ');

/** A time of the day after a date, which is left out. */
const TIME = /[T ]\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)? ?(Z|[+-]\d{2}:?\d{2})?$/i;
const ISO = /^(\d{4})[-/](\d{2})[-/](\d{2})$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const DAY_FIRST = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})$/;
const NAMED = /^(\d{1,2})[- ]?([A-Z]{3,9})[- ]?(\d{4}|\d{2})$/;
/** Excel's day numbers from 1954 to 2118. */
const SERIAL = /^([2-7]\d{4})(\.\d+)?$/;
const EXCEL_DAY_0 = Date.UTC(1899, 11, 30);
/** The length of a day of a date, in milliseconds. */
export const DAY_MS = 86_400_000;

/**
 * Reads a date: ISO (2021-03-31), day first (31/03/2021), with the name of the month (31-Mar-2021, 31 March 21), without
 * separators (20210331), or the number of a day as Excel stores it (44286). A time after it is left out. Returns null
 * for any other text: a two-digit year without the name of a month and a month before its day are not certain.
 */
export function readDate(written: string): WrittenDate | null {
  const text = written.trim().replace(TIME, '').toUpperCase();
  const serial = SERIAL.exec(text)?.[1];
  if (serial !== undefined) return { date: dayOf(Number(serial)), note: `read as Excel's number of a day` };
  const date = isoOf(text);
  return date !== null && isDate(date) ? { date, note: null } : null;
}

function dayOf(serial: number): string {
  return new Date(EXCEL_DAY_0 + serial * DAY_MS).toISOString().slice(0, 10);
}

function isoOf(text: string): string | null {
  const ordered = ISO.exec(text) ?? COMPACT.exec(text);
  if (ordered) return ordered.slice(1).join('-');
  const [, day, , month, year] = DAY_FIRST.exec(text) ?? [];
  if (day !== undefined) return toIso(year!, month!, day);
  const [, namedDay, name, shortYear] = NAMED.exec(text) ?? [];
  return namedDay === undefined ? null : toIso(fullYear(shortYear!), String(monthOf(name!)), namedDay);
}

/** Returns 1 to 12; 0 for a text that is no month. */
function monthOf(name: string): number {
  return 1 + (name.length === 3 ? MONTHS : LONG_MONTHS).indexOf(name);
}

/** Excel writes 00 to 29 for the years from 2000. For 30 to 69 programs differ, so these are no year. */
function fullYear(year: string): string {
  if (year.length === 4) return year;
  if (Number(year) < 30) return `20${year}`;
  return Number(year) < 70 ? '0000' : `19${year}`;
}

function toIso(year: string, month: string, day: string): string {
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
