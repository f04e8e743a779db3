import { join } from 'node:path';
import type { BatchQueries } from './batching/batch-query';
import { FactCache } from './cache/fact-cache';
import { createCatalog, type Catalog } from './catalog';
import { millisecondsOf, READ_DEADLINE_MS, type Deadline, type Graph } from './graph';
import { createKnownFacts } from './known-facts';
import type { Loaders, ReadObserver } from './loaders';
import type { WorkBudget } from '../work-budget';
import { ShownCatalog } from './shown-catalog';
import { TextIndexes } from './text-index/text-indexes';
import { readStatements, type Statements } from './statements';

export interface ReadSideSettings {
  /** Bytes of cached facts. Default 512 MiB. */
  readonly cacheBytes?: number;
  /** Milliseconds until a caller gets DATABASE_TIMEOUT. Default 2,000. */
  readonly deadlineMs?: Deadline | undefined;
  /** Another read side of the same graph and gateway: they share the text index, and none shows less than the other has shown. */
  readonly beside?: Pick<ReadSide, 'textIndexes' | 'shown'>;
}

/** All that reads the graph for requests; one for each process. */
export interface ReadSide {
  readonly catalog: Catalog;
  /** The index that finds organisations by what people type. */
  readonly textIndexes: TextIndexes;
  /** What its catalog has shown. */
  readonly shown: ShownCatalog;
  /** Creates the loaders of one request, which read the graph of the newest snapshot. `work` is its computing time. */
  loaders(onRead?: ReadObserver, work?: WorkBudget): Loaders;
  /** The fact cache: estimated bytes, and entries. */
  cacheSize(): { readonly bytes: number; readonly entries: number };
  /** Gives the fact cache another limit in bytes, and evicts what is above it. */
  resizeCache(bytes: number): void;
  /** Hits and misses of the fact cache. */
  cacheLookups(): { readonly hits: number; readonly misses: number };
}

/** Reads the statements in `queries/` and its folders, by file name. */
export function readQueries(): Statements<
  keyof BatchQueries | 'catalog' | 'touched' | 'linkTypes' | 'sizes' | 'texts' | 'textsOf'
> {
  const folder = join(__dirname, 'queries');
  const folders = [folder, ...['search', 'postcodes', 'exports'].map((name) => join(folder, name))];
  return Object.assign({}, ...folders.map(readStatements)) as ReturnType<typeof readQueries>;
}

/** Creates the read side of a graph: batch queries, cache and catalog, shared by all requests. */
export function createReadSide(opened: Graph, settings: ReadSideSettings = {}): ReadSide {
  const { cacheBytes = 2 ** 29, deadlineMs = READ_DEADLINE_MS } = settings;
  const statements = readQueries();
  const graph = withDeadline(opened, deadlineMs);
  const { textIndexes, shown } = settings.beside ?? {
    textIndexes: new TextIndexes(graph, statements),
    shown: new ShownCatalog(),
  };
  const cache = new FactCache(cacheBytes);
  const catalog = createCatalog({
    graph,
    statements,
    createKnownFacts: () => createKnownFacts({ graph, queries: statements, cache, deadlineMs }, textIndexes),
    onReplaced: () => cache.clear(),
    onReleases: (known) => textIndexes.follow(known),
    shown,
  });
  return {
    catalog,
    textIndexes,
    shown,
    loaders: (onRead, work) => catalog.known.loaders(onRead, work),
    cacheSize: () => cache.size,
    resizeCache: (bytes) => cache.resize(bytes),
    cacheLookups: () => cache.lookups,
  };
}

/** The same graph with another default deadline for reads. */
function withDeadline(graph: Graph, deadline: Deadline): Graph {
  const options = {
    get deadlineMs() {
      return millisecondsOf(deadline);
    },
  };
  return {
    ...graph,
    read: (statement, parameters, own) => graph.read(statement, parameters, own ?? options),
    table: (statement, parameters, own) => graph.table(statement, parameters, own ?? options),
  };
}
