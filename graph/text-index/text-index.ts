import type { WorkBudget } from '../../work-budget';
import type { PostcodePart } from '../../ods/normalise';
import { isLittleWord } from '../../ods/abbreviations';
import { CLOSENESS_LEVELS, NUMBER_OF } from '../../ods/search-rank';
import { isCodeLike, parseSearch, searchedText, type SearchQuery, type SearchTerm } from '../../ods/search-query';
import { normalWords, writtenWords } from '../../ods/words';

import { codesWith, lookalikeCodes, positionOf } from './codes';
import { codesOfPostcodes } from './values/codes-of-postcodes';
import { codesOfValues, type ValueTests } from './values/codes-of-values';
import { codesOfWords } from './codes-of-words';
import { MatchIndex } from './match-index';
import { type Matcher, matcherOf, nearMatcherOf } from './matcher';
import { MOST_READINGS, otherSpaces } from './other-spaces';
import { postingsOf, type Postings } from './postings';
import { ranksOf, type Ranks } from './ranks';
import { Results } from './results';
import { Score } from './score';
import { TextSearch, withPauses } from './text-search';
import type { Texts } from './texts';
import { WordPrefix } from './word-prefix';

/** A computation in steps. Each step yields how much it did, so that the caller can pause. */
export type Steps<Result> = Generator<number, Result, void>;

const VERSIONS_PER_STEP = 64;
/** A page of results reads those of its search again: its next page, its count, and what matched. */
const KEPT_SEARCHES = 8;

/** Finds organisations by what people type. Holds the texts of every version of every record up to a release. */
export class TextIndex {
  private readonly codeText: string;
  private readonly marks: Uint8Array;
  /** Lists for the keys of results, which no search uses now. */
  private readonly unused: Float64Array[] = [];
  private readonly searches = new Map<string, TextSearch>();
  private matchIndex: Promise<MatchIndex> | undefined;

  private constructor(
    readonly texts: Texts,
    /** The newest release whose texts it holds. */
    readonly upTo: number,
    private readonly postings: Postings,
    private readonly weights: Uint8Array,
    private readonly ranks: Ranks,
  ) {
    this.codeText = `\n${texts.codes.join('\n')}\n`;
    this.marks = new Uint8Array(texts.starts.length - 1);
  }

  static async of(texts: Texts, upTo: number, work: WorkBudget): Promise<TextIndex> {
    const postings = await postingsOf(texts, work);
    return new TextIndex(texts, upTo, postings, await weightsOf(texts, postings, work), await ranksOf(texts, work));
  }

  /** Finds what items without codes mean. Made at its first use. */
  matching(): Promise<MatchIndex> {
    return (this.matchIndex ??= MatchIndex.of(this.texts, this.postings));
  }

  /** Returns a search for a text in a release. What it has found is kept for some searches. */
  search(text: string, release: number): TextSearch {
    const key = `${release} ${searchedText(text)}`;
    const known = this.searches.get(key);
    this.searches.delete(key);
    const search = known ?? new TextSearch(this, parseSearch(text), release);
    this.searches.set(key, search);
    if (this.searches.size > KEPT_SEARCHES) this.searches.delete(this.searches.keys().next().value!);
    return search;
  }

  /** Returns the organisations of which a code, or all words that count, match, best match first. */
  whole(query: SearchQuery, release: number): Results {
    return atOnce(this.findWhole(query, release));
  }

  /** Like `whole`, but each word of four letters or more may have one typing error, and a space may be missing or too many. */
  near(query: SearchQuery, release: number): Results {
    return atOnce(this.findNear(query, release));
  }

  /** Finds what `whole` returns, step by step. */
  *findWhole(query: SearchQuery, release: number): Steps<Results> {
    const results = this.begin(release);
    this.addCodes(query, results);
    for (const terms of [query.terms, query.openTerms ?? []])
      yield* this.addWords(terms, (term) => matcherOf(term, this.texts.vocabulary), results);
    return this.end(results);
  }

  /** Finds what `near` returns, step by step. */
  *findNear(query: SearchQuery, release: number): Steps<Results> {
    const results = this.begin(release);
    const { vocabulary } = this.texts;
    let readings = 0;
    for (const terms of otherSpaces(query.terms, vocabulary)) {
      if (readings++ === MOST_READINGS) break;
      yield* this.addWords(terms, (term) => matcherOf(term, vocabulary), results);
    }
    yield* this.addWords(query.terms, (term) => nearMatcherOf(term, vocabulary), results);
    return this.end(results);
  }

  /** Returns what `findCodesWith` finds, within a budget. */
  codesWith(field: 'name' | 'town', text: string, release: number, work: WorkBudget): Promise<string[]> {
    return withPauses(this.findCodesWith(field, text, release), work);
  }

  /** Returns what `findCodesContaining` finds, within a budget. */
  codesContaining(text: string, release: number, work: WorkBudget): Promise<string[]> {
    return withPauses(this.findCodesContaining(text, release), work);
  }

  /** Returns what `codesOfValues` finds, within a budget. */
  codesOfValues(tests: ValueTests, release: number, work: WorkBudget): Promise<string[]> {
    return withPauses(codesOfValues(this.texts, release, tests), work);
  }

  /** Returns what `codesOfPostcodes` finds, within a budget. */
  codesOfPostcodes(part: PostcodePart, release: number, work: WorkBudget): Promise<string[]> {
    return withPauses(codesOfPostcodes(part, release, { texts: this.texts, postings: this.postings }), work);
  }

  /** Finds the codes, in order, of the records of a release whose name or town begins with a text; its last word may be incomplete. */
  *findCodesWith(field: 'name' | 'town', text: string, release: number): Steps<string[]> {
    const prefix = WordPrefix.of(text, this.texts);
    if (prefix === null) return [];
    const accepts = (version: number) => prefix.starts(version, field === 'name' ? 0 : 1, this.texts);
    return yield* codesOfWords(prefix.last.ranges(), release, { texts: this.texts, postings: this.postings, accepts });
  }

  /** Finds the codes, in order, of a superset of the records of a release whose name contains a text. */
  *findCodesContaining(text: string, release: number): Steps<string[]> {
    const longest = writtenWords(text).reduce((a, b) => (b.length > a.length ? b : a), '');
    if (longest === '') return [];
    return yield* codesOfWords(this.wordsWith(longest), release, {
      texts: this.texts,
      postings: this.postings,
      accepts: () => true,
    });
  }

  /** Yields the words, as ranges of ids, that contain a text or are forms of it. */
  private *wordsWith(text: string): Generator<readonly [from: number, to: number]> {
    const { vocabulary } = this.texts;
    for (const id of vocabulary.containing(text)) yield [id, id + 1];
    for (const word of normalWords(text)) {
      const id = vocabulary.idOf(word);
      if (id >= 0) yield [id, id + 1];
    }
  }

  private begin(release: number): Results {
    const keyOf = this.unused.pop() ?? new Float64Array(this.texts.codes.length);
    return new Results(this.texts, this.ranks, release, keyOf);
  }

  private end(results: Results): Results {
    this.unused.push(results.finish());
    return results;
  }

  private addCodes({ code, hasSpaces, terms }: SearchQuery, results: Results): void {
    const { codes } = this.texts;
    const exact = code !== null && (!hasSpaces || /\d/.test(code)) ? positionOf(code, codes) : -1;
    if (exact >= 0) results.add(exact, NUMBER_OF.CODE * CLOSENESS_LEVELS);
    for (const { written } of terms) {
      const position = isCodeLike(written) ? positionOf(written.toUpperCase(), codes) : -1;
      if (position >= 0) results.add(position, NUMBER_OF.CODE * CLOSENESS_LEVELS);
    }
    if (code === null || hasSpaces) return;
    for (const position of lookalikeCodes(code, codes)) results.add(position, NUMBER_OF.CODE * CLOSENESS_LEVELS + 1);
    for (const { position, begins } of codesWith(code, codes, this.codeText))
      results.add(position, NUMBER_OF.PART_OF_CODE * CLOSENESS_LEVELS + (begins ? 0 : 1));
  }

  private *addWords(
    terms: readonly SearchTerm[],
    toMatcher: (term: SearchTerm) => Matcher,
    results: Results,
  ): Steps<void> {
    if (terms.length === 0) return;
    const matchers = terms.map(toMatcher);
    const required = terms.map(({ isLittle }) => !isLittle);
    if (!required.includes(true)) required.fill(true);
    const needed = matchers.filter((_, at) => required[at]);
    const rarest = needed.reduce((a, b) => (b.size(this.postings) < a.size(this.postings) ? b : a));
    const score = new Score(this.texts, this.weights, matchers, required);
    results.scores.push(score);
    let count = 0;
    for (const version of this.versionsOf(rarest)) {
      if (++count % VERSIONS_PER_STEP === 0) yield VERSIONS_PER_STEP;
      const isFormer = results.isFormer(version);
      if (isFormer === null || !score.evaluate(version, isFormer)) continue;
      results.addVersion(version, score.rank);
    }
  }

  /** Returns each version that has a word of a matcher, once. */
  private versionsOf(matcher: Matcher): number[] {
    const found: number[] = [];
    matcher.each(this.postings, (version) => {
      if (this.marks[version] === 1) return;
      this.marks[version] = 1;
      found.push(version);
    });
    for (const version of found) this.marks[version] = 0;
    return found;
  }
}

/** Returns what each word says of a name that has it: 0 for words that say little, else more the rarer it is. */
async function weightsOf({ vocabulary, starts }: Texts, postings: Postings, work: WorkBudget): Promise<Uint8Array> {
  const count = starts.length - 1;
  const weights = new Uint8Array(vocabulary.size);
  await work.each(weights.length, (id) => {
    const frequency = postings.starts[id + 1]! - postings.starts[id]!;
    const weight = 1 + Math.round(10 * Math.log2(count / Math.max(1, frequency)));
    weights[id] = isLittle(vocabulary.wordOf(id)) ? 0 : weight;
  });
  return weights;
}

function atOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

function isLittle(word: string): boolean {
  return word.length < 5 && isLittleWord(word);
}
