import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { LoadInterrupted } from '../errors';
import type { FactRow } from '../facts/facts';
import { writeWhole } from './write-whole';

const FLUSH_BYTES = 1_048_576;
/** Groups of numbers that are read at once. */
const NUMBERS = 16_384;

/** A row on disk, with the number of the record that it came from. */
export interface SpooledRow extends FactRow {
  readonly record: number;
}

interface SpoolFile {
  readonly path: string;
  readonly descriptor: number;
  /** What is not written yet. */
  lines: Uint8Array[];
  size: number;
}

/** A row as a line of the file of its kind. */
export const spoolLine = (record: number, row: FactRow): string => `${record}\t${lineWithoutRecord(row)}`;

export const lineWithoutRecord = ({ hash, code, json }: FactRow): string => `${hash}\t${code}\t${json}\n`;

/**
 * Stores rows on disk, one file for each kind, in the order in which they were added. A national release is too large
 * for memory, and nothing may be written to the graph before the whole release has been read.
 */
export class Spool {
  private readonly files = new Map<string, SpoolFile>();

  constructor(
    private readonly folder: string,
    private readonly name: string,
  ) {}

  get kinds(): string[] {
    return [...this.files.keys()].sort();
  }

  append(kind: string, record: number, row: FactRow): void {
    this.appendLines(kind, Buffer.from(spoolLine(record, row)));
  }

  /** Adds lines of `spoolLine`. */
  appendLines(kind: string, lines: Uint8Array): void {
    const file = this.files.get(kind) ?? this.create(kind);
    file.lines.push(lines);
    file.size += lines.length;
    if (file.size > FLUSH_BYTES) this.flush(kind);
  }

  *rows(kind: string): Generator<SpooledRow> {
    const file = this.files.get(kind);
    if (!file) return;
    this.flush(kind);
    for (const line of linesOf(file.path)) {
      const first = line.indexOf('\t');
      const second = line.indexOf('\t', first + 1);
      const third = line.indexOf('\t', second + 1);
      yield {
        record: Number(line.slice(0, first)),
        hash: line.slice(first + 1, second),
        code: line.slice(second + 1, third),
        json: line.slice(third + 1),
      };
    }
  }

  /** Yields numbers of four bytes that were added as lines, a multiple of `several` at a time. */
  *numbers(kind: string, several: number): Generator<Uint32Array> {
    const file = this.files.get(kind);
    if (!file) return;
    this.flush(kind);
    yield* numbersOf(file.path, several);
  }

  close(): void {
    for (const { descriptor } of this.files.values()) closeSync(descriptor);
    this.files.clear();
  }

  private create(kind: string): SpoolFile {
    const path = join(this.folder, `${this.name}-${this.files.size}.rows`);
    const file: SpoolFile = { path, lines: [], size: 0, descriptor: openSync(path, 'w', 0o600) };
    this.files.set(kind, file);
    return file;
  }

  private flush(kind: string): void {
    const file = this.files.get(kind)!;
    if (file.lines.length > 0) writeWhole(file.descriptor, Buffer.concat(file.lines), diskFull);
    file.lines = [];
    file.size = 0;
  }
}

/** Yields the numbers of a file, a multiple of `several` at a time. Throws LoadInterrupted when the last ones are cut short. */
function* numbersOf(path: string, several: number): Generator<Uint32Array> {
  const descriptor = openSync(path, 'r');
  try {
    const numbers = new Uint32Array(several * NUMBERS);
    for (;;) {
      const length = readSync(descriptor, numbers, 0, numbers.byteLength, null);
      if (length === 0) return;
      if (length % (several * 4) > 0) throw cutShort();
      yield numbers.subarray(0, length / 4);
    }
  } finally {
    closeSync(descriptor);
  }
}

const diskFull = () => new LoadInterrupted('The temporary folder takes no more data. Is its disk full?');

const cutShort = () => new LoadInterrupted('A temporary file of the load was cut short. Run the same command again.');

/** Yields the lines of a file. Throws LoadInterrupted when the last one has no end, so that no row is lost silently. */
function* linesOf(path: string): Generator<string> {
  const descriptor = openSync(path, 'r');
  try {
    let rest = Buffer.alloc(0);
    const buffer = Buffer.alloc(FLUSH_BYTES);
    for (;;) {
      const length = readSync(descriptor, buffer, 0, FLUSH_BYTES, null);
      if (length === 0) break;
      const bytes = Buffer.concat([rest, buffer.subarray(0, length)]);
      const end = bytes.lastIndexOf(10);
      rest = bytes.subarray(end + 1);
      if (end >= 0) yield* bytes.toString('utf8', 0, end).split('\n');
    }
    if (rest.length > 0) throw cutShort();
  } finally {
    closeSync(descriptor);
  }
}
