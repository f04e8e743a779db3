/** What Excel may read as a number, an amount, a date, a time or a truth value. */
const BEGINS_WITH_NUMBER = /^\s*[-+.,(£$€%]*\s*\d/;
const MONTH_AND_NUMBER = /^\s*\p{L}{3,9}[ .,/-]{0,2}\d{1,4}\s*$/u;
const TRUTH = /^\s*(true|false)\s*$/i;

/** Days may become dates of the spreadsheet; intervals and lists of days stay texts by themselves. */
const DAY = /^\d{4}-\d{2}-\d{2}($|[/;])/;

/** Excel takes at most so many characters in a text of a formula. */
const LONGEST = 255;

/**
 * Returns a formula whose result is the text, for a text that Excel would change when it opens the file: `="5E1"` for the
 * code 5E1, which is 50 to Excel. Returns undefined for any other text.
 */
export function asExcelText(text: string): string | undefined {
  if (text.length > LONGEST || DAY.test(text)) return undefined;
  if (![BEGINS_WITH_NUMBER, MONTH_AND_NUMBER, TRUTH].some((guess) => guess.test(text))) return undefined;
  return `="${text.replaceAll('"', '""')}"`;
}
