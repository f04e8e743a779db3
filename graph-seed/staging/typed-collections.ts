/** Collections for hundreds of thousands of small values, in typed arrays instead of objects to save memory. */

type Values = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** A growing column of numbers, stored in chunks so that growing copies nothing and over-allocates little. */
export class Column {
  length = 0;
  private readonly chunks: Values[] = [];

  constructor(private readonly kind: { new (size: number): Values }) {}

  push(value: number): void {
    const offset = this.length & MASK;
    if (offset === 0) this.chunks.push(new this.kind(CHUNK));
    this.chunks[this.length >>> BITS]![offset] = value;
    this.length++;
  }

  at(index: number): number {
    return this.chunks[index >>> BITS]![index & MASK]!;
  }

  set(index: number, value: number): void {
    this.chunks[index >>> BITS]![index & MASK] = value;
  }
}

const BITS = 14;
const CHUNK = 1 << BITS;
const MASK = CHUNK - 1;

/** Numbers distinct strings in the order of their first use. */
export class StringTable {
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

/** 53-bit hash of a text as an integer (cyrb53). */
export function hashOf(text: string): number {
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    high = Math.imul(high ^ unit, 2_654_435_761);
    low = Math.imul(low ^ unit, 1_597_334_677);
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  return 4_294_967_296 * (2_097_151 & low) + (high >>> 0);
}

/** A set of hashes (16 hexadecimal digits) whose members can be marked. Takes at most 24 bytes per member. */
export class HashSet {
  size = 0;
  /** Number of members that are marked. */
  marked = 0;
  private high = new Uint32Array(1_024);
  private low = new Uint32Array(1_024);
  private marks = new Uint8Array(1_024);

  /** Adds a hash. Returns whether it is new. */
  add(hash: string): boolean {
    return this.addHalves(...halves(hash));
  }

  /** Adds a hash as two numbers of 32 bits. */
  addHalves(high: number, half: number): boolean {
    if (this.size * 4 >= this.high.length * 3) this.grow();
    const low = half || 1;
    const slot = this.slotOf(high, low);
    if (this.low[slot] !== 0) return false;
    this.high[slot] = high;
    this.low[slot] = low;
    this.size++;
    return true;
  }

  /** Marks a hash. Returns whether it is a member. */
  mark(hash: string): boolean {
    return this.markHalves(...halves(hash));
  }

  /** Marks a hash of two numbers of 32 bits. Returns whether it is a member. */
  markHalves(high: number, half: number): boolean {
    const slot = this.slotOf(high, half || 1);
    if (this.low[slot] === 0) return false;
    this.marked += 1 - this.marks[slot]!;
    this.marks[slot] = 1;
    return true;
  }

  isMarked(hash: string): boolean {
    return this.marks[this.slotOf(...halves(hash))] === 1;
  }

  unmark(): void {
    this.marked = 0;
    this.marks.fill(0);
  }

  /** Yields the members that are not marked. A low half of 1 may stand for 0: both hashes are yielded. */
  *unmarked(): Generator<string> {
    const digits = (half: number) => half.toString(16).padStart(8, '0');
    for (let slot = 0; slot < this.low.length; slot++) {
      const low = this.low[slot]!;
      if (low === 0 || this.marks[slot] === 1) continue;
      yield digits(this.high[slot]!) + digits(low);
      if (low === 1) yield digits(this.high[slot]!) + digits(0);
    }
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

/** A low half of 0 means an empty slot, so it is stored as 1. */
function halves(hash: string): [number, number] {
  return [parseInt(hash.slice(0, 8), 16), parseInt(hash.slice(8), 16) || 1];
}
