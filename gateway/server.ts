import type { FastifyInstance } from 'fastify';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { startApollo, type ApolloSettings } from './graphql/apollo';
import { createCosts, type CostMode } from './cost/demand-control';
import { CONNECTIONS, createEdge, type Connections } from './http/app';
import { exportRoutes, type Exports } from './export/routes';
import { fhirRoutes } from './fhir/routes';
import { graphqlRoute, type GraphqlParts } from './graphql/route';
import type { Health } from './http/health';
import { throttled } from '../telemetry/logger';
import { createMetrics, type Metrics } from '../telemetry/metrics';
import { pageRoutes, type Pages } from './http/pages';
import { serviceRoutes } from './http/operational-routes';

export interface GatewayParts
  extends
    Omit<ApolloSettings, 'log' | 'metrics' | 'costs'>,
    Pick<GraphqlParts, 'makeContext' | 'answerBytes' | 'queryPlan' | 'trace' | 'ratePoints'> {
  /** Absent: operations that may cost too much are refused. */
  readonly costMode?: CostMode;
  readonly corsOrigins: readonly string[];
  readonly health: Health;
  /** Absent: those of this gateway alone, without its reads. */
  readonly metrics?: Metrics;
  /** Absent: nothing is exported. */
  readonly exports?: Exports;
  /** Absent: there are no pages for people. */
  readonly pages?: Pages;
  readonly connections?: Partial<Connections>;
}

export interface Gateway {
  /** The HTTP application; it can be asked without a port. */
  readonly app: FastifyInstance;
  /** Takes no new requests, lets those in work end, aborts the rest after the deadline of a request. */
  close(): Promise<void>;
}

/** The gateway without a port: everything that a request meets. */
export async function createGateway(parts: GatewayParts): Promise<Gateway> {
  const { door, limits, corsOrigins, health, logger, connections, exports, pages } = parts;
  const { metrics = createMetrics(), costMode: mode = 'enforce' } = parts;
  let [sdl, graph] = ['', 0];
  door.onSchemaLoadOrUpdate(({ apiSchema }) => {
    sdl = printSchema(lexicographicSortSchema(apiSchema));
    graph++;
  });
  const log = throttled(logger, { dropped: metrics.dropped });
  const costs = createCosts({ limits, mode, log, metrics });
  const apollo = await startApollo({ ...parts, log, metrics, costs });
  const app = await createEdge({ body: limits.body, corsOrigins, log, metrics, connections });
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (health.stopping) void reply.header('connection', 'close');
    done(null, payload);
  });
  const { makeContext, answerBytes, queryPlan, trace, ratePoints } = parts;
  const asked = { makeContext, answerBytes, queryPlan, trace, ratePoints };
  graphqlRoute(app, { apollo, limits, metrics, ...asked, graph: () => graph });
  const { stall: stallMs } = { ...CONNECTIONS, ...connections };
  await fhirRoutes(app, { limits, log, metrics, makeContext });
  if (exports) exportRoutes(app, { exports, limits, log, metrics, stallMs });
  if (pages) await pageRoutes(app, pages);
  serviceRoutes(app, { health, metrics, sdl: () => sdl });
  await app.ready();
  return {
    app,
    async close() {
      const late = setTimeout(() => app.server.closeAllConnections(), limits.timeoutMs + CLOSING_MS);
      await app.close().finally(() => clearTimeout(late));
      await apollo.stop();
      metrics.close();
    },
  };
}

/** Starts the gateway on a port; 0 takes a free one. Errors: the port is in use. */
export async function startGateway(
  parts: GatewayParts & { port: number; host: string },
): Promise<Gateway & { url: string }> {
  const gateway = await createGateway(parts);
  return { ...gateway, url: await listen(gateway, parts) };
}

/** Listens and answers with the URL; closes what cannot listen. */
export async function listen(
  open: { readonly app: FastifyInstance; close(): Promise<void> },
  { port, host }: { readonly port: number; readonly host: string },
): Promise<string> {
  try {
    return await open.app.listen({ port, host });
  } catch (error) {
    await open.close();
    throw error;
  }
}

const CLOSING_MS = 1_000;
