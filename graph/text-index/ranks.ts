import { ENDS, type Texts } from './texts';

/** The order of all versions that does not depend on a search: by kind, then more dependants first, then name, then code. */
export class Ranks {
  /** The place of each version in the order, and the version at each place. */
  readonly rankOf: Uint32Array;
  readonly versionAt: Uint32Array;

  constructor(texts: Texts) {
    const count = texts.starts.length - 1;
    this.versionAt = new Uint32Array(count);
    for (let version = 0; version < count; version++) this.versionAt[version] = version;
    this.versionAt.sort((a, b) => compare(a, b, texts));
    this.rankOf = new Uint32Array(count);
    for (let rank = 0; rank < count; rank++) this.rankOf[this.versionAt[rank]!] = rank;
  }
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
