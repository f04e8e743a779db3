import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { KnownError } from '../../errors';
import { cacheControl, joinVary, lifetimeOf, type CachingSettings } from './caching/cache-control';
import { matchesEtag } from './caching/etag';
import { createKeptTexts } from './caching/kept-texts';
import { preferredCoding } from './compression';
import { allowOnly, ROUTES } from './routing';
import type { Health } from './health';
import { metricsRoute, type MetricsRouteSettings } from '../operations/metrics-route';
import type { Metrics } from '../../telemetry/metrics';

export interface OperationalRouteSettings extends MetricsRouteSettings {
  readonly health: Health;
  readonly metrics: Metrics;
  /** Whether /metrics is here. Absent: it is. */
  readonly hasMetrics?: boolean | undefined;
  readonly caching: CachingSettings;
  /** Smallest schema in bytes that is compressed. Absent or 0: none is. */
  readonly compressFrom?: number | undefined;
  /** Whether /readyz on a host leaves out what is degraded, which names subgraphs. Absent: it never does. */
  readonly hidesDegradations?: (host: string) => boolean;
  /** Returns the SDL of the current API schema; undefined if clients must not know it. */
  sdl(request: FastifyRequest): string | undefined;
}

/** Where clients find the schema. */
export const SCHEMA_PATH = '/schema.graphql';

/** Registers GET /livez, /readyz, /schema.graphql and, if they are public, /metrics. */
export function operationalRoutes(app: FastifyInstance, settings: OperationalRouteSettings): void {
  const { health, metrics, hasMetrics = true } = settings;
  metrics.observeReadiness(async () => (await health.unreadyReasons()).length === 0);
  healthRoutes(app, settings);
  if (hasMetrics) metricsRoute(app, settings);
  schemaRoute(app, SCHEMA_PATH, settings);
}

const HEALTH = { config: { policy: ROUTES.health } };

/** Registers GET /livez and /readyz. */
export function healthRoutes(
  app: FastifyInstance,
  { health, hidesDegradations = () => false }: Pick<OperationalRouteSettings, 'health' | 'hidesDegradations'>,
): void {
  app.get('/livez', HEALTH, async (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'alive' }),
  );
  app.get('/readyz', HEALTH, async ({ headers: { host = '' } }, reply) => {
    const reasons = await health.unreadyReasons();
    const ready = reasons.length === 0;
    void reply.code(ready ? 200 : 503).header('cache-control', 'no-store');
    const degradations = hidesDegradations(host) ? [] : health.degradations();
    return { status: ready ? 'ready' : 'not ready', reasons: [...reasons, ...degradations] };
  });
  for (const url of ['/livez', '/readyz']) allowOnly(app, ['GET'], url);
}

type SchemaSettings = Pick<OperationalRouteSettings, 'sdl' | 'caching' | 'compressFrom'>;

/** Registers a schema for clients. */
export function schemaRoute(app: FastifyInstance, path: string, settings: SchemaSettings): void {
  const options = { config: { policy: ROUTES.document }, compress: false } as const; // the compressed bytes are kept
  app.get(path, options, async (request, reply) => sendSchema(request, reply, settings));
  allowOnly(app, ['GET'], path);
}

const keptText = createKeptTexts();

async function sendSchema(
  request: FastifyRequest,
  reply: FastifyReply,
  { sdl, caching, compressFrom = 0 }: SchemaSettings,
): Promise<FastifyReply> {
  const text = sdl(request);
  if (text === undefined) throw new KnownError('NOT_FOUND', 'The schema is hidden: INTROSPECTION is off.');
  const kept = keptText(text);
  const { etag, bytes } = kept;
  const vary = joinVary(reply.getHeader('vary'), ['accept-encoding', 'authorization']);
  void reply.headers({ 'cache-control': cacheControl(lifetimeOf(false, caching), request.headers), etag, vary });
  if (matchesEtag(request.headers['if-none-match'], etag)) return reply.code(304).send();
  void reply.type('text/plain; charset=utf-8');
  const isLarge = compressFrom > 0 && bytes.length >= compressFrom;
  const coding = isLarge ? preferredCoding(request.headers['accept-encoding']) : undefined;
  if (coding === undefined) return reply.send(bytes);
  return reply.header('content-encoding', coding).send(await kept.in(coding));
}
