/** Collections for hundreds of thousands of small things: typed arrays instead of objects. */

type Values = Uint8Array | Uint32Array | Float64Array;

/** A growing column of numbers. */
export class Column {
  length = 0;
  private values: Values;

  constructor(private readonly kind: { new (size: number): Values }) {
    this.values = new kind(4_096);
  }

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new this.kind(this.values.length * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length++] = value;
  }

  at(index: number): number {
    return this.values[index]!;
  }

  set(index: number, value: number): void {
    this.values[index] = value;
  }
}

/** Texts by number, each kept once. */
export class Texts {
  readonly list: string[] = [];
  private readonly numbers = new Map<string, number>();

  numberOf(text: string): number {
    let number = this.numbers.get(text);
    if (number === undefined) {
      number = this.list.push(text) - 1;
      this.numbers.set(text, number);
    }
    return number;
  }

  find(text: string): number | undefined {
    return this.numbers.get(text);
  }

  at(number: number): string {
    return this.list[number]!;
  }
}

/** A set of hashes (16 hexadecimal digits) whose members can be marked. 20 bytes or fewer a member. */
export class HashSet {
  size = 0;
  private high = new Uint32Array(1_024);
  private low = new Uint32Array(1_024);
  private marks = new Uint8Array(1_024);

  /** Returns whether the hash is new. */
  add(hash: string): boolean {
    if (this.size * 2 >= this.high.length) this.grow();
    const [high, low] = halves(hash);
    const slot = this.slotOf(high, low);
    if (this.low[slot] !== 0) return false;
    this.high[slot] = high;
    this.low[slot] = low;
    this.size++;
    return true;
  }

  /** Marks a member; returns whether it is one. */
  mark(hash: string): boolean {
    const slot = this.slotOf(...halves(hash));
    if (this.low[slot] === 0) return false;
    this.marks[slot] = 1;
    return true;
  }

  isMarked(hash: string): boolean {
    return this.marks[this.slotOf(...halves(hash))] === 1;
  }

  private slotOf(high: number, low: number): number {
    const mask = this.high.length - 1;
    let slot = high & mask;
    while (this.low[slot] !== 0 && (this.low[slot] !== low || this.high[slot] !== high)) slot = (slot + 1) & mask;
    return slot;
  }

  private grow(): void {
    const { high, low, marks } = this;
    const size = high.length * 2;
    this.high = new Uint32Array(size);
    this.low = new Uint32Array(size);
    this.marks = new Uint8Array(size);
    for (let old = 0; old < low.length; old++) {
      if (low[old] === 0) continue;
      const slot = this.slotOf(high[old]!, low[old]!);
      this.high[slot] = high[old]!;
      this.low[slot] = low[old]!;
      this.marks[slot] = marks[old]!;
    }
  }
}

/** An empty slot has a low half of 0, so no hash may have one. */
function halves(hash: string): [number, number] {
  return [parseInt(hash.slice(0, 8), 16), parseInt(hash.slice(8), 16) || 1];
}
