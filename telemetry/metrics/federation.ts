import type { ErrorCode } from '../../errors';
import { READ_SECONDS, REQUEST_SECONDS, type MetricRegistry } from './registry';

/**
 * How a fetch from a subgraph ended: without errors, with errors in the response, aborted by the client, or failed with a
 * code. `cached`: nothing was sent.
 */
export type FetchOutcome = 'answered' | 'errors' | 'abandoned' | 'cached' | ErrorCode;

/** Whether a query plan was cached, was made, or could not be made. */
export type PlanOutcome = 'known' | 'made' | 'failed';

export interface FederationMetrics {
  recordFetch(subgraph: string, outcome: FetchOutcome, seconds: number): void;
  /** Records how many responses and entities of a subgraph were found in its cache. */
  recordCacheLookups(subgraph: string, found: { readonly hits: number; readonly misses: number }): void;
  /** Records the lookup of a query plan. `seconds` is the planning time of a plan that was made. */
  recordPlan(outcome: PlanOutcome, seconds?: number): void;
  /** Records a changed supergraph that was put into service or rejected. */
  recordReload(outcome: 'taken' | 'refused'): void;
  /** Reports the circuit breakers, read at each scrape: by subgraph, whether its breaker is open. */
  observeBreakers(open: () => ReadonlyMap<string, boolean>): void;
  /** Reports where the SDL of introspected subgraphs came from, read at each scrape: by subgraph. */
  observeSdl(states: () => ReadonlyMap<string, SdlState>): void;
}

/** Whether a subgraph gave its SDL, is used with its last known one, or is left out. */
export type SdlState = 'current' | 'last_known' | 'missing';

export function federationMetrics(registry: MetricRegistry): FederationMetrics {
  return {
    ...subgraphMetrics(registry),
    ...cacheMetrics(registry),
    ...planMetrics(registry),
    ...reloadMetrics(registry),
    ...sdlMetrics(registry),
  };
}

function subgraphMetrics(registry: MetricRegistry): Pick<FederationMetrics, 'recordFetch' | 'observeBreakers'> {
  const fetches = registry.histogram({
    name: 'ods_subgraph_fetch_duration_seconds',
    help: 'Time of fetches from subgraphs by outcome, retries included.',
    labelNames: ['subgraph', 'outcome'],
    buckets: READ_SECONDS,
  });
  let breakers: () => ReadonlyMap<string, boolean> = () => new Map();
  registry.gauge({
    name: 'ods_subgraph_breaker_open',
    aggregator: 'max',
    help: '1 for a subgraph whose circuit breaker is open because its fetches kept failing.',
    labelNames: ['subgraph'],
    collect() {
      this.reset();
      for (const [subgraph, open] of breakers()) this.set({ subgraph }, open ? 1 : 0);
    },
  });
  return {
    recordFetch: (subgraph, outcome, seconds) => fetches.observe({ subgraph, outcome }, seconds),
    observeBreakers: (open) => void (breakers = open),
  };
}

function cacheMetrics(registry: MetricRegistry): Pick<FederationMetrics, 'recordCacheLookups'> {
  const lookups = registry.counter({
    name: 'ods_subgraph_cache_lookups_total',
    help: 'Entities and responses of subgraphs by whether the cache had them (hit) or they were requested (miss).',
    labelNames: ['subgraph', 'outcome'],
  });
  return {
    recordCacheLookups(subgraph, { hits, misses }) {
      lookups.inc({ subgraph, outcome: 'hit' }, hits);
      lookups.inc({ subgraph, outcome: 'miss' }, misses);
    },
  };
}

function planMetrics(registry: MetricRegistry): Pick<FederationMetrics, 'recordPlan'> {
  const plans = registry.counter({
    name: 'ods_plans_total',
    help: 'Operations by whether their query plan was cached, was made or could not be made.',
    labelNames: ['outcome'],
  });
  const planning = registry.histogram({
    name: 'ods_planning_duration_seconds',
    help: 'Time to make query plans, queueing included.',
    buckets: REQUEST_SECONDS,
  });
  for (const outcome of ['known', 'made', 'failed']) plans.inc({ outcome }, 0);
  return {
    recordPlan(outcome, seconds) {
      plans.inc({ outcome });
      if (seconds !== undefined) planning.observe(seconds);
    },
  };
}

function reloadMetrics(registry: MetricRegistry): Pick<FederationMetrics, 'recordReload'> {
  const reloads = registry.counter({
    name: 'ods_graph_changes_total',
    help: 'Supergraph changes that were put into service (taken) or rejected (refused).',
    labelNames: ['outcome'],
  });
  for (const outcome of ['taken', 'refused']) reloads.inc({ outcome }, 0);
  return { recordReload: (outcome) => reloads.inc({ outcome }) };
}

const SDL_STATES: readonly SdlState[] = ['current', 'last_known', 'missing'];

function sdlMetrics(registry: MetricRegistry): Pick<FederationMetrics, 'observeSdl'> {
  let states: () => ReadonlyMap<string, SdlState> = () => new Map();
  registry.gauge({
    name: 'ods_subgraph_sdl',
    aggregator: 'max',
    help: '1 for the state of the SDL of an introspected subgraph: given by it (current), its last known one, or missing.',
    labelNames: ['subgraph', 'state'],
    collect() {
      this.reset();
      for (const [subgraph, found] of states())
        for (const state of SDL_STATES) this.set({ subgraph, state }, state === found ? 1 : 0);
    },
  });
  return { observeSdl: (given) => void (states = given) };
}
