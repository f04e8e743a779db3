import type { WorkBudget } from '../../work-budget';
import { wordForms } from '../../ods/abbreviations';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The words of an index in the order of their bytes, in one block of memory. The id of a word is its position. */
export class Vocabulary {
  private constructor(
    private readonly bytes: Uint8Array,
    private readonly starts: Uint32Array,
    /** The ids in the order of the words read from their end. */
    private readonly fromEnd: Uint32Array,
  ) {}

  /** `words` are sorted as `compareWords` does. */
  static async of(words: readonly string[], work: WorkBudget): Promise<Vocabulary> {
    const starts = new Uint32Array(words.length + 1);
    const encoded = await work.map(words, (word) => encoder.encode(word));
    for (let id = 0; id < encoded.length; id++) starts[id + 1] = starts[id]! + encoded[id]!.length;
    const bytes = new Uint8Array(starts[words.length]!);
    await work.each(encoded.length, (id) => bytes.set(encoded[id]!, starts[id]));
    const ids = await work.map(encoded, (_, id) => id);
    const fromEnd = await work.sort(ids, (a, b) => compareFromEnd(encoded[a]!, encoded[b]!));
    return new Vocabulary(bytes, starts, Uint32Array.from(fromEnd));
  }

  get size(): number {
    return this.starts.length - 1;
  }

  wordOf(id: number): string {
    return decoder.decode(this.bytes.subarray(this.starts[id], this.starts[id + 1]));
  }

  /** Returns the length of a word in UTF-8. */
  bytesOf(id: number): number {
    return this.starts[id + 1]! - this.starts[id]!;
  }

  /** Returns the id of a word; -1 for a word that no text has. */
  idOf(word: string): number {
    const encoded = encoder.encode(word);
    const id = this.firstNotBelow(encoded);
    return id < this.size && this.compare(id, encoded, false) === 0 ? id : -1;
  }

  /** Returns the ids of the words that begin with a text: from the first up to, and without, the second. */
  rangeOf(beginning: string): readonly [from: number, to: number] {
    return this.rangeOfBytes(encoder.encode(beginning));
  }

  private rangeOfBytes(encoded: Uint8Array): readonly [from: number, to: number] {
    const from = this.firstNotBelow(encoded);
    let [low, high] = [from, this.size];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.compare(middle, encoded, true) === 0) low = middle + 1;
      else high = middle;
    }
    return [from, low];
  }

  /** Returns the ids of the words that begin with a text and a digit: from the first up to, and without, the second. */
  digitsAfter(text: string): readonly [from: number, to: number] {
    return [this.firstNotBelow(encoder.encode(`${text}0`)), this.firstNotBelow(encoder.encode(`${text}:`))];
  }

  /** Returns the ids of the representatives of which another form begins with a text. */
  formsOf(beginning: string): number[] {
    const ids = new Set<number>();
    for (const [form, representative] of wordForms())
      if (form.startsWith(beginning)) ids.add(this.idOf(representative));
    ids.delete(-1);
    return [...ids];
  }

  /** Yields the ids of the words that contain a text. */
  *containing(text: string): Generator<number, void, void> {
    const all = Buffer.from(this.bytes.buffer, this.bytes.byteOffset, this.bytes.byteLength);
    const part = encoder.encode(text);
    for (let at = all.indexOf(part); at >= 0;) {
      const id = this.idAt(at);
      const next = this.starts[id + 1]!;
      if (at + part.length <= next) yield id;
      at = all.indexOf(part, at + part.length <= next ? next : at + 1);
    }
  }

  /** Returns the ids of the representatives of which another form is one typing error away from a word. */
  formsNear(word: string): number[] {
    const typed = encoder.encode(word);
    const ids = new Set<number>();
    for (const [form, representative] of wordForms())
      if (form.length >= MIN_FORM && isNear(typed, encoder.encode(form), 0, form.length))
        ids.add(this.idOf(representative));
    ids.delete(-1);
    return [...ids];
  }

  /** Returns the ids of the words without digits that one typing error turns into a word: a letter more, less, other, or two exchanged. */
  near(word: string): number[] {
    const typed = encoder.encode(word);
    const half = Math.max(0, (typed.length - 1) >> 1);
    const ids: number[] = [];
    // The error lies behind the first half, or before what follows the byte after it.
    const [from, to] = this.rangeOfBytes(typed.subarray(0, half));
    for (let id = from; id < to; id++) if (this.isNear(id, typed)) ids.push(id);
    const end = typed.subarray(half + 1);
    for (let at = this.firstEndingWith(end); at < this.size; at++) {
      const id = this.fromEnd[at]!;
      if (!this.endsWith(id, end)) break;
      if ((id < from || id >= to) && this.isNear(id, typed)) ids.push(id);
    }
    return ids.sort((a, b) => a - b);
  }

  private isNear(id: number, typed: Uint8Array): boolean {
    const from = this.starts[id]!;
    const length = this.starts[id + 1]! - from;
    if (length < typed.length - 1 || length > typed.length + 1) return false;
    return isNear(typed, this.bytes, from, length) && !hasDigit(this.bytes, from, length);
  }

  /** Returns the first place in `fromEnd` of a word that ends with some bytes, or where it would be. */
  private firstEndingWith(end: Uint8Array): number {
    let [low, high] = [0, this.size];
    while (low < high) {
      const middle = (low + high) >> 1;
      const id = this.fromEnd[middle]!;
      if (compareFromEnd(this.bytes.subarray(this.starts[id], this.starts[id + 1]), end) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private endsWith(id: number, end: Uint8Array): boolean {
    const to = this.starts[id + 1]!;
    if (to - this.starts[id]! < end.length) return false;
    for (let at = 0; at < end.length; at++) if (this.bytes[to - end.length + at] !== end[at]) return false;
    return true;
  }

  /** Compares a word with bytes, or only as many of its bytes. */
  private compare(id: number, other: Uint8Array, prefix: boolean): number {
    const from = this.starts[id]!;
    const length = this.starts[id + 1]! - from;
    const shared = Math.min(length, other.length);
    for (let at = 0; at < shared; at++) {
      const difference = this.bytes[from + at]! - other[at]!;
      if (difference !== 0) return difference;
    }
    return prefix && length >= other.length ? 0 : length - other.length;
  }

  /** Returns the id of the word that has the byte at a position. */
  private idAt(position: number): number {
    let [low, high] = [0, this.size - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  private firstNotBelow(encoded: Uint8Array): number {
    let [low, high] = [0, this.size];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.compare(middle, encoded, false) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Shorter forms of words are abbreviations, which are not mistyped letter by letter. */
const MIN_FORM = 5;

/** Whether one typing error lies between a text and a piece of bytes; not if they are equal. */
function isNear(typed: Uint8Array, bytes: Uint8Array, from: number, length: number): boolean {
  const shortest = Math.min(length, typed.length);
  let same = 0;
  while (same < shortest && bytes[from + same] === typed[same]) same++;
  let end = 0;
  while (end < shortest - same && bytes[from + length - 1 - end] === typed[typed.length - 1 - end]) end++;
  const [here, there] = [length - same - end, typed.length - same - end];
  if (here <= 1 && there <= 1) return here + there > 0;
  const isExchange = here === 2 && there === 2;
  return isExchange && bytes[from + same] === typed[same + 1] && bytes[from + same + 1] === typed[same];
}

function compareFromEnd(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let at = 1; at <= shared; at++) {
    const difference = a[a.length - at]! - b[b.length - at]!;
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Orders words by their bytes in UTF-8, which is the order of their code points. */
export function compareWords(a: string, b: string): number {
  if (a === b) return 0;
  if (SURROGATE.test(a) || SURROGATE.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : 1;
}

const SURROGATE = /[\ud800-\udfff]/;

function hasDigit(bytes: Uint8Array, from: number, length: number): boolean {
  for (let at = from; at < from + length; at++) if (bytes[at]! >= 48 && bytes[at]! <= 57) return true;
  return false;
}
