const LEVELS = 4_096;

/** Sums of weights by version, of those versions to which something was added. Reused for each item. */
export class Sums {
  private readonly values: Float32Array;
  private readonly added: Uint32Array;
  private readonly perLevel = new Uint32Array(LEVELS);
  count = 0;

  constructor(versions: number) {
    this.values = new Float32Array(versions);
    this.added = new Uint32Array(versions);
  }

  /** Adds a weight above 0. */
  add(version: number, weight: number): void {
    const value = this.values[version]!;
    if (value === 0) this.added[this.count++] = version;
    this.values[version] = value + weight;
  }

  /** Returns the versions with the largest sums, at most so many, in no order; and empties the sums. */
  takeLargest(most: number): number[] {
    const found = this.count <= most ? Array.from(this.added.subarray(0, this.count)) : this.largest(most);
    for (let at = 0; at < this.count; at++) this.values[this.added[at]!] = 0;
    this.count = 0;
    return found;
  }

  private largest(most: number): number[] {
    const { values, added, perLevel, count } = this;
    let top = 0;
    for (let at = 0; at < count; at++) top = Math.max(top, values[added[at]!]!);
    const scale = (LEVELS - 1) / top;
    perLevel.fill(0);
    for (let at = 0; at < count; at++) perLevel[(values[added[at]!]! * scale) | 0]!++;
    let [level, above] = [LEVELS - 1, 0];
    while (above + perLevel[level]! < most) above += perLevel[level--]!;
    let left = most - above;
    const found: number[] = [];
    for (let at = 0; at < count; at++) {
      const version = added[at]!;
      const own = (values[version]! * scale) | 0;
      if (own > level || (own === level && left-- > 0)) found.push(version);
    }
    return found;
  }
}
