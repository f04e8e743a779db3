import type { Graph } from '../../graph/graph';
import { statementPerType } from '../../graph/batching/typed-relationships';
import { readQueries } from '../../graph/read-side';
import { LoadRefused } from '../errors';
import { LOAD_DEADLINE, withRetry } from './retry';
import { createConstraint, createIndex } from './schema';
import { CONSTRAINTS, INDEXES, STATEMENTS } from './statements';

export interface StoredRelease {
  readonly id: string;
  readonly number: number;
  readonly sequence: number;
  readonly publicationDate: string;
  readonly sha256: string;
  readonly loadedAt: string | null;
  readonly organisations: number | null;
  readonly relationships: number | null;
  readonly status: 'LOADING' | 'LOADED' | 'ABORTING';
  /** Number of the release that this one was compared with; 0 for none. */
  readonly base: number;
  readonly report: string | null;
  /** Whether the lengths of its lists are kept. An older version of the loader did not measure them. */
  readonly isMeasured: boolean;
}

export interface StoredCatalog {
  /** Number of the live release; 0 for none. */
  readonly live: number;
  /** Whether only the sample is loaded. */
  readonly sample: boolean;
  /** Milliseconds since releases were removed whose facts are not deleted yet; null when nothing is to be deleted. */
  readonly sweeping: number | null;
  /** Oldest first. */
  readonly releases: readonly StoredRelease[];
}

/** The catalog of a graph that is not there yet. */
export const EMPTY_CATALOG: StoredCatalog = { live: 0, sample: false, sweeping: null, releases: [] };

/** Reads the release catalog. For an empty graph, returns a catalog without releases. */
export async function readStoredCatalog(graph: Graph): Promise<StoredCatalog> {
  const [catalogs, releases] = await withRetry(() =>
    Promise.all([
      graph.read<{ live: number; sample: boolean; sweeping: number | null }>(
        STATEMENTS['read-catalog'],
        {},
        LOAD_DEADLINE,
      ),
      graph.read<StoredRelease>(STATEMENTS['read-releases'], {}, LOAD_DEADLINE),
    ]),
  );
  const { live = 0, sample = false, sweeping = null } = catalogs[0] ?? {};
  return { live, sample, sweeping, releases };
}

/** Returns the releases with status LOADED, oldest first. */
export function loadedReleases({ releases }: StoredCatalog): StoredRelease[] {
  return releases.filter(({ status }) => status === 'LOADED');
}

/** Whether a release is loaded that is not the sample. */
export async function hasRealRelease(graph: Graph): Promise<boolean> {
  const catalog = await readStoredCatalog(graph);
  return !catalog.sample && loadedReleases(catalog).length > 0;
}

/** Throws LoadRefused if a real release is loaded: invented figures are only for the sample. */
export async function refuseRealRelease(graph: Graph): Promise<void> {
  if (await hasRealRelease(graph))
    throw new LoadRefused('The graph contains real releases: what belongs to the sample is not loaded.');
}

/** Creates the constraints and the catalog node if they do not exist. Must run before anything is written. */
export async function prepareGraph(graph: Graph): Promise<void> {
  for (const statement of Object.values(CONSTRAINTS)) await createConstraint(graph, statement);
  await withRetry(() => graph.write([{ statement: STATEMENTS['start-catalog'] }]));
}

/**
 * Creates the indexes and waits up to 10 minutes until they are online. Runs after the first load, because that is
 * faster.
 */
export async function prepareIndexes(graph: Graph): Promise<void> {
  const { 'link-id': ofLinks, ...others } = INDEXES;
  const types = await withRetry(() => graph.read<{ code: string }>(readQueries().linkTypes, {}, LOAD_DEADLINE));
  const indexes = [
    ...Object.values(others),
    ...statementPerType(
      ofLinks!,
      types.map(({ code }) => code),
    ),
  ];
  for (const statement of indexes) await createIndex(graph, statement);
  await graph.run(STATEMENTS['await-indexes'], { seconds: 600 });
}
