import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Graph } from '../graph/graph';
import { prepareGraph, prepareIndexes, readStoredCatalog } from './catalog/stored-catalog';
import { Difference } from './writing/difference';
import { summarise, unchanged, type LoadReport } from './load-report';
import { takeLock, type LoadLock } from './catalog/lock';
import { planLoad, type LoadPlan } from './writing/plan';
import { LoadInterrupted, LoadRefused } from './errors';
import { Stages, type Progress } from './progress';
import { publish, startRelease } from './writing/publish';
import { readHeader } from './reading/read-part';
import { finishAborts } from './releases';
import { openReleaseFile, type ReleaseFile } from './reading/release-file';
import { failureOf } from './catalog/retry';
import { Spool } from './staging/spool';
import { Stage } from './staging/staged-release';
import { sweep } from './writing/sweep';
import { verify } from './writing/verify';
import { writeDifference } from './writing/write-difference';
import { checkRoom, Writer, type Room } from './writing/journalled-writer';

export interface LoadOptions {
  /** Only says what would change. */
  readonly dryRun?: boolean;
  /** Passes the guard against mass closure. */
  readonly force?: boolean;
  /** One file of the release is enough, and the two may differ in date. */
  readonly allowPartial?: boolean;
  readonly allowCountMismatch?: boolean;
}

export interface LoadRequest {
  readonly graph: Graph;
  readonly files: readonly string[];
  readonly options?: LoadOptions;
  readonly report: Progress;
  /** Where the database's disk can be seen. */
  readonly room?: Room;
}

/** What the load of one release needs. */
interface Load {
  readonly graph: Graph;
  readonly folder: string;
  /** None when dry. */
  readonly lock: LoadLock | null;
  readonly options: LoadOptions;
  readonly report: Progress;
  readonly room: Room | undefined;
}

/** Share of the organisations active before that may be closed or absent in a release. A month is below 0.005. */
const MAX_CLOSURE = 0.1;

/**
 * Loads releases in the order of their publication dates. Resolves with a report for each. Rejects with LoadRefused
 * (nothing published), LoadLocked (somebody else is loading) or LoadInterrupted (the same call goes on).
 */
export async function loadReleases({ graph, files, options = {}, report, room }: LoadRequest): Promise<LoadReport[]> {
  const folder = await mkdtemp(join(tmpdir(), 'ods-graph-load-'));
  let lock: LoadLock | null = null;
  try {
    const ordered = await inOrder(files, folder);
    if (!options.dryRun) {
      await prepareGraph(graph);
      lock = await takeLock(graph);
      await finishAborts(graph);
      await sweep(graph);
    }
    const reports: LoadReport[] = [];
    for (const path of ordered) reports.push(await openAndLoad(path, { graph, folder, lock, options, report, room }));
    return reports;
  } catch (error) {
    throw isDiskFull(error) || failureOf(error) === 'again' ? interrupted(error) : error;
  } finally {
    await lock?.release();
    await rm(folder, { recursive: true, force: true });
  }
}

async function inOrder(files: readonly string[], folder: string): Promise<string[]> {
  const dated: { path: string; date: string }[] = [];
  for (const path of files) {
    const file = await openReleaseFile(path, folder);
    try {
      dated.push({ path, date: (await readHeader(file.parts[0]!)).publicationDate! });
    } finally {
      file.close();
    }
  }
  return dated.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0)).map(({ path }) => path);
}

async function openAndLoad(path: string, load: Load): Promise<LoadReport> {
  const file = await openReleaseFile(path, load.folder);
  const stage = new Stage(load.folder, file, load.options);
  const ended = new Spool(load.folder, 'ended');
  try {
    return await loadRelease(file, stage, ended, load);
  } finally {
    file.close();
    stage.close();
    ended.close();
  }
}

async function loadRelease(file: ReleaseFile, stage: Stage, ended: Spool, load: Load): Promise<LoadReport> {
  const { graph, lock, options, report, room } = load;
  const catalog = await readStoredCatalog(graph);
  const plan = planLoad(catalog, await readHeader(file.parts[0]!), file.sha256);
  if (plan.action === 'nothing') {
    if (lock) await prepareIndexes(graph);
    return unchanged(file.name, plan.release);
  }
  say(report, plan);
  const stages = new Stages(report);
  const total = file.parts.reduce((sum, { bytes }) => sum + bytes, 0);
  await stages.run('reading', (advance) => stage.read((bytes) => advance(bytes, total)));
  const difference = await stages.run('comparing', () => Difference.of(stage, ended, graph, plan.base));
  if (!options.force && !plan.replacesSample) guard(difference);
  const finished = () => summarise({ file, stage, difference, plan, seconds: stages.seconds, dryRun: lock === null });
  if (lock === null) return finished();

  const writer = new Writer(graph, lock.owner, plan.number, room);
  await startRelease(graph, lock, stage, plan, file.sha256);
  if (plan.resumes)
    report.line(`Going on with a load that was interrupted: ${await writer.resume()} batches are done.`);
  await writeDifference(writer, stage, difference, graph, plan, stages);
  if (room) checkRoom(room);
  await stages.run('indexes', () => prepareIndexes(graph));
  await stages.run('verifying', () => verify(graph, plan.number, difference.expected()));
  const loaded = { ...finished(), retries: writer.retries };
  await publish(graph, lock, plan, catalog.live, loaded);
  if (plan.replacesSample) await stages.run('sweeping', () => sweep(graph));
  return { ...loaded, seconds: stages.seconds };
}

const isDiskFull = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOSPC';

function interrupted(error: unknown): LoadInterrupted {
  const message = (error as Error).message.replace(/\.?$/, '.');
  return new LoadInterrupted(
    `The load stopped: ${message} Nothing of it is visible; run the same command again to go on.`,
    { cause: error },
  );
}

function say(report: Progress, { replacesSample, isSample }: LoadPlan): void {
  if (replacesSample) report.line('The graph holds only the invented sample: this release replaces it.');
  if (isSample) report.line('This is the invented sample, not a release of ODS.');
}

function guard({ closures: { before, gone } }: Difference): void {
  if (gone <= before * MAX_CLOSURE) return;
  throw new LoadRefused(
    `The release is refused: ${gone} of the ${before} organisations that were active are closed or absent in it, more than ${MAX_CLOSURE * 100} %. --force loads it all the same.`,
  );
}
