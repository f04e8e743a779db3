import { alternativesOf } from './alternatives';
import { alikeWords } from './alike-words';

/** Returns how much a word says: more the rarer it is, in bits. */
export type WeightOf = (word: string) => number;

/** How alike two names are, each from 0 to 1. */
export interface NameLikeness {
  /** The weight of the words that both names have, as a share of the weight of all words. */
  readonly alike: number;
  /** The same, without the words that only the published name has: 1 if no given word is missing there. */
  readonly covered: number;
}

/**
 * Compares the words of two names. The order does not count. A word that only the published name has counts half,
 * because people leave words out more often than they add some.
 */
export function compareNames(given: readonly string[], published: readonly string[], weightOf: WeightOf): NameLikeness {
  if (given.length === 0 || published.length === 0) return NOTHING;
  const [usedGiven, usedPublished] = [new Set<number>(), new Set<number>()];
  let [shared, extra, missing] = [0, 0, 0];
  for (const { from, to, alike } of pairWords(given, published)) {
    const weight = to.reduce((sum, at) => sum + weightOf(published[at]!), 0);
    shared += alike * weight;
    extra += (1 - alike) * weight;
    for (const at of from) usedGiven.add(at);
    for (const at of to) usedPublished.add(at);
  }
  given.forEach((word, at) => (extra += usedGiven.has(at) ? 0 : weightOf(word)));
  published.forEach((word, at) => (missing += usedPublished.has(at) ? 0 : weightOf(word)));
  if (shared === 0) return NOTHING;
  return { alike: shared / (shared + extra + LEFT_OUT * missing), covered: shared / (shared + extra) };
}

const LEFT_OUT = 0.5;
const NOTHING: NameLikeness = { alike: 0, covered: 0 };

interface Pair {
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly alike: number;
}

/** Pairs words with those that are most alike, equal words first, each word once. Two words may equal one written together. */
function pairWords(given: readonly string[], published: readonly string[]): Pair[] {
  const found: Pair[] = [];
  given.forEach((word, from) =>
    published.forEach((other, to) => {
      const alike = alikeForms(word, other);
      if (alike > 0) found.push({ from: [from], to: [to], alike });
      if (to + 1 < published.length && word === other + published[to + 1]!)
        found.push({ from: [from], to: [to, to + 1], alike: 1 });
      if (from + 1 < given.length && word + given[from + 1]! === other)
        found.push({ from: [from, from + 1], to: [to], alike: 1 });
    }),
  );
  found.sort((a, b) => b.alike - a.alike || nearness(a) - nearness(b));
  const [usedGiven, usedPublished] = [new Set<number>(), new Set<number>()];
  return found.filter(({ from, to }) => {
    if (from.some((at) => usedGiven.has(at)) || to.some((at) => usedPublished.has(at))) return false;
    for (const at of from) usedGiven.add(at);
    for (const at of to) usedPublished.add(at);
    return true;
  });
}

function nearness({ from, to }: Pair): number {
  return Math.abs(from[0]! - to[0]!);
}

function alikeForms(given: string, published: string): number {
  if (given === published) return 1;
  const alike = alikeWords(given, published);
  return alike < OTHER_FORM && alternativesOf(given).includes(published) ? OTHER_FORM : alike;
}

const OTHER_FORM = 0.8;
