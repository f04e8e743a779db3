import { FINDINGS, ROLES, STATES } from './kinds';
import type { IndexedFacts, KnownRecord } from './indexed-record';
import type { Spool } from './spool';
import { Column } from './typed-collections';

/** Numbers of a row: that of its record, and the two halves of its hash. */
const ROW = 3;
const FLUSH_ROWS = 8_192;

/** Receives the number of the record of a row, and the halves of its hash. */
export type OnKnownRow = (record: number, high: number, low: number) => void;

/**
 * The rows of the records that are as in the release before, which the graph has already: their hashes only, on disk,
 * one file for each kind.
 */
export class KnownRows {
  private readonly pending = new Map<string, { rows: Uint32Array; length: number }>();
  /** 1 for each record that is known, by number. */
  private readonly records = new Column(Uint8Array);
  private last = 0;

  constructor(private readonly spool: Spool) {}

  /** The kinds of its rows. */
  get kinds(): string[] {
    return [...this.pending.keys()];
  }

  /** Number of known records. */
  count = 0;

  has(record: number): boolean {
    return record <= this.last && this.records.at(record) === 1;
  }

  add(record: number, { roles, links }: IndexedFacts, { hashes, findings }: KnownRecord): void {
    while (this.records.length <= record) this.records.push(0);
    this.records.set(record, 1);
    this.last = record;
    this.count++;
    let at = this.addRow(STATES, record, hashes, 0);
    for (let role = 0; role < roles.length; role++) at = this.addRow(ROLES, record, hashes, at);
    for (const [type] of links) at = this.addRow(type, record, hashes, at);
    for (let finding = 0; finding < findings.length; finding++) at = this.addRow(FINDINGS, record, hashes, at);
    if (at !== hashes.length) throw new Error('An entry of the memo has another number of rows.');
  }

  /** Calls a function for each row of a kind, in the order of the file. */
  forEach(kind: string, receive: OnKnownRow): void {
    this.flush(kind);
    for (const rows of this.spool.numbers(kind, ROW))
      for (let at = 0; at < rows.length; at += ROW) receive(rows[at]!, rows[at + 1]!, rows[at + 2]!);
  }

  private addRow(kind: string, record: number, hashes: Buffer, at: number): number {
    let pending = this.pending.get(kind);
    if (pending === undefined)
      this.pending.set(kind, (pending = { rows: new Uint32Array(FLUSH_ROWS * ROW), length: 0 }));
    const { rows, length } = pending;
    rows[length] = record;
    rows[length + 1] = hashes.readUInt32BE(at);
    rows[length + 2] = hashes.readUInt32BE(at + 4);
    pending.length += ROW;
    if (pending.length === rows.length) this.flush(kind);
    return at + 8;
  }

  private flush(kind: string): void {
    const pending = this.pending.get(kind);
    if (pending === undefined || pending.length === 0) return;
    const { rows, length } = pending;
    this.spool.appendLines(kind, new Uint8Array(rows.slice(0, length).buffer));
    pending.length = 0;
  }
}
