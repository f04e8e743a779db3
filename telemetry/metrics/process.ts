import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Gauge, MetricRegistry } from './registry';

/** Metrics whose values the gateway provides: name and help text. */
const OBSERVED = {
  ods_requests_in_work: 'GraphQL requests in progress.',
  ods_exports_in_work: 'Exports in progress.',
  ods_fhir_requests_in_work: 'FHIR requests in progress.',
  ods_kept_answers: 'Responses in the response cache.',
  ods_kept_answers_bytes: 'Bytes in the response cache.',
  ods_fact_cache_entries: 'Entries in the fact cache.',
  ods_fact_cache_bytes: 'Estimated bytes in the fact cache.',
  ods_fact_cache_hits_total: 'Facts found in the cache.',
  ods_fact_cache_misses_total: 'Facts read from the database.',
} as const;

/** A metric whose value is read at each scrape. */
export type ObservedName = keyof typeof OBSERVED;

export interface ProcessMetrics {
  /** Reports a value that is read at each scrape. */
  observe(name: ObservedName, value: () => number): void;
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
