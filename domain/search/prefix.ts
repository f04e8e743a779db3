import type { Loaders } from '../../graph/loaders';
import type { BeginningKey } from '../../graph/keys';
import { nameKey, postcodeKey } from '../../ods/normalise';
import type { MaybePromise } from '../../maybe-promise';

/** What a text begins: a name, a postcode or a town. */
export type BeginningPart = 'name' | 'postcode' | 'town';

const NOTHING = { name: null, postcode: null, town: null };

/** Codes of the organisations of a release whose name or postcode begins so; of a town all that may. */
export function beginningWith(
  part: BeginningPart,
  text: string,
  release: number,
  loaders: Loaders,
): MaybePromise<readonly string[]> {
  const key: BeginningKey = { ...NOTHING, [part]: KEYS[part](text), release };
  return loaders.beginning.load(key);
}

/** Whether a published text begins with another, without regard to case, accents and punctuation. */
export function begins(published: string | null, text: string): boolean {
  return published !== null && nameKey(published).startsWith(nameKey(text));
}

/** Whether a text has any letter or digit to compare. */
export function isComparable(text: string): boolean {
  return nameKey(text) !== '';
}

const KEYS: Readonly<Record<BeginningPart, (text: string) => string>> = {
  name: nameKey,
  postcode: postcodeKey,
  town: (text) => nameKey(text).split(' ')[0]!.toLowerCase(),
};
