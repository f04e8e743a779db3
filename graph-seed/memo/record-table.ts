import { keyWord } from '../staging/record-entry';

/** Numbers of a slot: those of the key, and the offset of the entry in the file, which is never 0. */
const SLOT = 5;
const OFFSET = 4;
/** Share of the slots that are used at most. */
const MAX_LOAD = 0.75;

/** A hash table from the keys of records to their entries in a file, in memory that threads share. */
export class RecordTable {
  private readonly slots: Uint32Array;
  private readonly mask: number;
  private readonly key = Buffer.alloc(16);

  constructor(shared: SharedArrayBuffer) {
    this.slots = new Uint32Array(shared);
    this.mask = this.slots.length / SLOT - 1;
  }

  /** Returns the memory of a table for so many entries: 27 to 53 bytes each. */
  static memoryFor(entries: number): SharedArrayBuffer {
    return new SharedArrayBuffer(2 ** Math.ceil(Math.log2(Math.max(16, entries / MAX_LOAD))) * SLOT * 4);
  }

  /** Adds an entry. Of two with the same key, keeps the last one. */
  add(entry: Buffer, offset: number): void {
    this.put(keyWord(entry, 0), keyWord(entry, 1), keyWord(entry, 2), keyWord(entry, 3), offset);
  }

  /** Returns the offset of the entry with a key in hexadecimal, 0 if there is none. */
  find(key: string): number {
    const bytes = this.key;
    bytes.write(key, 'hex');
    const [first, second] = [bytes.readUInt32LE(0), bytes.readUInt32LE(4)];
    const [third, fourth] = [bytes.readUInt32LE(8), bytes.readUInt32LE(12)];
    return this.slots[this.slotOf(first, second, third, fourth) + OFFSET]!;
  }

  private put(first: number, second: number, third: number, fourth: number, offset: number): void {
    const { slots } = this;
    const slot = this.slotOf(first, second, third, fourth);
    slots[slot] = first;
    slots[slot + 1] = second;
    slots[slot + 2] = third;
    slots[slot + 3] = fourth;
    slots[slot + OFFSET] = offset;
  }

  private slotOf(first: number, second: number, third: number, fourth: number): number {
    const { slots, mask } = this;
    for (let at = first & mask; ; at = (at + 1) & mask) {
      const slot = at * SLOT;
      if (slots[slot + OFFSET] === 0) return slot;
      if (slots[slot] !== first || slots[slot + 1] !== second) continue;
      if (slots[slot + 2] === third && slots[slot + 3] === fourth) return slot;
    }
  }
}
