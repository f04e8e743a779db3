import type { ApolloServer } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { odsExtension, type Context } from '../../domain/context';
import { KnownError } from '../../errors';
import type { ReadObserver } from '../../graph/loaders';
import type { RequestSharing } from '../../federation/subgraphs/request-sharing';
import type { MaybePromise } from '../../maybe-promise';
import type { Metrics } from '../../telemetry/metrics';
import type { StartTrace } from '../../telemetry/request-telemetry';
import { asOfHeader } from '../http/as-of-header';
import { DEFAULT_CACHING, type CachingSettings } from '../http/caching/cache-control';
import { createConcurrencyLimit, type ConcurrencyLimit } from '../http/concurrency-limit';
import { unintendedError } from '../http/fetch-metadata';
import { JSON_TYPE } from '../http/content-negotiation';
import type { Query } from '../http/query-string';
import { POINTS_PER_REQUEST, type RateLimit } from '../http/rate-limit';
import { abortOnDisconnect, LazyAbort, reasonToStop } from '../http/request-deadline';
import { overloaded } from '../http/errors/request-errors';
import { allowOnly, ROUTES } from '../http/routing';
import type { Limits } from '../limits';
import type { CacheBudget } from '../memory/cache-budget';
import { OWN_SUBGRAPH } from '../own-subgraph';
import { executeBatch } from './batch';
import type { PersistedDocuments } from './persisted/persisted-documents';
import { isMutation, readQueryParams } from './query-params';
import { createParamsParser, parseJsonBody, type GraphqlBody, type ParseParams } from './request-body';
import { nameSpan, observeOperation, type SlowLog } from './observe-operation';
import type { RequestContext, RequestInfo } from './request-context';
import { endSpanOnClose, headerError, toRequestInfo } from './request-info';
import { commonParts, identify, type Received } from './responses/identify-request';
import { createResponseCache, type CachedResponse, type ResponseCache } from './responses/response-cache';
import { executeShared, type SharedRequests } from './responses/shared-requests';
import { hasResponse, sendNotModified, sendResponse, type SendSettings } from './responses/send-response';

export interface GraphqlRouteSettings {
  readonly apollo: ApolloServer<RequestContext>;
  readonly limits: Limits;
  readonly metrics: Pick<Metrics, 'recordOperation' | 'recordNamedOperation' | 'observe'>;
  /** Absent: slow operations are not logged. */
  readonly slow?: SlowLog | undefined;
  /** Logs an operation that is not listed. Absent: none is logged. */
  readonly logUnlisted?: (info: RequestInfo) => void;
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
  /** Returns the header in which a request may turn on labels of @override. Absent: there is none. */
  labelHeader?(): string | undefined;
  /** Answers identical queries in progress by one execution. Absent: each is executed by itself. */
  readonly sharedRequests?: SharedRequests | undefined;
  /** Returns what the settings of the subgraphs say of sharing. */
  sharing?(): RequestSharing | undefined;
  /** Absent: no tracing. */
  readonly trace?: StartTrace | undefined;
  /** Whether a client can request the query plan with the header `x-query-plan: 1`. */
  readonly exposeQueryPlan?: boolean;
  /** Whether the schema is a contract, whose clients must not know the names of subgraphs from `server-timing`. */
  readonly isContract?: boolean | undefined;
  /** Absent: the parser checks `limits`. */
  readonly parseParams?: ParseParams;
  /** Absent: only POST, without persisted documents. */
  readonly queries?: QuerySettings | undefined;
  /** Smallest response in bytes that is compressed. Absent or 0: none is. */
  readonly compressFrom?: number | undefined;
  /** Requests at the same time, of all paths that share it. Absent: a limit of its own. */
  readonly concurrency?: ConcurrencyLimit | undefined;
  /** Absent: /graphql. */
  readonly path?: string | undefined;
}

/** How queries by GET are answered. */
export interface QuerySettings {
  readonly persisted: PersistedDocuments;
  readonly caching?: CachingSettings | undefined;
  /** Identifies the program, its settings and its schema: all that a response depends on but the graph. */
  identity(): string;
}

interface Route extends Omit<GraphqlRouteSettings, 'compressFrom' | 'concurrency'>, SendSettings {
  readonly parseParams: ParseParams;
  readonly cache: ResponseCache;
}

/** Responses of the largest size that may wait for slow clients. */
const MAX_UNSENT_RESPONSES = 64;

export function createGraphqlConcurrency({ concurrency, response }: Limits): ConcurrencyLimit {
  return createConcurrencyLimit(concurrency, MAX_UNSENT_RESPONSES * response);
}

/** Registers POST for the path, and GET for queries if the settings allow it; a slash at the end of the address does not count. */
export function graphqlRoute(app: FastifyInstance, settings: GraphqlRouteSettings): void {
  const route = createRoute(settings);
  const { concurrency, limits, queries } = route;
  const methods = queries ? (['GET', 'POST'] as const) : (['POST'] as const);
  const { path = '/graphql' } = settings;
  for (const url of [path, `${path}/`]) {
    for (const method of methods)
      app.route({
        method,
        url,
        config: { policy: ROUTES.query },
        compress: false, // it compresses its responses itself, and keeps the compressed ones
        onRequest: (request, _reply, done) => done(concurrency.isReached ? overloaded(limits) : headerError(request)),
        handler: (request, reply) => {
          if (!concurrency.tryAcquire()) throw overloaded(limits);
          releaseWhenSent(reply, concurrency);
          // Not an async function that returns its reply: Fastify would watch the stream of each response once more.
          handle(request, reply, route).catch((error: unknown) => void reply.send(error));
        },
      });
    allowOnly(app, methods, url);
  }
}

function createRoute(settings: GraphqlRouteSettings): Route {
  const { limits, metrics, responseCacheBytes = 0, queries, compressFrom = 0 } = settings;
  const concurrency = settings.concurrency ?? createGraphqlConcurrency(limits);
  const cache = createResponseCache(responseCacheBytes);
  settings.caches?.add('responses', {
    get bytes() {
      return cache.size.bytes;
    },
    resize: (bytes) => cache.resize(bytes),
  });
  metrics.observe('ods_requests_in_work', () => concurrency.active);
  metrics.observe('ods_kept_answers', () => cache.size.entries);
  metrics.observe('ods_kept_answers_bytes', () => cache.size.bytes);
  const parseParams = createParamsParser(limits, queries?.persisted);
  const caching = queries?.caching ?? DEFAULT_CACHING;
  return { parseParams, ...settings, concurrency, cache, caching, compressFrom };
}

function releaseWhenSent({ raw }: FastifyReply, concurrency: ConcurrencyLimit): void {
  if (raw.destroyed) concurrency.release();
  else raw.on('close', () => concurrency.release());
}

/** Sends the response to a request. Rejects with the error of a request that has none. */
async function handle(request: FastifyRequest, reply: FastifyReply, route: Route): Promise<void> {
  const abort = new LazyAbort();
  const info = toRequestInfo(request, route, abort);
  endSpanOnClose(reply, info);
  const { telemetry } = info;
  if (info.chargePoints) await info.chargePoints(POINTS_PER_REQUEST);
  if (info.isSafe) refuseUnintended(request, info, reply, route);
  const asOf = asOfHeader(request.headers);
  const made = route.makeContext(asOf, telemetry.startRead);
  const context = made instanceof Promise ? await made : made;
  request.responseExtensions = () => ({ ods: odsExtension(context) });
  const received = identify(request, info, { asOf, context, route });
  const { key, tag } = received;
  if (tag !== undefined && hasResponse(request, tag)) {
    observeOperation(info, 'kept', route);
    const kept = { tag, timing: telemetry.serverTiming(), release: context.root.release.id };
    return sendNotModified(request, reply, kept, route);
  }
  const cached = key === undefined ? undefined : route.cache.get(key);
  if (cached) return sendCached(request, reply, { info, cached, outcome: 'kept', ...received }, route);
  abortOnDisconnect(reply, abort);
  stopAtDeadline(context, info, abort.signal, route);
  const params = info.isSafe ? readQueryParams(request.query as Query) : parseJsonBody(received.content);
  const requestContext = { request: info, signal: abort.signal, ...context };
  if (Array.isArray(params) && route.limits.batch > 0)
    return answerBatch(params, request, reply, requestContext, route);
  const parts = { content: received.content, common: commonParts(info, { asOf, context, route }) };
  const body = checked(params, info, reply, route);
  const { status, response, isShared } = await executeShared(body, requestContext, parts, route);
  if (isShared) {
    const shared = { content: received.content, key: undefined, tag, info, cached: response };
    return sendCached(request, reply, { outcome: 'shared', ...shared }, route);
  }
  const succeeded = info.hasNoErrors === true;
  observeOperation(info, succeeded ? 'answered' : 'errors', route);
  // The cache key has no version for the data of other subgraphs, and no client.
  const isForAll = telemetry.fetchedOnlyFrom(OWN_SUBGRAPH) && info.isPersonal !== true;
  const cacheKey = isForAll && succeeded ? key : undefined;
  if (cacheKey !== undefined) route.cache.set(cacheKey, response);
  const timing = telemetry.serverTiming(info.executionMs);
  const outgoing = { response, tag, timing, onCompressed: keeper(cacheKey, route) };
  return sendResponse(request, reply.code(status), outgoing, route);
}

/** A response that was not executed for this request, and why it is known. */
interface Reused {
  readonly info: RequestInfo;
  readonly cached: CachedResponse;
  readonly outcome: 'kept' | 'shared';
}

async function sendCached(
  request: FastifyRequest,
  reply: FastifyReply,
  { key, tag, info, cached, outcome }: Received & Reused,
  route: Route,
): Promise<void> {
  if (info.chargePoints) await info.chargePoints(cached.cost);
  cached.keepDocument?.();
  info.operation = cached.operation;
  if (cached.operation) nameSpan(info, cached.operation);
  observeOperation(info, outcome, route);
  const how = outcome === 'kept' ? 'cache;desc=hit' : 'shared';
  const timing = `${how}, ${info.telemetry.serverTiming()}`;
  return sendResponse(request, reply, { response: cached, tag, timing, onCompressed: keeper(key, route) }, route);
}

/** Returns the function that caches a response again when it has been compressed. */
function keeper(key: string | undefined, { cache }: Route): ((response: CachedResponse) => void) | undefined {
  return key === undefined ? undefined : (response) => cache.set(key, response);
}

function stopAtDeadline(
  { loaders }: Context,
  { deadline: at }: RequestInfo,
  signal: AbortSignal,
  { limits: { timeoutMs } }: Route,
): void {
  loaders.work.stopWhen(() => reasonToStop({ at, signal, timeoutMs }));
}

/** Throws the error of a GET request that is not stated to be a query; for a mutation that a mutation is never sent by GET. */
function refuseUnintended(request: FastifyRequest, info: RequestInfo, reply: FastifyReply, route: Route): void {
  const problem = unintendedError(request.headers);
  if (!problem) return;
  checked(readQueryParams(request.query as Query), info, reply, route);
  throw problem;
}

/** Checks the parameters of one operation. Throws METHOD_NOT_ALLOWED for a mutation by GET, and what the parser throws. */
function checked(params: unknown, { isSafe }: RequestInfo, reply: FastifyReply, { parseParams }: Route): GraphqlBody {
  const body = parseParams(params, isSafe ? 'query string' : 'body');
  if (isSafe && isMutation(body)) {
    void reply.header('allow', 'POST');
    throw new KnownError('METHOD_NOT_ALLOWED', 'A mutation must be sent by POST.');
  }
  return body;
}

/** Answers a list of operations by the list of their responses. All read the same releases; nothing of it is cached. */
async function answerBatch(
  items: readonly unknown[],
  request: FastifyRequest,
  reply: FastifyReply,
  { request: info, signal, root }: RequestContext,
  route: Route,
): Promise<void> {
  const bytes = await executeBatch(
    items,
    request,
    async (params) => {
      const context = await route.makeContext(asOfHeader(request.headers), info.telemetry.startRead);
      stopAtDeadline(context, info, signal, route);
      const item = { ...info, mediaType: JSON_TYPE };
      const body = route.parseParams(params);
      const { response } = await executeShared(body, { ...context, request: item, signal }, undefined, route);
      observeOperation(item, item.hasNoErrors ? 'answered' : 'errors', route);
      return response;
    },
    route,
  );
  const headers = { 'content-type': JSON_TYPE, 'cache-control': 'no-store', 'x-ods-release': root.release.id };
  const response = { bytes, headers, cost: 0 };
  return sendResponse(request, reply, { response, tag: undefined, timing: info.telemetry.serverTiming() }, route);
}
