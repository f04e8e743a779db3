import { KnownError, MUTATION_NEXT } from '../../../errors';
import { connectionLost, invalidResponse, unavailable } from '../../execution-errors';
import type { CircuitBreaker } from './circuit-breaker';
import { Deadline } from './deadline';
import { sendRequest, type Send } from './exchange';
import { ResponseFault, type HttpResponse } from './http-response';
import { createLimits, LimitReached } from './limits';
import { isGraphql, isJson } from './response';
import { isDownstreamFailure, retryAfterMs, retrySettings, withRetry } from './retry';
import type { CompleteSettings } from './settings';

/** One request with its complete body. */
export interface Call {
  readonly body: string;
  readonly headers: Record<string, string>;
  readonly isQuery: boolean;
}

/** Makes one call with its deadline, limits, retries and the circuit breaker. */
export type Caller = (call: Call, signal: AbortSignal) => Promise<HttpResponse>;

/** Rejects with SUBGRAPH_TIMEOUT, SUBGRAPH_UNAVAILABLE, SUBGRAPH_INVALID_RESPONSE or PAYLOAD_TOO_LARGE. */
export function createCaller(settings: CompleteSettings, breaker: CircuitBreaker, send: Send): Caller {
  const { name, timeoutMs, maxBytes, maxRequestBytes = Infinity } = settings;
  const retry = retrySettings(settings.retry);
  const withinLimits = createLimits(settings);
  return async ({ body, headers, isQuery }, signal) => {
    if (body.length * 4 > maxRequestBytes) checkSize(name, body, maxRequestBytes);
    const notSent = isQuery ? undefined : MUTATION_NEXT.notSent;
    if (!breaker.allows()) throw unavailable(name, 'the circuit breaker is open', notSent);
    const deadline = new Deadline(signal, timeoutMs);
    const post = () => sendRequest((handler) => send(body, headers, handler), deadline, maxBytes);
    try {
      const attempt = () => withinLimits(post, deadline);
      const response = await withRetry(attempt, isQuery ? retry : undefined, deadline);
      if (isUnavailable(response)) throw unavailableAnswer(name, response);
      breaker.succeeded();
      return response;
    } catch (error) {
      const failure = failureOf(error, settings, deadline, isQuery);
      if (!signal.aborted) report(failure, breaker);
      throw failure;
    } finally {
      deadline.clear();
    }
  };
}

function checkSize(subgraph: string, body: string, most: number): void {
  const bytes = Buffer.byteLength(body);
  if (bytes <= most) return;
  const message = `The request to the subgraph ${subgraph} would have ${bytes} bytes; the limit is ${most}.`;
  throw new KnownError('PAYLOAD_TOO_LARGE', message, {
    extensions: { subgraph },
    next: 'Request fewer items per page or fewer levels.',
  });
}

/** Whether the subgraph, or a proxy in front of it, did not handle the request. */
function isUnavailable(response: HttpResponse): boolean {
  const { status } = response;
  if (status === 429) return !isGraphql(response);
  return isDownstreamFailure(response) || (status >= 500 && !isJson(response));
}

function unavailableAnswer(subgraph: string, response: HttpResponse): KnownError {
  const afterMs = retryAfterMs(response);
  const fault = new ResponseFault('not available', 'it is not available', response);
  return unavailable(subgraph, fault, undefined, afterMs === undefined ? undefined : Math.ceil(afterMs / 1_000));
}

function report({ code, cause, extensions }: KnownError, breaker: CircuitBreaker): void {
  if (cause instanceof LimitReached || (cause instanceof ResponseFault && cause.status === 429)) return;
  if (code === 'SUBGRAPH_INVALID_RESPONSE') breaker.succeeded();
  else breaker.failed(typeof extensions.retryAfter === 'number' ? extensions.retryAfter * 1_000 : 0);
}

function failureOf(
  error: unknown,
  { name, timeoutMs }: CompleteSettings,
  { timedOut, sent }: Deadline,
  isQuery: boolean,
): KnownError {
  if (error instanceof KnownError) return error;
  if (error instanceof ResponseFault) return invalidResponse(name, error);
  const next = isQuery ? undefined : sent ? MUTATION_NEXT.mayBeDone : MUTATION_NEXT.notSent;
  if (timedOut) {
    const message = `The subgraph ${name} did not respond within ${timeoutMs} ms.`;
    return new KnownError('SUBGRAPH_TIMEOUT', message, { cause: error, extensions: { subgraph: name }, next });
  }
  return !isQuery && sent ? connectionLost(name, error) : unavailable(name, error, next);
}
