import type { Graph } from '../graph/graph';
import type { Seen } from '../graph/loaders';
import { createReads, type Reads } from '../graph/read-side';
import { watchedGraph } from '../graph/neo4j/instrumented-graph';
import { when, type MaybePromise } from '../maybe-promise';
import { createContext, type Context, type ContextSettings } from '../domain/context';
import { createCursors } from '../domain/cursor';
import type { Subgraph } from '../resolvers/subgraph';
import { clientSchema } from './graphql/api-schema';
import { openDoor, type Door } from './graphql/fixed-gateway';
import type { Exports } from './export/routes';
import type { Limits } from './graphql/limits';
import { executeLocally } from '../federation/subgraphs/schema-executor';
import type { Metrics } from '../telemetry/metrics';

export interface OrganisationsSettings {
  readonly subgraph: Subgraph;
  readonly graph: Graph;
  readonly limits: Limits;
  /** Bytes of cached facts. */
  readonly cacheBytes: number;
  /** Milliseconds until a read is given up; absent: 2,000. */
  readonly deadlineMs?: number;
  /** Signs cursors. */
  readonly cursorSecret: string;
  /** Absent: nothing is counted. */
  readonly metrics?: Metrics;
}

/** Our own subgraph on a graph: its door, the contexts of its requests, and whether it can answer. */
export interface Organisations {
  readonly reads: Reads;
  readonly door: Door;
  makeContext(asOf: string | undefined, seen?: Seen, limits?: Limits): MaybePromise<Context>;
  readonly exports: Exports;
  /** Settles when the database answers and a release is live. Errors: NO_RELEASE, DATABASE_*. */
  probe(): Promise<void>;
}

/** Exports read much, and hardly ever the same again. */
const EXPORTS = { cacheBytes: 2 ** 25, deadlineMs: 10_000 };
const PING = { name: 'ping', text: 'RETURN 1 AS one' };

export function openOrganisations(settings: OrganisationsSettings): Organisations {
  const { limits, cacheBytes, deadlineMs, cursorSecret, metrics } = settings;
  const graph = metrics ? watchedGraph(settings.graph, metrics.read) : settings.graph;
  const reads = createReads(graph, { cacheBytes, deadlineMs });
  if (metrics) followReads(reads, metrics);
  const cursors = createCursors(cursorSecret);
  const schema = clientSchema(settings.subgraph.schema);
  return {
    reads,
    door: openDoor(schema, executeLocally(schema), settings.subgraph.sdl),
    makeContext: (asOf, seen, own = limits) => createContext(reads, { asOf, limits: own, cursors, seen }),
    exports: exportsOf(createReads(graph, EXPORTS), { limits, cursors }),
    async probe() {
      await graph.read(PING);
      await reads.catalog.snapshot();
    },
  };
}

function followReads(reads: Reads, metrics: Metrics): void {
  metrics.follow('ods_fact_cache_entries', () => reads.cached().entries);
  metrics.follow('ods_fact_cache_bytes', () => reads.cached().bytes);
  metrics.follow('ods_fact_cache_hits_total', () => reads.uses().hits);
  metrics.follow('ods_fact_cache_misses_total', () => reads.uses().misses);
  metrics.followRelease(() => reads.catalog.snapshot());
}

/** How exports read a graph: beside the requests, with few facts kept. */
function exportsOf(reads: Reads, settings: Omit<ContextSettings, 'asOf'>): Exports {
  return {
    makeContext: (asOf) => createContext(reads, { asOf, ...settings }),
    isLoaded: ({ number, sha256 }) =>
      when(reads.catalog.snapshot(), ({ releases }) =>
        releases.some((release) => release.number === number && release.sha256 === sha256),
      ),
  };
}
