import { badInput } from '../errors';

const LONGEST = 64;
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;

/** A code as stored: trimmed, upper case. A text that cannot be a code stays one that nobody has. Errors: BAD_USER_INPUT. */
export function toCode(text: string): string {
  const code = text.trim().toUpperCase();
  if (code.length > LONGEST) throw badInput(`A code has at most ${LONGEST} characters; got ${code.length}.`);
  if (CONTROL.test(code)) throw badInput('A code has no control characters.');
  return code;
}

/** Codes as stored, in the order asked. Errors: BAD_USER_INPUT for an empty or too long list. */
export function toCodes(texts: readonly string[], most: number): string[] {
  if (texts.length < 1 || texts.length > most) throw badInput(`codes takes 1 to ${most} codes; got ${texts.length}.`);
  return texts.map(toCode);
}

/** Codes to filter by, sorted, each once; none given, or an empty list, filters nothing (null). Errors: BAD_USER_INPUT. */
export function toFilter(texts: readonly string[] | null | undefined, name: string, most: number): string[] | null {
  if (!texts || texts.length === 0) return null;
  if (texts.length > most) throw badInput(`${name} takes at most ${most} codes; got ${texts.length}.`);
  return [...new Set(texts.map(toCode))].sort();
}
