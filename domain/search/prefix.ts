import type { ValueTests } from '../../graph/text-index/values/codes-of-values';
import type { Loaders } from '../../graph/loaders';
import { postcodesWithPrefix } from '../../ods/normalise';
import { when, type MaybePromise } from '../../maybe-promise';
import { wordPrefixTest, wordsOf } from '../../ods/words';

/** The field of which a text is a prefix. */
export type PrefixField = 'name' | 'postcode' | 'town';

/**
 * Returns the codes of the organisations of a release whose name or postcode starts with a text. For a town the result
 * is a superset: the town, or the county, starts with the text.
 */
export function codesWithPrefix(
  field: PrefixField,
  text: string,
  release: number,
  loaders: Loaders,
): MaybePromise<readonly string[]> {
  const { work } = loaders;
  return when(loaders.textIndex(release), (index) =>
    field === 'postcode'
      ? index.codesOfPostcodes(postcodesWithPrefix(text), release, work)
      : index.codesWith(field, text, release, work),
  );
}

/** Returns the codes of a superset of the organisations of a release whose name contains a text. */
export function codesContaining(text: string, release: number, loaders: Loaders): MaybePromise<readonly string[]> {
  return when(loaders.textIndex(release), (index) => index.codesContaining(text, release, loaders.work));
}

/** Different towns or countries of which a test keeps its result. */
const MAX_KEPT = 10_000;

/**
 * Returns whether a published town or country starts with a text: in whole words, of which the last may be incomplete.
 * Many records have the same one, which is compared once.
 */
export function prefixTest(text: string): (published: string | null) => boolean {
  const begins = wordPrefixTest(text);
  const known = new Map<string, boolean>();
  return (published) => {
    if (published === null) return false;
    let found = known.get(published);
    if (found === undefined) {
      found = begins(published);
      if (known.size < MAX_KEPT) known.set(published, found);
    }
    return found;
  };
}

/** Returns the codes, in order, of the organisations of a release that match. Reads nothing. */
export function codesOfValues(tests: ValueTests, release: number, loaders: Loaders): MaybePromise<readonly string[]> {
  return when(loaders.textIndex(release), (index) => index.codesOfValues(tests, release, loaders.work));
}

/** Returns whether a text contains a letter or digit to compare. */
export function isComparable(text: string): boolean {
  return wordsOf(text).length > 0;
}
