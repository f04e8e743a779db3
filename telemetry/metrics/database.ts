import { errorCodeOf } from '../../errors';
import { READ_SECONDS, type Gauge, type MetricRegistry } from './registry';

/** A read from the database that has ended. */
export interface DatabaseRead {
  /** Name of the statement. */
  readonly statement: string;
  /** Keys of the batch; undefined for a statement that takes none. */
  readonly keys: number | undefined;
  readonly seconds: number;
  /** The error it failed with; undefined when it succeeded. */
  readonly error: unknown;
}

/** The release that the database serves. */
export interface LiveRelease {
  readonly id: string;
  readonly number: number;
  /** For example '2024-10-31'. */
  readonly publicationDate: string;
}

export interface DatabaseMetrics {
  recordRead(read: DatabaseRead): void;
  /** Reports the live release, read at each scrape. Reports none when the function rejects. */
  observeRelease(live: () => LiveRelease | Promise<LiveRelease>): void;
}

const BATCH_KEYS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 5_000, 20_000];

export function databaseMetrics(registry: MetricRegistry): DatabaseMetrics {
  const labelNames = ['statement'] as const;
  const reads = registry.histogram({
    name: 'ods_database_read_duration_seconds',
    help: 'Time of database reads by statement, retries included.',
    labelNames,
    buckets: READ_SECONDS,
  });
  const keys = registry.histogram({
    name: 'ods_database_read_keys',
    help: 'Keys per database read, batched across requests.',
    labelNames,
    buckets: BATCH_KEYS,
  });
  const failures = registry.counter({
    name: 'ods_database_read_errors_total',
    help: 'Failed database reads by statement and code.',
    labelNames: ['statement', 'code'],
  });
  return {
    recordRead({ statement, keys: count, seconds, error }) {
      reads.observe({ statement }, seconds);
      if (count !== undefined) keys.observe({ statement }, count);
      if (error !== undefined) failures.inc({ statement, code: errorCodeOf(error) });
    },
    observeRelease: (live) => observeRelease(registry, live),
  };
}

function observeRelease(registry: MetricRegistry, live: () => LiveRelease | Promise<LiveRelease>): void {
  observeLive(registry, live, {
    name: 'ods_release_live',
    help: '1 for the live release; absent when there is none or the database is unavailable.',
    labelNames: ['release', 'number'],
    set: (gauge, { id, number }) => gauge.set({ release: id, number }, 1),
  });
  observeLive(registry, live, {
    name: 'ods_release_timestamp_seconds',
    help: 'Publication date of the live release in seconds since 1970; absent like ods_release_live.',
    labelNames: ['release'],
    set: (gauge, { id, publicationDate }) =>
      gauge.set({ release: id }, Date.parse(`${publicationDate}T00:00Z`) / 1_000),
  });
}

interface LiveGauge {
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly string[];
  set(gauge: Gauge<string>, live: LiveRelease): void;
}

function observeLive(
  registry: MetricRegistry,
  live: () => LiveRelease | Promise<LiveRelease>,
  { set, labelNames, ...settings }: LiveGauge,
): void {
  registry.gauge({
    ...settings,
    aggregator: 'max',
    labelNames: [...labelNames],
    async collect() {
      this.reset();
      try {
        set(this, await live());
      } catch {
        return;
      }
    },
  });
}
