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
  missedWeight = 0;
  nameWeight = 0;
  isFormer = false;
  /** Terms that must match and do not. */
  missing = 0;
  missingWeight = 0;
  /** Section of each term. */
  readonly sections: number[] = [];
  private readonly nameOnly: boolean;

  constructor(
    private readonly texts: Texts,
    private readonly weights: Uint8Array,
    private readonly matchers: readonly Matcher[],
    private readonly isRequired: readonly boolean[],
    private readonly mostMissing = 0,
  ) {
    this.nameOnly = matchers.length === 1 && matchers[0]!.term.written.length < 3;
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
    this.missedWeight = this.nameWeight = this.missing = this.missingWeight = 0;
    this.inOrder = this.fromStart = true;
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
    const section = this.nameOnly ? NOWHERE : this.sectionOf(term, version);
    this.sections[term] = section;
    if (!this.isRequired[term]) return true;
    this.required++;
    if (section === NOWHERE) return ++this.missing <= this.mostMissing;
    if (section === TOWN || section === POSTCODE) this.inPlace++;
    else this.elsewhere++;
    return true;
  }

  /** Returns the section after the name that has a term; whole words come first. */
  private sectionOf(term: number, version: number): number {
    const { words, starts, ends } = this.texts;
    const matcher = this.matchers[term]!;
    const least = matcher.term.written.length < 3 ? WHOLE : PREFIX;
    let [best, bestKind] = [NOWHERE, least - 1];
    let section = TOWN;
    const [from, to] = [starts[version]!, starts[version + 1]!];
    for (let at = from + ends[version * ENDS]!; at < to; at++) {
      while (section < ENDS && at - from >= ends[version * ENDS + section]!) section++;
      const kind = matcher.match(words[at]!);
      if (kind > bestKind) [best, bestKind] = [section, kind];
      if (bestKind === WHOLE) break;
    }
    return best;
  }

  private weighName(from: number, to: number, used: number, last: number): void {
    for (let at = from; at < to; at++) {
      const weight = this.weights[this.texts.words[at]!]!;
      this.nameWeight += weight;
      if ((used >> (at - from)) & 1) continue;
      this.missedWeight += weight;
      if (at < last && weight > 0) this.fromStart = false;
    }
  }
}
