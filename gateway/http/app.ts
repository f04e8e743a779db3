/**
 * The HTTP server without its routes: limits, timeouts, security headers, CORS, request ids, and errors as JSON.
 */
import { isAscii } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { badInput } from '../../errors';
import type { ErrorLog } from '../../telemetry/logger';
import type { Metrics } from '../../telemetry/metrics';
import { compressResponses } from './compression';
import { clientAddress, toNetworks } from './client-address';
import { allowOrigins } from './cors';
import { createClientErrorHandler, createErrorHandler, type ErrorFormats } from './errors/error-handler';
import { limitConnections } from './connections/idle-connections';
import { lazyQuery } from './query-string';
import { headerError, originForm } from './request-headers';
import { requirePolicies, throwNotFound } from './routing';
import { addSecurityHeaders, SECURITY_HEADERS } from './security-headers';
import { limitSlowReaders, type ReadingSpeed } from './connections/slow-readers';

export interface HttpAppSettings {
  readonly maxBodyBytes: number;
  /** Origins that may use the API from a browser, some with `*`; empty for none. */
  readonly corsOrigins: readonly string[];
  /** Smallest response in bytes that is compressed. Absent or 0: none is. */
  readonly compressFrom?: number | undefined;
  /** Returns the path that is served for the path of a request to a host. Absent: the same on every host. */
  readonly pathOf?: (host: string, path: string) => string;
  /** Addresses and networks of the proxies that may name the client. Absent: none. */
  readonly trustedProxies?: readonly string[] | undefined;
  readonly log: ErrorLog;
  readonly metrics: Pick<Metrics, 'recordResponse' | 'recordError'>;
  readonly connectionLimits?: Partial<ConnectionLimits>;
  /** Error formats other than JSON, by path. Each applies to its path and to the paths below it. */
  readonly errorFormats?: ErrorFormats;
}

/** Limits of connections. Times are milliseconds. */
export interface ConnectionLimits {
  /** Number of open connections. When there are more, idle ones are closed. */
  readonly max: number;
  /** The longest time to receive the headers of a request. */
  readonly headersTimeoutMs: number;
  /** The longest time to receive a whole request. */
  readonly requestTimeoutMs: number;
  /** The longest time in which no byte is sent or received. */
  readonly inactivityTimeoutMs: number;
  readonly keepAliveTimeoutMs: number;
  /** The lowest speed at which a client may read a response. */
  readonly reading: ReadingSpeed;
}

export const DEFAULT_CONNECTION_LIMITS: ConnectionLimits = {
  max: 4_096,
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 15_000,
  inactivityTimeoutMs: 30_000,
  keepAliveTimeoutMs: 65_000,
  reading: { bytesPerSecond: 10_240, windowMs: 10_000 },
};
const TIMEOUT_CHECK_INTERVAL_MS = 1_000;
const MAX_PARAMETER_LENGTH = 200;
const CLIENT_REQUEST_ID = /^[A-Za-z0-9._-]{1,64}$/;

declare module 'fastify' {
  interface FastifyRequest {
    /** Returns `extensions` for an error response; null until the request has a context. */
    responseExtensions: (() => Record<string, unknown>) | null;
    /** Who is counted by limits: the client of the token, or else the address, also behind a trusted proxy. */
    readonly client: string;
  }
}

/** Creates the HTTP server without routes: limits, timeouts, security headers, and errors as JSON. It does not listen yet. */
export async function createHttpApp(settings: HttpAppSettings): Promise<FastifyInstance> {
  const { maxBodyBytes, corsOrigins, metrics, connectionLimits, errorFormats = {}, pathOf = samePath } = settings;
  const handleError = createErrorHandler(settings, errorFormats);
  const limits = { ...DEFAULT_CONNECTION_LIMITS, ...connectionLimits };
  const app = fastify({
    bodyLimit: maxBodyBytes,
    connectionTimeout: limits.inactivityTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: limits.keepAliveTimeoutMs,
    http: {
      headersTimeout: limits.headersTimeoutMs,
      connectionsCheckingInterval: TIMEOUT_CHECK_INTERVAL_MS,
      requireHostHeader: false, // headerError requires it, and its error has a body
    },
    routerOptions: { maxParamLength: MAX_PARAMETER_LENGTH, querystringParser: lazyQuery },
    rewriteUrl: ({ url, headers: { host = '' } }) => pathOf(host, originForm(url)),
    genReqId: requestId,
    clientErrorHandler: createClientErrorHandler(errorFormats),
    frameworkErrors: (error, request, reply) => {
      void reply.headers({ ...SECURITY_HEADERS, 'x-request-id': request.id });
      void handleError(error, request, reply);
      metrics.recordResponse(undefined, reply.statusCode, 0);
    },
    forceCloseConnections: 'idle',
  });
  requirePolicies(app);
  limitConnections(app.server, limits.max);
  limitSlowReaders(app.server, limits.reading);
  // For an Expect header other than 100-continue, Node sends an error without a body. HTTP allows ignoring the header.
  app.server.on('checkExpectation', (request, response) => app.server.emit('request', request, response));
  app.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    metrics.recordResponse(request.routeOptions.url, reply.statusCode, reply.elapsedTime / 1_000);
    done();
  });
  addSecurityHeaders(app);
  await allowOrigins(app, corsOrigins);
  // After the headers of security and of CORS, which its errors need too.
  app.addHook('onRequest', (request, _reply, done) => done(headerError(request.raw)));
  await compressResponses(app, settings.compressFrom ?? 0);
  app.decorateRequest('responseExtensions', null);
  app.decorateRequest('identity', null);
  const proxies = toNetworks(settings.trustedProxies ?? []);
  app.decorateRequest('client', {
    getter() {
      const { identity, raw } = this as FastifyRequest;
      return identity?.client ?? clientAddress(raw, proxies);
    },
  });
  acceptJsonOnly(app);
  app.setNotFoundHandler(throwNotFound);
  app.setErrorHandler(handleError);
  return app;
}

const samePath = (_host: string, path: string) => path;

/** Returns the client's request id if it is safe to log, otherwise a new one. */
function requestId({ headers }: IncomingMessage): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && CLIENT_REQUEST_ID.test(given) ? given : randomUUID();
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Accepts JSON bodies only. Handlers get the body as a string. */
function acceptJsonOnly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, bytes, done) => {
    try {
      const body = bytes as Buffer;
      done(null, isAscii(body) ? body.toString('latin1') : utf8.decode(body));
    } catch {
      done(badInput('The body is not UTF-8.'));
    }
  });
}
