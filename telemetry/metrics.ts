import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { CATALOGUE, type ErrorCode } from '../errors';
import type { Snapshot } from '../graph/catalog';
import type { SeenRead } from '../graph/neo4j/instrumented-graph';
import type { MaybePromise } from '../maybe-promise';
import { codeOf } from '../gateway/http/error-response';

/** How an operation ended: given again as it was kept, answered without errors, or with some. */
export type Outcome = 'kept' | 'answered' | 'errors';

/** How a fetch from a subgraph ended: answered, with errors in the answer, given up by the client, or the code of its failure. */
export type FetchOutcome = 'answered' | 'errors' | 'abandoned' | ErrorCode;

/** Whether a plan was there already, was made, or could not be made. */
export type PlanOutcome = 'known' | 'made' | 'failed';

/** What a graph of several subgraphs counts of itself. */
export interface GraphMetrics {
  fetched(subgraph: string, outcome: FetchOutcome, seconds: number): void;
  /** An operation met its plan; `seconds` is the time of one that was made. */
  planned(outcome: PlanOutcome, seconds?: number): void;
  /** The sources of the graph have changed: the new graph serves, or it was refused. */
  changed(outcome: 'taken' | 'refused'): void;
  /** Whether the breaker of each subgraph is open, looked up whenever it is asked for. */
  followBreakers(open: () => ReadonlyMap<string, boolean>): void;
}

/** What the service counts of itself. Labels are names of ours, never what a client sent. */
export interface Metrics extends GraphMetrics {
  /** An HTTP request has been answered; `route` is the address as it is registered. */
  responded(route: string | undefined, status: number, seconds: number): void;
  operated(outcome: Outcome): void;
  failed(code: ErrorCode): void;
  /** What operations cost: the most that each may, what its answer did, and where the two do not fit. */
  readonly cost: {
    estimated(cost: number): void;
    actual(cost: number): void;
    overLimit(): void;
    underestimated(): void;
  };
  read(read: SeenRead): void;
  /** Lines of the log were counted or lost instead of written. */
  dropped(lines: number): void;
  /** A value that is looked up whenever it is asked for. */
  follow(name: FollowedName, value: () => number): void;
  followRelease(snapshot: () => MaybePromise<Snapshot>): void;
  /** Every metric in Prometheus' text format, and its content type. */
  text(): Promise<string>;
  readonly contentType: string;
  close(): void;
}

const FOLLOWED = {
  ods_requests_in_work: 'GraphQL requests in work.',
  ods_exports_in_work: 'Exports in work.',
  ods_fhir_requests_in_work: 'FHIR requests in work.',
  ods_kept_answers: 'Whole answers that are kept.',
  ods_kept_answers_bytes: 'Bytes of whole answers that are kept.',
  ods_fact_cache_entries: 'Facts that are kept.',
  ods_fact_cache_bytes: 'Bytes of facts that are kept, estimated.',
  ods_fact_cache_hits_total: 'Facts that were there when they were asked for.',
  ods_fact_cache_misses_total: 'Facts that had to be read from the database.',
} as const;

export type FollowedName = keyof typeof FOLLOWED;

/** Counts nothing: for a server that is not watched. */
export const UNCOUNTED: Pick<Metrics, 'responded' | 'operated' | 'failed' | 'follow'> & GraphMetrics = {
  responded: () => undefined,
  operated: () => undefined,
  failed: () => undefined,
  follow: () => undefined,
  fetched: () => undefined,
  planned: () => undefined,
  changed: () => undefined,
  followBreakers: () => undefined,
};

/** Buckets in seconds. */
const REQUEST_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const READ_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2];
const COSTS = [1, 10, 100, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 1_000_000];
const BATCH_KEYS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 5_000, 20_000];

/** Counts from now on. Each has a registry of its own, so that several gateways may live in one process. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const delay = followProcess(registry);
  return {
    ...requestMetrics(registry),
    cost: costMetrics(registry),
    ...databaseMetrics(registry),
    ...subgraphMetrics(registry),
    ...graphMetrics(registry),
    dropped: droppedLines(registry),
    follow: (name, value) => follow(registry, name, value),
    followRelease: (snapshot) => followRelease(registry, snapshot),
    text: () => registry.metrics(),
    contentType: registry.contentType,
    close: () => void delay.disable(),
  };
}

function requestMetrics(registry: Registry): Pick<Metrics, 'responded' | 'operated' | 'failed'> {
  const registers = [registry];
  const requests = new Counter({
    name: 'ods_http_requests_total',
    help: 'HTTP requests by address and status.',
    labelNames: ['route', 'status'],
    registers,
  });
  const seconds = new Histogram({
    name: 'ods_http_request_duration_seconds',
    help: 'Time from the headers of a request to the end of its answer.',
    labelNames: ['route'],
    buckets: REQUEST_SECONDS,
    registers,
  });
  const operations = new Counter({
    name: 'ods_operations_total',
    help: 'GraphQL operations: kept answers given again, answered, answered with errors.',
    labelNames: ['outcome'],
    registers,
  });
  const errors = new Counter({ name: 'ods_errors_total', help: 'Errors by code.', labelNames: ['code'], registers });
  for (const outcome of ['kept', 'answered', 'errors']) operations.inc({ outcome }, 0);
  for (const code of Object.keys(CATALOGUE)) errors.inc({ code }, 0);
  return {
    responded(route = 'none', status, duration) {
      requests.inc({ route, status });
      seconds.observe({ route }, duration);
    },
    operated: (outcome) => operations.inc({ outcome }),
    failed: (code) => errors.inc({ code }),
  };
}

function costMetrics(registry: Registry): Metrics['cost'] {
  const registers = [registry];
  const histogram = (name: string, help: string) => new Histogram({ name, help, buckets: COSTS, registers });
  const counter = (name: string, help: string) => new Counter({ name, help, registers });
  const estimated = histogram('ods_operation_cost_estimated', 'The most that operations may cost, by their schema.');
  const actual = histogram('ods_operation_cost_actual', 'What answers have cost.');
  const overLimit = counter('ods_operations_over_cost_limit_total', 'Operations answered although above COST_LIMIT.');
  const underestimated = counter(
    'ods_operations_underestimated_total',
    'Answers that have cost more than was estimated: a list is longer than its @listSize says.',
  );
  return {
    estimated: (cost) => estimated.observe(cost),
    actual: (cost) => actual.observe(cost),
    overLimit: () => overLimit.inc(),
    underestimated: () => underestimated.inc(),
  };
}

function databaseMetrics(registry: Registry): Pick<Metrics, 'read'> {
  const registers = [registry];
  const labelNames = ['statement'] as const;
  const reads = new Histogram({
    name: 'ods_database_read_duration_seconds',
    help: 'Time of the reads of the database by statement, second tries included.',
    labelNames,
    buckets: READ_SECONDS,
    registers,
  });
  const keys = new Histogram({
    name: 'ods_database_read_keys',
    help: 'Keys that one read asks about, gathered across requests.',
    labelNames,
    buckets: BATCH_KEYS,
    registers,
  });
  const failures = new Counter({
    name: 'ods_database_read_errors_total',
    help: 'Reads of the database that failed, by statement and code.',
    labelNames: ['statement', 'code'],
    registers,
  });
  return {
    read({ statement, keys: count, seconds, error }) {
      reads.observe({ statement }, seconds);
      if (count !== undefined) keys.observe({ statement }, count);
      if (error !== undefined) failures.inc({ statement, code: codeOf(error) });
    },
  };
}

function subgraphMetrics(registry: Registry): Pick<Metrics, 'fetched' | 'followBreakers'> {
  const fetches = new Histogram({
    name: 'ods_subgraph_fetch_duration_seconds',
    help: 'Time of the fetches from subgraphs by outcome, second tries included.',
    labelNames: ['subgraph', 'outcome'],
    buckets: READ_SECONDS,
    registers: [registry],
  });
  let breakers: () => ReadonlyMap<string, boolean> = () => new Map();
  new Gauge({
    name: 'ods_subgraph_breaker_open',
    help: '1 for a subgraph that is left alone because it kept failing.',
    labelNames: ['subgraph'],
    registers: [registry],
    collect() {
      this.reset();
      for (const [subgraph, open] of breakers()) this.set({ subgraph }, open ? 1 : 0);
    },
  });
  return {
    fetched: (subgraph, outcome, seconds) => fetches.observe({ subgraph, outcome }, seconds),
    followBreakers: (open) => void (breakers = open),
  };
}

function graphMetrics(registry: Registry): Pick<Metrics, 'planned' | 'changed'> {
  const registers = [registry];
  const plans = new Counter({
    name: 'ods_plans_total',
    help: 'Operations by whether their plan was known, was made or could not be made.',
    labelNames: ['outcome'],
    registers,
  });
  const planning = new Histogram({
    name: 'ods_planning_duration_seconds',
    help: 'Time in which plans were made, the wait for their turn included.',
    buckets: REQUEST_SECONDS,
    registers,
  });
  const changes = new Counter({
    name: 'ods_graph_changes_total',
    help: 'Changes of the graph of all subgraphs that were taken or refused.',
    labelNames: ['outcome'],
    registers,
  });
  for (const outcome of ['known', 'made', 'failed']) plans.inc({ outcome }, 0);
  for (const outcome of ['taken', 'refused']) changes.inc({ outcome }, 0);
  return {
    planned(outcome, seconds) {
      plans.inc({ outcome });
      if (seconds !== undefined) planning.observe(seconds);
    },
    changed: (outcome) => changes.inc({ outcome }),
  };
}

function droppedLines(registry: Registry): Metrics['dropped'] {
  const lines = new Counter({
    name: 'ods_log_lines_dropped_total',
    help: 'Lines of the log that were counted or lost instead of written.',
    registers: [registry],
  });
  return (count) => lines.inc(count);
}

function follow(registry: Registry, name: FollowedName, value: () => number): void {
  const settings = { name, help: FOLLOWED[name], registers: [registry] };
  if (!name.endsWith('_total')) return void new Gauge({ ...settings, collect: asIs(value) });
  new Counter({
    ...settings,
    collect() {
      this.reset();
      this.inc(value());
    },
  });
}

function asIs(value: () => number) {
  return function (this: Gauge) {
    this.set(value());
  };
}

function followRelease(registry: Registry, snapshot: () => MaybePromise<Snapshot>): void {
  new Gauge({
    name: 'ods_release_live',
    help: '1 for the release that is live; nothing when there is none or the database cannot be reached.',
    labelNames: ['release', 'number'],
    registers: [registry],
    async collect() {
      this.reset();
      try {
        const { live } = await snapshot();
        this.set({ release: live.id, number: live.number }, 1);
      } catch {
        return;
      }
    },
  });
}

/** Milliseconds between two looks at the event loop. */
const LOOK_MS = 10;

function followProcess(registry: Registry) {
  const registers = [registry];
  const delay = monitorEventLoopDelay({ resolution: LOOK_MS });
  delay.enable();
  const beyond = (nanoseconds: number) => Math.max(0, nanoseconds / 1e9 - LOOK_MS / 1_000);
  new Gauge({
    name: 'ods_event_loop_delay_seconds',
    help: 'How late the event loop was since this was last asked for.',
    labelNames: ['quantile'],
    registers,
    collect() {
      for (const quantile of [50, 99]) this.set({ quantile: quantile / 100 }, beyond(delay.percentile(quantile)));
      this.set({ quantile: 1 }, beyond(delay.max));
      delay.reset();
    },
  });
  new Gauge({
    name: 'ods_process_resident_memory_bytes',
    help: 'Memory of the process.',
    registers,
    collect: asIs(() => process.memoryUsage.rss()),
  });
  new Gauge({
    name: 'ods_process_heap_used_bytes',
    help: 'Memory of JavaScript objects.',
    registers,
    collect: asIs(() => process.memoryUsage().heapUsed),
  });
  return delay;
}
