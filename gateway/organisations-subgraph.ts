import type { Graph } from '../graph/graph';
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
import { createSchemaExecutor } from '../federation/subgraphs/schema-executor';
import type { Metrics } from '../telemetry/metrics';

export interface OrganisationsSubgraphSettings {
  readonly subgraph: Subgraph;
  readonly graph: Graph;
  readonly limits: Limits;
  /** Bytes of cached facts. */
  readonly cacheBytes: number;
  /** Milliseconds until a read times out; absent: 2,000. */
  readonly deadlineMs?: number;
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
  /** Resolves if the database responds and a release is live. Rejects with NO_RELEASE or DATABASE_*. */
  probe(): Promise<void>;
}

/** Exports read many facts and rarely the same ones twice, so they get a small cache and a long timeout. */
const EXPORT_READS = { cacheBytes: 2 ** 25, deadlineMs: 10_000 };
const PING = { name: 'ping', text: 'RETURN 1 AS one' };

/** Connects the subgraph to the graph. The caller closes the graph. */
export function openOrganisationsSubgraph(settings: OrganisationsSubgraphSettings): OrganisationsSubgraph {
  const { limits, cacheBytes, deadlineMs, cursorSecret, metrics } = settings;
  const graph = metrics ? instrumentedGraph(settings.graph, metrics.recordRead) : settings.graph;
  const reads = createReadSide(graph, { cacheBytes, deadlineMs });
  if (metrics) observeReads(reads, metrics);
  const cursors = createCursors(cursorSecret);
  const schema = toApiSchema(settings.subgraph.schema);
  return {
    reads,
    gateway: fixedGateway(schema, createSchemaExecutor(schema), settings.subgraph.sdl),
    makeContext: (asOf, onRead, requestLimits = limits) =>
      createContext(reads, { asOf, limits: requestLimits, cursors, onRead }),
    argumentBounds: readArgumentBounds(schema, { first: limits.page, maxDepth: MAX_DEPTH, limit: MAX_PATHS }),
    exports: createExports(createReadSide(graph, EXPORT_READS), { limits, cursors }),
    async probe() {
      await graph.read(PING);
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
function createExports(reads: ReadSide, settings: Omit<ContextSettings, 'asOf'>): Exports {
  return {
    makeContext: (asOf) => createContext(reads, { asOf, ...settings }),
    isLoaded: ({ number, sha256 }) =>
      when(reads.catalog.snapshot(), ({ releases }) =>
        releases.some((release) => release.number === number && release.sha256 === sha256),
      ),
  };
}
