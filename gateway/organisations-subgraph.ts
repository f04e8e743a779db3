import { isLoaded } from '../graph/catalog';
import type { Deadline, Graph } from '../graph/graph';
import type { ReadObserver } from '../graph/loaders';
import { createReadSide, type ReadSide } from '../graph/read-side';
import { instrumentedGraph } from '../graph/neo4j/instrumented-graph';
import { when, type MaybePromise } from '../maybe-promise';
import { createContext, type Context, type ContextSettings } from '../domain/context';
import { createCursors } from '../domain/cursor';
import type { Subgraph } from '../resolvers/subgraph';
import { MAX_PATHS } from '../domain/hierarchy/paths';
import { MAX_DEPTH } from '../domain/hierarchy/traverse';
import { readArgumentBounds, type ArgumentBounds } from './graphql/argument-bounds';
import { toApiSchema } from './graphql/api-schema';
import { fixedGateway, type GatewayInterface } from './graphql/fixed-gateway';
import type { Exports } from './export/routes';
import type { Limits } from './limits';
import type { CacheBudget } from './memory/cache-budget';
import { factCache, joinCaches, listCache, mainFactCache } from './memory/read-caches';
import { createSchemaExecutor } from '../federation/subgraphs/schema-executor';
import type { Metrics } from '../telemetry/metrics';

export interface OrganisationsSubgraphSettings {
  readonly subgraph: Subgraph;
  readonly graph: Graph;
  readonly limits: Limits;
  /** Bytes of cached facts. */
  readonly cacheBytes: number;
  /** Absent: each cache has a size of its own. */
  readonly caches?: Pick<CacheBudget, 'add' | 'sizes'> | undefined;
  /** Milliseconds until a read times out; absent: 2,000. */
  readonly deadlineMs?: Deadline;
  /** Signs cursors. */
  readonly cursorSecret: string;
  /** Absent: nothing is measured. */
  readonly metrics?: Metrics;
}

/** This service's own subgraph, connected to Neo4j. */
export interface OrganisationsSubgraph {
  readonly reads: ReadSide;
  /** Serves the subgraph alone, without federation. */
  readonly gateway: GatewayInterface;
  /** Creates the context of one request from its header `ods-as-of`. Throws NO_RELEASE, DATABASE_*, BAD_USER_INPUT. */
  makeContext(asOf: string | undefined, onRead?: ReadObserver, limits?: Limits): MaybePromise<Context>;
  readonly exports: Exports;
  readonly argumentBounds: ArgumentBounds;
  /** Differs for another secret that signs cursors. */
  readonly cursorMark: string;
  /** Resolves if the database responds and a release is live. Rejects with NO_RELEASE, DATABASE_*, or an Error for an unsupported version. */
  probe(): Promise<void>;
}

/** Exports read many facts and rarely the same ones twice, so they get a small cache and a long timeout. */
const EXPORT_DEADLINE_MS = 10_000;
const EXPORT_BYTES = 48 * 2 ** 20;
const EXPORT_FACTS_SHARE = 2 / 3;
const LIST_BYTES = 64 * 2 ** 20;

/** Connects the subgraph to the graph. The caller closes the graph. */
export function openOrganisationsSubgraph(settings: OrganisationsSubgraphSettings): OrganisationsSubgraph {
  const { limits, cacheBytes, deadlineMs, cursorSecret, metrics, caches } = settings;
  const graph = metrics ? instrumentedGraph(settings.graph, metrics.recordRead) : settings.graph;
  const reads = createReadSide(graph, { cacheBytes, deadlineMs });
  if (metrics) observeReads(reads, metrics);
  const lists = listCache(reads, caches?.sizes.lists ?? LIST_BYTES);
  caches?.add('facts', mainFactCache(reads, cacheBytes));
  caches?.add('lists', lists);
  const cursors = createCursors(cursorSecret);
  const schema = toApiSchema(settings.subgraph.schema);
  return {
    reads,
    gateway: fixedGateway(schema, createSchemaExecutor(schema), settings.subgraph.sdl, limits.response),
    makeContext: (asOf, onRead, requestLimits = limits) =>
      createContext(reads, { asOf, limits: requestLimits, cursors, onRead, memoLimit: lists.limit }),
    argumentBounds: readArgumentBounds(schema, {
      first: limits.page,
      last: limits.page,
      maxDepth: MAX_DEPTH,
      limit: MAX_PATHS,
    }),
    cursorMark: cursors.write({ list: '', release: '' }, []),
    exports: createExports(graph, { limits, cursors }, caches, reads),
    async probe() {
      await graph.ping();
      await reads.catalog.snapshot();
    },
  };
}

function observeReads(reads: ReadSide, metrics: Metrics): void {
  metrics.observe('ods_fact_cache_entries', () => reads.cacheSize().entries);
  metrics.observe('ods_fact_cache_bytes', () => reads.cacheSize().bytes);
  metrics.observe('ods_fact_cache_hits_total', () => reads.cacheLookups().hits);
  metrics.observe('ods_fact_cache_misses_total', () => reads.cacheLookups().misses);
  metrics.observeRelease(() => when(reads.catalog.snapshot(), ({ live }) => live));
}

/** Creates the access of exports to the graph, with a cache of their own. */
function createExports(
  graph: Graph,
  settings: Omit<ContextSettings, 'asOf'>,
  caches: OrganisationsSubgraphSettings['caches'],
  main: ReadSide,
): Exports {
  const bytes = caches?.sizes.exports ?? EXPORT_BYTES;
  const cacheBytes = Math.floor(bytes * EXPORT_FACTS_SHARE);
  const reads = createReadSide(graph, { cacheBytes, deadlineMs: EXPORT_DEADLINE_MS, beside: main });
  const lists = listCache(reads, bytes - cacheBytes);
  caches?.add('exports', joinCaches(factCache(reads), lists, EXPORT_FACTS_SHARE));
  return {
    makeContext: (asOf) => createContext(reads, { asOf, ...settings, memoLimit: lists.limit }),
    isLoaded: (release) => isLoaded(reads.catalog, release),
  };
}
