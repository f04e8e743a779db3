import type { Config } from '../config';
import { createHealth } from '../gateway/http/health';
import { DEFAULT_LIMITS, type Limits } from '../gateway/graphql/limits';
import type { Graphs } from '../federation/supergraph-manager';
import { createLogger, type Logger } from '../telemetry/logger';
import { openOrganisations, type Organisations } from '../gateway/organisations';
import { createMetrics, type Metrics } from '../telemetry/metrics';
import type { GatewayParts } from '../gateway/server';
import type { Graph } from '../graph/graph';
import type { Subgraph } from '../resolvers/subgraph';
import type { CommandContext } from './command';
import { cursorSecret } from './cursor-secret';
import { openConfigured } from './open-supergraph';

/** What is offered, before there is a database to answer from. */
export interface Offer {
  readonly subgraph: Subgraph;
  /** Present when other teams' subgraphs are part of it. */
  readonly graphs: Graphs | undefined;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** Builds our subgraph, and the graph of all when others are configured. Errors: what is wrong with them. */
export async function prepareOffer(context: CommandContext): Promise<Offer> {
  const { buildSubgraph } = await import('../resolvers/subgraph');
  const subgraph = await buildSubgraph();
  const metrics = createMetrics();
  const logger = createLogger({ level: context.config().LOG_LEVEL, dropped: metrics.dropped });
  return { subgraph, logger, metrics, graphs: await openConfigured(context, { subgraph, logger, metrics }) };
}

/** The parts of a gateway on a graph, out of the settings. */
export function gatewayParts(config: Config, graph: Graph, offer: Offer): GatewayParts & Organisations {
  const { subgraph, graphs, logger, metrics } = offer;
  const limits = limitsOf(config);
  const caching = { cacheBytes: config.CACHE_BYTES, cursorSecret: cursorSecret(config) };
  const organisations = openOrganisations({ subgraph, graph, limits, metrics, ...caching });
  return {
    ...organisations,
    ...(graphs && { door: graphs.door }),
    health: createHealth({ probe: organisations.probe }),
    limits,
    costMode: config.COST_MODE,
    ratePoints: config.RATE_LIMIT_POINTS,
    metrics,
    answerBytes: config.RESPONSE_CACHE_BYTES,
    introspection: config.INTROSPECTION,
    queryPlan: config.QUERY_PLAN,
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
