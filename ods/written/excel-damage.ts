/**
 * What a spreadsheet makes of a code that it takes for a number or a date. 5E1 becomes 50 or 5.00E+01, 00410 becomes 410,
 * and 1MAR becomes 01-Mar. The damage is computed from known codes, not guessed back from the text.
 */

const DIGITS = /^\d{1,15}$/;
const POWER = /^\d+E\d+$/;
const WHOLE = /^(\d{1,15})(?:\.0+)?$/;
/** With a point or a sign: without both, the text has the form of a code. */
const SCIENTIFIC = /^(\d(?=\.|E\+)(?:\.\d{1,8})?)E\+?(\d{1,3})$/;
const MONTH = '(JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)';
const DAY_AND_MONTH = new RegExp(`^(?:0?([1-9]|[12]\\d|3[01])-?${MONTH}|${MONTH}-?0?([1-9]|[12]\\d|3[01]))$`);
/** Above it, a spreadsheet shows a number in scientific form only. */
const LONGEST_PLAIN = 1e15;
/** The largest number of decimals that a scientific form is compared with. */
const MOST_DECIMALS = 8;

/** Returns whether a text can be what a spreadsheet made of a code. */
export function mayBeDamaged(text: string): boolean {
  return keyOfText(text) !== null;
}

/**
 * Finds the codes of which a spreadsheet can have made a text. Created from all codes of a release; the texts and codes
 * are trimmed and in upper case.
 */
export class DamagedCodes {
  private readonly codes = new Map<string, string[]>();

  add(code: string): void {
    for (const key of keysOfCode(code)) {
      const known = this.codes.get(key);
      if (known) known.push(code);
      else this.codes.set(key, [code]);
    }
  }

  /** Returns the codes that a text can stand for. */
  of(text: string): readonly string[] {
    const key = keyOfText(text);
    return key === null ? [] : (this.codes.get(key) ?? []);
  }
}

function keysOfCode(code: string): string[] {
  if (DIGITS.test(code)) return [String(Number(code))];
  if (POWER.test(code)) return keysOfPower(Number(code));
  const date = dayAndMonth(code);
  return date === null ? [] : [date];
}

function keysOfPower(value: number): string[] {
  if (!Number.isFinite(value)) return [];
  const keys = value < LONGEST_PLAIN ? [String(value)] : [];
  for (let decimals = 0; decimals <= MOST_DECIMALS; decimals++) keys.push(value.toExponential(decimals).toUpperCase());
  return keys;
}

/** Returns the form in which a text is looked up; null if no spreadsheet writes it. */
function keyOfText(text: string): string | null {
  const [, whole] = WHOLE.exec(text) ?? [];
  if (whole !== undefined) return String(Number(whole));
  const [, mantissa, exponent] = SCIENTIFIC.exec(text) ?? [];
  if (mantissa === undefined) return dayAndMonth(text);
  return `${mantissa}E+${Number(exponent)}`;
}

/** Returns a day of a month, for example '1-MAR', for every way to write it. */
function dayAndMonth(text: string): string | null {
  const [, day, month, otherMonth, otherDay] = DAY_AND_MONTH.exec(text) ?? [];
  if (day !== undefined) return `${Number(day)}-${month}`;
  return otherDay === undefined ? null : `${Number(otherDay)}-${otherMonth}`;
}
