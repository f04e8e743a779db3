import { badInput } from '../errors';

const MAX_LENGTH = 64;
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;

/**
 * Returns a code as it is stored: trimmed and in upper case. A text that is no ODS code is returned too; it matches
 * nothing. Throws BAD_USER_INPUT for more than 64 characters or a control character.
 */
export function toCode(text: string): string {
  const code = text.trim().toUpperCase();
  if (code.length > MAX_LENGTH) throw badInput(`A code has at most ${MAX_LENGTH} characters; got ${code.length}.`);
  if (CONTROL.test(code)) throw badInput('A code must not contain control characters.');
  return code;
}

/**
 * Returns codes as they are stored, in the given order. `name` is the argument that holds them. Throws BAD_USER_INPUT
 * for an empty list or more than `max`.
 */
export function toCodes(texts: readonly string[], max: number, name = 'codes'): string[] {
  if (texts.length < 1 || texts.length > max) throw badInput(`${name} takes 1 to ${max} codes; got ${texts.length}.`);
  return texts.map(toCode);
}

/**
 * Returns the codes to filter by, sorted and without repeats, or null (no filter) for an absent or empty list.
 * Throws BAD_USER_INPUT for more than `max` codes.
 */
export function toCodeFilter(texts: readonly string[] | null | undefined, name: string, max: number): string[] | null {
  if (!texts || texts.length === 0) return null;
  if (texts.length > max) throw badInput(`${name} takes at most ${max} codes; got ${texts.length}.`);
  return [...new Set(texts.map(toCode))].sort();
}
