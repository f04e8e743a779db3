import type { WorkBudget } from '../../work-budget';
import type { Texts } from './texts';

/** The versions that have each word, in the order of the words: those of a range of words are one piece. */
export interface Postings {
  readonly versions: Uint32Array;
  /** Where the versions of each word start, and the number of all. */
  readonly starts: Uint32Array;
}

/** Lists the versions of each word by counting. A version that repeats a word is listed once. */
export async function postingsOf({ words, starts, vocabulary }: Texts, work: WorkBudget): Promise<Postings> {
  const counts = new Uint32Array(vocabulary.size + 1);
  const eachWord = (version: number, visit: (id: number) => void) => {
    const [from, to] = [starts[version]!, starts[version + 1]!];
    for (let at = from; at < to; at++) if (isFirst(words, from, at)) visit(words[at]!);
  };
  await work.each(starts.length - 1, (version) => eachWord(version, (id) => void counts[id + 1]!++));
  for (let id = 0; id < vocabulary.size; id++) counts[id + 1]! += counts[id]!;
  const next = counts.slice();
  const versions = new Uint32Array(counts[vocabulary.size]!);
  await work.each(starts.length - 1, (version) => eachWord(version, (id) => void (versions[next[id]!++] = version)));
  return { versions, starts: counts };
}

function isFirst(words: Uint32Array, from: number, at: number): boolean {
  for (let before = from; before < at; before++) if (words[before] === words[at]) return false;
  return true;
}
