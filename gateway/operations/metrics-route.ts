import type { FastifyInstance, FastifyRequest } from 'fastify';
import { KnownError } from '../../errors';
import type { Metrics } from '../../telemetry/metrics';
import { createSecretCheck } from '../secret-check';
import { POINTS_PER_REQUEST, type RateLimit } from '../http/rate-limit';
import { allowOnly, ROUTES } from '../http/routing';

export interface MetricsRouteSettings {
  readonly metrics: Pick<Metrics, 'text' | 'contentType'>;
  /** Sent as `authorization: Bearer …`. Absent: everybody may read the metrics. */
  readonly metricsToken?: string | undefined;
  /** Takes a point for each wrong token. Absent: no rate limit. */
  readonly rateLimit?: RateLimit | undefined;
}

const METRICS_PATH = '/metrics';

/** Registers GET /metrics. */
export function metricsRoute(app: FastifyInstance, { metrics, metricsToken, rateLimit }: MetricsRouteSettings): void {
  const isAllowed = metricsToken === undefined ? () => true : createBearerCheck(metricsToken);
  app.get(
    METRICS_PATH,
    {
      config: { policy: metricsToken === undefined ? ROUTES.health : ROUTES.secret },
      onRequest: async (request, reply) => {
        if (isAllowed(request)) return;
        await rateLimit?.charge(request.client, POINTS_PER_REQUEST);
        void reply.header('www-authenticate', 'Bearer realm="metrics"');
        throw unauthenticated();
      },
    },
    async (_request, reply) =>
      reply
        .type(metrics.contentType)
        .header('cache-control', 'no-store')
        .send(await metrics.text()),
  );
  allowOnly(app, ['GET'], METRICS_PATH);
}

/** Returns a function that returns whether a request has the token in its header `authorization`. */
function createBearerCheck(token: string): (request: FastifyRequest) => boolean {
  const isToken = createSecretCheck(token);
  return ({ headers: { authorization = '' } }) =>
    /^bearer /i.test(authorization) && isToken(authorization.slice('bearer '.length).trim());
}

function unauthenticated(): KnownError {
  const next = 'Send METRICS_TOKEN in the header authorization, as Bearer.';
  return new KnownError('UNAUTHENTICATED', 'The metrics need their token.', { next });
}
