import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, type HTTPMethods } from 'fastify';
import { badInput, KnownError } from '../../errors';
import { codeOf, JSON_TYPE, knownIn, refusal } from './error-response';
import { shedIdleConnections } from './concurrency';
import type { ErrorLog } from '../../telemetry/logger';
import { acceptable } from './content-negotiation';
import type { Metrics } from '../../telemetry/metrics';

export interface EdgeSettings {
  /** Bytes of a body. */
  readonly body: number;
  readonly corsOrigins: readonly string[];
  readonly log: ErrorLog;
  readonly metrics: Pick<Metrics, 'responded' | 'failed'>;
  readonly connections?: Partial<Connections>;
}

/** What a connection may take. Times are milliseconds. */
export interface Connections {
  /** Open at once; above that, idle ones make way. */
  readonly most: number;
  /** Until the headers of a request have come. */
  readonly headers: number;
  /** Until a whole request has come. */
  readonly request: number;
  /** Without any progress, in either direction. */
  readonly stall: number;
  readonly keepAlive: number;
}

export const CONNECTIONS: Connections = {
  most: 4_096,
  headers: 10_000,
  request: 15_000,
  stall: 30_000,
  keepAlive: 65_000,
};
const CHECK_MS = 1_000;
const MOST_HEADERS = 100;
const LINGER_MS = 200;
const CLIENT_REQUEST_ID = /^[A-Za-z0-9._-]{1,64}$/;
const HOST = /^(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/;

declare module 'fastify' {
  interface FastifyRequest {
    /** Extensions of the answer, as soon as it is known what it is about. */
    about: (() => Record<string, unknown>) | null;
  }
}

/** The HTTP server before any route: limits, time limits, headers, and every error as JSON. It has no port yet. */
export async function createEdge(settings: EdgeSettings): Promise<FastifyInstance> {
  const { body, corsOrigins, log, metrics, connections } = settings;
  const allowed = { ...CONNECTIONS, ...connections };
  const app = fastify({
    bodyLimit: body,
    connectionTimeout: allowed.stall,
    requestTimeout: allowed.request,
    keepAliveTimeout: allowed.keepAlive,
    http: { headersTimeout: allowed.headers, connectionsCheckingInterval: CHECK_MS },
    routerOptions: { maxParamLength: 200 },
    genReqId: requestId,
    clientErrorHandler: answerUnreadable,
    forceCloseConnections: 'idle',
  });
  shedIdleConnections(app.server, allowed.most);
  app.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    done(wrongHeaders(request));
  });
  app.addHook('onResponse', (request, reply, done) => {
    metrics.responded(request.routeOptions.url, reply.statusCode, reply.elapsedTime / 1_000);
    done();
  });
  await app.register(helmet, { contentSecurityPolicy: { useDefaults: false, directives: NOTHING_LOADS } });
  if (corsOrigins.length > 0) await app.register(cors, corsFor(corsOrigins));
  app.decorateRequest('about', null);
  readJsonOnly(app);
  app.setNotFoundHandler(nothingHere);
  app.setErrorHandler(errorsAnswered({ body, log, metrics }, inJson));
  return app;
}

/** The status, the media type and the body that tell a client of an error. */
export type ToldError = (
  error: unknown,
  request: FastifyRequest,
) => { status: number; mediaType: string; body: string };

/** Answers every error of some routes: counts it, logs it where it is ours, and tells it as these routes do. */
export function errorsAnswered(
  { body, log, metrics }: Pick<EdgeSettings, 'body' | 'log' | 'metrics'>,
  told: ToldError,
) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const known = toKnown(error, body);
    metrics.failed(codeOf(known));
    return refuse(known, request, reply, { log, told });
  };
}

const inJson: ToldError = (error, { id, about, headers }) => ({
  ...refusal(error, id, about?.()),
  mediaType: acceptable(headers.accept) ?? JSON_TYPE,
});

/** Refuses an address that is none with 404. */
export function nothingHere(): never {
  throw new KnownError('NOT_FOUND', 'There is nothing at this address.');
}

/** Refuses the other methods of an address with 405. */
export function allowOnly(app: FastifyInstance, methods: readonly HTTPMethods[], url: string): void {
  const others = (['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const).filter(
    (method) => !methods.includes(method) && !(method === 'HEAD' && methods.includes('GET')),
  );
  const allow = methods.join(', ');
  app.route({
    method: others,
    url,
    onRequest: (_request, reply, done) => {
      void reply.header('allow', allow);
      done(new KnownError('METHOD_NOT_ALLOWED', `Only ${allow} is answered here.`));
    },
    handler: () => undefined,
  });
}

function refuse(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  { log, told }: { readonly log: ErrorLog; readonly told: ToldError },
): FastifyReply {
  const { status, mediaType, body } = told(error, request);
  if (status === 500) log.error({ err: error, requestId: request.id }, 'a request failed');
  if (status === 503) void reply.header('retry-after', '1');
  if (status === 429) void reply.header('retry-after', String(knownIn(error)?.extensions.retryAfter));
  if (status === 413) closeAfter(reply);
  return reply.code(status).header('content-type', mediaType).send(body);
}

/**
 * Closes the connection after an answer to a body that is not read. What still comes is thrown away for a moment:
 * otherwise the client would be reset before it has read why.
 */
function closeAfter(reply: FastifyReply): void {
  const { socket } = reply.header('connection', 'close').raw;
  if (!socket) return;
  socket.destroySoon = () => {
    socket.end();
    setTimeout(() => socket.destroy(), LINGER_MS).unref();
  };
}

function wrongHeaders({ headers, raw }: FastifyRequest): KnownError | undefined {
  if (raw.rawHeaders.length > 2 * MOST_HEADERS) return badInput(`The request has more than ${MOST_HEADERS} headers.`);
  return HOST.test(headers.host ?? '') ? undefined : badInput('The Host header is not a host name.');
}

const NOTHING_LOADS = { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] };

function corsFor(origins: readonly string[]) {
  const exposed = ['x-request-id', 'x-ods-release', 'server-timing', 'retry-after', 'content-disposition'];
  return { origin: [...origins], methods: ['POST', 'GET'], exposedHeaders: exposed, maxAge: 600 };
}

/** The client's own request id where it is harmless, else a new one. */
function requestId({ headers }: IncomingMessage): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && CLIENT_REQUEST_ID.test(given) ? given : randomUUID();
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Bodies are JSON, and come to their handlers as text. */
function readJsonOnly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, bytes, done) => {
    try {
      done(null, utf8.decode(bytes as Buffer));
    } catch {
      done(badInput('The body is not UTF-8.'));
    }
  });
}

/** Fastify's own errors in the words of the catalogue. */
function toKnown(error: unknown, body: number): unknown {
  if (error instanceof KnownError) return error;
  const { code, statusCode = 500 } = error as { code?: string; statusCode?: number };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return new KnownError('PAYLOAD_TOO_LARGE', `The body is larger than ${body} bytes, the most allowed.`);
  if (statusCode === 415) return new KnownError('UNSUPPORTED_MEDIA_TYPE', 'The body must be application/json.');
  if (statusCode >= 400 && statusCode < 500) return badInput('The request cannot be read.');
  return error;
}

const UNREADABLE: Readonly<Record<string, readonly [status: string, code: string, message: string]>> = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'BAD_USER_INPUT', 'The headers are too large.'],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'REQUEST_TIMEOUT', 'The request did not arrive in time.'],
};

/** What is no HTTP, or comes too slowly, never becomes a request: it is answered on the socket, which is then closed. */
function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const [status, code, message] = UNREADABLE[error.code ?? ''] ?? [
    '400 Bad Request',
    'BAD_USER_INPUT',
    'This is no HTTP.',
  ];
  const body = JSON.stringify({ errors: [{ message, extensions: { code, requestId: randomUUID() } }] });
  const head = `HTTP/1.1 ${status}\r\ncontent-type: ${JSON_TYPE}\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close`;
  socket.end(`${head}\r\n\r\n${body}`);
}
