import { firstChange } from '../facts/first-change';
import { toFindingRow, toLinkRow, toRoleRow, toStateRow, type FactRow } from '../facts/facts';
import { toFacts, type RecordFacts } from '../facts/to-facts';
import type { RecordMemo } from '../memo/record-memo';
import type { Manifest } from '../reading/manifest';
import type { PublishedRecord } from '../reading/record';
import { FINDINGS, ROLES, STATES } from './kinds';
import type { IndexedFacts, ReadRecord } from './indexed-record';
import { entryJson, EntryWriter, type Remembered } from './record-entry';
import { lineWithoutRecord, spoolLine } from './spool';
import { traitsOf } from './traits';

/** Rows of one kind, as lines of the spool. */
export type KindRows = readonly [kind: string, lines: Uint8Array];

/** The records that ended in one chunk of a file. */
export interface ReadBatch {
  readonly records: readonly ReadRecord[];
  /** The records as the memo keeps them. */
  readonly entries: Uint8Array;
  readonly rows: readonly KindRows[];
}

/** Receives the manifest once, before the first record, then the records. */
export interface FactsSink {
  manifest(manifest: Manifest): void;
  batch(batch: ReadBatch): void;
}

/** Records as bytes, see EntryWriter, and the rows of those that are not known. */
export interface RecordBatch {
  readonly entries: Uint8Array;
  readonly rows: readonly KindRows[];
}

/** Turns the records of a file into rows. `date` is the publication date of the release, null until it is read. */
export class RecordRows {
  private readonly entries = new EntryWriter();
  private lines = new Map<string, string[]>();
  private readonly encoder = new TextEncoder();

  /** `number` is that of the last record before. Records that the memo has are not read again. */
  constructor(
    private number: number,
    public date: string | null,
    private readonly memo: RecordMemo | null = null,
  ) {}

  /** Returns a record that is as in the release before, null if it must be read. */
  find(key: string): Uint8Array | null {
    return this.memo?.find(key, this.date!) ?? null;
  }

  addKnown(entry: Uint8Array): void {
    this.number++;
    this.entries.addKnown(entry);
  }

  /** `key` is null for a record that is not kept in the memo. */
  add(published: PublishedRecord, key: string | null): void {
    const facts = toFacts(published, this.date!);
    this.number++;
    const rows = facts === null ? NO_ROWS : rowsOf(facts);
    for (const [kind, row] of rows) this.addRow(kind, row);
    const indexed = facts && this.indexed(facts);
    if (key === null || facts === null) return this.entries.add(entryJson(published, indexed, []));
    const remembered: Remembered = {
      key,
      until: firstChange(facts, this.date!),
      hashes: rows.map(([, { hash }]) => hash),
    };
    this.entries.add(entryJson(published, indexed, rows.flatMap(findingLine)), remembered);
  }

  /** Returns what was added since the last call. */
  take(): RecordBatch {
    const { lines, encoder } = this;
    this.lines = new Map();
    const rows = [...lines].map(([kind, all]) => [kind, encoder.encode(all.join(''))] as const);
    return { entries: this.entries.take(), rows };
  }

  private addRow(kind: string, row: FactRow): void {
    let lines = this.lines.get(kind);
    if (lines === undefined) this.lines.set(kind, (lines = []));
    lines.push(spoolLine(this.number, row));
  }

  private indexed({ state, roles, links, successions }: RecordFacts): IndexedFacts {
    const { code, refOnly, lastChanged, operational, legal, primaryRole, recordClass } = state;
    return {
      state: { code, refOnly, lastChanged, operational, legal, primaryRole, recordClass },
      traits: traitsOf(state, roles, this.date!),
      roles: roles.map(({ id, role }) => [id, role]),
      links: links.map((link) => [link.type, link.target, link.targetRole, link.operational, link.legal, link.id]),
      successions,
    };
  }
}

type KindRow = readonly [kind: string, row: FactRow];

const NO_ROWS: readonly KindRow[] = [];

/** The order is that of the hashes of a KnownRecord. */
function rowsOf({ state, roles, links, findings }: RecordFacts): readonly KindRow[] {
  const rows: KindRow[] = [[STATES, toStateRow(state)]];
  for (const role of roles) rows.push([ROLES, toRoleRow(role)]);
  for (const link of links) rows.push([link.type, toLinkRow(link)]);
  for (const finding of findings) rows.push([FINDINGS, toFindingRow(finding)]);
  return rows;
}

const findingLine = ([kind, row]: KindRow) => (kind === FINDINGS ? lineWithoutRecord(row) : []);
