import type { FastifyInstance } from 'fastify';
import { throttled, type Logger } from '../../telemetry/logger';
import type { Metrics } from '../../telemetry/metrics';
import { createHttpApp } from '../http/app';
import type { Health } from '../http/health';
import { metricsRoute } from './metrics-route';
import { healthRoutes } from '../http/operational-routes';

export interface OperationsServerSettings {
  readonly health: Health;
  readonly metrics: Metrics;
  readonly logger: Logger;
  /** Sent for the metrics as `authorization: Bearer …`. Absent: whoever reaches the port may read them. */
  readonly metricsToken?: string | undefined;
}

/** Requests here have no body. */
const MAX_BODY_BYTES = 1_024;

/** Creates the server for those who run the service: /livez, /readyz and /metrics. It does not listen yet. */
export async function createOperationsServer(settings: OperationsServerSettings): Promise<{
  readonly app: FastifyInstance;
  close(): Promise<void>;
}> {
  const { metrics, logger } = settings;
  const log = throttled(logger, { onDropped: metrics.recordDroppedLines });
  const app = await createHttpApp({ maxBodyBytes: MAX_BODY_BYTES, corsOrigins: [], log, metrics });
  healthRoutes(app, settings);
  metricsRoute(app, settings);
  await app.ready();
  return { app, close: () => app.close() };
}
