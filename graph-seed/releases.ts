import type { Graph } from '../graph/graph';
import { loadedReleases, prepareGraph, readStoredCatalog, type StoredCatalog } from './catalog/stored-catalog';
import { runHolding, takeLock, writeHolding, type LoadLock } from './catalog/lock';
import { LoadRefused } from './errors';
import { withRetry } from './catalog/retry';
import { STATEMENTS } from './catalog/statements';
import type { Readers } from './writing/readers';
import { sweep } from './writing/sweep';

/** A release in the catalog, as `ods-graph releases` prints it. */
export interface ReleaseInfo {
  /** Publication date. */
  readonly id: string;
  readonly number: number;
  readonly sequence: number;
  readonly publicationDate: string;
  readonly sha256: string;
  /** ISO 8601; null until the load is finished. */
  readonly loadedAt: string | null;
  readonly organisations: number | null;
  readonly relationships: number | null;
  readonly status: 'LOADING' | 'LOADED' | 'ABORTING';
  readonly isLive: boolean;
}

/** Returns every release in the graph, newest first, including unfinished ones. */
export async function listReleases(graph: Graph): Promise<ReleaseInfo[]> {
  const { live, releases } = await readStoredCatalog(graph);
  return releases
    .map(({ base: _base, report: _report, ...release }) => ({ ...release, isLive: release.number === live }))
    .reverse();
}

/** Returns SHA-256 and date of the loaded releases, oldest first; none if only the sample is loaded. */
export async function loadedFiles(graph: Graph): Promise<Pick<ReleaseInfo, 'sha256' | 'publicationDate'>[]> {
  const catalog = await readStoredCatalog(graph);
  if (catalog.sample) return [];
  return loadedReleases(catalog).map(({ sha256, publicationDate }) => ({ sha256, publicationDate }));
}

/**
 * Makes a loaded release the live one. Throws LoadRefused, listing the loaded releases, when the id is not one of them.
 */
export async function setLive(graph: Graph, id: string): Promise<void> {
  await withLoadLock(graph, async (lock) => {
    const [moved] = await withRetry(() =>
      graph.write([{ statement: STATEMENTS['move-live'], parameters: { owner: lock.owner, id } }]),
    );
    if (moved?.length === 1) return;
    await lock.keep();
    throw unknownRelease(id, await readStoredCatalog(graph));
  });
}

/**
 * Removes all but the newest `keep` releases, never the live one, and deletes the facts that no remaining release has.
 * Responses at the remaining releases stay the same. Returns the ids of the removed releases.
 */
export async function pruneReleases(graph: Graph, keep: number, readers: Readers = {}): Promise<string[]> {
  return withLoadLock(graph, async (lock) => {
    await sweep(graph, lock, readers);
    const catalog = await readStoredCatalog(graph);
    const loaded = loadedReleases(catalog);
    const removed = loaded.slice(0, -keep).filter(({ number }) => number !== catalog.live);
    const kept = loaded.filter((release) => !removed.includes(release)).map(({ number }) => number);
    if (removed.length === 0) return [];
    await writeHolding(graph, lock, [STATEMENTS['take-out-releases']], { kept });
    await sweep(graph, lock, readers);
    return removed.map(({ id }) => id);
  });
}

/** Undoes an unfinished load. Throws LoadRefused when the release with this id is loaded or does not exist. */
export async function abortRelease(graph: Graph, id: string): Promise<void> {
  await withLoadLock(graph, async (lock) => {
    const [marked] = await withRetry(() =>
      graph.write([{ statement: STATEMENTS['mark-aborting'], parameters: { owner: lock.owner, id } }]),
    );
    if (marked?.length !== 1) {
      await lock.keep();
      throw notUnfinished(id, await readStoredCatalog(graph));
    }
    await finishAborts(graph, lock);
  });
}

/** Finishes undoing loads whose undo was interrupted. Throws LoadLocked when another process has taken over the lock. */
export async function finishAborts(graph: Graph, lock: LoadLock): Promise<void> {
  const { releases } = await readStoredCatalog(graph);
  for (const { number, status } of releases) {
    if (status !== 'ABORTING') continue;
    const parameters = { release: number };
    for (const name of ['abort-relationships', 'abort-nodes', 'reopen-relationships', 'reopen-nodes'] as const)
      await runHolding(graph, lock, STATEMENTS[name], parameters);
    await runHolding(graph, lock, STATEMENTS['sweep-organisations']);
    const last = (['abort-journal', 'abort-release', 'restore-release-ids'] as const).map((name) => STATEMENTS[name]);
    await writeHolding(graph, lock, last, parameters);
  }
}

async function withLoadLock<T>(graph: Graph, work: (lock: LoadLock) => Promise<T>): Promise<T> {
  await prepareGraph(graph);
  const lock = await takeLock(graph);
  try {
    return await work(lock);
  } finally {
    await lock.release();
  }
}

function unknownRelease(id: string, catalog: StoredCatalog): LoadRefused {
  const ids = loadedReleases(catalog).map((release) => release.id);
  return new LoadRefused(`No release ${id} is loaded. Loaded: ${ids.join(', ') || 'none'}.`);
}

function notUnfinished(id: string, { releases }: StoredCatalog): LoadRefused {
  const unfinished = releases.filter(({ status }) => status !== 'LOADED').map((release) => release.id);
  return new LoadRefused(
    releases.some((release) => release.id === id)
      ? `Release ${id} is loaded: only an unfinished load can be undone.`
      : `No load of release ${id} was started. Unfinished: ${unfinished.join(', ') || 'none'}.`,
  );
}
