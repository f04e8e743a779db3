import { expansionOf, representativeOf } from './abbreviations';

/**
 * The normal form of names, towns, addresses and search texts: words in lower case. Whatever compares such texts uses
 * these functions, so that all agree on what is equal.
 */

/**
 * Returns the words of a text as written, in lower case and without accents: apostrophes are left out, `&` and `+` are
 * 'and', and every other character that is neither letter nor digit separates words. Single letters that follow one
 * another are one word: "Dr. R.S. O'Brien & Co" becomes ['dr', 'rs', 'obrien', 'and', 'co'].
 */
export function writtenWords(text: string): string[] {
  const bare = text.replace(APOSTROPHES, '').replace(/[&+]/g, ' and ');
  if (ASCII.test(bare)) return joinInitials(bare.toLowerCase().match(ASCII_WORDS) ?? []);
  return joinInitials(
    withoutAccents(bare)
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean),
  );
}

/**
 * Returns the words of a text in their normal form: abbreviations are written out, and words with several forms have
 * one: "St Mary's Med. Ctr" and 'SAINT MARYS MC' become ['saint', 'marys', 'medical', 'centre'].
 */
export function wordsOf(text: string): string[] {
  return writtenWords(text).flatMap((word) => normalWords(word));
}

/** Returns the normal form of one written word, which is several words for an abbreviation such as 'ccg'. */
export function normalWords(word: string): readonly string[] {
  return expansionOf(word)?.map(representativeOf) ?? [representativeOf(word)];
}

/** Returns a text that is equal for texts with the same words in the same order. */
export function wordKey(text: string): string {
  return wordsOf(text).join(' ');
}

/** Returns whether a text matches. */
export type TextTest = (text: string) => boolean;

/** Returns whether the words of a text begin with those of a prefix, the last of which may be incomplete. */
export function wordPrefixTest(prefix: string): TextTest {
  const first = writtenWords(prefix);
  const whole = first.slice(0, -1).flatMap((word) => normalWords(word));
  const last = first.at(-1);
  if (last === undefined) return () => false;
  const written = normalWords(last);
  return (text) => {
    const words = wordsOf(text);
    if (!whole.every((word, at) => words[at] === word)) return false;
    const rest = words.slice(whole.length);
    return written.every((word, at) => rest[at] === word) || (rest[0] ?? '').startsWith(last);
  };
}

/** Returns whether a text contains a part, in any form of its words; the part may begin and end inside a word. */
export function wordPartTest(part: string): TextTest {
  const forms = [writtenWords, wordsOf].map((words) => ({ words, wanted: words(part).join(' ') }));
  return (text) => forms.some(({ words, wanted }) => words(text).join(' ').includes(wanted));
}

function withoutAccents(text: string): string {
  const lower = text.normalize('NFKD').replace(MARKS, '').toLowerCase();
  return lower.replace(/[ßæœøłđð]/g, (letter) => LETTERS[letter]!);
}

/** Nearly all published texts; they need no Unicode rules. */
const ASCII = /^[\x00-\x7f]*$/;
const ASCII_WORDS = /[a-z0-9]+/g;
const MARKS = /\p{M}+/gu;
const APOSTROPHES = /['\u2018\u2019\u201b\u02bc\u02b9\u2032\u00b4`\uff07]/g;
const LETTERS: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd' };

/** Joins single letters that follow one another, and the s that a space in place of an apostrophe has cut off. */
function joinInitials(words: readonly string[]): string[] {
  const joined: string[] = [];
  let initials = false;
  for (const word of words) {
    const isLetter = word.length === 1 && /\p{L}/u.test(word);
    const last = joined.at(-1);
    if (isLetter && last !== undefined && (initials || isCutOff(last, word))) joined[joined.length - 1] = last + word;
    else joined.push(word);
    initials = isLetter && (initials || joined.at(-1) === word);
  }
  return joined;
}

/** Whether an s belongs to the word before it: 'mary s', but not 'dr s'. */
function isCutOff(before: string, letter: string): boolean {
  return letter === 's' && before.length >= 4 && /^\p{L}+$/u.test(before);
}
