import { join } from 'node:path';
import { createBatchQueries } from './batching/batch-queries';
import type { BatchQueries } from './batching/batch-query';
import { ChangeEpochs } from './cache/change-epochs';
import { FactCache } from './cache/fact-cache';
import { createCatalog, type Catalog } from './catalog';
import type { Graph } from './graph';
import { createLoaders, type Loaders, type ReadObserver } from './loaders';
import type { WorkBudget } from '../work-budget';
import { readStatements, type Statements } from './statements';

export interface ReadSideSettings {
  /** Bytes of cached facts. Default 512 MiB. */
  readonly cacheBytes?: number;
  /** Milliseconds until a caller gets DATABASE_TIMEOUT. Default 2,000. */
  readonly deadlineMs?: number;
}

/** All that reads the graph for requests; one for each process. */
export interface ReadSide {
  readonly catalog: Catalog;
  /** Creates the loaders of one request. `work` is its computing time. */
  loaders(onRead?: ReadObserver, work?: WorkBudget): Loaders;
  /** The fact cache: estimated bytes, and entries. */
  cacheSize(): { readonly bytes: number; readonly entries: number };
  /** Hits and misses of the fact cache. */
  cacheLookups(): { readonly hits: number; readonly misses: number };
}

/** Reads the statements in `queries/` and `queries/search/`, by file name. */
export function readQueries(): Statements<keyof BatchQueries | 'catalog' | 'touched' | 'linkTypes'> {
  const folder = join(__dirname, 'queries');
  return { ...readStatements(folder), ...readStatements(join(folder, 'search')) };
}

/** Creates the read side of a graph: batch queries, cache and catalog, shared by all requests. */
export function createReadSide(
  opened: Graph,
  { cacheBytes = 2 ** 29, deadlineMs = 2_000 }: ReadSideSettings = {},
): ReadSide {
  const statements = readQueries();
  const graph = withDeadline(opened, deadlineMs);
  const changeEpochs = new ChangeEpochs();
  const cache = new FactCache(cacheBytes);
  const catalog = createCatalog({ graph, statements, changeEpochs, onReplaced: () => cache.clear() });
  const { linkTypes } = catalog;
  const queries = createBatchQueries({ graph, queries: statements, cache, changeEpochs, linkTypes, deadlineMs });
  return {
    catalog,
    loaders: (onRead, work) => createLoaders(queries, onRead, work),
    cacheSize: () => cache.size,
    cacheLookups: () => cache.lookups,
  };
}

/** The same graph with another default deadline for reads. */
function withDeadline(graph: Graph, deadlineMs: number): Graph {
  const options = { deadlineMs };
  return {
    ...graph,
    read: (statement, parameters, own) => graph.read(statement, parameters, own ?? options),
    table: (statement, parameters, own) => graph.table(statement, parameters, own ?? options),
  };
}
