import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOME, type Config } from '../config';
import type { ContractEndpoint } from '../gateway/contracts/contract-routes';
import { openAuthenticator, type Authenticator } from '../gateway/auth/authenticator';
import { createHealth } from '../gateway/http/health';
import { createCacheBudget } from '../gateway/memory/cache-budget';
import type { CacheChoice } from '../gateway/memory/cache-sizes';
import { DEFAULT_LIMITS, type Limits } from '../gateway/limits';
import { describeFallback } from '../federation/supergraph/sdl-fallback';
import type { AnswerCache } from '../federation/caching/answer-cache';
import type { SupergraphManager } from '../federation/supergraph-manager';
import { contractOf, reloadableGateway } from '../gateway/graphql/reloadable-gateway';
import { DocumentListError } from '../gateway/graphql/persisted/manifest';
import { openTrustedDocuments, type OpenTrustedDocuments } from '../gateway/graphql/persisted/trusted-documents';
import { createLogger, throttled, type Logger } from '../telemetry/logger';
import { openOrganisationsSubgraph, type OrganisationsSubgraph } from '../gateway/organisations-subgraph';
import { createMetrics, type Metrics } from '../telemetry/metrics';
import type { GatewaySettings } from '../gateway/server';
import type { Graph } from '../graph/graph';
import type { Subgraph } from '../resolvers/subgraph';
import type { SharedStore } from '../shared-store/shared-store';
import { CommandError, type CommandContext } from './command';
import { authSettings, explainAuth } from './auth-settings';
import { chooseCaches } from './choose-caches';
import { cursorSecret } from './cursor-secret';
import { ReadDeadlines } from './serving/read-deadlines';
import { openAnswers, openStore, sharedLimiter } from './serving/open-answers';
import { configuredContracts, openSupergraph } from './open-supergraph';

/** Opens the listed documents. Throws a CommandError if they cannot be used. */
function openDocuments({ PERSISTED_DOCUMENTS: path }: Config): OpenTrustedDocuments | undefined {
  try {
    return path === undefined ? undefined : openTrustedDocuments(path);
  } catch (error) {
    throw error instanceof DocumentListError ? new CommandError(error.message, 2) : error;
  }
}

/** The parts of a gateway that do not need a database. */
export interface GatewayServices {
  readonly subgraph: Subgraph;
  /** Undefined if no subgraphs of other teams are configured. */
  readonly supergraph: SupergraphManager | undefined;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** The sizes of the caches. */
  readonly cacheChoice: CacheChoice;
  /** What the processes of this service share. Undefined if CACHE_URL is not set. */
  readonly store: SharedStore | undefined;
  /** Responses of other teams' subgraphs. Undefined if they are not cached. */
  readonly answers: AnswerCache | undefined;
  /** Finds out who sends requests. Undefined if everything is public. */
  readonly authenticator: Authenticator | undefined;
  /** The documents that the operator has listed. Undefined if none are. */
  readonly trusted: OpenTrustedDocuments | undefined;
}

/** Builds our subgraph and, if other subgraphs are configured, the supergraph. Throws if they are invalid. */
export async function prepareServices(context: CommandContext): Promise<GatewayServices> {
  const { buildSubgraph } = await import('../resolvers/subgraph');
  const subgraph = await buildSubgraph();
  const { METRICS_OPERATIONS: operations, METRICS_CLIENTS: clients } = context.config();
  const metrics = createMetrics({ operations, clients });
  const logger = createLogger({ level: context.config().LOG_LEVEL, onDropped: metrics.recordDroppedLines });
  const authenticator = await openAuth(context, logger, metrics);
  const cacheChoice = chooseCaches(context);
  const store = await openStore(context.config(), { logger, metrics });
  try {
    const answers = openAnswers(cacheChoice.sizes.subgraphs, store, { metrics });
    const supergraph = await openSupergraph(context, { subgraph, logger, metrics, answers });
    const trusted = openDocuments(context.config());
    return { subgraph, logger, metrics, supergraph, authenticator, trusted, cacheChoice, store, answers };
  } catch (error) {
    await store?.close();
    throw error;
  }
}

/** Opens the issuers of tokens. Throws a CommandError if the file is not valid. */
async function openAuth(context: CommandContext, logger: Logger, metrics: Metrics): Promise<Authenticator | undefined> {
  const settings = authSettings(context.config());
  if (!settings) return undefined;
  const log = throttled(logger, { onDropped: metrics.recordDroppedLines });
  return explainAuth(() => openAuthenticator(settings, logger, log));
}

/** The settings and services of a gateway on a graph. */
export type GatewayParts = GatewaySettings &
  OrganisationsSubgraph &
  Pick<GatewayServices, 'metrics'> &
  Pick<ReadDeadlines, 'whileReadingAhead'>;

/** Connects the services with a graph. Nothing listens yet. */
export function gatewayParts(config: Config, graph: Graph, services: GatewayServices): GatewayParts {
  const { subgraph, supergraph, authenticator, logger, metrics, cacheChoice, store, answers } = services;
  const limits = limitsOf(config);
  const { sizes } = cacheChoice;
  const caches = createCacheBudget(cacheChoice);
  if (supergraph) caches.add('documents', supergraph.ownDocuments);
  if (answers && sizes.subgraphs > 0) caches.add('subgraphs', answers);
  const deadlines = new ReadDeadlines(config.REQUEST_TIMEOUT_MS);
  const { deadlineMs, whileReadingAhead } = deadlines;
  const caching = { cacheBytes: sizes.facts, caches, cursorSecret: cursorSecret(config), deadlineMs };
  const organisations = openOrganisationsSubgraph({ subgraph, graph, limits, metrics, ...caching });
  const { probe } = organisations;
  const degradations = () => supergraph?.fallbacks.map(describeFallback) ?? [];
  const health = (deadlines.health = createHealth({ probe, degradations }));
  return {
    ...organisations,
    ...(supergraph && { gateway: reloadableGateway(supergraph), contracts: contractsOf(supergraph, config) }),
    health,
    whileReadingAhead,
    limits,
    costMode: config.COST_MODE,
    slowOperationMs: config.SLOW_OPERATION_MS,
    ratePointsPerMinute: config.RATE_LIMIT_POINTS,
    ...(store && { createLimiter: sharedLimiter(store) }),
    ...(answers &&
      config.CACHE_INVALIDATION_SECRET && { invalidation: { answers, secret: config.CACHE_INVALIDATION_SECRET } }),
    ...(answers && { removals: () => answers.removals }),
    metrics,
    shareRequests: config.SHARE_REQUESTS,
    responseCacheBytes: sizes.responses,
    caches,
    introspection: config.INTROSPECTION,
    exposeQueryPlan: config.QUERY_PLAN,
    suggestions:
      config.INTROSPECTION &&
      config.NODE_ENV !== 'production' &&
      authenticator?.settings.introspection !== 'authenticated',
    authenticator,
    trustedProxies: config.TRUST_PROXY,
    corsOrigins: config.CORS_ORIGINS,
    persisted: { mode: config.PERSISTED, unlisted: config.PERSISTED_UNLISTED, trusted: services.trusted },
    caching: {
      maxAge: config.MAX_AGE_SECONDS,
      fixedMaxAge: config.MAX_AGE_FIXED_SECONDS,
      staleWhileRevalidate: config.STALE_WHILE_REVALIDATE_SECONDS,
    },
    compressFrom: config.COMPRESS_MIN_BYTES,
    build: buildId(),
    publicUrl: config.PUBLIC_URL,
    hasMetrics: config.OPERATIONS_PORT === undefined,
    metricsToken: config.METRICS_TOKEN,
    logger,
  };
}

function contractsOf(supergraph: SupergraphManager, config: Config): ContractEndpoint[] {
  const { list = [] } = configuredContracts(config) ?? {};
  return list.map(({ name, hosts }) => ({ name, hosts, gateway: reloadableGateway(contractOf(supergraph, name)) }));
}

/** Changes with the program: build.mjs writes it. */
function buildId(): string {
  try {
    return readFileSync(join(HOME, 'dist', 'build-id.txt'), 'utf8');
  } catch {
    return '';
  }
}

/** The limits that the settings state. */
export function limitsOf(config: Config): Limits {
  return {
    ...DEFAULT_LIMITS,
    body: config.LIMIT_BODY,
    source: config.LIMIT_SOURCE,
    tokens: config.LIMIT_TOKENS,
    comments: config.LIMIT_COMMENTS,
    name: config.LIMIT_NAME,
    depth: config.LIMIT_DEPTH,
    aliases: config.LIMIT_ALIASES,
    rootFields: config.LIMIT_ROOT_FIELDS,
    directives: config.LIMIT_DIRECTIVES,
    cost: config.COST_LIMIT,
    page: config.LIMIT_PAGE,
    codes: config.LIMIT_CODES,
    response: config.LIMIT_RESPONSE,
    batch: config.LIMIT_BATCH,
    concurrency: config.LIMIT_CONCURRENCY,
    exports: config.LIMIT_EXPORTS,
    exportsPerClient: config.LIMIT_EXPORTS_PER_CLIENT,
    enrichBody: config.LIMIT_ENRICH_BODY,
    enrichRows: config.LIMIT_ENRICH_ROWS,
    timeoutMs: config.REQUEST_TIMEOUT_MS,
    exportTimeoutMs: config.EXPORT_TIMEOUT_MS,
  };
}
