import { stringifyExactly } from '../exact-json';

/** Characters that JSON.stringify escapes, lone surrogates included. */
const ESCAPED = /["\\\u0000-\u001f\ud800-\udfff]/;

/** A string as JSON text. */
export function quoted(text: string): string {
  return ESCAPED.test(text) ? JSON.stringify(text) : `"${text}"`;
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
