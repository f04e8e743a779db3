import type { FastifyInstance } from 'fastify';
import { throttled } from '../telemetry/logger';
import { createMetrics, type Metrics } from '../telemetry/metrics';
import type { Authenticator } from './auth/authenticator';
import { authenticateRequests } from './auth/hooks';
import { contractHosts, contractPaths, contractRoutes, type ContractEndpoint } from './contracts/contract-routes';
import type { CostMode } from './cost/demand-control';
import { enrichRoutes } from './enrich/routes';
import { exportRoutes, type Exports } from './export/routes';
import { createExportSlots } from './export/slots';
import { formatAsOutcome } from './fhir/operation-outcome';
import { fhirRoutes } from './fhir/routes';
import type { ApolloSettings } from './graphql/apollo';
import { openEndpoint } from './contracts/endpoint';
import { createUnlistedLog } from './graphql/observe-operation';
import { createGraphqlConcurrency, type GraphqlRouteSettings } from './graphql/route';
import { createSharedRequests } from './graphql/responses/shared-requests';
import { watchDocuments, type QuerySources } from './graphql/responses/service-identity';
import { createHttpApp, DEFAULT_CONNECTION_LIMITS, type ConnectionLimits } from './http/app';
import { DEFAULT_CACHING, type CachingSettings } from './http/caching/cache-control';
import type { Health } from './http/health';
import { invalidationRoute, type InvalidationSettings } from './http/caching/invalidation-route';
import { operationalRoutes, SCHEMA_PATH } from './http/operational-routes';
import { createRateLimit, POINTS_PER_REQUEST, type CreateLimiter, type RateLimit } from './http/rate-limit';
import { pageRoutes, type PageSettings } from './http/pages';
import { reconcileRoutes } from './reconcile/routes';
import type { CacheBudget } from './memory/cache-budget';
import { heapUsed } from './memory/heap';
import { watchHeap } from './memory/watch-heap';

export interface GatewaySettings
  extends
    Omit<ApolloSettings, 'log' | 'metrics' | 'demandControl' | 'schemaPath'>,
    Pick<GraphqlRouteSettings, 'makeContext' | 'responseCacheBytes' | 'exposeQueryPlan' | 'trace' | 'compressFrom'>,
    QuerySources {
  /** Cost points of a client per minute, for GraphQL, FHIR and exports together. Absent or 0: no rate limit. */
  readonly ratePointsPerMinute?: number;
  /** Absent: the points are counted in this process. */
  readonly createLimiter?: CreateLimiter | undefined;
  /** Milliseconds from which an operation is logged. Absent or 0: none is. */
  readonly slowOperationMs?: number;
  /** Absent: operations above the cost limit are rejected. */
  readonly costMode?: CostMode;
  readonly corsOrigins: readonly string[];
  /** Whether identical queries in progress are answered by one execution. */
  readonly shareRequests?: boolean;
  /** Absent: the default times. */
  readonly caching?: CachingSettings;
  /** Absent: nobody is asked who they are, and everything is public. */
  readonly authenticator?: Authenticator | undefined;
  /** Addresses and networks of the proxies that may name the client in X-Forwarded-For. Absent: none. */
  readonly trustedProxies?: readonly string[] | undefined;
  /** The address of this service in links, without a slash at the end. Absent: see `linkBase`. */
  readonly publicUrl?: string | undefined;
  readonly health: Health;
  /** Whether /metrics is on the public port. Absent: it is. */
  readonly hasMetrics?: boolean | undefined;
  /** Sent for the metrics as `authorization: Bearer …`. Absent: everybody may read them. */
  readonly metricsToken?: string | undefined;
  /** Absent: new metrics, without database reads. */
  readonly metrics?: Metrics;
  /** Absent: no export routes. */
  readonly exports?: Exports;
  /** Absent: no web pages. */
  readonly pages?: PageSettings;
  readonly connectionLimits?: Partial<ConnectionLimits>;
  /** Variants of the client schema, each at a path of its own. Absent: none. */
  readonly contracts?: readonly ContractEndpoint[];
  /** Returns how often cached responses of subgraphs were removed. Absent: none is cached. */
  readonly removals?: (() => number) | undefined;
  /** Removes cached responses of subgraphs. Absent: no route for it. */
  readonly invalidation?: InvalidationSettings | undefined;
  /** The caches that shrink when the heap is nearly full. Absent: each has a size of its own. */
  readonly caches?: CacheBudget;
}

export interface Gateway {
  /** The HTTP application; tests can inject requests without a port. */
  readonly app: FastifyInstance;
  /** Accepts no new requests, waits for those in progress, and closes their connections one second after the request timeout. */
  close(): Promise<void>;
}

/** Creates the gateway with all its routes. It does not listen yet. */
export async function createGateway(settings: GatewaySettings): Promise<Gateway> {
  const { limits, health, logger, contracts = [], ratePointsPerMinute = 0 } = settings;
  const { metrics = createMetrics(), caching = DEFAULT_CACHING, introspection } = settings;
  const log = throttled(logger, { onDropped: metrics.recordDroppedLines });
  const app = await openApp(settings, log, metrics);
  const rateLimit = ratePointsPerMinute > 0 ? createRateLimit(ratePointsPerMinute, settings.createLimiter) : undefined;
  if (settings.authenticator) authenticateRequests(app, settings.authenticator, rateLimit);
  if (rateLimit) chargeForDocuments(app, rateLimit);
  const introspectionNeedsToken = settings.authenticator?.settings.introspection === 'authenticated';
  const { slowOperationMs: fromMs = 0 } = settings;
  const slow = fromMs > 0 ? { fromMs, log } : undefined;
  const observing = { log, metrics, slow, logUnlisted: createUnlistedLog(log) };
  const concurrency = createGraphqlConcurrency(limits);
  const sharedRequests = settings.shareRequests ? createSharedRequests(settings.removals) : undefined;
  const limiting = { rateLimit, concurrency, sharedRequests };
  const shared = { ...settings, ...observing, introspectionNeedsToken, caching, ...limiting };
  const main = await openEndpoint(app, { ...shared, schemaPath: introspection ? SCHEMA_PATH : undefined });
  const endpoints = [main, ...(await contractRoutes(app, contracts, shared))];
  await registerOtherRoutes(app, shared);
  if (settings.invalidation) invalidationRoute(app, { ...settings.invalidation, rateLimit });
  const contractOf = contractHosts(contracts);
  const hidesDegradations = (host: string) => contractOf(host) !== undefined;
  const { hasMetrics, metricsToken, compressFrom } = settings;
  const access = { hasMetrics, metricsToken, rateLimit, hidesDegradations };
  const operational = { health, metrics, ...access, caching, compressFrom };
  operationalRoutes(app, { ...operational, sdl: main.sdl });
  await app.ready();
  const stopWatching = [settings.caches && watchCaches(settings.caches, metrics), watchDocuments(settings, logger)];
  return {
    app,
    async close() {
      for (const stop of stopWatching) stop?.();
      const timer = setTimeout(() => app.server.closeAllConnections(), limits.timeoutMs + CLOSE_GRACE_MS);
      await app.close().finally(() => clearTimeout(timer));
      for (const { stop } of endpoints.toReversed()) await stop();
      metrics.close();
    },
  };
}

async function openApp(settings: GatewaySettings, log: ApolloSettings['log'], metrics: Metrics) {
  const { limits, corsOrigins, connectionLimits, compressFrom, health, trustedProxies } = settings;
  const errorFormats = { '/fhir': formatAsOutcome };
  const common = { log, metrics, connectionLimits, errorFormats, compressFrom, trustedProxies };
  const pathOf = contractPaths(settings.contracts ?? []);
  const app = await createHttpApp({ maxBodyBytes: limits.body, corsOrigins, pathOf, ...common });
  closeConnectionsWhenStopping(app, health);
  return app;
}

/** Takes a point for each request for a text that costs nothing more. Other routes take their points themselves. */
function chargeForDocuments(app: FastifyInstance, rateLimit: RateLimit): void {
  app.addHook('preHandler', async ({ client, routeOptions }) => {
    if (routeOptions.config?.policy?.points === 'request') await rateLimit.charge(client, POINTS_PER_REQUEST);
  });
}

const CLOSE_GRACE_MS = 1_000;

function watchCaches(caches: CacheBudget, metrics: Metrics): () => void {
  metrics.observeCaches(() => caches.use());
  metrics.observe('ods_cache_reductions_total', () => caches.reductions);
  metrics.observe('ods_process_heap_limit_bytes', () => caches.heapLimit);
  metrics.observe('ods_process_heap_used_ratio', () => heapUsed() / caches.heapLimit);
  return watchHeap(caches);
}

async function registerOtherRoutes(
  app: FastifyInstance,
  settings: GatewaySettings &
    Pick<ApolloSettings, 'log'> &
    Pick<GraphqlRouteSettings, 'rateLimit'> & { readonly metrics: Metrics; readonly caching: CachingSettings },
): Promise<void> {
  const { limits, log, metrics, makeContext, exports, pages, connectionLimits, rateLimit, publicUrl, corsOrigins } =
    settings;
  const { caching } = settings;
  const { inactivityTimeoutMs, reading } = { ...DEFAULT_CONNECTION_LIMITS, ...connectionLimits };
  await fhirRoutes(app, { limits, metrics, makeContext, rateLimit, publicUrl, caching });
  const hasExplorer = pages?.names.includes('organisations') ?? false;
  await reconcileRoutes(app, { limits, metrics, makeContext, rateLimit, publicUrl, corsOrigins, hasExplorer });
  if (exports) {
    const streaming = { limits, log, inactivityTimeoutMs, rateLimit, slots: createExportSlots(limits) };
    exportRoutes(app, { ...streaming, exports, metrics, caching });
    await enrichRoutes(app, {
      ...streaming,
      makeContext,
      isLoaded: exports.isLoaded,
      sending: reading,
      hasPage: hasExplorer,
    });
  }
  if (pages) await pageRoutes(app, pages);
}

/** Makes clients open their next connection elsewhere. */
function closeConnectionsWhenStopping(app: FastifyInstance, health: Health): void {
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (health.stopping) void reply.header('connection', 'close');
    done(null, payload);
  });
}

/** Starts the gateway on a port; 0 selects a free one. Rejects if the port is in use. */
export async function startGateway(
  settings: GatewaySettings & { port: number; host: string },
): Promise<Gateway & { url: string }> {
  const gateway = await createGateway(settings);
  return { ...gateway, url: await listen(gateway, settings) };
}

/** Listens and returns the URL. Closes the server if it cannot listen. */
export async function listen(
  server: { readonly app: FastifyInstance; close(): Promise<void> },
  { port, host }: { readonly port: number; readonly host: string },
): Promise<string> {
  try {
    return await server.app.listen({ port, host });
  } catch (error) {
    await server.close();
    throw error;
  }
}
