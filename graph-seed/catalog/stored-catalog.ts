import type { Graph } from '../../graph/graph';
import { forEachType } from '../../graph/batching/typed-relationships';
import { readQueries } from '../../graph/read-side';
import { PATIENT, retried } from './retry';
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
  /** Number of the release that it was compared with; 0 for none. */
  readonly base: number;
  readonly report: string | null;
}

export interface StoredCatalog {
  /** Number of the live release; 0 for none. */
  readonly live: number;
  /** Whether only the sample is loaded. */
  readonly sample: boolean;
  /** Milliseconds since releases were taken out whose facts still have to be swept; null when there are none. */
  readonly sweeping: number | null;
  /** Oldest first. */
  readonly releases: readonly StoredRelease[];
}

/** What the graph says of its releases; of an empty one too. */
export async function readStoredCatalog(graph: Graph): Promise<StoredCatalog> {
  const [catalogs, releases] = await retried(() =>
    Promise.all([
      graph.read<{ live: number; sample: boolean; sweeping: number | null }>(STATEMENTS['read-catalog'], {}, PATIENT),
      graph.read<StoredRelease>(STATEMENTS['read-releases'], {}, PATIENT),
    ]),
  );
  const { live = 0, sample = false, sweeping = null } = catalogs[0] ?? {};
  return { live, sample, sweeping, releases };
}

/** Loaded releases, oldest first. */
export function loadedOf({ releases }: StoredCatalog): StoredRelease[] {
  return releases.filter(({ status }) => status === 'LOADED');
}

/** Makes what must be there before anything is written; does nothing where it is. */
export async function prepareGraph(graph: Graph): Promise<void> {
  for (const statement of Object.values(CONSTRAINTS)) await retried(() => graph.run(statement));
  await retried(() => graph.write([{ statement: STATEMENTS['start-catalog'] }]));
}

/** Makes the indexes and waits until they answer, at most 10 minutes. After a first load, because that is faster. */
export async function prepareIndexes(graph: Graph): Promise<void> {
  const { 'link-id': ofLinks, ...others } = INDEXES;
  const types = await retried(() => graph.read<{ code: string }>(readQueries().linkTypes, {}, PATIENT));
  const indexes = [
    ...Object.values(others),
    ...forEachType(
      ofLinks!,
      types.map(({ code }) => code),
    ),
  ];
  for (const statement of indexes) await retried(() => graph.run(statement));
  await graph.run(STATEMENTS['await-indexes'], { seconds: 600 });
}
