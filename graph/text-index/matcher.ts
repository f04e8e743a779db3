import type { SearchTerm } from '../../ods/search-query';
import { representativeOf } from '../../ods/abbreviations';
import type { Postings } from './postings';
import type { Vocabulary } from './vocabulary';

/** How a word of a record matches a term. */
export const WHOLE = 2;
export const PREFIX = 1;
export const NONE = 0;

/** The words of an index that match one term of a search. */
export class Matcher {
  readonly isLetters: boolean;

  constructor(
    readonly term: SearchTerm,
    /** Ids that match as whole words. */
    readonly whole: readonly number[],
    /** The range of ids that match as the beginning of a word. */
    readonly from: number,
    readonly to: number,
    /** Further ids that match as the beginning of a word. */
    readonly others: readonly number[] = [],
    /** The range of ids of the postcodes in an area, such as LS. */
    private readonly area: readonly [from: number, to: number] = [0, 0],
  ) {
    this.isLetters = /^\p{L}+$/u.test(term.written);
  }

  match(id: number): number {
    if (this.whole.includes(id)) return WHOLE;
    return (id >= this.from && id < this.to) || (this.others.length > 0 && this.others.includes(id)) ? PREFIX : NONE;
  }

  /** Returns whether a word is a postcode in the area that the term names. */
  matchArea(id: number): number {
    return id >= this.area[0] && id < this.area[1] ? WHOLE : NONE;
  }

  /** Returns at most how many versions have a word that matches. */
  size({ starts }: Postings): number {
    const single = (ids: readonly number[]) => ids.reduce((sum, id) => sum + starts[id + 1]! - starts[id]!, 0);
    return single(this.whole) + single(this.others) + starts[this.to]! - starts[this.from]!;
  }

  /** Returns the words that match, as ranges of ids, each from the first up to, and without, the second. */
  ranges(): readonly (readonly [from: number, to: number])[] {
    return [...[...this.whole, ...this.others].map((id) => [id, id + 1] as const), [this.from, this.to]];
  }

  /** Calls `visit` with each version that has a word that matches; with some more than once. */
  each({ starts, versions }: Postings, visit: (version: number) => void): void {
    for (const id of [...this.whole, ...this.others])
      for (let at = starts[id]!; at < starts[id + 1]!; at++) visit(versions[at]!);
    for (let at = starts[this.from]!; at < starts[this.to]!; at++) visit(versions[at]!);
  }
}

/** Returns the matcher of a term: whole words in any form, and words that begin with the term as it was typed. */
export function matcherOf(term: SearchTerm, vocabulary: Vocabulary): Matcher {
  const { written, word, postcode } = term;
  if (postcode) return postcodeMatcher(term, vocabulary);
  const whole = known([vocabulary.idOf(word)]);
  if (representativeOf(written) !== word) return new Matcher(term, whole, 0, 0);
  const [from, to] = vocabulary.rangeOf(written);
  const others = vocabulary.formsOf(written).filter((id) => !whole.includes(id) && (id < from || id >= to));
  return new Matcher(term, whole, from, to, others, vocabulary.digitsAfter(written));
}

/** Returns the matcher of the words that differ from a term by one typing error, and of those that equal it. */
export function nearMatcherOf(term: SearchTerm, vocabulary: Vocabulary): Matcher {
  const exact = matcherOf(term, vocabulary);
  if (term.postcode || term.written.length < MIN_NEAR) return exact;
  const near = [...vocabulary.near(term.written), ...vocabulary.formsNear(term.written)].filter(
    (id) => !exact.whole.includes(id),
  );
  return new Matcher(term, exact.whole, exact.from, exact.to, [...exact.others, ...near]);
}

/** Shorter words are too often one letter apart. */
const MIN_NEAR = 4;

function postcodeMatcher(term: SearchTerm, vocabulary: Vocabulary): Matcher {
  const { start, length } = term.postcode!;
  if (length === null || start.length === length) return new Matcher(term, known([vocabulary.idOf(start)]), 0, 0);
  const [from, to] = vocabulary.rangeOf(start);
  const ids: number[] = [];
  for (let id = from; id < to; id++) if (vocabulary.wordOf(id).length === length) ids.push(id);
  return new Matcher(term, ids, 0, 0);
}

function known(ids: readonly number[]): number[] {
  return ids.filter((id) => id >= 0);
}
