import type { SearchTerm } from '../../ods/search-query';
import { normalWords, writtenWords } from '../../ods/words';
import { matcherOf, NONE, type Matcher } from './matcher';
import { ENDS, type Texts } from './texts';

/** The words at the start of a name or town: all but the last are whole. */
export class WordPrefix {
  private constructor(
    private readonly whole: readonly number[],
    readonly last: Matcher,
  ) {}

  /** Returns null if no record can begin with the text. */
  static of(text: string, { vocabulary }: Texts): WordPrefix | null {
    const written = writtenWords(text);
    const last = written.pop();
    if (last === undefined) return null;
    const whole = [...written.flatMap((word) => normalWords(word)), ...normalWords(last).slice(0, -1)];
    const ids = whole.map((word) => vocabulary.idOf(word));
    const term: SearchTerm = { written: last, word: normalWords(last).at(-1)!, postcode: null, isLittle: false };
    return ids.includes(-1) ? null : new WordPrefix(ids, matcherOf(term, vocabulary));
  }

  /** Returns whether a section of a version, 0 for the name and 1 for the town, begins with the words. */
  starts(version: number, section: 0 | 1, { words, starts, ends }: Texts): boolean {
    const from = starts[version]! + (section === 0 ? 0 : ends[version * ENDS]!);
    const to = starts[version]! + ends[version * ENDS + section]!;
    const at = from + this.whole.length;
    return at < to && this.whole.every((id, word) => words[from + word] === id) && this.last.match(words[at]!) !== NONE;
  }
}
