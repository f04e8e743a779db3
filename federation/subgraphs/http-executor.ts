import { createCaller } from './http/caller';
import { createCircuitBreaker, DEFAULT_BREAKER, NO_BREAKER, type CircuitBreaker } from './http/circuit-breaker';
import { openConnections } from './http/connections';
import { ACCEPTED_ENCODINGS } from './http/decompress';
import { headersFor, variesBy, type HeaderRules } from './http/header-forwarding';
import { headerOf, type HttpResponse } from './http/http-response';
import { shareInFlight } from './http/in-flight';
import { readSubgraphResponse } from './http/response';
import { DEFAULTS, type HttpExecutorSettings } from './http/settings';
import { readLifetime, varyOf } from './subgraph-caching';
import { withName } from './operation-name';
import type { SubgraphExecutor, SubgraphOperation, SubgraphRequest } from './subgraph-executor';
import type { FetchCaching } from '../../telemetry/request-telemetry';

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
  const rules = [settings.headers ?? []].flat() as readonly HeaderRules[];
  const cachingOf = createCachingReader(rules);
  const bodyOf = createBodies(settings.operationNames);
  const fixed: Record<string, string> = compression ? { 'accept-encoding': ACCEPTED_ENCODINGS } : {};
  return {
    breaker,
    async execute(request) {
      const body = bodyOf(request);
      const headers = Object.assign(headersFor(rules, request), fixed);
      const isQuery = request.operation.kind === 'query';
      const start = (signal: AbortSignal) => call({ body, headers, isQuery }, signal);
      const key = settings.share && isQuery && !request.mutates ? sharingKey(headers, request) + body : undefined;
      const response = await (key === undefined
        ? start(request.signal ?? NEVER_ABORTED)
        : shared(key, start, request.signal));
      if (settings.responseHeaders) request.responseHeaders?.add(settings.responseHeaders, response);
      const { status } = response;
      const { data, errors, bytes, hints } = readSubgraphResponse(name, response, settings.errors, request.operation);
      return { data, errors, bytes, hints, status, caching: cachingOf(response) };
    },
    close: connections.close,
  };
}

/** A response must not be kept if it may depend on headers that are not known. */
function createCachingReader(rules: readonly HeaderRules[]): (response: HttpResponse) => FetchCaching {
  const forwarded = variesBy(rules);
  if (!forwarded) return () => ({ lifetime: undefined, varyBy: [] });
  const varyBy = varyOf(forwarded);
  return (response) => {
    const lifetime = readLifetime(headerOf(response, 'cache-control'), headerOf(response, 'age'));
    return { lifetime, varyBy };
  };
}

/** What must be equal for a request to be shared, besides its body. The ids and the trace of the first caller are sent. */
function sharingKey(headers: Record<string, string>, { epoch }: SubgraphRequest): string {
  const { traceparent: _, tracestate: __, 'x-request-id': ___, ...others } = headers;
  return JSON.stringify([others, epoch]);
}

const NEVER_ABORTED = new AbortController().signal;

/** Returns the function for the body of a request. What it says of an operation is made once. */
function createBodies(operationNames: boolean | undefined): (request: SubgraphRequest) => string {
  const known = new WeakMap<SubgraphOperation, string>();
  const describe = operationNames ? describeByName : describeQuery;
  return (request) => {
    const { operation } = request;
    let text = known.get(operation);
    if (text === undefined) known.set(operation, (text = describe(operation)));
    const variables = request.variablesText();
    return `{${text}${variables === '{}' ? '' : `,"variables":${variables}`}}`;
  };
}

function describeQuery({ query }: SubgraphOperation): string {
  return `"query":${JSON.stringify(query)}`;
}

function describeByName(operation: SubgraphOperation): string {
  const { kind, query, name } = operation;
  if (name === undefined) return describeQuery(operation);
  return `"query":${JSON.stringify(withName(query, kind, name))},"operationName":${JSON.stringify(name)}`;
}
