import { stringifyExactly } from '../exact-json';

const [QUOTE, BACKSLASH, FIRST_PRINTABLE] = [0x22, 0x5c, 0x20];
const SURROGATES = { first: 0xd800, last: 0xdfff };

/** A string as JSON text. */
export function quoted(text: string): string {
  for (let at = 0; at < text.length; at++) if (mayBeEscaped(text.charCodeAt(at))) return JSON.stringify(text);
  return `"${text}"`;
}

/** Whether JSON.stringify escapes a character; it escapes lone surrogates. */
function mayBeEscaped(code: number): boolean {
  if (code < FIRST_PRINTABLE || code === QUOTE || code === BACKSLASH) return true;
  return code >= SURROGATES.first && code <= SURROGATES.last;
}

/** A value as JSON text. Equal to JSON.stringify, but faster for strings, numbers and booleans, and exact for a BigInt. */
export function jsonText(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return quoted(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      return Number.isFinite(value) ? `${value}` : 'null';
    case 'bigint':
      return `${value}`;
    default:
      return stringifyExactly(value);
  }
}
