import { parse, stringify } from 'lossless-json';

/** Digits of the shortest integer that a number may not hold exactly: 2^53 has sixteen. */
const LONG = 16;
/** Longer integers are read as numbers, because reading and writing them takes too long. */
const MAX_DIGITS = 1_000;

/**
 * Parses JSON without losing digits: an integer beyond 2^53 becomes a BigInt, every other value what JSON.parse makes of
 * it. Only text with such an integer takes the slower parser. Throws a SyntaxError.
 */
export function parseExactly(text: string): unknown {
  return mayHoldLongInteger(text) ? parse(text, undefined, { parseNumber, onDuplicateKey }) : JSON.parse(text);
}

/** Equal to JSON.stringify, but writes a BigInt as an integer. */
export function stringifyExactly(value: unknown, indent?: number): string {
  try {
    return JSON.stringify(value, null, indent);
  } catch {
    return stringify(value, null, indent)!;
  }
}

/** An integer as a number where that is exact, otherwise as a BigInt. */
export function exactInteger(digits: string): number | bigint {
  const number = Number(digits);
  return Number.isSafeInteger(number) || digits.length > MAX_DIGITS ? number : BigInt(digits);
}

function parseNumber(text: string): number | bigint {
  return /^-?\d+$/.test(text) ? exactInteger(text) : Number(text);
}

/** The last one counts, as for JSON.parse. */
const onDuplicateKey = ({ newValue }: { readonly newValue: unknown }) => newValue;

/** Whether a value may begin with a run of digits that is long. Every such run covers a sixteenth character. */
function mayHoldLongInteger(text: string): boolean {
  for (let at = LONG - 1; at < text.length; at += LONG) {
    if (isDigit(text.charCodeAt(at)) && isLongInteger(text, at)) return true;
  }
  return false;
}

/** Whether the digits around a position are long enough, and are not part of a string, a fraction or an exponent. */
function isLongInteger(text: string, at: number): boolean {
  let [from, to] = [at, at + 1];
  while (isDigit(text.charCodeAt(from - 1))) from--;
  while (isDigit(text.charCodeAt(to))) to++;
  return to - from >= LONG && (from === 0 || BEFORE_NUMBER.test(text[from - 1]!));
}

const BEFORE_NUMBER = /[\s:,[-]/;
const [ZERO, NINE] = [0x30, 0x39];

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}
