import { readSync } from 'node:fs';
import { ENTRY_HEAD, sizeOf } from '../staging/record-entry';

/** Records follow each other in a release mostly as in the one before, so most entries are in the window already. */
const WINDOW = 131_072;

/** Reads entries of a file through a window in memory. */
export class FileWindow {
  private bytes = Buffer.alloc(WINDOW);
  private start = 0;
  private length = 0;

  constructor(private readonly descriptor: number) {}

  /** Returns bytes that begin with the whole entry at an offset. Throws an Error if the file ends before it does. */
  entryAt(offset: number): Buffer {
    const head = this.at(offset, ENTRY_HEAD);
    const size = sizeOf(head);
    if (size < ENTRY_HEAD) throw new Error('An entry of the memo is too short.');
    return this.at(offset, size);
  }

  /** Returns at least so many bytes from an offset on. */
  private at(offset: number, size: number): Buffer {
    if (offset < this.start || offset + size > this.start + this.length) this.move(offset, size);
    return this.bytes.subarray(offset - this.start, this.length);
  }

  private move(offset: number, size: number): void {
    if (size > MAX_ENTRY) throw new Error('An entry of the memo is too long.');
    if (size > this.bytes.length) this.bytes = Buffer.alloc(size);
    this.start = offset;
    this.length = 0;
    while (this.length < size) {
      const read = readSync(
        this.descriptor,
        this.bytes,
        this.length,
        this.bytes.length - this.length,
        offset + this.length,
      );
      if (read === 0) throw new Error('The memo ends too early.');
      this.length += read;
    }
  }
}

/** A record with the greatest number of elements stays below. */
const MAX_ENTRY = 256 * 1024 ** 2;
