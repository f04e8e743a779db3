import type { Graph } from '../graph/graph';
import { Stages, type Progress } from './progress';
import { openReleaseFile, type ReleaseFile } from './reading/release-file';
import { Spool } from './staging/spool';
import { StagedRelease, type StagingOptions } from './staging/staged-release';
import { Difference, type BaseRelease } from './writing/difference';
import { LiveHashes } from './writing/live-hashes';

/** A release file that is open, with what was read of it and how it differs from the graph. */
export class ReadRelease {
  readonly stages: Stages;
  readonly staged: StagedRelease;
  isRead = false;
  /** Whether the facts are in the store already. */
  isImported = false;
  private readonly ended: Spool;
  private live: LiveHashes | null = null;
  private compared: { base: number; difference: Difference } | null = null;

  private constructor(
    readonly file: ReleaseFile,
    folder: string,
    options: StagingOptions,
    report: Progress,
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

  /**
   * Reads and checks the whole file. Throws LoadRefused. If it is to be compared with a release of the graph, the
   * database sends the hashes of that one meanwhile.
   */
  async read(graph: Graph | null = null, before: BaseRelease | null = null): Promise<void> {
    const { bytes: total } = this;
    this.live = graph && before && new LiveHashes(graph, before.number);
    await this.stages.run('reading', (advance) => this.staged.read((bytes) => advance(bytes, total)));
    this.isRead = true;
  }

  /** Compares it with the release before, or with nothing if there is none. */
  async compare(graph: Graph | null, before: BaseRelease | null): Promise<Difference> {
    const base = before?.number ?? 0;
    if (this.compared?.base !== base) {
      const live = this.live?.release === base ? this.live : undefined;
      this.live = null;
      const work = () => Difference.of(this.staged, this.ended, graph, before, live);
      this.compared = { base, difference: await this.stages.run('comparing', work) };
    }
    return this.compared.difference;
  }

  async close(): Promise<void> {
    await this.live?.stop();
    this.file.close();
    this.staged.close();
    this.ended.close();
  }
}
