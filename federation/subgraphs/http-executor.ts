import { Pool } from 'undici';
import { KnownError } from '../../errors';
import { BREAKER, createBreaker, type Breaker, type BreakerSettings } from './circuit-breaker';
import { Deadline } from './deadline';
import { exchange } from './http-exchange';
import { invalidResponse, unavailable } from '../execution-errors';
import { headersFor, type HeaderRules } from './header-forwarding';
import { inFlight } from './in-flight';
import { guardedLookup } from './url-guard';
import { readAnswer, type HttpAnswer } from './subgraph-response';
import type { SubgraphExecutor, SubgraphRequest } from './subgraph-executor';

/** How a subgraph of another team is asked. The URL comes from the operator, never from a request. */
export interface RemoteSettings {
  readonly name: string;
  readonly url: string;
  /** Milliseconds for the whole answer, a second try included. Default 2,000. */
  readonly timeoutMs?: number;
  /** Bytes of an answer. Default 5 MB. */
  readonly maxBytes?: number;
  /** Whether a query is asked a second time after a lost connection or a status 502 to 504. Default true. */
  readonly retry?: boolean;
  /** Whether identical queries with identical headers share an answer while it is under way. Default true. */
  readonly share?: boolean;
  /** Connections held open at most. Default 64. */
  readonly connections?: number;
  readonly headers?: HeaderRules;
  readonly breaker?: BreakerSettings;
}

export interface Remote {
  readonly execute: SubgraphExecutor;
  readonly breaker: Pick<Breaker, 'isOpen'>;
  close(): Promise<void>;
}

const DEFAULTS = { timeoutMs: 2_000, maxBytes: 5_242_880, retry: true, share: true, connections: 64 };

/** A subgraph over HTTP. Errors: SUBGRAPH_TIMEOUT, SUBGRAPH_UNAVAILABLE, SUBGRAPH_INVALID_RESPONSE; reported ones are masked. */
export function openRemote(given: RemoteSettings): Remote {
  const settings = { ...DEFAULTS, ...given };
  const { origin, pathname, search } = new URL(settings.url);
  const pool = new Pool(origin, {
    connections: settings.connections,
    maxResponseSize: settings.maxBytes,
    connect: { timeout: settings.timeoutMs, lookup: guardedLookup },
  });
  const path = pathname + search;
  const post = (body: string, headers: Record<string, string>, deadline: Deadline) =>
    exchange((handler) => pool.dispatch({ path, method: 'POST', headers, body }, handler), deadline);
  const breaker = createBreaker(settings.breaker ?? BREAKER);
  const call = caller(settings, breaker, post);
  const shared = inFlight<HttpAnswer>();
  return {
    breaker,
    async execute(request) {
      const body = bodyOf(request);
      const headers = headersFor(settings.headers ?? {}, request.headers);
      const isQuery = request.operation.kind === 'query';
      const start = (signal: AbortSignal) => call(body, headers, isQuery, signal);
      const key = settings.share && isQuery ? sharedBy(headers) + body : undefined;
      const answer = await (key === undefined ? start(request.signal ?? NEVER) : shared(key, start, request.signal));
      return readAnswer(settings.name, answer);
    },
    close: () => pool.close(),
  };
}

/** What must be equal for an answer to be shared; the trace of whoever asks first does for all. */
function sharedBy({ traceparent: _, tracestate: __, ...headers }: Record<string, string>): string {
  return JSON.stringify(headers);
}

const NEVER = new AbortController().signal;

function bodyOf({ operation, variablesText }: SubgraphRequest): string {
  const variables = variablesText();
  return `{"query":${JSON.stringify(operation.query)}${variables === '{}' ? '' : `,"variables":${variables}`}}`;
}

type Post = (body: string, headers: Record<string, string>, deadline: Deadline) => Promise<HttpAnswer>;

/** One call with its deadline, its second try and its breaker. */
function caller(settings: RemoteSettings & typeof DEFAULTS, breaker: Breaker, post: Post) {
  return async (body: string, headers: Record<string, string>, isQuery: boolean, signal: AbortSignal) => {
    if (!breaker.admits()) throw unavailable(settings.name, 'the breaker is open');
    const deadline = new Deadline(signal, settings.timeoutMs);
    try {
      const answer = await twice(() => post(body, headers, deadline), settings.retry && isQuery, deadline);
      if (isDown(answer)) throw unavailable(settings.name, `status ${answer.status}`);
      breaker.succeeded();
      return answer;
    } catch (error) {
      const failure = failureOf(error, settings, deadline.passed);
      if (signal.aborted) throw failure;
      if (failure.code === 'SUBGRAPH_INVALID_RESPONSE') breaker.succeeded();
      else breaker.failed();
      throw failure;
    } finally {
      deadline.clear();
    }
  };
}

/** Asks once more after a lost connection or a status that says so. */
async function twice(post: () => Promise<HttpAnswer>, again: boolean, deadline: Deadline): Promise<HttpAnswer> {
  try {
    const answer = await post();
    return again && isPassing(answer) ? await post() : answer;
  } catch (error) {
    if (!again || deadline.ended || error instanceof KnownError || isTooLarge(error)) throw error;
    return post();
  }
}

/** A proxy before the subgraph says that it was not reached, or not in time. */
function isPassing({ status }: HttpAnswer): boolean {
  return status >= 502 && status <= 504;
}

function isDown(answer: HttpAnswer): boolean {
  return isPassing(answer) || (answer.status >= 500 && !answer.contentType.includes('json'));
}

function isTooLarge(error: unknown): boolean {
  return (error as { code?: unknown }).code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE';
}

function failureOf(error: unknown, { name, timeoutMs, maxBytes }: RemoteSettings & typeof DEFAULTS, late: boolean) {
  if (error instanceof KnownError) return error;
  const details = { cause: error, extensions: { subgraph: name } };
  if (late)
    return new KnownError('SUBGRAPH_TIMEOUT', `The subgraph ${name} did not answer within ${timeoutMs} ms.`, details);
  return isTooLarge(error) ? invalidResponse(name, `more than ${maxBytes} bytes`) : unavailable(name, error);
}
