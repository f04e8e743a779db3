import type { LinkRow } from '../../ods/facts';
import { detached, intern } from '../cache/intern';
import { Link, type SharedByLinks } from '../cache/link';

/**
 * A relationship as one text, so that the driver decodes one value for it and not six: the position of its key, the code at
 * the other end, its type, status, operational and legal periods, and its id. They are joined by a character that XML cannot
 * have, so that no code and no id has it.
 */
const SEPARATOR = '\u001f';
const DIGIT_0 = 48;

const shared = new Map<string, SharedByLinks>();
const MOST_SHARED = 50_000;

/** Returns the position of the key of a packed relationship. */
export function positionIn(packed: string): number {
  let position = 0;
  for (let index = 0, digit; (digit = packed.charCodeAt(index) - DIGIT_0) >= 0; index++)
    position = position * 10 + digit;
  return position;
}

/** Returns a packed relationship. Throws an Error for a text with more or fewer parts. */
export function unpackLink(packed: string): LinkRow {
  const other = packed.indexOf(SEPARATOR) + 1;
  const type = packed.indexOf(SEPARATOR, other) + 1;
  const status = packed.indexOf(SEPARATOR, type) + 1;
  const operational = packed.indexOf(SEPARATOR, status) + 1;
  const legal = packed.indexOf(SEPARATOR, operational) + 1;
  const id = packed.indexOf(SEPARATOR, legal) + 1;
  if (id <= legal || legal <= operational || packed.indexOf(SEPARATOR, id) !== -1)
    throw new Error(`A packed relationship has 7 parts, not those of ${JSON.stringify(packed)}.`);
  const common = sharedOf(packed.slice(type, id - 1));
  return new Link(detached(packed.slice(id)), intern(packed.slice(other, type - 1)), common);
}

function sharedOf(parts: string): SharedByLinks {
  let found = shared.get(parts);
  if (found === undefined) {
    if (shared.size >= MOST_SHARED) shared.clear();
    const [type, status, operational, legal] = parts.split(SEPARATOR).map((part) => intern(part));
    found = { type, status, operational, legal } as SharedByLinks;
    shared.set(detached(parts), found);
  }
  return found;
}
