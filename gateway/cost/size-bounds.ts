import type { MeasuredList, MeasuredSizes } from '../../ods/measured-sizes';
import type { MeasuredBound } from '../../resolvers/sizes/measured-lists';

/** The parents that a selection set is executed for. */
export interface Parents {
  readonly count: number;
  /** How often the same parent is repeated; Infinity when that is not known. */
  readonly repeats: number;
  /** Whether no organisation is there twice. */
  readonly isDistinct: boolean;
  /** The codes of the organisations, one for each parent, if they are known. */
  readonly codes?: readonly string[] | undefined;
}

/** The lengths of a list in descending order, with their sums. */
interface Ordered {
  readonly lengths: readonly number[];
  /** The sum of the lengths before each place. */
  readonly sums: readonly number[];
}

/** Bounds the lengths of lists by what was measured when the releases were loaded. */
export class SizeBounds {
  private readonly ordered = new Map<string, Ordered>();

  constructor(private readonly sizes: MeasuredSizes) {}

  /** Returns the most items of a bound for all parents together, at most `cap` for each; Infinity without a bound. */
  itemsOf({ list, roles, plus = 0 }: MeasuredBound, parents: Parents, cap = Infinity): number {
    if (roles) return parents.count * Math.min(cap, this.holdersOf(roles));
    if (list === undefined) return plus > 0 ? parents.count * Math.min(cap, plus) : Infinity;
    const measured = this.sizes.lists[list];
    if (!measured) return Infinity;
    if (parents.codes) return sum(parents.codes.map((code) => Math.min(cap, plus + lengthOf(code, measured))));
    if (parents.isDistinct) return this.longest(list, measured, parents.count, cap - plus) + plus * parents.count;
    const [most = 0] = this.orderedOf(list, measured).lengths;
    return parents.count * Math.min(cap, plus + Math.max(most, measured.usual));
  }

  /** Returns the most items of the list of one organisation; Infinity for a list that was not measured. */
  lengthOf(code: string, list: string): number {
    const measured = this.sizes.lists[list];
    return measured ? lengthOf(code.trim().toUpperCase(), measured) : Infinity;
  }

  /** Returns how many organisations have held each of the roles, together. */
  holdersOf(roles: readonly string[]): number {
    return sum([...new Set(roles)].map((role) => this.sizes.holders[role] ?? 0));
  }

  /** Returns the sum of the longest lists of `count` organisations, at most `cap` items of each. */
  private longest(name: string, measured: MeasuredList, count: number, cap: number): number {
    const { lengths, sums } = this.orderedOf(name, measured);
    const named = Math.min(count, lengths.length);
    const cut = Math.min(named, placeOf(cap, lengths));
    const ofNamed = (cut > 0 ? cut * cap : 0) + sums[named]! - sums[cut]!;
    return ofNamed + (count - named) * Math.max(0, Math.min(cap, measured.usual));
  }

  private orderedOf(name: string, { longer }: MeasuredList): Ordered {
    let ordered = this.ordered.get(name);
    if (!ordered) {
      const lengths = [...longer.values()].sort((a, b) => b - a);
      const sums = [0];
      for (const length of lengths) sums.push(sums.at(-1)! + length);
      this.ordered.set(name, (ordered = { lengths, sums }));
    }
    return ordered;
  }
}

function lengthOf(code: string, { longer, usual }: MeasuredList): number {
  return Math.max(usual, longer.get(code) ?? 0);
}

/** Returns how many of the lengths, which are in descending order, are above a value. */
function placeOf(value: number, lengths: readonly number[]): number {
  let [low, high] = [0, lengths.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lengths[middle]! > value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
