/**
 * The releases in which each organisation changed. The epoch of an organisation in release N is the newest release up
 * to N that changed it, else 0. All releases of one epoch have the same facts and share one cache entry.
 */
export class ChangeEpochs {
  private readonly changesByCode = new Map<string, number[]>();
  /** The changes of all releases up to this number have been added. */
  private newest = 0;
  private base = 0;
  /** Built on first use after `add`. */
  private sortedCodes: readonly string[] | null = null;

  /** Returns the epoch of an organisation in a release. A release whose changes were not added is its own epoch. */
  epochOf(code: string, release: number): number {
    if (release > this.newest || release < this.base) return release;
    const changes = this.changesByCode.get(code);
    if (changes === undefined) return 0;
    for (let index = changes.length - 1; index >= 0; index--) {
      const number = changes[index] as number;
      if (number <= release) return number > this.base ? number : 0;
    }
    return 0;
  }

  /** Adds the changes of the releases after the newest added one, up to `upTo`. `base` is the oldest loaded release. */
  add(rows: Iterable<readonly [code: string, release: number]>, base: number, upTo: number): void {
    for (const [code, release] of [...rows].sort((a, b) => a[1] - b[1])) {
      const changes = this.changesByCode.get(code);
      if (changes === undefined) this.changesByCode.set(code, [release]);
      else if (changes.at(-1) !== release) changes.push(release);
    }
    if (this.newest === 0) this.base = base;
    this.newest = upTo;
    this.sortedCodes = null;
  }

  /** Yields the codes greater than `after` that a release above one number and up to another changed, in order. */
  *changedCodes(above: number, upTo: number, after: string): Generator<string> {
    const codes = (this.sortedCodes ??= [...this.changesByCode.keys()].sort());
    for (let at = firstAfter(codes, after); at < codes.length; at++) {
      const code = codes[at] as string;
      if (this.hasChanged(code, above, upTo)) yield code;
    }
  }

  /** Whether a release above one number and up to another changed an organisation. */
  hasChanged(code: string, above: number, upTo: number): boolean {
    return this.changesByCode.get(code)?.some((release) => above < release && release <= upTo) ?? false;
  }

  get newestRelease(): number {
    return this.newest;
  }
}

/** Returns the index of the first code greater than `code`. */
function firstAfter(codes: readonly string[], code: string): number {
  let [low, high] = [0, codes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((codes[middle] as string) > code) high = middle;
    else low = middle + 1;
  }
  return low;
}
