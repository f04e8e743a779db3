import { closeSync } from 'node:fs';
import type { Graph } from '../graph/graph';
import { MemoDraft } from './memo/memo-draft';
import type { MemoRelease } from './memo/memo-format';
import { openMemo } from './memo/open-memo';
import type { SharedMemo } from './memo/record-memo';
import { Stages, type Progress } from './progress';
import { readManifest } from './reading/read-part';
import { openReleaseFile, type ReleaseFile } from './reading/release-file';
import { Spool } from './staging/spool';
import { StagedRelease, type StagingOptions } from './staging/staged-release';
import { Difference, MemoContradicted, type BaseRelease } from './writing/difference';
import { LiveHashes } from './writing/live-hashes';

/** The memos that a load uses. */
export interface MemoUse {
  /** The folder of the memos; undefined if none are used. */
  readonly folder: string | undefined;
  /** The release before, if there is one. */
  readonly before: MemoRelease | null;
  /** Whether the records are kept for the next load. */
  readonly keeps: boolean;
}

/** A release file that is open, with what was read of it and how it differs from the graph. */
export class ReadRelease {
  readonly stages: Stages;
  staged: StagedRelease;
  isRead = false;
  /** Whether the facts are in the store already. */
  isImported = false;
  private ended: Spool;
  private compared: { base: number; difference: Difference } | null = null;
  private use: MemoUse = { folder: undefined, before: null, keeps: false };
  private draft: MemoDraft | null = null;
  private memo: SharedMemo | null = null;
  private live: LiveHashes | null = null;

  private constructor(
    readonly file: ReleaseFile,
    private readonly folder: string,
    private readonly options: StagingOptions,
    private readonly report: Progress,
  ) {
    this.stages = new Stages(report);
    this.staged = new StagedRelease(folder, file, options);
    this.ended = new Spool(folder, 'ended');
  }

  static async open(path: string, folder: string, options: StagingOptions, report: Progress): Promise<ReadRelease> {
    return new ReadRelease(await openReleaseFile(path, folder), folder, options, report);
  }

  /** Size of the XML. */
  get bytes(): number {
    return this.file.parts.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Says what the file will be compared with. It is read from the graph while the file is read: both take long. */
  prepareToCompare(graph: Graph | null, before: BaseRelease | null): void {
    if (graph === null || before === null) this.live = null;
    else if (this.live?.release !== before.number) this.live = new LiveHashes(graph, before.number);
  }

  /** Reads and checks the whole file. Throws LoadRefused. */
  async read(use: MemoUse): Promise<void> {
    const { bytes: total, folder, file, options, report } = this;
    this.use = use;
    const work = async (advance: (done: number, total: number) => void) => {
      await this.openMemos(use);
      this.staged = new StagedRelease(folder, file, options, { known: this.memo, draft: this.draft });
      this.live?.start();
      await this.staged.read(
        (bytes) => advance(bytes, total),
        () => this.live?.whenRead(),
      );
    };
    await this.stages.run('reading', work);
    this.isRead = true;
    if (this.memo !== null) report.line(knownLine(this.staged, use.before!));
  }

  /** Compares it with the release before, or with nothing if there is none. */
  async compare(graph: Graph | null, before: BaseRelease | null): Promise<Difference> {
    const base = before?.number ?? 0;
    this.prepareToCompare(graph, before);
    if (this.compared?.base !== base) this.compared = { base, difference: await this.differenceTo(before) };
    return this.compared.difference;
  }

  /** Keeps what was read for the load of the next release. Call it once the release is live. */
  async keepMemo(): Promise<void> {
    await this.draft?.keep();
    if (this.draft?.problem) this.report.line(`The records are not kept for the next load: ${this.draft.problem}.`);
  }

  close(): void {
    this.file.close();
    this.closeMemos();
    this.staged.close();
    this.ended.close();
  }

  private async differenceTo(before: BaseRelease | null): Promise<Difference> {
    const compare = () => Difference.of(this.staged, this.ended, this.live, before);
    try {
      return await this.stages.run('comparing', compare);
    } catch (error) {
      if (!(error instanceof MemoContradicted)) throw error;
    }
    this.report.line('The graph lacks facts of the release before, which the memo has: all records are read again.');
    this.closeMemos();
    this.staged.close();
    this.ended.close();
    this.ended = new Spool(this.folder, 'ended');
    this.live?.unmark();
    await this.read({ ...this.use, before: null });
    return this.stages.run('comparing', compare);
  }

  private async openMemos({ folder, before, keeps }: MemoUse): Promise<void> {
    if (folder === undefined) return;
    if (before !== null) {
      const opened = openMemo(folder, before);
      if ('problem' in opened)
        this.report.line(
          `All records are read: the memo of release ${before.publicationDate} is not used, ${opened.problem}.`,
        );
      else this.memo = opened;
    }
    if (!keeps) return;
    const { publicationDate } = await readManifest(this.file.parts[0]!);
    this.draft = new MemoDraft(folder, { sha256: this.file.sha256, publicationDate: publicationDate! });
  }

  private closeMemos(): void {
    this.draft?.discard();
    this.draft = null;
    if (this.memo !== null) closeSync(this.memo.descriptor);
    this.memo = null;
  }
}

function knownLine({ known, recordCount }: StagedRelease, { publicationDate }: MemoRelease): string {
  const [same, all] = [known.count, recordCount].map((count) => count.toLocaleString('en-GB'));
  return `${same} of ${all} records are as in release ${publicationDate}, and are not read again.`;
}
