import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Graph } from '../graph/graph';
import { makeTemporaryFolder } from '../temporary-folder';
import { formatSizes } from '../ods/measured-sizes';
import { STATEMENTS } from './catalog/statements';
import { importFirst } from './importing/import-first';
import type { NewStore } from './importing/new-store';
import {
  EMPTY_CATALOG,
  prepareGraph,
  prepareIndexes,
  readStoredCatalog,
  type StoredRelease,
} from './catalog/stored-catalog';
import { refuseMassClosure, refuseMassLoss } from './writing/mass-loss';
import { summarise, unchanged, type LoadReport } from './load-report';
import { takeLock, type LoadLock } from './catalog/lock';
import { planLoad, type LoadPlan } from './writing/plan';
import { LoadInterrupted, lockLost } from './errors';
import type { Progress } from './progress';
import { publish, startRelease } from './writing/publish';
import { readManifest } from './reading/read-part';
import { finishAborts } from './releases';
import { openReleaseFile } from './reading/release-file';
import { classifyFailure, LOAD_DEADLINE, withRetry } from './catalog/retry';
import type { StagedRelease } from './staging/staged-release';
import { ReadRelease } from './read-release';
import type { Readers } from './writing/readers';
import { sweep } from './writing/sweep';
import { verify } from './writing/verify';
import { writeDifference, writeFindings } from './writing/write-difference';
import { checkFreeSpace, JournalledWriter, type FreeSpace, type WriterSettings } from './writing/journalled-writer';

export interface LoadOptions {
  /** Reports what would change and writes nothing: a store that does not exist yet is not made. */
  readonly dryRun?: boolean;
  /** Skips the check against mass closure. */
  readonly force?: boolean;
  /** Accepts a release with one file only, or with two files of different dates. */
  readonly allowPartial?: boolean;
  readonly allowCountMismatch?: boolean;
}

export interface LoadRequest {
  /** A store that does not exist yet is made from files, if it is given as such. */
  readonly graph: Graph | NewStore;
  readonly files: readonly string[];
  readonly options?: LoadOptions;
  readonly report: Progress;
  /** Free bytes on the disk of the database, when this process can read it. */
  readonly freeSpace?: FreeSpace | undefined;
  /** Why a large first release is not imported, for a line of the report. */
  readonly notImported?: string | undefined;
  /** The longest time of a request of a server in milliseconds, see Readers. */
  readonly requestMs?: number;
  /** Rows of one transaction; see WriterSettings. */
  readonly batchRows?: number;
  /** Where what was read of the records is kept for the next load; undefined if it is not kept. */
  readonly memoFolder?: string | undefined;
  /** Called for each release that becomes live, although a later one may fail. */
  readonly onLoaded?: (report: LoadReport) => void;
}

interface LoadContext {
  /** Null for a dry run on a store that does not exist yet. */
  readonly graph: Graph | null;
  readonly folder: string;
  /** Null for a dry run. */
  readonly lock: LoadLock | null;
  readonly options: LoadOptions;
  readonly report: Progress;
  readonly writing: WriterSettings;
  readonly notImported?: string | undefined;
  readonly readers: Readers;
  readonly memoFolder: string | undefined;
}

/** The importer starts a program of its own, which takes as long as it saves for a release of this size. */
const LEAST_IMPORTED_BYTES = 30_000_000;

/**
 * Loads releases in the order of their publication dates and returns one report for each. Throws LoadRefused (nothing
 * was published), LoadLocked (another load is running) or LoadInterrupted (calling it again resumes the load).
 */
export async function loadReleases({
  graph: target,
  files,
  options = {},
  report,
  onLoaded,
  notImported,
  requestMs,
  memoFolder,
  ...writing
}: LoadRequest): Promise<LoadReport[]> {
  const folder = makeTemporaryFolder(join(tmpdir(), 'ods-graph-load-'));
  const readers: Readers = {
    ...(requestMs === undefined ? {} : { requestMs }),
    onWait: (sentence) => report.line(sentence),
  };
  let lock: LoadLock | null = null;
  let first: ReadRelease | null = null;
  try {
    const ordered = await orderByDate(files, folder);
    const isNew = 'make' in target;
    if (isNew && !options.dryRun && ordered.length > 0)
      first = await importIfLarge(target, ordered[0]!, { folder, options, report, writing, memoFolder });
    const graph = isNew ? (options.dryRun ? null : await target.open()) : target;
    if (graph !== null && !options.dryRun) {
      await prepareGraph(graph);
      lock = await takeLock(graph);
      await finishAborts(graph, lock);
      await sweep(graph, lock, readers);
    }
    const reports: LoadReport[] = [];
    for (const path of ordered) {
      const context = { graph, folder, lock, options, report, writing, notImported, readers, memoFolder };
      const done = await openAndLoad(path, context, first);
      first = null;
      reports.push(done);
      if (done.outcome === 'LOADED') onLoaded?.(done);
    }
    return reports;
  } catch (error) {
    throw isDiskFull(error) || classifyFailure(error) === 'retry' ? interrupted(error) : error;
  } finally {
    first?.close();
    await lock?.release();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Returns the publication date of a release file. Throws LoadRefused if it is not one. */
export async function publicationDateOf(path: string): Promise<string> {
  const folder = makeTemporaryFolder(join(tmpdir(), 'ods-graph-date-'));
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

/** Reads the first release and makes a store of it, before the database is started. Null if it is too small for that. */
async function importIfLarge(
  store: NewStore,
  path: string,
  { folder, options, report, writing, memoFolder }: Omit<LoadContext, 'graph' | 'lock' | 'readers'>,
): Promise<ReadRelease | null> {
  const read = await ReadRelease.open(path, folder, options, report);
  try {
    if (read.bytes < (store.leastBytes ?? LEAST_IMPORTED_BYTES)) {
      read.close();
      return null;
    }
    const plan = planLoad(EMPTY_CATALOG, await readManifest(read.file.parts[0]!), read.file.sha256) as LoadPlan;
    announce(report, plan);
    await read.read({ folder: memoFolder, before: null, keeps: true });
    const difference = await read.compare(null, null);
    const { staged, stages, file } = read;
    const imported = { staged, difference, plan, sha256: file.sha256 };
    read.isImported = await importFirst(store, folder, imported, writing, stages, report);
    return read;
  } catch (error) {
    read.close();
    throw error;
  }
}

/** Loads one release. `first` is the release of this path if it was read already. */
async function openAndLoad(path: string, context: LoadContext, first: ReadRelease | null): Promise<LoadReport> {
  const read = first ?? (await ReadRelease.open(path, context.folder, context.options, context.report));
  try {
    return await loadRelease(read, context);
  } finally {
    read.close();
  }
}

async function loadRelease(read: ReadRelease, context: LoadContext): Promise<LoadReport> {
  const { graph, lock, options, report, writing } = context;
  const { file, stages } = read;
  const catalog = graph === null ? EMPTY_CATALOG : await readStoredCatalog(graph);
  const found = planLoad(catalog, await readManifest(file.parts[0]!), file.sha256);
  if (found.action === 'nothing') {
    if (lock && graph) await completeLoaded(graph, lock, read.staged, found.release);
    return unchanged(file.name, found.release);
  }
  const isImported = read.isImported && found.resumes;
  const plan = { ...found, resumes: found.resumes && !isImported };
  if (context.notImported && plan.base === null && !found.resumes && lock && read.bytes >= LEAST_IMPORTED_BYTES)
    report.line(`The release is written in small transactions, not imported at once: ${context.notImported}.`);
  if (!read.isRead) {
    announce(report, plan);
    read.prepareToCompare(graph, plan.base);
    await read.read({ folder: context.memoFolder, before: plan.base, keeps: lock !== null });
  }
  const difference = await read.compare(graph, plan.base);
  const { staged } = read;
  if (!options.force && !plan.replacesSample) {
    refuseMassClosure(difference);
    refuseMassLoss(difference);
  }
  const summary = () => summarise({ file, staged, difference, plan, seconds: stages.seconds, dryRun: lock === null });
  if (lock === null || graph === null) return summary();

  await lock.keep();
  const writer = new JournalledWriter(graph, lock.owner, plan.number, writing);
  await startRelease(graph, lock, staged, plan, file.sha256);
  if (plan.resumes) report.line(`Resuming an interrupted load: ${await writer.resume()} batches are already written.`);
  if (isImported) await writeFindings(writer, difference, stages);
  else await writeDifference(writer, staged, difference, graph, plan, stages);
  if (writing.freeSpace) checkFreeSpace(writing.freeSpace);
  await lock.keep();
  await together([
    stages.run('indexes', () => prepareIndexes(graph)),
    stages.run('verifying', () => verify(graph, plan.number, difference.expected())),
  ]);
  const loaded = { ...summary(), retries: writer.retries };
  await publish(graph, lock, plan, catalog.live, loaded, staged.sizes);
  await read.keepMemo();
  if (plan.replacesSample) await stages.run('sweeping', () => sweep(graph, lock, context.readers));
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

/** Waits until all have ended, then throws what the first one of them threw. */
async function together(all: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(all)).find(({ status }) => status === 'rejected');
  if (failed !== undefined) throw (failed as PromiseRejectedResult).reason;
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
