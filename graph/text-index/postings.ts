import type { Texts } from './texts';

/** The versions that have each word, in the order of the words: those of a range of words are one piece. */
export interface Postings {
  readonly versions: Uint32Array;
  /** Where the versions of each word start, and the number of all. */
  readonly starts: Uint32Array;
}

/** Lists the versions of each word by counting. A version that repeats a word is listed once. */
export function postingsOf({ words, starts, vocabulary }: Texts): Postings {
  const counts = new Uint32Array(vocabulary.size + 1);
  const count = starts.length - 1;
  for (let version = 0; version < count; version++)
    for (let at = starts[version]!; at < starts[version + 1]!; at++)
      if (isFirst(words, starts[version]!, at)) counts[words[at]! + 1]!++;
  for (let id = 0; id < vocabulary.size; id++) counts[id + 1]! += counts[id]!;
  const next = counts.slice();
  const versions = new Uint32Array(counts[vocabulary.size]!);
  for (let version = 0; version < count; version++)
    for (let at = starts[version]!; at < starts[version + 1]!; at++)
      if (isFirst(words, starts[version]!, at)) versions[next[words[at]!]!++] = version;
  return { versions, starts: counts };
}

function isFirst(words: Uint32Array, from: number, at: number): boolean {
  for (let before = from; before < at; before++) if (words[before] === words[at]) return false;
  return true;
}
