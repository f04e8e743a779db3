import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';

/** Headers of responses that scripts of other origins may read. */
const EXPOSED = [
  ...[
    'x-request-id',
    'x-ods-release',
    'server-timing',
    'retry-after',
    'content-disposition',
    'etag',
    'age',
    'allow',
    'www-authenticate',
  ],
];
/** Browsers keep the result of a preflight for at most two hours. */
const PREFLIGHT_SECONDS = 7_200;

/**
 * Lets scripts of other origins read the responses, and how long they took. An origin is exact, for example
 * 'https://app.example.org', or has a `*` for one or more labels of the host ('https://*.example.org') or for the port.
 */
export async function allowOrigins(app: FastifyInstance, origins: readonly string[]): Promise<void> {
  if (origins.length === 0) return;
  await app.register(cors, {
    origin: origins.map((origin) => (origin.includes('*') ? toPattern(origin) : origin)),
    methods: ['GET', 'HEAD', 'POST'],
    exposedHeaders: EXPOSED,
    maxAge: PREFLIGHT_SECONDS,
    strictPreflight: false,
    preflightContinue: true, // each route answers OPTIONS, with its methods
  });
  app.addHook('onRequest', (_request, reply, done) => {
    const origin = reply.getHeader('access-control-allow-origin');
    if (origin !== undefined) void reply.header('timing-allow-origin', origin);
    done();
  });
}

/** Returns the expression for an origin with `*`. */
export function toPattern(origin: string): RegExp {
  const escaped = origin.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/:\*$/, ':\\d+').replace('*', '[a-z0-9-]+(?:\\.[a-z0-9-]+)*')}$`);
}
