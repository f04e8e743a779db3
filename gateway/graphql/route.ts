import { HeaderMap, type ApolloServer } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { odsExtension, type Context } from '../../domain/context';
import { KnownError, responseTooLarge } from '../../errors';
import type { ReadObserver } from '../../graph/loaders';
import type { MaybePromise } from '../../maybe-promise';
import type { Metrics } from '../../telemetry/metrics';
import { RequestTelemetry, type StartTrace } from '../../telemetry/request-telemetry';
import { asOfHeader } from '../http/as-of-header';
import { createConcurrencyLimit, type ConcurrencyLimit } from '../http/concurrency-limit';
import { isJsonContentType, preferredMediaType } from '../http/content-negotiation';
import { POINTS_PER_REQUEST, type RateLimit } from '../http/rate-limit';
import { abortOnDisconnect, reasonToStop } from '../http/request-deadline';
import { overloaded } from '../http/request-errors';
import { allowOnly } from '../http/routing';
import type { Limits } from '../limits';
import type { CacheBudget } from '../memory/cache-budget';
import { OWN_SUBGRAPH } from '../own-subgraph';
import { createBodyParser, type ParseBody } from './request-body';
import type { RequestContext, RequestInfo } from './request-context';
import { joinResponse, utf8Bytes } from './response-body';
import { createResponseCache, type CachedResponse, type ResponseCache } from './response-cache';

export interface GraphqlRouteSettings {
  readonly apollo: ApolloServer<RequestContext>;
  readonly limits: Limits;
  readonly metrics: Pick<Metrics, 'recordOperation' | 'observe'>;
  /** Absent: responses are not cached. */
  readonly responseCacheBytes?: number;
  /** Absent: the response cache has a size of its own. */
  readonly caches?: Pick<CacheBudget, 'add'> | undefined;
  /** Absent: no rate limit. */
  readonly rateLimit?: RateLimit | undefined;
  /** Creates the context of one request from its header `ods-as-of`. Throws NO_RELEASE, DATABASE_*, BAD_USER_INPUT. */
  makeContext(asOf: string | undefined, onRead?: ReadObserver): MaybePromise<Context>;
  /** Returns the number of supergraphs served so far. Absent: there is only one. */
  supergraphVersion?(): number;
  /** Absent: no tracing. */
  readonly trace?: StartTrace | undefined;
  /** Whether a client can request the query plan with the header `x-query-plan: 1`. */
  readonly exposeQueryPlan?: boolean;
  /** Absent: the parser checks `limits`. */
  readonly parseBody?: ParseBody;
}

interface Route extends GraphqlRouteSettings {
  readonly concurrency: ConcurrencyLimit;
  readonly parseBody: ParseBody;
  readonly cache: ResponseCache;
}

/** Responses of the largest size that may wait for slow clients. */
const MAX_UNSENT_RESPONSES = 64;

/** Registers POST /graphql. */
export function graphqlRoute(app: FastifyInstance, settings: GraphqlRouteSettings): void {
  const { limits, metrics, responseCacheBytes = 0 } = settings;
  const concurrency = createConcurrencyLimit(limits.concurrency, MAX_UNSENT_RESPONSES * limits.response);
  const cache = createResponseCache(responseCacheBytes);
  const route: Route = { parseBody: createBodyParser(limits), ...settings, concurrency, cache };
  settings.caches?.add('responses', {
    get bytes() {
      return cache.size.bytes;
    },
    resize: (bytes) => cache.resize(bytes),
  });
  metrics.observe('ods_requests_in_work', () => concurrency.active);
  metrics.observe('ods_kept_answers', () => cache.size.entries);
  metrics.observe('ods_kept_answers_bytes', () => cache.size.bytes);
  app.route({
    method: 'POST',
    url: '/graphql',
    onRequest: (request, _reply, done) => done(concurrency.isReached ? overloaded(limits) : headerError(request)),
    handler: async (request, reply) => {
      if (!concurrency.tryAcquire()) throw overloaded(limits);
      try {
        return await handle(request, reply, route);
      } finally {
        concurrency.release();
      }
    },
  });
  allowOnly(app, ['POST'], '/graphql');
}

async function handle(request: FastifyRequest, reply: FastifyReply, route: Route): Promise<FastifyReply> {
  const abort = new AbortController();
  const info = toRequestInfo(request, route, abort);
  endSpanOnClose(reply, info);
  const { mediaType, telemetry } = info;
  await info.chargePoints?.(POINTS_PER_REQUEST);
  const asOf = asOfHeader(request.headers);
  const context = await route.makeContext(asOf, telemetry.startRead);
  const { timeoutMs } = route.limits;
  context.loaders.work.stopWhen(() => reasonToStop({ at: info.deadline, signal: abort.signal, timeoutMs }));
  request.responseExtensions = () => ({ ods: odsExtension(context) });
  const body = (request.body as string | undefined) ?? '';
  const supergraphVersion = route.supergraphVersion?.() ?? 0;
  const keyParts = { body, asOf, mediaType, snapshot: context.snapshot, supergraphVersion };
  const key = telemetry.fetches ? undefined : route.cache.keyOf(keyParts);
  const cached = key === undefined ? undefined : route.cache.get(key);
  if (cached) {
    await info.chargePoints?.(cached.cost);
    route.metrics.recordOperation('kept');
    return send(reply, cached, `cache;desc=hit, ${telemetry.serverTiming()}`, route);
  }
  abortOnDisconnect(reply, abort);
  const { status, response } = await execute(body, { ...context, request: info, signal: abort.signal }, route);
  const succeeded = info.hasNoErrors === true;
  route.metrics.recordOperation(succeeded ? 'answered' : 'errors');
  // The cache key has no version for the data of other subgraphs.
  if (key !== undefined && telemetry.fetchedOnlyFrom(OWN_SUBGRAPH) && succeeded) route.cache.set(key, response);
  return send(reply.code(status), response, telemetry.serverTiming(info.executionMs), route);
}

async function execute(text: string, context: RequestContext, { apollo, parseBody, limits }: Route) {
  const { status, headers, body } = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: toApolloRequest(parseBody(text), context.request),
    context: async () => context,
  });
  if (body.kind !== 'complete') throw new Error('Incremental delivery is not supported.');
  const { serializedData } = context.request;
  const bytes = serializedData ? joinResponse(serializedData, body.string) : utf8Bytes(body.string);
  if (bytes.length > limits.response) throw responseTooLarge(limits.response);
  const release = { 'x-ods-release': context.root.release.id, 'cache-control': 'no-store' };
  const cost = context.request.cost?.estimated ?? 0;
  return { status: status ?? 200, response: { bytes, cost, headers: { ...Object.fromEntries(headers), ...release } } };
}

function send(
  reply: FastifyReply,
  { bytes, headers }: CachedResponse,
  timing: string,
  { concurrency }: Route,
): FastifyReply {
  reply.raw.once('close', concurrency.addUnsentBytes(bytes.length));
  return reply.headers(headers).header('server-timing', timing).send(bytes);
}

/** Passes only the body and the media type to Apollo Server, no header of the client. */
function toApolloRequest(body: object, { mediaType }: RequestInfo) {
  const headers = new HeaderMap([
    ['content-type', 'application/json'],
    ['accept', mediaType],
  ]);
  return { method: 'POST', headers, search: '', body };
}

function toRequestInfo(
  request: FastifyRequest,
  { limits, exposeQueryPlan, trace, rateLimit }: Route,
  abort: AbortController,
): RequestInfo {
  const startedAt = performance.now();
  const { id, headers } = request;
  const recordFetches = exposeQueryPlan === true && headers['x-query-plan'] === '1';
  const span = trace?.('POST /graphql', headers.traceparent as string | undefined, {
    ...SPAN_ATTRIBUTES,
    'request.id': id,
  });
  return {
    id,
    mediaType: preferredMediaType(headers.accept)!,
    headers,
    telemetry: new RequestTelemetry({ startedAt, recordFetches, span }),
    deadline: startedAt + limits.timeoutMs,
    ...(rateLimit && { chargePoints: (points: number) => rateLimit.charge(request.ip, points) }),
    abort: () => abort.abort(),
  };
}

const SPAN_ATTRIBUTES = { 'http.request.method': 'POST', 'http.route': '/graphql' };

/** Ends the span of a request when its response was sent or the client disconnected. */
function endSpanOnClose(reply: FastifyReply, { telemetry: { span } }: RequestInfo): void {
  if (!span) return;
  reply.raw.once('close', () => {
    const { statusCode } = reply.raw;
    span.end({ 'http.response.status_code': statusCode }, statusCode >= 500 ? 'INTERNAL_SERVER_ERROR' : undefined);
  });
}

/** Returns the error of a request that its headers make impossible to serve. */
function headerError({ headers }: FastifyRequest): KnownError | undefined {
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity')
    return new KnownError('UNSUPPORTED_MEDIA_TYPE', 'Compressed bodies are not supported.');
  if (!isJsonContentType(headers['content-type']))
    return new KnownError('UNSUPPORTED_MEDIA_TYPE', 'The body must be application/json in UTF-8.');
  if (preferredMediaType(headers.accept) === null)
    return new KnownError('NOT_ACCEPTABLE', 'No media type in the Accept header is supported.');
  return undefined;
}
