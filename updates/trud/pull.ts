import { join } from 'node:path';
import type { LoadReport } from '../../graph-seed/load-report';
import { UpdateError } from '../errors';
import { downloadRelease, type DownloadRequest } from './download';
import { keepNewest, lockFolder, type FolderLock } from './folder';
import { planPull, type LoadedFile, type PlannedRelease } from './plan';
import { readReleaseList } from './release-list';

/** What a pull asks of the graph. */
export interface PullTarget {
  /** The loaded releases; none if only the sample is loaded. */
  loaded(): Promise<readonly LoadedFile[]>;
  /** The publication date in a release file. */
  publicationDate(path: string): Promise<string>;
  load(path: string): Promise<LoadReport>;
  close(): Promise<void>;
}

export interface PullOptions {
  /** Only releases of this date or later; also those before the newest one, if the graph is empty or nothing is loaded. */
  readonly since?: string;
  /** Zip files that stay in the folder. */
  readonly keep?: number;
  /** Only reports what would be done. */
  readonly dryRun?: boolean;
  /** Downloads and loads nothing into the graph, which is not opened. */
  readonly downloadOnly?: boolean;
}

export interface PullRequest extends DownloadRequest {
  /** The folder of the item. */
  readonly folder: string;
  readonly options: PullOptions;
  open(): Promise<PullTarget>;
  /** Tells others of a loaded release. Its UpdateErrors are collected, and the pull continues. */
  tell(report: LoadReport): Promise<void>;
}

export interface PullResult {
  /** Every listed release, newest first. */
  readonly releases: readonly PlannedRelease[];
  /** Names of the files that were downloaded and not in the folder before, oldest first. */
  readonly downloaded: readonly string[];
  /** Reports of the loaded releases, oldest first. */
  readonly loaded: readonly LoadReport[];
  /** Names of the files that --keep has deleted. */
  readonly deleted: readonly string[];
  /** Why others were not told of a release. */
  readonly notTold: readonly UpdateError[];
}

/**
 * Downloads, checks and loads what is new, in the order of the release dates. Stops at the first failure: releases loaded
 * before it stay. Throws an UpdateError, and the errors of a load.
 */
export async function pull(request: PullRequest): Promise<PullResult> {
  if (request.options.dryRun) return { ...NOTHING, releases: await readPlan(request) };
  const lock = await lockFolder(request.folder);
  try {
    return await pullLocked(request, lock);
  } finally {
    await lock.release();
  }
}

const NOTHING = { downloaded: [], loaded: [], deleted: [], notTold: [] };

async function readPlan(request: PullRequest): Promise<PlannedRelease[]> {
  const listed = await readReleaseList(request);
  const { since, downloadOnly } = request.options;
  if (downloadOnly) return planPull(listed, null, since);
  const target = await request.open();
  try {
    return planPull(listed, await target.loaded(), since);
  } finally {
    await target.close();
  }
}

async function pullLocked(request: PullRequest, lock: FolderLock): Promise<PullResult> {
  const { folder, options } = request;
  const listed = await readReleaseList(request);
  const target = options.downloadOnly ? undefined : await request.open();
  try {
    const releases = planPull(listed, (await target?.loaded()) ?? null, options.since);
    const wanted = releases.filter(({ state }) => state === 'NEW').toReversed();
    const done = target ? await loadAll(wanted, target, request, lock) : await downloadAll(wanted, request, lock);
    const names = new Set(wanted.map(({ file }) => file));
    const deleted = options.keep === undefined ? [] : await keepNewest(folder, options.keep, names);
    return { releases, ...done, deleted };
  } finally {
    await target?.close();
  }
}

async function downloadAll(wanted: readonly PlannedRelease[], request: PullRequest, lock: FolderLock) {
  const downloaded: string[] = [];
  for (const release of wanted) {
    if (await downloadOne(release, request, lock)) downloaded.push(release.file);
  }
  return { downloaded, loaded: [], notTold: [] };
}

async function downloadOne(release: PlannedRelease, request: PullRequest, lock: FolderLock): Promise<boolean> {
  await lock.check();
  return downloadRelease(release, join(request.folder, release.file), request);
}

async function loadAll(
  wanted: readonly PlannedRelease[],
  target: PullTarget,
  request: PullRequest,
  lock: FolderLock,
): Promise<Pick<PullResult, 'downloaded' | 'loaded' | 'notTold'>> {
  const downloaded: string[] = [];
  const loaded: LoadReport[] = [];
  const notTold: UpdateError[] = [];
  for (const release of wanted) {
    if (await downloadOne(release, request, lock)) downloaded.push(release.file);
    request.signal?.throwIfAborted();
    const report = await loadNewer(release, target, request);
    if (report?.outcome !== 'LOADED') continue;
    loaded.push(report);
    await request.tell(report).catch((error: unknown) => {
      if (!(error instanceof UpdateError)) throw error;
      notTold.push(error);
    });
  }
  return { downloaded, loaded, notTold };
}

/** Loads a file, unless the date of publication in it is not newer than that of the newest loaded release. */
async function loadNewer(release: PlannedRelease, target: PullTarget, { folder, report }: PullRequest) {
  const path = join(folder, release.file);
  const newest = (await target.loaded()).map(({ publicationDate }) => publicationDate).toSorted();
  const date = await target.publicationDate(path);
  if (newest.length === 0 || date > newest.at(-1)!) return target.load(path);
  report.line(`${release.file} is not loaded: it was published on ${date}, and ${newest.at(-1)} is loaded.`);
  return undefined;
}
