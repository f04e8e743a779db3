import type { Loaders } from '../../graph/loaders';
import type { PrefixKey } from '../../graph/keys';
import { nameKey, postcodeSearchKey, townKey, townWords } from '../../ods/normalise';
import type { MaybePromise } from '../../maybe-promise';

/** The field of which a text is a prefix. */
export type PrefixField = 'name' | 'postcode' | 'town';

const NO_PREFIX = { name: null, postcode: null, town: null };

/**
 * Returns the codes of the organisations of a release whose name or postcode starts with a text. For a town the result
 * is a superset: some word of the town starts with the first word of the text.
 */
export function codesWithPrefix(
  field: PrefixField,
  text: string,
  release: number,
  loaders: Loaders,
): MaybePromise<readonly string[]> {
  const key: PrefixKey = { ...NO_PREFIX, [field]: KEYS[field](text), release };
  return loaders.beginning.load(key);
}

/** Returns whether a published town or country starts with a text, ignoring case, accents, punctuation and apostrophes. */
export function hasPrefix(published: string | null, text: string): boolean {
  return published !== null && townKey(published).startsWith(townKey(text));
}

/** Returns whether a text contains a letter or digit to compare. */
export function isComparable(text: string): boolean {
  return nameKey(text) !== '';
}

const KEYS: Readonly<Record<PrefixField, (text: string) => string>> = {
  name: nameKey,
  postcode: postcodeSearchKey,
  town: townWords,
};
