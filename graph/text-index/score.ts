import { CLOSENESS_LEVELS, closenessOf, tierOf, type MatchedWords } from '../../ods/search-rank';
import { NONE, PREFIX, WHOLE, type Matcher } from './matcher';
import { ENDS, type Texts } from './texts';

/** Where a term matched: the place in `SECTIONS`. */
export const NAME = 0;
export const TOWN = 1;
export const POSTCODE = 2;
export const ADDRESS = 3;
export const KIND = 4;
const NOWHERE = -1;

/** What one version of a record matches of the terms of a search; reused for each version. */
export class Score implements MatchedWords {
  required = 0;
  inName = 0;
  wholeInName = 0;
  inPlace = 0;
  elsewhere = 0;
  inOrder = true;
  fromStart = true;
  isAdjacent = true;
  missedWeight = 0;
  nameWeight = 0;
  isFormer = false;
  littleDifference = 0;
  /** The section in which each term matched, -1 for none, and the id of the word. */
  readonly sections: number[] = [];
  readonly matched: number[] = [];
  /** One or two letters alone are looked for in names and as the area of a postcode. */
  private readonly isShort: boolean;

  constructor(
    private readonly texts: Texts,
    private readonly weights: Uint8Array,
    readonly matchers: readonly Matcher[],
    private readonly isRequired: readonly boolean[],
  ) {
    this.isShort = matchers.length === 1 && matchers[0]!.term.written.length < 3;
  }

  /** Fills in what a version matches. Returns false if it matches too little. */
  evaluate(version: number, isFormer: boolean): boolean {
    const { words, starts, ends } = this.texts;
    const from = starts[version]!;
    const nameEnd = from + ends[version * ENDS]!;
    this.reset(isFormer);
    let [used, last] = [0, from - 1];
    for (let term = 0; term < this.matchers.length; term++) {
      const matcher = this.matchers[term]!;
      let [at, kind] = [-1, NONE];
      for (let here = from; here < nameEnd; here++) {
        const found = (used >> (here - from)) & 1 ? NONE : matcher.match(words[here]!);
        if (found > kind || (found === kind && found !== NONE && at < last && here > last)) [at, kind] = [here, found];
      }
      if (kind !== NONE) {
        used |= 1 << (at - from);
        if (at < last) this.inOrder = false;
        else last = at;
        this.matched[term] = words[at]!;
        this.addInName(term, kind);
      } else if (!this.addElsewhere(term, version)) return false;
    }
    this.weighName(from, nameEnd, used, last);
    return this.inName + this.inPlace + this.elsewhere > 0;
  }

  /** Returns tier and closeness as one number; less is better. */
  get rank(): number {
    return tierOf(this) * CLOSENESS_LEVELS + closenessOf(this);
  }

  private reset(isFormer: boolean): void {
    this.required = this.inName = this.wholeInName = this.inPlace = this.elsewhere = 0;
    this.missedWeight = this.nameWeight = this.littleDifference = 0;
    this.inOrder = this.fromStart = this.isAdjacent = true;
    this.isFormer = isFormer;
  }

  private addInName(term: number, kind: number): void {
    this.sections[term] = NAME;
    if (!this.isRequired[term]) return;
    this.required++;
    this.inName++;
    if (kind === WHOLE) this.wholeInName++;
  }

  private addElsewhere(term: number, version: number): boolean {
    const section = this.sectionOf(term, version);
    this.sections[term] = section;
    if (!this.isRequired[term]) {
      this.littleDifference++;
      return true;
    }
    this.required++;
    if (section === NOWHERE) return false;
    if (section === TOWN || section === POSTCODE) this.inPlace++;
    else this.elsewhere++;
    return true;
  }

  /** Returns the section after the name that has a term; whole words come first. */
  private sectionOf(term: number, version: number): number {
    const { words, starts, ends } = this.texts;
    const matcher = this.matchers[term]!;
    const least = matcher.term.written.length < 3 && !this.isShort ? WHOLE : PREFIX;
    let [best, bestKind] = [NOWHERE, least - 1];
    let section = this.isShort ? POSTCODE : TOWN;
    this.matched[term] = -1;
    const from = starts[version]!;
    const to = this.isShort ? from + ends[version * ENDS + POSTCODE]! : starts[version + 1]!;
    for (let at = from + ends[version * ENDS + section - 1]!; at < to && bestKind < WHOLE; at++) {
      while (section < ENDS && at - from >= ends[version * ENDS + section]!) section++;
      const kind = this.kindIn(section, matcher, words[at]!);
      if (kind <= bestKind) continue;
      [best, bestKind] = [section, kind];
      this.matched[term] = words[at]!;
    }
    return best;
  }

  /** A postcode is no word, and letters alone begin one only if they are its whole area. */
  private kindIn(section: number, matcher: Matcher, word: number): number {
    if (section === POSTCODE && matcher.isLetters) return this.isShort ? matcher.matchArea(word) : NONE;
    return matcher.match(word);
  }

  private weighName(from: number, to: number, used: number, last: number): void {
    for (let at = from; at < to; at++) {
      const weight = this.weights[this.texts.words[at]!]!;
      this.nameWeight += weight;
      if ((used >> (at - from)) & 1) continue;
      this.missedWeight += weight;
      if (weight === 0) this.littleDifference++;
      else if (at < last) {
        this.fromStart = false;
        if (used & ((1 << (at - from)) - 1)) this.isAdjacent = false;
      }
    }
  }
}
