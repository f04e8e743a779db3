import type { RecordBatch, ReadBatch } from './record-facts';
import { recordsOf } from './record-entry';

/** A batch as one piece of memory, which a thread gives to another without a copy. */
export interface PackedBatch {
  readonly bytes: Uint8Array;
  /** Bytes of the entries, and of the lines of each kind, which follow them. */
  readonly entries: number;
  readonly rows: readonly (readonly [kind: string, length: number])[];
}

export function packBatch({ entries, rows }: RecordBatch): PackedBatch {
  const bytes = new Uint8Array(rows.reduce((sum, [, lines]) => sum + lines.length, entries.length));
  bytes.set(entries);
  let at = entries.length;
  for (const [, lines] of rows) {
    bytes.set(lines, at);
    at += lines.length;
  }
  return { bytes, entries: entries.length, rows: rows.map(([kind, lines]) => [kind, lines.length]) };
}

/**
 * Copies the lines: those of a rare kind wait for long, and would keep the whole batch in memory. `number` is that of the
 * last record before.
 */
export function unpackBatch({ bytes, entries: size, rows }: PackedBatch, number: number): ReadBatch {
  let at = size;
  const lines = rows.map(([kind, length]) => [kind, bytes.slice(at, (at += length))] as const);
  return readBatch({ entries: bytes.subarray(0, size), rows: lines }, number);
}

/** Returns a batch with its records. `number` is that of the last record before. */
export function readBatch({ entries, rows }: RecordBatch, number: number): ReadBatch {
  return { records: recordsOf(entries, number), entries, rows };
}
