import { join } from 'node:path';
import { FactCache } from './cache/fact-cache';
import { createCatalog, type Catalog } from './catalog';
import type { Graph } from './graph';
import { createLoaders, type Loaders, type Seen } from './loaders';
import { createQuestions, type Questions } from './batching/batch-queries';
import { readStatements, type Statements } from './statements';
import { Touches } from './cache/change-epochs';

export interface ReadsSettings {
  /** Bytes of cached facts. Default 512 MiB. */
  readonly cacheBytes?: number;
  /** Milliseconds until a caller gets DATABASE_TIMEOUT. Default 2,000. */
  readonly deadlineMs?: number;
}

/** The reading side of the graph, one for each process. */
export interface Reads {
  readonly catalog: Catalog;
  /** The loaders of one request; it may see what it waits for. */
  loaders(seen?: Seen): Loaders;
  /** Bytes (estimated) and entries of cached facts. */
  cached(): { readonly bytes: number; readonly entries: number };
  /** Facts that were cached when they were asked for, and those that had to be read. */
  uses(): { readonly hits: number; readonly misses: number };
}

/** Every Cypher text that reads are made of, by the name of its file. */
export function readQueries(): Statements<keyof Questions | 'catalog' | 'touched' | 'linkTypes'> {
  const folder = join(__dirname, 'queries');
  return { ...readStatements(folder), ...readStatements(join(folder, 'search')) };
}

/** Opens the reading side of a graph: gatherers, cache and catalog, shared by all requests. */
export function createReads(opened: Graph, { cacheBytes = 2 ** 29, deadlineMs = 2_000 }: ReadsSettings = {}): Reads {
  const queries = readQueries();
  const graph = within(deadlineMs, opened);
  const touches = new Touches();
  const cache = new FactCache(cacheBytes);
  const catalog = createCatalog({ graph, statements: queries, touches, onReplaced: () => cache.clear() });
  const questions = createQuestions({ graph, queries, cache, touches, linkTypes: catalog.linkTypes, deadlineMs });
  return {
    catalog,
    loaders: (seen) => createLoaders(questions, seen),
    cached: () => cache.size,
    uses: () => cache.uses,
  };
}

/** The graph with another deadline. */
function within(deadlineMs: number, graph: Graph): Graph {
  const options = { deadlineMs };
  return {
    ...graph,
    read: (statement, parameters, own) => graph.read(statement, parameters, own ?? options),
    table: (statement, parameters, own) => graph.table(statement, parameters, own ?? options),
  };
}
