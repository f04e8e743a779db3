import { createCaller } from './http/caller';
import { createCircuitBreaker, DEFAULT_BREAKER, NO_BREAKER, type CircuitBreaker } from './http/circuit-breaker';
import { openConnections } from './http/connections';
import { ACCEPTED_ENCODINGS } from './http/decompress';
import { headersFor } from './http/header-forwarding';
import { headerOf, type HttpResponse } from './http/http-response';
import { shareInFlight } from './http/in-flight';
import { readSubgraphResponse } from './http/response';
import { DEFAULTS, type HttpExecutorSettings } from './http/settings';
import { readLifetime, varyOf } from './subgraph-caching';
import type { SubgraphExecutor, SubgraphRequest } from './subgraph-executor';

export type { HttpExecutorSettings } from './http/settings';

export interface HttpExecutor {
  readonly execute: SubgraphExecutor;
  readonly breaker: Pick<CircuitBreaker, 'isOpen'>;
  close(): Promise<void>;
}

/**
 * Creates the executor of a subgraph over HTTP. It rejects with SUBGRAPH_TIMEOUT, SUBGRAPH_UNAVAILABLE,
 * SUBGRAPH_INVALID_RESPONSE or PAYLOAD_TOO_LARGE; errors that the subgraph reports are masked.
 */
export function createHttpExecutor(given: HttpExecutorSettings): HttpExecutor {
  const settings = { ...DEFAULTS, ...given };
  const { name, compression, breaker: breakerSettings } = settings;
  const connections = openConnections(settings);
  const breaker =
    breakerSettings === false ? NO_BREAKER : createCircuitBreaker({ ...DEFAULT_BREAKER, ...breakerSettings });
  const call = createCaller(settings, breaker, connections.send);
  const shared = shareInFlight<HttpResponse>();
  const varyBy = varyOf(settings.headers?.forward);
  const fixed: Record<string, string> = compression ? { 'accept-encoding': ACCEPTED_ENCODINGS } : {};
  return {
    breaker,
    async execute(request) {
      const body = bodyOf(request);
      const headers = { ...headersFor(settings.headers ?? {}, request.headers), ...fixed };
      const isQuery = request.operation.kind === 'query';
      const start = (signal: AbortSignal) => call({ body, headers, isQuery }, signal);
      const key = settings.share && isQuery ? sharingKey(headers) + body : undefined;
      const response = await (key === undefined
        ? start(request.signal ?? NEVER_ABORTED)
        : shared(key, start, request.signal));
      const lifetime = readLifetime(headerOf(response, 'cache-control'), headerOf(response, 'age'));
      return { ...readSubgraphResponse(name, response), caching: { lifetime, varyBy } };
    },
    close: connections.close,
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
