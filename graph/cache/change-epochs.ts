/**
 * In which releases each organisation changed. Its facts in release N are those of its epoch: the newest release up
 * to N that touched it, else 0. So facts kept for one release serve every other of the same epoch.
 */
export class Touches {
  private readonly byCode = new Map<string, number[]>();
  /** Releases up to this number are known. */
  private known = 0;
  private base = 0;
  /** The codes in order; made when first asked for. */
  private inOrder: readonly string[] | null = null;

  /** Epoch of an organisation's facts in a release. A release whose touches are not known is an epoch of its own. */
  epochOf(code: string, release: number): number {
    if (release > this.known || release < this.base) return release;
    const touching = this.byCode.get(code);
    if (touching === undefined) return 0;
    for (let index = touching.length - 1; index >= 0; index--) {
      const number = touching[index] as number;
      if (number <= release) return number > this.base ? number : 0;
    }
    return 0;
  }

  /** Adds what the releases after the newest known one, up to `upTo`, touched; `base` is the oldest release that can be asked. */
  add(rows: Iterable<readonly [code: string, release: number]>, base: number, upTo: number): void {
    for (const [code, release] of [...rows].sort((a, b) => a[1] - b[1])) {
      const touching = this.byCode.get(code);
      if (touching === undefined) this.byCode.set(code, [release]);
      else if (touching.at(-1) !== release) touching.push(release);
    }
    if (this.known === 0) this.base = base;
    this.known = upTo;
    this.inOrder = null;
  }

  /** The codes, in order and beginning after one, that a release above one number and up to another touched. */
  *between(above: number, upTo: number, after: string): Generator<string> {
    const codes = (this.inOrder ??= [...this.byCode.keys()].sort());
    for (let at = placeAfter(codes, after); at < codes.length; at++) {
      const code = codes[at] as string;
      if (this.byCode.get(code)?.some((release) => above < release && release <= upTo)) yield code;
    }
  }

  get newest(): number {
    return this.known;
  }
}

function placeAfter(codes: readonly string[], code: string): number {
  let [low, high] = [0, codes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((codes[middle] as string) > code) high = middle;
    else low = middle + 1;
  }
  return low;
}
