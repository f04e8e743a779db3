import type { Graph } from '../graph/graph';
import { loadedOf, prepareGraph, readStoredCatalog, type StoredCatalog } from './catalog/stored-catalog';
import { takeLock, type LoadLock } from './catalog/lock';
import { LoadRefused } from './errors';
import { retried } from './catalog/retry';
import { STATEMENTS } from './catalog/statements';
import { sweep } from './writing/sweep';

export interface ListedRelease {
  /** Publication date. */
  readonly id: string;
  readonly number: number;
  readonly sequence: number;
  readonly publicationDate: string;
  readonly sha256: string;
  /** ISO 8601; null while it is being loaded. */
  readonly loadedAt: string | null;
  readonly organisations: number | null;
  readonly relationships: number | null;
  readonly status: 'LOADING' | 'LOADED' | 'ABORTING';
  readonly isLive: boolean;
}

const DEADLINE_MS = 600_000;

/** Every release of the graph, newest first, unfinished ones too. */
export async function listReleases(graph: Graph): Promise<ListedRelease[]> {
  const { live, releases } = await readStoredCatalog(graph);
  return releases
    .map(({ base: _base, report: _report, ...release }) => ({ ...release, isLive: release.number === live }))
    .reverse();
}

/** Moves the live pointer to a loaded release. Throws a LoadRefused that lists them when it is none. */
export async function setLive(graph: Graph, id: string): Promise<void> {
  await locked(graph, async ({ owner }) => {
    const [moved] = await retried(() =>
      graph.write([{ statement: STATEMENTS['move-live'], parameters: { owner, id } }]),
    );
    if (moved?.length !== 1) throw unknownRelease(id, await readStoredCatalog(graph));
  });
}

/**
 * Takes all but the newest `keep` releases out, never the live one, and deletes what no other has. Answers at the
 * remaining ones stay the same. `readersMs`: how long readers may go on with one that was taken out. Returns the ids of
 * those taken out.
 */
export async function pruneReleases(graph: Graph, keep: number, readersMs?: number): Promise<string[]> {
  return locked(graph, async () => {
    await sweep(graph, readersMs);
    const catalog = await readStoredCatalog(graph);
    const loaded = loadedOf(catalog);
    const gone = loaded.slice(0, -keep).filter(({ number }) => number !== catalog.live);
    const kept = loaded.filter((release) => !gone.includes(release)).map(({ number }) => number);
    if (gone.length === 0) return [];
    await retried(() => graph.write([{ statement: STATEMENTS['take-out-releases'], parameters: { kept } }]));
    await sweep(graph, readersMs);
    return gone.map(({ id }) => id);
  });
}

/** Undoes a load that was not finished. Throws a LoadRefused when there is none of that id. */
export async function abortRelease(graph: Graph, id: string): Promise<void> {
  await locked(graph, async (lock) => {
    const [marked] = await retried(() =>
      graph.write([{ statement: STATEMENTS['mark-aborting'], parameters: { owner: lock.owner, id } }]),
    );
    if (marked?.length !== 1) throw notUnfinished(id, await readStoredCatalog(graph));
    await finishAborts(graph);
  });
}

/** Goes on with undoing loads where that was interrupted. */
export async function finishAborts(graph: Graph): Promise<void> {
  const { releases } = await readStoredCatalog(graph);
  for (const { number, status } of releases) {
    if (status !== 'ABORTING') continue;
    const parameters = { release: number };
    for (const name of ['abort-relationships', 'abort-nodes', 'reopen-relationships', 'reopen-nodes'] as const)
      await retried(() => graph.run(STATEMENTS[name], parameters, { deadlineMs: DEADLINE_MS }));
    await retried(() => graph.run(STATEMENTS['sweep-organisations'], {}, { deadlineMs: DEADLINE_MS }));
    await retried(() =>
      graph.write([
        { statement: STATEMENTS['abort-journal'], parameters },
        { statement: STATEMENTS['abort-release'], parameters },
        { statement: STATEMENTS['restore-release-ids'] },
      ]),
    );
  }
}

async function locked<T>(graph: Graph, act: (lock: LoadLock) => Promise<T>): Promise<T> {
  await prepareGraph(graph);
  const lock = await takeLock(graph);
  try {
    return await act(lock);
  } finally {
    await lock.release();
  }
}

function unknownRelease(id: string, catalog: StoredCatalog): LoadRefused {
  const ids = loadedOf(catalog).map((release) => release.id);
  return new LoadRefused(`No release ${id} is loaded. Loaded: ${ids.join(', ') || 'none'}.`);
}

function notUnfinished(id: string, { releases }: StoredCatalog): LoadRefused {
  const unfinished = releases.filter(({ status }) => status !== 'LOADED').map((release) => release.id);
  return new LoadRefused(
    releases.some((release) => release.id === id)
      ? `Release ${id} is loaded: only a load that was not finished can be undone.`
      : `No load of release ${id} was begun. Not finished: ${unfinished.join(', ') || 'none'}.`,
  );
}
