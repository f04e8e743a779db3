import type { MeasuredSizes } from '../../ods/measured-sizes';
import { measureSizes } from '../sizes/measure-sizes';
import { checkRelease } from '../rules/check-release';
import { HashSet } from './typed-collections';
import { toFindingRow, toStateRow, toSuccessionRow, type FindingFact, type SuccessionSide } from '../facts/facts';
import type { Manifest } from '../reading/manifest';
import { LoadRefused } from '../errors';
import { CodeLists, type CodeListEntry } from './code-lists';
import { NOTHING, ReleaseIndex } from './release-index';
import { FINDINGS, ROLES, STATES, SUCCESSIONS } from './kinds';
import { readFacts } from './read-facts';
import type { ReadBatch } from './record-facts';
import type { ReadRecord } from './indexed-record';
import type { Part, ReleaseFile } from '../reading/release-file';
import { toUnresolvedState } from '../facts/to-facts';
import type { MemoDraft } from '../memo/memo-draft';
import type { SharedMemo } from '../memo/record-memo';
import { KnownRows, type OnKnownRow } from './known-rows';
import { Spool, type SpooledRow } from './spool';
import { joinSuccessions } from '../facts/join-successions';
import { traitsOf } from './traits';

export interface StagingOptions {
  readonly allowPartial?: boolean;
  readonly allowCountMismatch?: boolean;
}

/** What is known of the records of the release before, and where those of this release are kept for the next one. */
export interface StagingMemo {
  readonly known: SharedMemo | null;
  readonly draft: MemoDraft | null;
}

/** Number of records and stubs read from one file. */
export interface PartCounts {
  readonly file: string;
  records: number;
  stubs: number;
}

/** A release that was read and checked completely, and is stored on disk until it is compared with the graph. */
export class StagedRelease {
  readonly index = new ReleaseIndex();
  readonly parts: PartCounts[] = [];
  readonly manifests: Manifest[] = [];
  /** How long the lists of its organisations are. */
  sizes: MeasuredSizes = { lists: {}, holders: {} };
  /** Number of records that were read. */
  recordCount = 0;
  /** Number of published succession entries. */
  successionRows = 0;
  /** Elements that are not known and were skipped, by path. */
  readonly skipped: Record<string, number> = {};
  /** The rows of the records that are as in the release before. */
  readonly known: KnownRows;
  private readonly spool: Spool;
  private readonly knownSpool: Spool;
  private readonly sides: { record: number; side: SuccessionSide }[] = [];
  private readonly lists = new CodeLists();
  private readonly unresolvedTargets = new Set<number>();
  private readonly allowed: string[] = [];

  constructor(
    folder: string,
    private readonly file: ReleaseFile,
    private readonly options: StagingOptions,
    private readonly memo: StagingMemo = { known: null, draft: null },
  ) {
    this.spool = new Spool(folder, 'staged');
    this.knownSpool = new Spool(folder, 'known');
    this.known = new KnownRows(this.knownSpool);
  }

  /**
   * Reads every part and reports the bytes read so far. Waits for `beforeChecks` before it checks the release, which
   * takes seconds without a pause. Throws LoadRefused when the release must not be loaded.
   */
  async read(onBytes: (bytes: number) => void, beforeChecks?: () => Promise<void> | undefined): Promise<void> {
    if (this.file.missing.length > 0)
      this.requireOption('file-missing', `${this.file.name} lacks ${this.file.missing.join(' and ')}`, 'allowPartial');
    let finished = 0;
    for (const part of this.file.parts) {
      await this.readPart(part, (bytes) => onBytes(finished + bytes));
      finished += part.bytes;
    }
    await beforeChecks?.();
    this.finish();
    this.memo.draft?.seal(this.recordCount, this.index.dropped);
  }

  get manifest(): Manifest {
    return this.manifests[0]!;
  }

  get date(): string {
    return this.manifest.publicationDate!;
  }

  /** Failed checks that an option allowed. */
  get allowedProblems(): readonly string[] {
    return this.allowed;
  }

  /** Relationship types of the release, including successions. */
  get linkKinds(): string[] {
    const kinds = [...new Set([...this.spool.kinds, ...this.known.kinds])].sort();
    return kinds.filter((kind) => kind !== STATES && kind !== ROLES && kind !== FINDINGS);
  }

  get codeLists(): CodeListEntry[] {
    return this.lists.entries();
  }

  /** Number of findings by rule id. Ignores repeated findings and those of dropped records. */
  findingCounts(): Record<string, number> {
    const counts: Record<string, number> = {};
    const counted = new HashSet();
    for (const { hash, json } of this.rows(FINDINGS)) {
      if (!counted.add(hash)) continue;
      const rule = (JSON.parse(json) as string[])[2]!;
      counts[rule] = (counts[rule] ?? 0) + 1;
    }
    return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** Yields the rows of a kind in the order of the file, without those of dropped records and of those that are known. */
  *rows(kind: string): Generator<SpooledRow> {
    const { dropped } = this.index;
    for (const row of this.spool.rows(kind)) if (!dropped.has(row.record)) yield row;
  }

  /** Calls a function for each row of a kind of the known records, without those of dropped records. */
  forEachKnown(kind: string, receive: OnKnownRow): void {
    const { dropped } = this.index;
    this.known.forEach(kind, (record, high, low) => {
      if (!dropped.has(record)) receive(record, high, low);
    });
  }

  close(): void {
    this.spool.close();
    this.knownSpool.close();
  }

  private async readPart(part: Part, onBytes: (bytes: number) => void): Promise<void> {
    const counts: PartCounts = { file: part.name, records: 0, stubs: 0 };
    this.parts.push(counts);
    let manifest: Manifest;
    const skipped = await readFacts(
      part,
      {
        date: this.manifests[0]?.publicationDate ?? null,
        recordsBefore: this.recordCount,
        remembers: this.memo.known !== null || this.memo.draft !== null,
        memo: this.memo.known,
      },
      {
        manifest: (read) => this.addManifest((manifest = read), part.name),
        batch: (batch) => this.addBatch(batch, counts),
      },
      onBytes,
    );
    for (const [path, count] of skipped) this.skipped[path] = (this.skipped[path] ?? 0) + count;
    const { recordCount } = manifest!;
    const total = counts.records + counts.stubs;
    if (recordCount !== String(total))
      this.requireOption(
        'record-count-differs',
        `${part.name}: the manifest says ${recordCount ?? 'nothing'}, ${total} records were read`,
        'allowCountMismatch',
      );
  }

  private addManifest(manifest: Manifest, name: string): void {
    this.manifests.push(manifest);
    if (manifest.publicationDate !== this.date)
      this.requireOption(
        'file-dates-differ',
        `${name} was published on ${manifest.publicationDate}, the other file on ${this.date}`,
        'allowPartial',
      );
    for (const { list, code, name } of manifest.concepts)
      this.lists.add({ list, code, name, canBePrimary: list === 'role' && manifest.primaryRoles.has(code) });
  }

  private addBatch({ records, entries, rows }: ReadBatch, counts: PartCounts): void {
    this.memo.draft?.add(entries);
    for (const [kind, lines] of rows) this.spool.appendLines(kind, lines);
    for (const record of records) {
      counts[record.refOnly ? 'stubs' : 'records']++;
      this.addRecord(record);
    }
    this.recordCount += records.length;
  }

  private addRecord({ number: record, line, recordClass, name, facts, known }: ReadRecord): void {
    if (facts === null)
      return this.addFinding(record, {
        rule: 'code-missing',
        code: '',
        message: `The record '${(name ?? 'without name').slice(0, 100)}' that ends in line ${line} has no usable code and was left out.`,
        related: [],
      });
    if (known !== null) {
      this.known.add(record, facts, known);
      for (const line of known.findings) this.spool.appendLines(FINDINGS, Buffer.from(`${record}\t${line}`));
    }
    const { index } = this;
    const number = index.addState(record, facts.state, facts.traits);
    for (const role of facts.roles) {
      index.addRole(record, number, role);
      this.lists.use('role', role[1], record, number);
    }
    for (const link of facts.links) {
      index.addLink(record, number, link);
      this.lists.use('relationship', link[0], record, number);
    }
    if (recordClass) this.lists.use('recordClass', recordClass.toUpperCase(), record, number);
    for (const side of facts.successions) this.sides.push({ record, side });
  }

  /** Adds the facts and findings that need the whole release. Record number 0 means no record and is never dropped. */
  private finish(): void {
    const sides = this.sides.filter(({ record }) => !this.index.dropped.has(record)).map(({ side }) => side);
    this.successionRows = sides.length;
    for (const [record, finding] of this.lists.addUnlisted(this.index)) this.addFinding(record, finding);
    const { successions, findings } = joinSuccessions(sides);
    for (const succession of successions) this.spool.append(SUCCESSIONS, 0, toSuccessionRow(succession));
    for (const finding of findings) this.addFinding(0, finding);
    const { index } = this;
    const { link, codes, texts } = index;
    for (const position of index.links())
      this.addUnresolvedTarget(
        codes.at(link.target.at(position)),
        texts.at(link.targetRole.at(position)) || null,
        codes.at(link.source.at(position)),
      );
    for (const { predecessor, successor, statedBy } of sides) {
      const [source, target] = statedBy === 'successor' ? [successor, predecessor] : [predecessor, successor];
      this.addUnresolvedTarget(target, null, source);
    }
    for (const finding of checkRelease(index, successions, this.date)) this.addFinding(0, finding);
    this.sizes = measureSizes(index, successions);
  }

  private addUnresolvedTarget(code: string, primaryRole: string | null, source: string): void {
    const number = this.index.numberOf(code);
    if (this.index.organisation.definition.at(number) !== NOTHING || this.unresolvedTargets.has(number)) return;
    this.unresolvedTargets.add(number);
    const state = toUnresolvedState(code, primaryRole);
    this.index.setTraits(number, state, traitsOf(state, [], this.date));
    this.spool.append(STATES, 0, toStateRow(state));
    this.addFinding(0, {
      rule: 'target-without-record',
      code,
      message: `${source} names it, and the release has no record of it.`,
      related: [source],
    });
  }

  private addFinding(record: number, finding: FindingFact): void {
    this.spool.append(FINDINGS, record, toFindingRow(finding));
  }

  private requireOption(rule: FindingFact['rule'], words: string, option: keyof StagingOptions): void {
    if (!this.options[option])
      throw new LoadRefused(
        `The release is refused: ${words}. Use ${option === 'allowPartial' ? '--allow-partial' : '--allow-count-mismatch'} to load it anyway.`,
      );
    this.allowed.push(`${words}.`);
    this.addFinding(0, { rule, code: '', message: `${words}.`, related: [] });
  }
}
