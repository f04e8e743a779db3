import { badInput } from '../../../errors';
import { byText } from '../../../ods/orders';

/** Orders keys part by part, as texts. */
export function compareKeys(a: readonly string[], b: readonly string[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const order = byText(a[index] ?? '', b[index] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}

/** Returns a key as text: its parts, joined by '/'. A '/' or '%' of a part is percent-encoded. */
export function writeKey(key: readonly string[]): string {
  return key.map((part) => part.replace(/[%/]/g, encodeURIComponent)).join('/');
}

/** The inverse of `writeKey`. `parts` is the least number of parts. Throws BAD_USER_INPUT. */
export function readKey(text: string, parts: number): readonly string[] {
  const given = text.split('/');
  if (given.length < parts || given.length > parts + 1)
    throw badInput(`after takes the key of a row, with ${parts} parts separated by '/'; got '${text.slice(0, 64)}'.`);
  return given.map((part) => part.replaceAll('%2F', '/').replaceAll('%25', '%'));
}
