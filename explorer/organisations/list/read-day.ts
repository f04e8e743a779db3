const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Year first, with any of the usual separators; a time after it does not count. */
const YEAR_FIRST = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$/;
/** Day first: 31/03/2021, 31.3.2021. */
const DAY_FIRST = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/;
/** With the name of the month: 31 March 2021, 31-Mar-2021. */
const NAMED = /^(\d{1,2})[ -]([a-z]{3,9})[ -](\d{4})$/i;

/** As a spreadsheet shortens it: 31-Mar-21. The century is not certain, so it is not read. */
const SHORT = new RegExp(`^\\d{1,2}[ -](?:${MONTHS.join('|')})[a-z]*[ -]\\d{2}$`, 'i');
/** The number of a day as Excel stores it, from 1954 to 2118: 44286. A part of a day after it does not count. */
const SERIAL = /^([2-7]\d{4})(?:\.\d+)?$/;
const EXCEL_DAY_0 = Date.UTC(1899, 11, 30);
const DAY_MS = 86_400_000;
/** Without separators: 20210331. */
const COMPACT = /^((?:19|20)\d{2})(\d{2})(\d{2})$/;

/** Whether a text is meant as a day, although it may be an impossible one. A code has none of these separators. */
export const looksLikeDay = (text: string): boolean =>
  NAMED.test(text) || SHORT.test(text) || (/^\d+[-/.]\d+[-/.]\d+/.test(text) && text.length <= 32);

/** Whether a text of digits alone can be a day. Beside a code it is one. */
export const isDayNumber = (text: string): boolean => SERIAL.test(text) || COMPACT.test(text);

/** Reads a day as an ISO date; null if it is none, for example 30/02/2021. */
export function readDay(text: string): string | null {
  const serial = SERIAL.exec(text.trim())?.[1];
  if (serial !== undefined) return isoOf(new Date(EXCEL_DAY_0 + Number(serial) * DAY_MS));
  const [year, month, day] = partsOf(text.trim());
  if (year === undefined || month === undefined || day === undefined) return null;
  const at = new Date(Date.UTC(year, month - 1, day));
  const isReal = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  return isReal ? isoOf(at) : null;
}

const isoOf = (at: Date): string => at.toISOString().slice(0, 10);

function partsOf(text: string): readonly (number | undefined)[] {
  const first = YEAR_FIRST.exec(text) ?? COMPACT.exec(text);
  if (first) return first.slice(1, 4).map(Number);
  const last = DAY_FIRST.exec(text);
  if (last) return last.slice(1, 4).map(Number).reverse();
  const [, day, name, year] = NAMED.exec(text) ?? [];
  const month = MONTHS.indexOf((name ?? '').slice(0, 3).toLowerCase());
  return month < 0 ? [] : [Number(year), month + 1, Number(day)];
}
