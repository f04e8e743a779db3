import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { badInput, errorCodeOf, KnownError, findKnownError, type ErrorCode } from '../../../errors';
import type { ErrorLog } from '../../../telemetry/logger';
import type { Metrics } from '../../../telemetry/metrics';
import { JSON_TYPE, preferredMediaType } from '../content-negotiation';
import { errorResponse } from './error-response';
import { mayTakeLonger } from '../connections/long-uploads';
import { wrongEncoding } from '../query-string';
import { originForm } from '../request-headers';
import { SECURITY_HEADERS } from '../security-headers';

/** What the format of an error depends on. */
export type FailedRequest = Pick<FastifyRequest, 'id' | 'headers' | 'responseExtensions'>;

/** Formats an error as the response of some routes. */
export type ErrorFormatter = (
  error: unknown,
  request: FailedRequest,
) => { status: number; mediaType: string; body: string };

/** Formats by the path that they hold for and below, for example '/fhir'. */
export type ErrorFormats = Readonly<Record<string, ErrorFormatter>>;

export interface ErrorHandlerSettings {
  readonly maxBodyBytes: number;
  readonly log: ErrorLog;
  readonly metrics: Pick<Metrics, 'recordError'>;
}

/** Creates Fastify's error handler: counts each error, logs those of status 500, sends the response in the format of its path. */
export function createErrorHandler({ maxBodyBytes, log, metrics }: ErrorHandlerSettings, formats: ErrorFormats) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const known = toKnownError(error, maxBodyBytes);
    metrics.recordError(errorCodeOf(known));
    const format = formatOf(formats, request.routeOptions?.url ?? request.url, request.url);
    const { status, mediaType, body } = format(known, request);
    if (status === 500) log.error({ err: known, requestId: request.id }, 'a request failed');
    if (status === 503) void reply.header('retry-after', '1');
    if (status === 429) void reply.header('retry-after', String(findKnownError(known)?.extensions.retryAfter));
    if (status === 413) closeAfterResponse(reply);
    void reply.headers({ 'content-type': mediaType, 'cache-control': 'no-store' });
    return reply.code(status).removeHeader('etag').send(body);
  };
}

/** Returns the format of the first path that has one of its own; JSON otherwise. */
function formatOf(formats: ErrorFormats, ...urls: readonly string[]): ErrorFormatter {
  const paths = urls.map((url) => `${url.split(/[?#]/, 1)[0]!}/`);
  const own = Object.entries(formats).find(([prefix]) => paths.some((path) => path.startsWith(`${prefix}/`)));
  return own?.[1] ?? formatAsJson;
}

/** Formats an error as GraphQL over HTTP does. */
const formatAsJson: ErrorFormatter = (error, { id, responseExtensions, headers }) => {
  const mediaType = preferredMediaType(headers.accept) ?? JSON_TYPE;
  const { status, body } = errorResponse(error, id, responseExtensions?.());
  return { status: mediaType === JSON_TYPE && ASKS_AGAIN.has(errorCodeOf(error)) ? 200 : status, body, mediaType };
};

/** Errors after which a client sends its document. Clients that do not know the newer media type read them only with 200. */
const ASKS_AGAIN = new Set<ErrorCode>(['PERSISTED_QUERY_NOT_FOUND', 'PERSISTED_QUERY_NOT_SUPPORTED']);

const LINGER_MS = 200;

/**
 * Closes the connection after the response, because the rest of the body is not read. Incoming bytes are discarded for
 * 200 ms first: otherwise the client could get a connection reset before it has read the response.
 */
function closeAfterResponse(reply: FastifyReply): void {
  const { socket } = reply.header('connection', 'close').raw;
  if (!socket) return;
  socket.destroySoon = () => {
    socket.end();
    setTimeout(() => socket.destroy(), LINGER_MS).unref();
  };
}

/** Maps the errors of Fastify to the catalogue; returns every other error unchanged. */
function toKnownError(error: unknown, maxBodyBytes: number): unknown {
  if (error instanceof KnownError) return error;
  const { code, statusCode = 500 } = error as { code?: string; statusCode?: number };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return new KnownError('PAYLOAD_TOO_LARGE', `The body is larger than the limit of ${maxBodyBytes} bytes.`);
  if (code === 'FST_ERR_BAD_URL') return wrongEncoding('The path');
  if (code === 'FST_ERR_MAX_PARAM_LENGTH') return badInput('A part of the path is too long.');
  if (statusCode === 415) return new KnownError('UNSUPPORTED_MEDIA_TYPE', 'The body must be application/json.');
  if (statusCode >= 400 && statusCode < 500) return badInput('The request cannot be read.');
  return error;
}

type ClientError = readonly [status: string, error: KnownError];

/** By the code of Node's error. */
const CLIENT_ERRORS: Readonly<Record<string, ClientError>> = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', badInput('The headers are too large.')],
  ERR_HTTP_REQUEST_TIMEOUT: [
    '408 Request Timeout',
    new KnownError('REQUEST_TIMEOUT', 'The request did not arrive in time.'),
  ],
};
const INVALID_HTTP: ClientError = ['400 Bad Request', badInput('The request is not valid HTTP.')];

/** An error of Node's HTTP parser, with the bytes that it was reading. */
type ParserError = Error & { readonly code?: string; readonly rawPacket?: unknown };

/** Creates the handler of bytes that never became a request, because they are not HTTP or arrive too slowly: it responds and closes the socket. */
export function createClientErrorHandler(formats: ErrorFormats) {
  return (error: ParserError, socket: Socket): void => {
    if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT' && mayTakeLonger(socket)) return;
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const [status, known] = CLIENT_ERRORS[error.code ?? ''] ?? INVALID_HTTP;
    const request = { id: randomUUID(), headers: {}, responseExtensions: null };
    const { mediaType, body } = formatOf(formats, pathIn(error.rawPacket))(known, request);
    const headers = {
      'content-type': mediaType,
      'content-length': Buffer.byteLength(body),
      ...SECURITY_HEADERS,
      'x-request-id': request.id,
      connection: 'close',
    };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    socket.end([`HTTP/1.1 ${status}`, ...lines, '', body].join('\r\n'));
  };
}

/** Returns the target of the request line at the start of some bytes; '' if there is none. */
function pathIn(bytes: unknown): string {
  const start = Buffer.isBuffer(bytes) ? bytes.subarray(0, MAX_REQUEST_LINE).toString('latin1') : '';
  return originForm(/^[A-Za-z]+ (\S+)/.exec(start)?.[1]);
}

const MAX_REQUEST_LINE = 1_000;
