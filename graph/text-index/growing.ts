/** Lists of numbers that grow without a copy of each number as an object. */

export class GrowingWords {
  private values = new Uint32Array(1_024);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) this.values = grown(this.values, new Uint32Array(this.length * 2));
    this.values[this.length++] = value;
  }

  /** Returns the numbers in a list of exactly their length. */
  finish(): Uint32Array {
    return this.values.slice(0, this.length);
  }
}

export class GrowingBytes {
  private values = new Uint8Array(1_024);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) this.values = grown(this.values, new Uint8Array(this.length * 2));
    this.values[this.length++] = value;
  }

  finish(): Uint8Array {
    return this.values.slice(0, this.length);
  }
}

function grown<List extends Uint32Array | Uint8Array>(from: List, to: List): List {
  to.set(from);
  return to;
}
