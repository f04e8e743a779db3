import type { FastifyReply, FastifyRequest } from 'fastify';
import { KnownError } from '../../errors';
import { RequestTelemetry, type StartTrace } from '../../telemetry/request-telemetry';
import { isJsonContentType, preferredMediaType } from '../http/content-negotiation';
import { crossSiteError } from '../http/fetch-metadata';
import type { RateLimit } from '../http/rate-limit';
import type { Limits } from '../limits';
import { clientIdentity } from './client-identity';
import type { SlowLog } from './observe-operation';
import type { RequestInfo } from './request-context';

export interface RequestInfoSettings {
  readonly limits: Limits;
  readonly exposeQueryPlan?: boolean;
  readonly isContract?: boolean | undefined;
  /** Absent: slow operations are not logged. */
  readonly slow?: SlowLog | undefined;
  readonly trace?: StartTrace | undefined;
  readonly rateLimit?: RateLimit | undefined;
}

/** Creates the state of a request, with its span. */
export function toRequestInfo(
  request: FastifyRequest,
  { limits, exposeQueryPlan, isContract, trace, rateLimit, slow }: RequestInfoSettings,
  abort: Pick<AbortController, 'abort'>,
): RequestInfo {
  const startedAt = performance.now();
  const { id, headers, identity } = request;
  const isSafe = request.method !== 'POST';
  const recordFetches = exposeQueryPlan === true && headers['x-query-plan'] === '1';
  const method = isSafe ? 'GET' : 'POST';
  const span = trace?.(`${method} /graphql`, headers.traceparent as string | undefined, {
    'http.request.method': method,
    'http.route': '/graphql',
    'url.path': '/graphql',
    'url.scheme': 'http',
    'request.id': id,
  });
  return {
    id,
    isSafe,
    mediaType: preferredMediaType(headers.accept)!,
    headers,
    identity,
    client: clientIdentity(headers),
    telemetry: new RequestTelemetry({
      startedAt,
      recordFetches,
      span,
      keepPlan: slow !== undefined,
      hideSubgraphs: isContract,
    }),
    deadline: startedAt + limits.timeoutMs,
    abort: () => abort.abort(),
    ...(rateLimit && { chargePoints: (points: number) => rateLimit.charge(request.client, points) }),
  };
}

/** Ends the span of a request when its response was sent or the client disconnected. */
export function endSpanOnClose(reply: FastifyReply, { telemetry: { span } }: RequestInfo): void {
  if (!span) return;
  reply.raw.on('close', () => {
    const { statusCode } = reply.raw;
    const attributes = { 'http.response.status_code': statusCode };
    if (statusCode < 500) span.end(attributes);
    else span.end({ ...attributes, 'error.type': String(statusCode) }, 'INTERNAL_SERVER_ERROR');
  });
}

/** Returns the error of a request that its headers make impossible to serve. */
export function headerError({ method, headers }: FastifyRequest): KnownError | undefined {
  const problem = method === 'POST' ? bodyError(headers) : crossSiteError(headers);
  if (problem) return problem;
  if (preferredMediaType(headers.accept) === null)
    return new KnownError('NOT_ACCEPTABLE', 'No media type in the Accept header is supported.');
  return undefined;
}

/** JSON alone: a page of another site can send every other type without asking first. */
function bodyError(headers: FastifyRequest['headers']): KnownError | undefined {
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity')
    return new KnownError('UNSUPPORTED_MEDIA_TYPE', 'Compressed bodies are not supported.');
  if (!isJsonContentType(headers['content-type']))
    return new KnownError('UNSUPPORTED_MEDIA_TYPE', 'The body must be application/json in UTF-8.');
  return undefined;
}
