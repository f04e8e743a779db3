import { toFindingRow, toLinkRow, toRoleRow, toStateRow, type FactRow } from '../facts/facts';
import type { StateFact, SuccessionSide } from '../facts/facts';
import { toFacts, type RecordFacts } from '../facts/to-facts';
import type { Manifest } from '../reading/manifest';
import type { PublishedRecord } from '../reading/record';
import { FINDINGS, ROLES, STATES } from './kinds';
import { spoolLine } from './spool';
import { traitsOf, type Traits } from './traits';

/** What the index of a release needs of a state, a role and a relationship. Lists are shorter in JSON than objects. */
export type IndexedState = Pick<
  StateFact,
  'code' | 'refOnly' | 'lastChanged' | 'operational' | 'legal' | 'primaryRole' | 'recordClass'
>;
export type IndexedRole = readonly [id: string, role: string];
export type IndexedLink = readonly [
  type: string,
  target: string,
  targetRole: string | null,
  operational: string,
  legal: string,
  id: string,
];

/** One record of a file: what the checks of the release need of it. Its rows are apart. */
export interface ReadRecord extends Pick<PublishedRecord, 'line' | 'recordClass' | 'refOnly' | 'name'> {
  /** Its place in the release, from 1. */
  readonly number: number;
  /** Null for a record without a usable code. */
  readonly facts: IndexedFacts | null;
}

export interface IndexedFacts {
  readonly state: IndexedState;
  readonly traits: Traits;
  readonly roles: readonly IndexedRole[];
  readonly links: readonly IndexedLink[];
  readonly successions: readonly SuccessionSide[];
}

/** Rows of one kind, as lines of the spool. */
export type KindRows = readonly [kind: string, lines: Uint8Array];

/** The records that ended in one chunk of a file. */
export interface ReadBatch {
  readonly records: readonly ReadRecord[];
  readonly rows: readonly KindRows[];
}

/** Receives the manifest once, before the first record, then the records. */
export interface FactsSink {
  manifest(manifest: Manifest): void;
  batch(batch: ReadBatch): void;
}

/** Turns the records of a file into rows. `date` is the publication date of the release, null until it is read. */
export class RecordRows {
  private records: ReadRecord[] = [];
  private lines = new Map<string, string[]>();
  private readonly encoder = new TextEncoder();

  /** `number` is that of the last record before. */
  constructor(
    private number: number,
    public date: string | null,
  ) {}

  add(published: PublishedRecord): void {
    const { line, recordClass, refOnly, name } = published;
    const facts = toFacts(published, this.date!);
    const number = ++this.number;
    if (facts !== null) this.addRows(facts);
    this.records.push({
      ...{ number, line, recordClass, refOnly },
      name: facts === null ? name : null,
      facts: facts && this.indexed(facts),
    });
  }

  /** Returns what was added since the last call. */
  take(): ReadBatch {
    const { records, lines, encoder } = this;
    this.records = [];
    this.lines = new Map();
    return { records, rows: [...lines].map(([kind, all]) => [kind, encoder.encode(all.join(''))] as const) };
  }

  private addRows({ state, roles, links, findings }: RecordFacts): void {
    this.addRow(STATES, toStateRow(state));
    for (const role of roles) this.addRow(ROLES, toRoleRow(role));
    for (const link of links) this.addRow(link.type, toLinkRow(link));
    for (const finding of findings) this.addRow(FINDINGS, toFindingRow(finding));
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
