import { byText } from './orders';
import { nameKey } from './normalise';

/** The parameters of a text search. A null property matches nothing. */
export interface SearchText {
  /** The text as a code, in upper case; null when it cannot be one. */
  readonly code: string | null;
  /** The text as a part of a code, if it has at least three characters. */
  readonly part: string | null;
  /** The text as a prefix of a `nameKey`. */
  readonly name: string | null;
  /** Full-text query that requires every word. The last word is a prefix if the text ends with '*'. */
  readonly words: string | null;
  /** Like `words`, but each word of at least four letters may differ by one edit. Excludes the matches of `words`. */
  readonly fuzzy: string | null;
  /** The text as a whole postcode. */
  readonly postcode: string | null;
}

const MAX_TEXT_LENGTH = 100;
const MAX_WORDS = 8;

/** Returns a text in upper case, with single spaces, at most 100 characters. Texts that become equal have the same results. */
export function searchedText(text: string): string {
  return text.slice(0, MAX_TEXT_LENGTH).toUpperCase().replace(/\s+/g, ' ').trim();
}

/** Parses the result of `searchedText`. Words contain only lower-case letters and digits, so no full-text syntax remains. */
export function searchText(text: string): SearchText {
  const bare = text.replace(/\*+$/, '');
  const key = nameKey(bare);
  const words = key.toLowerCase().split(' ').filter(Boolean).slice(0, MAX_WORDS);
  const open = bare !== text && (words.at(-1)?.length ?? 0) >= 3;
  const postcode = key.replaceAll(' ', '');
  return {
    code: codeIn(bare),
    part: bare.length >= 3 ? codeIn(bare) : null,
    name: key || null,
    words: queryOf(words.map((word, at) => (open && at === words.length - 1 ? `${word}*` : word))),
    fuzzy: fuzzyOf(words),
    postcode: postcode.length >= 5 && postcode.length <= 8 ? postcode : null,
  };
}

/** Returns the codes that differ from a text only by O and 0 or I and 1; at most 31. */
export function lookalikes(text: string): string[] {
  const code = codeIn(text);
  if (code === null || code.length > 12) return [];
  let variants = [''];
  let free = 5;
  for (const character of code) {
    const other = free > 0 ? LOOKALIKE[character] : undefined;
    if (other !== undefined) free--;
    variants = variants.flatMap((start) =>
      other === undefined ? [start + character] : [start + character, start + other],
    );
  }
  return variants.filter((variant) => variant !== code);
}

/** An organisation that matches a search text. */
export interface Match {
  readonly code: string;
  readonly name: string;
}

/** Returns the codes, best match first: equal code, equal name, prefix of name or code, others; then by name and code. */
export function ranked(matches: readonly Match[], text: string): string[] {
  const { code, name, part } = searchText(text);
  const tierOf = (match: Match) => {
    if (match.code === code) return 0;
    const key = nameKey(match.name);
    if (key === name) return 1;
    return (name !== null && key.startsWith(name)) || (part !== null && match.code.startsWith(part)) ? 2 : 3;
  };
  const tiers = new Map(matches.map((match) => [match.code, tierOf(match)]));
  const inOrder = (a: Match, b: Match) =>
    (tiers.get(a.code) ?? 3) - (tiers.get(b.code) ?? 3) || byText(a.name, b.name) || byText(a.code, b.code);
  return [...matches].sort(inOrder).map((match) => match.code);
}

const LOOKALIKE: Readonly<Record<string, string>> = { O: '0', '0': 'O', I: '1', '1': 'I' };

function codeIn(text: string): string | null {
  return text === '' || text.includes(' ') ? null : text;
}

function queryOf(words: readonly string[]): string | null {
  return words.length === 0 ? null : words.map((word) => `+${word}`).join(' ');
}

function fuzzyOf(words: readonly string[]): string | null {
  if (!words.some((word) => word.length >= 4)) return null;
  const near = words.map((word) => (word.length >= 4 ? `${word}~1` : word));
  return `${queryOf(near)} -(${queryOf(words)})`;
}
