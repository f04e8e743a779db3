import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { badInput, errorCodeOf, KnownError, findKnownError } from '../../errors';
import type { ErrorLog } from '../../telemetry/logger';
import type { Metrics } from '../../telemetry/metrics';
import { JSON_TYPE, preferredMediaType } from './content-negotiation';
import { errorResponse } from './error-response';

/** Formats an error as the response of some routes. */
export type ErrorFormatter = (
  error: unknown,
  request: FastifyRequest,
) => { status: number; mediaType: string; body: string };

export interface ErrorHandlerSettings {
  readonly maxBodyBytes: number;
  readonly log: ErrorLog;
  readonly metrics: Pick<Metrics, 'recordError'>;
}

/** Creates Fastify's error handler for some routes: counts each error, logs those of status 500, sends the formatted response. */
export function createErrorHandler({ maxBodyBytes, log, metrics }: ErrorHandlerSettings, format: ErrorFormatter) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const known = toKnownError(error, maxBodyBytes);
    metrics.recordError(errorCodeOf(known));
    const { status, mediaType, body } = format(known, request);
    if (status === 500) log.error({ err: known, requestId: request.id }, 'a request failed');
    if (status === 503) void reply.header('retry-after', '1');
    if (status === 429) void reply.header('retry-after', String(findKnownError(known)?.extensions.retryAfter));
    if (status === 413) closeAfterResponse(reply);
    return reply.code(status).header('content-type', mediaType).send(body);
  };
}

/** Formats an error as GraphQL over HTTP does. */
export const formatAsJson: ErrorFormatter = (error, { id, responseExtensions, headers }) => ({
  ...errorResponse(error, id, responseExtensions?.()),
  mediaType: preferredMediaType(headers.accept) ?? JSON_TYPE,
});

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
  if (statusCode === 415) return new KnownError('UNSUPPORTED_MEDIA_TYPE', 'The body must be application/json.');
  if (statusCode >= 400 && statusCode < 500) return badInput('The request cannot be read.');
  return error;
}

type ClientError = readonly [status: string, code: string, message: string];

/** By the code of Node's error. */
const CLIENT_ERRORS: Readonly<Record<string, ClientError>> = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'BAD_USER_INPUT', 'The headers are too large.'],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'REQUEST_TIMEOUT', 'The request did not arrive in time.'],
};
const INVALID_HTTP: ClientError = ['400 Bad Request', 'BAD_USER_INPUT', 'The request is not valid HTTP.'];

/** Handles bytes that never became a request, because they are not HTTP or arrive too slowly: responds and closes the socket. */
export function handleClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const [status, code, message] = CLIENT_ERRORS[error.code ?? ''] ?? INVALID_HTTP;
  const body = JSON.stringify({ errors: [{ message, extensions: { code, requestId: randomUUID() } }] });
  const head = `HTTP/1.1 ${status}\r\ncontent-type: ${JSON_TYPE}\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close`;
  socket.end(`${head}\r\n\r\n${body}`);
}
