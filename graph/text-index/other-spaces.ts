import { wordTerms, type SearchTerm } from '../../ods/search-query';
import type { Vocabulary } from './vocabulary';

/** Readings with other spaces that are tried, at most. */
export const MOST_READINGS = 8;
/** Parts of a word that was typed without its space have at least so many letters. */
const MIN_PART = 3;

/** Yields the terms with two words joined, or one word cut in two, wherever records have the words that this makes. */
export function* otherSpaces(terms: readonly SearchTerm[], vocabulary: Vocabulary): Generator<readonly SearchTerm[]> {
  for (let at = 0; at < terms.length; at++) {
    const [term, next] = [terms[at]!, terms[at + 1]];
    if (term.postcode) continue;
    const around = (made: readonly string[], end: number) => [
      ...terms.slice(0, at),
      ...made.flatMap(wordTerms),
      ...terms.slice(end),
    ];
    if (next && !next.postcode && vocabulary.idOf(term.written + next.written) >= 0)
      yield around([term.written + next.written], at + 2);
    for (let cut = MIN_PART; cut <= term.written.length - MIN_PART; cut++) {
      const parts = [term.written.slice(0, cut), term.written.slice(cut)];
      if (parts.every((part) => isKnown(part, vocabulary))) yield around(parts, at + 1);
    }
  }
}

function isKnown(word: string, vocabulary: Vocabulary): boolean {
  return wordTerms(word).every((term) => vocabulary.idOf(term.word) >= 0);
}
