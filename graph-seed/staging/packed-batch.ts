import type { ReadBatch, ReadRecord } from './record-facts';

/** A batch as one piece of memory, which a thread gives to another without a copy. */
export interface PackedBatch {
  readonly bytes: Uint8Array;
  /** Bytes of the records, which are JSON, and of the lines of each kind, which follow them. */
  readonly records: number;
  readonly rows: readonly (readonly [kind: string, length: number])[];
}

export function packBatch({ records, rows }: ReadBatch): PackedBatch {
  const json = new TextEncoder().encode(JSON.stringify(records));
  const bytes = new Uint8Array(rows.reduce((sum, [, lines]) => sum + lines.length, json.length));
  bytes.set(json);
  let at = json.length;
  for (const [, lines] of rows) {
    bytes.set(lines, at);
    at += lines.length;
  }
  return { bytes, records: json.length, rows: rows.map(([kind, lines]) => [kind, lines.length]) };
}

/** Copies the lines: those of a rare kind wait for long, and would keep the whole batch in memory. */
export function unpackBatch({ bytes, records, rows }: PackedBatch): ReadBatch {
  const json = Buffer.from(bytes.buffer, bytes.byteOffset, records).toString();
  let at = records;
  const lines = rows.map(([kind, length]) => [kind, bytes.slice(at, (at += length))] as const);
  return { records: JSON.parse(json) as ReadRecord[], rows: lines };
}
