import type { WorkBudget } from '../../work-budget';
import { ENDS, type Texts } from './texts';

/** The order of all versions that does not depend on a search: by kind, then more dependants first, then name, then code. */
export interface Ranks {
  /** The place of each version in the order, and the version at each place. */
  readonly rankOf: Uint32Array;
  readonly versionAt: Uint32Array;
}

export async function ranksOf(texts: Texts, work: WorkBudget): Promise<Ranks> {
  const versions = Array.from({ length: texts.starts.length - 1 }, (_, version) => version);
  const versionAt = Uint32Array.from(await work.sort(versions, (a, b) => compare(a, b, texts)));
  const rankOf = new Uint32Array(versionAt.length);
  await work.each(versionAt.length, (rank) => void (rankOf[versionAt[rank]!] = rank));
  return { rankOf, versionAt };
}

function compare(a: number, b: number, { flags, dependants, words, starts, ends }: Texts): number {
  const byKind = (flags[a]! >> 1) - (flags[b]! >> 1) || dependants[b]! - dependants[a]!;
  if (byKind !== 0) return byKind;
  const [fromA, fromB] = [starts[a]!, starts[b]!];
  const [lengthA, lengthB] = [ends[a * ENDS]!, ends[b * ENDS]!];
  for (let at = 0; at < Math.min(lengthA, lengthB); at++) {
    const difference = words[fromA + at]! - words[fromB + at]!;
    if (difference !== 0) return difference;
  }
  return lengthA - lengthB || a - b;
}
