import type { Config } from '../config';
import { createHealth } from '../gateway/http/health';
import { DEFAULT_LIMITS, type Limits } from '../gateway/limits';
import type { SupergraphManager } from '../federation/supergraph-manager';
import { reloadableGateway } from '../gateway/graphql/reloadable-gateway';
import { createLogger, type Logger } from '../telemetry/logger';
import { openOrganisationsSubgraph, type OrganisationsSubgraph } from '../gateway/organisations-subgraph';
import { createMetrics, type Metrics } from '../telemetry/metrics';
import type { GatewaySettings } from '../gateway/server';
import type { Graph } from '../graph/graph';
import type { Subgraph } from '../resolvers/subgraph';
import type { CommandContext } from './command';
import { cursorSecret } from './cursor-secret';
import { openSupergraph } from './open-supergraph';

/** The parts of a gateway that do not need a database. */
export interface GatewayServices {
  readonly subgraph: Subgraph;
  /** Undefined if no subgraphs of other teams are configured. */
  readonly supergraph: SupergraphManager | undefined;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** Builds our subgraph and, if other subgraphs are configured, the supergraph. Throws if they are invalid. */
export async function prepareServices(context: CommandContext): Promise<GatewayServices> {
  const { buildSubgraph } = await import('../resolvers/subgraph');
  const subgraph = await buildSubgraph();
  const metrics = createMetrics();
  const logger = createLogger({ level: context.config().LOG_LEVEL, onDropped: metrics.recordDroppedLines });
  return { subgraph, logger, metrics, supergraph: await openSupergraph(context, { subgraph, logger, metrics }) };
}

/** The settings and services of a gateway on a graph. */
export function gatewayParts(
  config: Config,
  graph: Graph,
  services: GatewayServices,
): GatewaySettings & OrganisationsSubgraph {
  const { subgraph, supergraph, logger, metrics } = services;
  const limits = limitsOf(config);
  const caching = { cacheBytes: config.CACHE_BYTES, cursorSecret: cursorSecret(config) };
  const organisations = openOrganisationsSubgraph({ subgraph, graph, limits, metrics, ...caching });
  return {
    ...organisations,
    ...(supergraph && { gateway: reloadableGateway(supergraph) }),
    health: createHealth({ probe: organisations.probe }),
    limits,
    costMode: config.COST_MODE,
    ratePointsPerMinute: config.RATE_LIMIT_POINTS,
    metrics,
    responseCacheBytes: config.RESPONSE_CACHE_BYTES,
    introspection: config.INTROSPECTION,
    exposeQueryPlan: config.QUERY_PLAN,
    suggestions: config.INTROSPECTION && config.NODE_ENV !== 'production',
    corsOrigins: config.CORS_ORIGINS,
    logger,
  };
}

function limitsOf(config: Config): Limits {
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
    concurrency: config.LIMIT_CONCURRENCY,
    exports: config.LIMIT_EXPORTS,
    timeoutMs: config.REQUEST_TIMEOUT_MS,
  };
}
