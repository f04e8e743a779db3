import { performance } from 'node:perf_hooks';
import { Pool, type Dispatcher } from 'undici';

export interface LoadSettings {
  /** URL of the GraphQL endpoint. */
  readonly url: string;
  /** JSON bodies, sent in turn. */
  readonly bodies: readonly string[];
  /** Number of concurrent requests. */
  readonly connections: number;
  readonly seconds: number;
  /** Absent: a body is sent by POST. */
  readonly toRequest?: ToRequest | undefined;
}

/** Makes a request of a body. */
export type ToRequest = (body: string) => {
  readonly method: 'GET' | 'POST';
  /** Absent: that of the URL. */
  readonly path?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
};

const post: ToRequest = (body) => ({ method: 'POST', headers: { 'content-type': 'application/json' }, body });

export interface LoadResult {
  readonly requests: number;
  readonly errors: number;
  readonly perSecond: number;
  /** Median time of a request, in milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** The times of all requests in milliseconds, sorted. */
  readonly times: readonly number[];
}

/**
 * Sends HTTP requests to a GraphQL endpoint for some seconds, `connections` at a time, and measures their rate and time.
 * A response with `errors`, or with a status other than 200 and 304, counts as an error.
 */
export async function load({ url, bodies, connections, seconds, toRequest = post }: LoadSettings): Promise<LoadResult> {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections, pipelining: 1 });
  const started = performance.now();
  const until = started + seconds * 1000;
  const times: number[] = [];
  let next = 0;
  let errors = 0;
  const client = async () => {
    while (performance.now() < until) {
      const body = bodies[next++ % bodies.length] as string;
      const at = performance.now();
      if (!(await succeeds(pool, { path: pathname, ...toRequest(body) }))) errors++;
      times.push(performance.now() - at);
    }
  };
  await Promise.all(Array.from({ length: connections }, client));
  const elapsed = (performance.now() - started) / 1000;
  await pool.close();
  times.sort((a, b) => a - b);
  return {
    requests: times.length,
    errors,
    perSecond: times.length / elapsed,
    p50: rank(times, 0.5),
    p99: rank(times, 0.99),
    times,
  };
}

async function succeeds(pool: Pool, request: Dispatcher.RequestOptions): Promise<boolean> {
  const response = await pool.request(request);
  const text = await response.body.text();
  return response.statusCode === 304 || (response.statusCode === 200 && !text.includes('"errors":['));
}

export function rank(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
