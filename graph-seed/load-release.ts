import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Graph } from '../graph/graph';
import { formatSizes } from '../ods/measured-sizes';
import { STATEMENTS } from './catalog/statements';
import { prepareGraph, prepareIndexes, readStoredCatalog, type StoredRelease } from './catalog/stored-catalog';
import { Difference } from './writing/difference';
import { summarise, unchanged, type LoadReport } from './load-report';
import { takeLock, type LoadLock } from './catalog/lock';
import { planLoad, type LoadPlan } from './writing/plan';
import { LoadInterrupted, LoadRefused, lockLost } from './errors';
import { Stages, type Progress } from './progress';
import { publish, startRelease } from './writing/publish';
import { readManifest } from './reading/read-part';
import { finishAborts } from './releases';
import { openReleaseFile, type ReleaseFile } from './reading/release-file';
import { classifyFailure, LOAD_DEADLINE, withRetry } from './catalog/retry';
import { Spool } from './staging/spool';
import { StagedRelease } from './staging/staged-release';
import { sweep } from './writing/sweep';
import { verify } from './writing/verify';
import { writeDifference } from './writing/write-difference';
import { checkFreeSpace, JournalledWriter, type FreeSpace, type WriterSettings } from './writing/journalled-writer';

export interface LoadOptions {
  /** Reports what would change and writes nothing. */
  readonly dryRun?: boolean;
  /** Skips the check against mass closure. */
  readonly force?: boolean;
  /** Accepts a release with one file only, or with two files of different dates. */
  readonly allowPartial?: boolean;
  readonly allowCountMismatch?: boolean;
}

export interface LoadRequest {
  readonly graph: Graph;
  readonly files: readonly string[];
  readonly options?: LoadOptions;
  readonly report: Progress;
  /** Free bytes on the disk of the database, when this process can read it. */
  readonly freeSpace?: FreeSpace;
  /** Rows of one transaction; see WriterSettings. */
  readonly batchRows?: number;
  /** Called for each release that becomes live, although a later one may fail. */
  readonly onLoaded?: (report: LoadReport) => void;
}

interface LoadContext {
  readonly graph: Graph;
  readonly folder: string;
  /** Null for a dry run. */
  readonly lock: LoadLock | null;
  readonly options: LoadOptions;
  readonly report: Progress;
  readonly writing: WriterSettings;
}

/** Highest share of the active organisations that a release may close or omit. Monthly releases stay below 0.005. */
const MAX_CLOSURE = 0.1;

/**
 * Loads releases in the order of their publication dates and returns one report for each. Throws LoadRefused (nothing
 * was published), LoadLocked (another load is running) or LoadInterrupted (calling it again resumes the load).
 */
export async function loadReleases({
  graph,
  files,
  options = {},
  report,
  onLoaded,
  ...writing
}: LoadRequest): Promise<LoadReport[]> {
  const folder = await mkdtemp(join(tmpdir(), 'ods-graph-load-'));
  let lock: LoadLock | null = null;
  try {
    const ordered = await orderByDate(files, folder);
    if (!options.dryRun) {
      await prepareGraph(graph);
      lock = await takeLock(graph);
      await finishAborts(graph, lock);
      await sweep(graph, lock);
    }
    const reports: LoadReport[] = [];
    for (const path of ordered) {
      const done = await openAndLoad(path, { graph, folder, lock, options, report, writing });
      reports.push(done);
      if (done.outcome === 'LOADED') onLoaded?.(done);
    }
    return reports;
  } catch (error) {
    throw isDiskFull(error) || classifyFailure(error) === 'retry' ? interrupted(error) : error;
  } finally {
    await lock?.release();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Returns the publication date of a release file. Throws LoadRefused if it is not one. */
export async function publicationDateOf(path: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ods-graph-date-'));
  try {
    return await dateIn(path, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function dateIn(path: string, folder: string): Promise<string> {
  const file = await openReleaseFile(path, folder);
  try {
    return (await readManifest(file.parts[0]!)).publicationDate!;
  } finally {
    file.close();
  }
}

async function orderByDate(files: readonly string[], folder: string): Promise<string[]> {
  const dated: { path: string; date: string }[] = [];
  for (const path of files) dated.push({ path, date: await dateIn(path, folder) });
  return dated.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0)).map(({ path }) => path);
}

async function openAndLoad(path: string, context: LoadContext): Promise<LoadReport> {
  const file = await openReleaseFile(path, context.folder);
  const staged = new StagedRelease(context.folder, file, context.options);
  const ended = new Spool(context.folder, 'ended');
  try {
    return await loadRelease(file, staged, ended, context);
  } finally {
    file.close();
    staged.close();
    ended.close();
  }
}

async function loadRelease(
  file: ReleaseFile,
  staged: StagedRelease,
  ended: Spool,
  context: LoadContext,
): Promise<LoadReport> {
  const { graph, lock, options, report, writing } = context;
  const catalog = await readStoredCatalog(graph);
  const plan = planLoad(catalog, await readManifest(file.parts[0]!), file.sha256);
  if (plan.action === 'nothing') {
    if (lock) await completeLoaded(graph, lock, staged, plan.release);
    return unchanged(file.name, plan.release);
  }
  announce(report, plan);
  const stages = new Stages(report);
  const total = file.parts.reduce((sum, { bytes }) => sum + bytes, 0);
  await stages.run('reading', (advance) => staged.read((bytes) => advance(bytes, total)));
  const difference = await stages.run('comparing', () => Difference.of(staged, ended, graph, plan.base));
  if (!options.force && !plan.replacesSample) refuseMassClosure(difference);
  const summary = () => summarise({ file, staged, difference, plan, seconds: stages.seconds, dryRun: lock === null });
  if (lock === null) return summary();

  await lock.keep();
  const writer = new JournalledWriter(graph, lock.owner, plan.number, writing);
  await startRelease(graph, lock, staged, plan, file.sha256);
  if (plan.resumes) report.line(`Resuming an interrupted load: ${await writer.resume()} batches are already written.`);
  await writeDifference(writer, staged, difference, graph, plan, stages);
  if (writing.freeSpace) checkFreeSpace(writing.freeSpace);
  await lock.keep();
  await stages.run('indexes', () => prepareIndexes(graph));
  await stages.run('verifying', () => verify(graph, plan.number, difference.expected()));
  const loaded = { ...summary(), retries: writer.retries };
  await publish(graph, lock, plan, catalog.live, loaded, staged.sizes);
  if (plan.replacesSample) await stages.run('sweeping', () => sweep(graph, lock));
  return { ...loaded, seconds: stages.seconds };
}

/** Adds to a loaded release what an older version of the loader did not write. */
async function completeLoaded(
  graph: Graph,
  { owner }: LoadLock,
  staged: StagedRelease,
  { number, isMeasured }: StoredRelease,
): Promise<void> {
  await prepareIndexes(graph);
  if (isMeasured) return;
  await staged.read(() => undefined);
  const parameters = { owner, number, sizes: formatSizes(staged.sizes) };
  const [kept] = await withRetry(() =>
    graph.write([{ statement: STATEMENTS['keep-sizes'], parameters }], LOAD_DEADLINE),
  );
  if (kept?.length !== 1) throw lockLost();
}

const isDiskFull = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOSPC';

function interrupted(error: unknown): LoadInterrupted {
  const message = (error as Error).message.replace(/\.?$/, '.');
  return new LoadInterrupted(
    `The load stopped: ${message} Nothing of it is visible; run the same command again to resume it.`,
    { cause: error },
  );
}

function announce(report: Progress, { replacesSample, isSample }: LoadPlan): void {
  if (replacesSample) report.line('The graph contains only the invented sample: this release replaces it.');
  if (isSample) report.line('This is the invented sample, not a release of ODS.');
}

function refuseMassClosure({ closures: { before, gone } }: Difference): void {
  if (gone <= before * MAX_CLOSURE) return;
  throw new LoadRefused(
    `The release is refused: ${gone} of the ${before} organisations that were active are closed or absent in it, more than ${MAX_CLOSURE * 100} %. Use --force to load it anyway.`,
  );
}
