import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Gauge, MetricRegistry } from './registry';

/** Metrics whose values the gateway provides: name and help text. */
const OBSERVED = {
  ods_requests_in_work: 'GraphQL requests in progress.',
  ods_exports_in_work: 'Exports in progress.',
  ods_fhir_requests_in_work: 'FHIR requests in progress.',
  ods_reconcile_requests_in_work: 'Reconciliation requests in progress.',
  ods_kept_answers: 'Responses in the response cache.',
  ods_kept_answers_bytes: 'Bytes in the response cache.',
  ods_fact_cache_entries: 'Entries in the fact cache.',
  ods_fact_cache_bytes: 'Estimated bytes in the fact cache.',
  ods_fact_cache_hits_total: 'Facts found in the cache.',
  ods_fact_cache_misses_total: 'Facts read from the database.',
  ods_cache_reductions_total: 'How often the caches were made smaller because the heap was nearly full.',
  ods_process_heap_limit_bytes: 'Largest size of the JavaScript heap, without the space for young objects.',
} as const;

/** Bytes that a cache holds, and at most may hold. */
export interface CacheUse {
  readonly bytes: number;
  readonly limit: number;
}

/** A metric whose value is read at each scrape. */
export type ObservedName = keyof typeof OBSERVED;

export interface ProcessMetrics {
  /** Reports a value that is read at each scrape. */
  observe(name: ObservedName, value: () => number): void;
  /** Reports whether the process is ready, as `/readyz` does, at each scrape. */
  observeReadiness(isReady: () => Promise<boolean>): void;
  /** Reports what each cache holds, and at most may hold, at each scrape. */
  observeCaches(use: () => ReadonlyMap<string, CacheUse>): void;
  /** Counts log lines that were dropped or left out by throttling. */
  recordDroppedLines(lines: number): void;
  /** Stops measuring the event loop. */
  close(): void;
}

export function processMetrics(registry: MetricRegistry): ProcessMetrics {
  const droppedLines = registry.counter({
    name: 'ods_log_lines_dropped_total',
    help: 'Log lines that were dropped or left out by throttling.',
  });
  observeMemory(registry);
  const delay = observeEventLoop(registry);
  return {
    observe: (name, value) => observe(registry, name, value),
    observeReadiness: (isReady) => observeReadiness(registry, isReady),
    observeCaches: (use) => observeCaches(registry, use),
    recordDroppedLines: (count) => droppedLines.inc(count),
    close: () => void delay.disable(),
  };
}

function observe(registry: MetricRegistry, name: ObservedName, value: () => number): void {
  const settings = { name, help: OBSERVED[name] };
  if (!name.endsWith('_total')) return void registry.gauge({ ...settings, collect: setTo(value) });
  registry.counter({
    ...settings,
    collect() {
      this.reset();
      this.inc(value());
    },
  });
}

function observeReadiness(registry: MetricRegistry, isReady: () => Promise<boolean>): void {
  registry.gauge({
    name: 'ods_ready',
    aggregator: 'min',
    help: '1 while /readyz returns 200, else 0.',
    async collect() {
      this.set((await isReady()) ? 1 : 0);
    },
  });
}

function observeCaches(registry: MetricRegistry, use: () => ReadonlyMap<string, CacheUse>): void {
  const gauge = (name: string, help: string, valueOf: (use: CacheUse) => number) =>
    registry.gauge({
      name,
      help,
      labelNames: ['cache'],
      collect() {
        for (const [cache, found] of use()) this.set({ cache }, valueOf(found));
      },
    });
  gauge('ods_cache_bytes', 'Estimated bytes in each cache.', ({ bytes }) => bytes);
  gauge('ods_cache_limit_bytes', 'Bytes that each cache may hold at the moment.', ({ limit }) => limit);
}

function setTo(value: () => number) {
  return function (this: Gauge) {
    this.set(value());
  };
}

function observeMemory(registry: MetricRegistry): void {
  registry.gauge({
    name: 'ods_process_resident_memory_bytes',
    help: 'Resident memory of the process.',
    collect: setTo(() => process.memoryUsage.rss()),
  });
  registry.gauge({
    name: 'ods_process_heap_used_bytes',
    help: 'JavaScript heap in use.',
    collect: setTo(() => process.memoryUsage().heapUsed),
  });
}

/** Milliseconds between two samples of the event loop. */
const RESOLUTION_MS = 10;

function observeEventLoop(registry: MetricRegistry) {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  const beyond = (nanoseconds: number) => Math.max(0, nanoseconds / 1e9 - RESOLUTION_MS / 1_000);
  registry.gauge({
    name: 'ods_event_loop_delay_seconds',
    aggregator: 'max',
    help: 'Delay of the event loop since the last scrape.',
    labelNames: ['quantile'],
    collect() {
      for (const quantile of [50, 99]) this.set({ quantile: quantile / 100 }, beyond(delay.percentile(quantile)));
      this.set({ quantile: 1 }, beyond(delay.max));
      delay.reset();
    },
  });
  return delay;
}
