import { Pool } from 'undici';
import { KnownError, MUTATION_NEXT } from '../../errors';
import {
  DEFAULT_BREAKER,
  createCircuitBreaker,
  type CircuitBreaker,
  type CircuitBreakerSettings,
} from './circuit-breaker';
import { Deadline } from './deadline';
import { sendRequest } from './http-exchange';
import { connectionLost, invalidResponse, unavailable } from '../execution-errors';
import { headersFor, type HeaderRules } from './header-forwarding';
import { shareInFlight } from './in-flight';
import { guardedLookup } from './url-guard';
import { readLifetime, varyOf } from './subgraph-caching';
import { readSubgraphResponse, type HttpResponse } from './subgraph-response';
import type { SubgraphExecutor, SubgraphRequest } from './subgraph-executor';

/** How a subgraph is called over HTTP. The URL comes from the operator, never from a request. */
export interface HttpExecutorSettings {
  readonly name: string;
  readonly url: string;
  /** Milliseconds for the complete response, including a retry. Default 2,000. */
  readonly timeoutMs?: number;
  /** The largest response in bytes. Default 5 MB. */
  readonly maxBytes?: number;
  /** Whether a query is retried once after a lost connection or a status 502 to 504. Default true. */
  readonly retry?: boolean;
  /** Whether identical queries with identical headers share one request in flight. Default true. */
  readonly share?: boolean;
  /** The most connections that are open at the same time. Default 64. */
  readonly connections?: number;
  readonly headers?: HeaderRules;
  readonly breaker?: CircuitBreakerSettings;
  /** How responses are kept in the cache of subgraphs, if there is one: not at all, or as they state. */
  readonly cache?: false | SubgraphCacheSettings | undefined;
}

export interface SubgraphCacheSettings {
  /** Seconds for a response that states nothing. Absent: it is not kept. */
  readonly defaultMaxAge?: number | undefined;
}

export interface HttpExecutor {
  readonly execute: SubgraphExecutor;
  readonly breaker: Pick<CircuitBreaker, 'isOpen'>;
  close(): Promise<void>;
}

const DEFAULTS = { timeoutMs: 2_000, maxBytes: 5_242_880, retry: true, share: true, connections: 64 };

/**
 * Creates the executor of a subgraph over HTTP. It rejects with SUBGRAPH_TIMEOUT, SUBGRAPH_UNAVAILABLE or
 * SUBGRAPH_INVALID_RESPONSE; errors that the subgraph reports are masked.
 */
export function createHttpExecutor(given: HttpExecutorSettings): HttpExecutor {
  const settings = { ...DEFAULTS, ...given };
  const { origin, pathname, search } = new URL(settings.url);
  const pool = new Pool(origin, {
    connections: settings.connections,
    maxResponseSize: settings.maxBytes,
    connect: { timeout: settings.timeoutMs, lookup: guardedLookup },
  });
  const path = pathname + search;
  const post = (body: string, headers: Record<string, string>, deadline: Deadline) =>
    sendRequest((handler) => pool.dispatch({ path, method: 'POST', headers, body }, handler), deadline);
  const breaker = createCircuitBreaker(settings.breaker ?? DEFAULT_BREAKER);
  const call = createCaller(settings, breaker, post);
  const shared = shareInFlight<HttpResponse>();
  const varyBy = varyOf(settings.headers?.forward);
  return {
    breaker,
    async execute(request) {
      const body = bodyOf(request);
      const headers = headersFor(settings.headers ?? {}, request.headers);
      const isQuery = request.operation.kind === 'query';
      const start = (signal: AbortSignal) => call(body, headers, isQuery, signal);
      const key = settings.share && isQuery ? sharingKey(headers) + body : undefined;
      const response = await (key === undefined
        ? start(request.signal ?? NEVER_ABORTED)
        : shared(key, start, request.signal));
      const caching = { lifetime: readLifetime(response.cacheControl, response.age), varyBy };
      return { ...readSubgraphResponse(settings.name, response), caching };
    },
    close: () => pool.close(),
  };
}

/** The headers that must be equal for a request to be shared, as text. The trace headers of the first caller are sent. */
function sharingKey({ traceparent: _, tracestate: __, ...headers }: Record<string, string>): string {
  return JSON.stringify(headers);
}

const NEVER_ABORTED = new AbortController().signal;

function bodyOf({ operation, variablesText }: SubgraphRequest): string {
  const variables = variablesText();
  return `{"query":${JSON.stringify(operation.query)}${variables === '{}' ? '' : `,"variables":${variables}`}}`;
}

type Post = (body: string, headers: Record<string, string>, deadline: Deadline) => Promise<HttpResponse>;

/** Returns a function that makes one call with its deadline, its retry and the circuit breaker. */
function createCaller(settings: HttpExecutorSettings & typeof DEFAULTS, breaker: CircuitBreaker, post: Post) {
  return async (body: string, headers: Record<string, string>, isQuery: boolean, signal: AbortSignal) => {
    const notSent = isQuery ? undefined : MUTATION_NEXT.notSent;
    if (!breaker.allows()) throw unavailable(settings.name, 'the circuit breaker is open', notSent);
    const deadline = new Deadline(signal, settings.timeoutMs);
    try {
      const response = await withRetry(() => post(body, headers, deadline), settings.retry && isQuery, deadline);
      if (isDown(response)) throw unavailable(settings.name, `status ${response.status}`);
      breaker.succeeded();
      return response;
    } catch (error) {
      const failure = failureOf(error, settings, deadline, isQuery);
      if (signal.aborted) throw failure;
      if (failure.code === 'SUBGRAPH_INVALID_RESPONSE') breaker.succeeded();
      else breaker.failed();
      throw failure;
    } finally {
      deadline.clear();
    }
  };
}

/** Retries once after a lost connection or a status 502 to 504. */
async function withRetry(
  post: () => Promise<HttpResponse>,
  mayRetry: boolean,
  deadline: Deadline,
): Promise<HttpResponse> {
  try {
    const response = await post();
    return mayRetry && isTransient(response) ? await post() : response;
  } catch (error) {
    if (!mayRetry || deadline.endReason || error instanceof KnownError || isTooLarge(error)) throw error;
    return post();
  }
}

/** Whether a proxy reports that it could not reach the subgraph in time. */
function isTransient({ status }: HttpResponse): boolean {
  return status >= 502 && status <= 504;
}

function isDown(response: HttpResponse): boolean {
  return isTransient(response) || (response.status >= 500 && !response.contentType.includes('json'));
}

function isTooLarge(error: unknown): boolean {
  return (error as { code?: unknown }).code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE';
}

function failureOf(
  error: unknown,
  { name, timeoutMs, maxBytes }: HttpExecutorSettings & typeof DEFAULTS,
  { timedOut, sent }: Deadline,
  isQuery: boolean,
) {
  if (error instanceof KnownError) return error;
  const next = isQuery ? undefined : sent ? MUTATION_NEXT.mayBeDone : MUTATION_NEXT.notSent;
  const details = { cause: error, extensions: { subgraph: name }, next };
  if (timedOut)
    return new KnownError('SUBGRAPH_TIMEOUT', `The subgraph ${name} did not respond within ${timeoutMs} ms.`, details);
  if (isTooLarge(error)) return invalidResponse(name, `more than ${maxBytes} bytes`);
  return !isQuery && sent ? connectionLost(name, error) : unavailable(name, error, next);
}
