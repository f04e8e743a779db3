import { check } from '../rules/check-release';
import { HashSet } from './typed-collections';
import {
  toFindingRow,
  toLinkRow,
  toRoleRow,
  toStateRow,
  toSuccessionRow,
  type FindingFact,
  type SuccessionSide,
} from '../facts/facts';
import type { CodeList, Header } from '../reading/manifest';
import { LoadRefused } from '../errors';
import type { PublishedRecord } from '../reading/record';
import { NOTHING, Register } from './release-index';
import { readPart } from '../reading/read-part';
import type { Part, ReleaseFile } from '../reading/release-file';
import { toRows, toUnresolvedState } from '../facts/to-facts';
import { Spool, type SpooledRow } from './spool';
import { joinSuccessions } from '../facts/join-successions';
import { traitsOf } from './traits';

export interface StageOptions {
  readonly allowPartial?: boolean;
  readonly allowCountMismatch?: boolean;
}

export interface CodeListEntry {
  readonly list: CodeList;
  readonly code: string;
  readonly name: string;
  readonly canBePrimary: boolean;
}

/** What was read of one file. */
export interface PartCounts {
  readonly file: string;
  records: number;
  stubs: number;
}

/** The kinds of rows other than relationship types. */
export const STATES = 'states';
export const ROLES = 'roles';
export const FINDINGS = 'findings';
export const SUCCESSIONS = 'SUCCEEDED_BY';

/** A release read whole, judged, and waiting on disk to be compared with the graph. */
export class Stage {
  readonly register = new Register();
  readonly parts: PartCounts[] = [];
  readonly headers: Header[] = [];
  successionRows = 0;
  private readonly spool: Spool;
  private readonly sides: { record: number; side: SuccessionSide }[] = [];
  private readonly lists = { role: new Map(), relationship: new Map(), recordClass: new Map() } as Readonly<
    Record<CodeList, Map<string, CodeListEntry>>
  >;
  private readonly resolved = new Set<number>();
  private readonly warnings: string[] = [];
  private records = 0;

  constructor(
    folder: string,
    private readonly file: ReleaseFile,
    private readonly options: StageOptions,
  ) {
    this.spool = new Spool(folder, 'staged');
  }

  /** Reads every part; `onBytes` hears of the bytes read so far. Throws a LoadRefused, and then nothing is to be loaded. */
  async read(onBytes: (bytes: number) => void): Promise<void> {
    if (this.file.missing.length > 0)
      this.objection('file-missing', `${this.file.name} lacks ${this.file.missing.join(' and ')}`, 'allowPartial');
    let before = 0;
    for (const part of this.file.parts) {
      await this.readPart(part, (bytes) => onBytes(before + bytes));
      before += part.bytes;
    }
    this.conclude();
  }

  get header(): Header {
    return this.headers[0]!;
  }

  get date(): string {
    return this.header.publicationDate!;
  }

  /** What was let pass by an option. */
  get passed(): readonly string[] {
    return this.warnings;
  }

  /** The kinds of relationship rows, successions included. */
  get linkKinds(): string[] {
    return this.spool.kinds.filter((kind) => kind !== STATES && kind !== ROLES && kind !== FINDINGS);
  }

  get codeLists(): CodeListEntry[] {
    return Object.values(this.lists).flatMap((list) => [...list.values()]);
  }

  /** Findings by rule; identical ones once, those of dropped records not. */
  findingCounts(): Record<string, number> {
    const counts: Record<string, number> = {};
    const seen = new HashSet();
    for (const { hash, json } of this.rows(FINDINGS)) {
      if (!seen.add(hash)) continue;
      const rule = (JSON.parse(json) as string[])[2]!;
      counts[rule] = (counts[rule] ?? 0) + 1;
    }
    return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** The rows of a kind that count, in the order of the file. */
  *rows(kind: string): Generator<SpooledRow> {
    const { dropped } = this.register;
    for (const row of this.spool.rows(kind)) if (!dropped.has(row.record)) yield row;
  }

  close(): void {
    this.spool.close();
  }

  private async readPart(part: Part, onBytes: (bytes: number) => void): Promise<void> {
    const counts: PartCounts = { file: part.name, records: 0, stubs: 0 };
    this.parts.push(counts);
    let header: Header;
    await readPart(
      part,
      {
        header: (found) => this.takeHeader((header = found), part.name),
        record: (record) => {
          counts[record.refOnly ? 'stubs' : 'records']++;
          this.take(record);
        },
      },
      onBytes,
    );
    const { recordCount } = header!;
    const read = counts.records + counts.stubs;
    if (recordCount !== String(read))
      this.objection(
        'record-count-differs',
        `${part.name}: the manifest says ${recordCount ?? 'nothing'}, ${read} records were read`,
        'allowCountMismatch',
      );
  }

  private takeHeader(header: Header, name: string): void {
    this.headers.push(header);
    if (header.publicationDate !== this.date)
      this.objection(
        'file-dates-differ',
        `${name} was published on ${header.publicationDate}, the other file on ${this.date}`,
        'allowPartial',
      );
    for (const { list, code, name } of header.concepts)
      this.addEntry({ list, code, name, canBePrimary: list === 'role' && header.primaryRoles.has(code) });
  }

  private take(published: PublishedRecord): void {
    const record = ++this.records;
    const rows = toRows(published, this.date);
    if (rows === null) {
      const called = published.name ?? 'without name';
      return this.find(record, {
        rule: 'code-missing',
        code: '',
        message: `The record '${called.slice(0, 100)}' that ends in line ${published.line} has no usable code and was left out.`,
        related: [],
      });
    }
    const { register, spool } = this;
    const { code } = rows.state;
    const number = register.addState(record, rows.state, traitsOf(rows.state, rows.roles, this.date));
    spool.append(STATES, record, toStateRow(rows.state));
    for (const role of rows.roles) {
      register.addRole(record, number, role);
      spool.append(ROLES, record, toRoleRow(role));
      this.listed('role', role.role, record, code);
    }
    for (const link of rows.links) {
      register.addLink(record, number, link);
      spool.append(link.type, record, toLinkRow(link));
      this.listed('relationship', link.type, record, code);
    }
    if (published.recordClass) this.listed('recordClass', published.recordClass.toUpperCase(), record, code);
    for (const side of rows.successions) this.sides.push({ record, side });
    for (const finding of rows.findings) this.find(record, finding);
  }

  /** What can be said only when all is read. Record 0 is none and never dropped. */
  private conclude(): void {
    const sides = this.sides.filter(({ record }) => !this.register.dropped.has(record)).map(({ side }) => side);
    this.successionRows = sides.length;
    const { successions, findings } = joinSuccessions(sides);
    for (const succession of successions) this.spool.append(SUCCESSIONS, 0, toSuccessionRow(succession));
    for (const finding of findings) this.find(0, finding);
    const { register } = this;
    const { link, codes, texts } = register;
    for (const index of register.links())
      this.resolve(
        codes.at(link.target.at(index)),
        texts.at(link.targetRole.at(index)) || null,
        codes.at(link.source.at(index)),
      );
    for (const { predecessor, successor, toldBy } of sides) {
      const [source, target] = toldBy === 'successor' ? [successor, predecessor] : [predecessor, successor];
      this.resolve(target, null, source);
    }
    for (const finding of check(register, successions, this.date)) this.find(0, finding);
  }

  private resolve(code: string, primaryRole: string | null, source: string): void {
    const number = this.register.numberOf(code);
    if (this.register.organisation.kind.at(number) !== NOTHING || this.resolved.has(number)) return;
    this.resolved.add(number);
    const state = toUnresolvedState(code, primaryRole);
    this.register.describe(number, state, traitsOf(state, [], this.date));
    this.spool.append(STATES, 0, toStateRow(state));
    this.find(0, {
      rule: 'target-without-record',
      code,
      message: `${source} names it, and the release has no record of it.`,
      related: [source],
    });
  }

  private listed(list: CodeList, code: string, record: number, holder: string): void {
    if (this.lists[list].has(code)) return;
    this.addEntry({ list, code, name: code, canBePrimary: false });
    this.find(record, {
      rule: 'not-in-code-list',
      code: holder,
      message: `The code lists of the release do not have ${code}, which it uses.`,
      related: [],
    });
  }

  private addEntry(entry: CodeListEntry): void {
    const list = this.lists[entry.list];
    const before = list.get(entry.code);
    if (!before || before.name === before.code) list.set(entry.code, entry);
  }

  private find(record: number, finding: FindingFact): void {
    this.spool.append(FINDINGS, record, toFindingRow(finding));
  }

  private objection(rule: FindingFact['rule'], words: string, option: keyof StageOptions): void {
    if (!this.options[option])
      throw new LoadRefused(
        `The release is refused: ${words}. ${option === 'allowPartial' ? '--allow-partial' : '--allow-count-mismatch'} loads it all the same.`,
      );
    this.warnings.push(`${words}.`);
    this.find(0, { rule, code: '', message: `${words}.`, related: [] });
  }
}
