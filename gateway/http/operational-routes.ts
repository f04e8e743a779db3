import type { FastifyInstance } from 'fastify';
import { KnownError } from '../../errors';
import { allowOnly } from './routing';
import type { Health } from './health';
import type { Metrics } from '../../telemetry/metrics';

export interface OperationalRouteSettings {
  readonly health: Health;
  readonly metrics: Metrics;
  /** Returns the SDL of the current API schema; undefined if clients must not know it. */
  sdl(): string | undefined;
}

/** Where clients find the schema. */
export const SCHEMA_PATH = '/schema.graphql';

/** Registers GET /livez, /readyz, /metrics and /schema.graphql. */
export function operationalRoutes(app: FastifyInstance, { health, metrics, sdl }: OperationalRouteSettings): void {
  app.get('/livez', async (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'alive' }));
  app.get('/readyz', async (_request, reply) => {
    const reasons = await health.unreadyReasons();
    const ready = reasons.length === 0;
    void reply.code(ready ? 200 : 503).header('cache-control', 'no-store');
    return { status: ready ? 'ready' : 'not ready', reasons: [...reasons, ...health.degradations()] };
  });
  app.get('/metrics', async (_request, reply) =>
    reply
      .type(metrics.contentType)
      .header('cache-control', 'no-store')
      .send(await metrics.text()),
  );
  app.get(SCHEMA_PATH, async (_request, reply) => {
    const text = sdl();
    if (text === undefined) throw new KnownError('NOT_FOUND', 'The schema is hidden: INTROSPECTION is off.');
    return reply.type('text/plain; charset=utf-8').header('cache-control', 'no-cache').send(text);
  });
  for (const url of ['/livez', '/readyz', '/metrics', SCHEMA_PATH]) allowOnly(app, ['GET'], url);
}
