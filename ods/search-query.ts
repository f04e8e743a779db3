import { expansionOf, isLittleWord } from './abbreviations';
import { normalWords, writtenWords } from './words';

/** One word, code or postcode of a search text. */
export interface SearchTerm {
  /** As it was typed, in lower case. */
  readonly written: string;
  /** A word is compared in its normal form, or as the beginning of a word. */
  readonly word: string;
  /** A postcode, its outward code, or the beginning of either. */
  readonly postcode: PostcodeTerm | null;
  /** Whether a match may lack this word. */
  readonly isLittle: boolean;
}

export interface PostcodeTerm {
  /** In lower case without spaces: 'ls14ap', 'ls1', 'ls14'. */
  readonly start: string;
  /** The length of the whole postcodes that it begins; null for an outward code. */
  readonly length: number | null;
  readonly shape: 'POSTCODE' | 'SECTOR' | 'DISTRICT';
}

export interface SearchQuery {
  /** The whole text as a code, in upper case without spaces; null when it cannot be one. */
  readonly code: string | null;
  /** Whether the text has a space, so that it is no part of a code. */
  readonly hasSpaces: boolean;
  /** The whole text as a UPRN without leading zeros; null when it cannot be one. */
  readonly uprn: string | null;
  readonly terms: readonly SearchTerm[];
  /** The terms with the last one as it was typed, if `terms` have it written out: 'mc' may become 'mcdonald'. */
  readonly openTerms: readonly SearchTerm[] | null;
}

const MAX_TEXT_LENGTH = 100;
const MAX_TERMS = 8;

/** Returns a text in upper case, with single spaces, at most 100 characters. Texts that become equal have the same results. */
export function searchedText(text: string): string {
  return text.slice(0, MAX_TEXT_LENGTH).toUpperCase().replace(/\s+/g, ' ').trim();
}

/** Parses what was typed into a search box. No character has a special meaning. */
export function parseSearch(text: string): SearchQuery {
  const searched = searchedText(text).replace(/\*+$/, '').trim();
  const compact = searched.replaceAll(' ', '');
  const words = HAS_WORDS.test(searched) ? writtenWords(searched) : [];
  const terms = withoutRepeats(termsOf(words)).slice(0, MAX_TERMS);
  const open = terms.at(-1)?.written;
  return {
    code: CODE.test(compact) ? compact : null,
    hasSpaces: searched.includes(' '),
    uprn: compact.length <= 20 && UPRN.test(compact) ? compact.replace(/^0+(?=.)/, '') : null,
    terms,
    openTerms: open && expansionOf(open) ? [...terms.filter(({ written }) => written !== open), plainTerm(open)] : null,
  };
}

/** Returns whether a text can be a code that appears among other words: with letters and digits, as ODS forms most codes. */
export function isCodeLike(written: string): boolean {
  return written.length >= 5 && written.length <= 12 && /\d/.test(written) && /[a-z]/.test(written);
}

function termsOf(words: readonly string[]): SearchTerm[] {
  const terms: SearchTerm[] = [];
  for (let at = 0; at < words.length; at++) {
    const [word, next] = [words[at]!, words[at + 1]];
    if (next !== undefined && OUTWARD.test(word) && INWARD.test(next)) {
      terms.push(postcodeTerm(word, next));
      at++;
    } else terms.push(...wordTerms(word));
  }
  return terms;
}

/** A word counts at most twice, as in a name and a place that are alike. */
function withoutRepeats(terms: readonly SearchTerm[]): SearchTerm[] {
  const counts = new Map<string, number>();
  return terms.filter(({ word }) => {
    const count = (counts.get(word) ?? 0) + 1;
    counts.set(word, count);
    return count <= 2;
  });
}

function postcodeTerm(outward: string, inward: string): SearchTerm {
  const start = outward + inward;
  const shape = inward.length === 3 ? 'POSTCODE' : 'SECTOR';
  const postcode: PostcodeTerm = { start, length: outward.length + 3, shape };
  return { written: `${outward} ${inward}`, word: start, postcode, isLittle: false };
}

function plainTerm(written: string): SearchTerm {
  return { written, word: written, postcode: null, isLittle: false };
}

/** Returns the terms of one word; several for an abbreviation of several words. */
export function wordTerms(written: string): SearchTerm[] {
  const postcode = postcodeOf(written);
  if (postcode) return [{ written, word: written, postcode, isLittle: false }];
  const isLittle = isLittleWord(written);
  return normalWords(written).map((word) => ({ written, word, postcode: null, isLittle }));
}

function postcodeOf(written: string): PostcodeTerm | null {
  if (OUTWARD.test(written)) return { start: written, length: null, shape: 'DISTRICT' };
  if (WHOLE.test(written)) return { start: written, length: written.length, shape: 'POSTCODE' };
  return null;
}

/** `&` alone is no text, although it is read as a word. */
const HAS_WORDS = /[\p{L}\p{N}]/u;
const CODE = /^[\p{L}\p{N}_-]{1,12}$/u;
const UPRN = /^0*\d{5,12}$/;
const OUTWARD = /^[a-z]{1,2}\d[a-z\d]?$/;
const INWARD = /^\d(?:[a-z]{1,2})?$/;
const WHOLE = /^[a-z]{1,2}\d[a-z\d]?\d[a-z]{2}$/;
