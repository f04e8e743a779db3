import type { ResponseSize } from '../../domain/context';
import { responseTooLarge } from '../../errors';

/** The size of a response that must not be larger than `max` bytes. */
export function limitedResponse(max: number): ResponseSize & { readonly error: Error | undefined } {
  let bytes = 0;
  let error: Error | undefined;
  return {
    add(more) {
      bytes += more;
      if (bytes > max) error ??= responseTooLarge(max);
      return error;
    },
    get error() {
      return error;
    },
  };
}

/**
 * Whether the JSON of a value is larger than `max` bytes. Counts keys and values without writing them, and stops at `max`.
 * Escapes and characters of several bytes are not counted, so the result can be false for a value that is a little larger.
 */
export function isLargerThan(max: number, value: unknown): boolean {
  let left = max;
  const count = (part: unknown): void => {
    if (typeof part === 'string') left -= part.length + 2;
    else if (typeof part !== 'object' || part === null) left -= 1;
    else if (Array.isArray(part)) countItems(part);
    else countFields(part as Readonly<Record<string, unknown>>);
  };
  const countItems = (items: readonly unknown[]): void => {
    for (let at = 0; at < items.length && left >= 0; at++) {
      left -= 1;
      count(items[at]);
    }
  };
  const countFields = (fields: Readonly<Record<string, unknown>>): void => {
    for (const key in fields) {
      if (left < 0) return;
      left -= key.length + 4;
      count(fields[key]);
    }
  };
  count(value);
  return left < 0;
}
