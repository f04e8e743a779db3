import type { FastifyReply, FastifyRequest } from 'fastify';
import { cacheControl, joinVary, lifetimeOf, type CachingSettings } from '../../http/caching/cache-control';
import { compressed, preferredCoding, type Coding } from '../../http/compression';
import { addUnsent, type ConcurrencyLimit } from '../../http/concurrency-limit';
import { matchesEtag, withCoding } from '../../http/caching/etag';
import { answerTag, keptKind, VARY, type AnswerCaching, type AnswerKind } from './answer-caching';
import type { CachedResponse } from './response-cache';

/** How responses are sent. */
export interface SendSettings {
  readonly concurrency: ConcurrencyLimit;
  readonly caching: CachingSettings;
  /** Smallest response in bytes that is compressed; 0: none is. */
  readonly compressFrom: number;
  /** Whether the header `x-query-plan` changes responses. */
  readonly exposeQueryPlan?: boolean;
  /** Returns the header in which a request may turn on labels of @override. Absent: there is none. */
  labelHeader?(): string | undefined;
}

/** A response, and the tag of its request, which is absent for a request by POST. */
export interface OutgoingResponse {
  readonly response: CachedResponse;
  readonly tag: string | undefined;
  /** The value of `server-timing`. */
  readonly timing: string;
  /** Called with a response that holds its compressed bytes. */
  readonly onCompressed?: ((response: CachedResponse) => void) | undefined;
}

/** Sends a response, compressed if it is large and the client accepts it; 304 if the client has it already. */
export async function sendResponse(
  request: FastifyRequest,
  reply: FastifyReply,
  { response, tag, timing, onCompressed }: OutgoingResponse,
  settings: SendSettings,
): Promise<void> {
  const { bytes, headers, caching } = response;
  void reply.headers(headers).header('server-timing', timing);
  const coding = codingFor(request, bytes, settings);
  if (tag !== undefined && caching) {
    const etag = answerTag(caching.kind, tag, bytes);
    setCacheHeaders(request, reply, { caching, etag: withCoding(etag, coding) }, settings);
    if (caching.kind === 'x' && matchesEtag(request.headers['if-none-match'], etag)) return notModified(reply);
  }
  if (coding === undefined) return sendBytes(reply, bytes, settings);
  const coded = response.coded?.[coding] ?? (await compressed(bytes, coding));
  if (!response.coded?.[coding]) onCompressed?.({ ...response, coded: { ...response.coded, [coding]: coded } });
  return sendBytes(reply.header('content-encoding', coding), coded, settings);
}

/** Whether the client has the response that a request would get, by the tag of the request. */
export function hasResponse({ headers }: FastifyRequest, tag: string): boolean {
  return keptKind(tag, headers['if-none-match']) !== undefined;
}

/** Sends 304 to a client that has the response. */
export function sendNotModified(
  request: FastifyRequest,
  reply: FastifyReply,
  { tag, timing, release }: { readonly tag: string; readonly timing: string; readonly release: string },
  settings: SendSettings,
): void {
  const { 'if-none-match': given = '' } = request.headers;
  const kind = keptKind(tag, given) ?? 'c';
  const caching = { lifetime: lifetimeOf(kind === 'f', settings.caching), kind, varyBy: [] };
  void reply.headers({ 'server-timing': timing, 'x-ods-release': release });
  setCacheHeaders(request, reply, { caching, etag: sentTag(kind, tag, given) }, settings);
  return notModified(reply);
}

/** The tag as the client sent it, with its content coding. */
function sentTag(kind: AnswerKind, tag: string, given: string): string {
  const at = given.indexOf(`"${kind}${tag}`);
  return given.slice(at, given.indexOf('"', at + 1) + 1);
}

function notModified(reply: FastifyReply): void {
  void reply.code(304).removeHeader('content-type').send();
}

function setCacheHeaders(
  request: FastifyRequest,
  reply: FastifyReply,
  { caching, etag }: { readonly caching: AnswerCaching; readonly etag: string },
  { exposeQueryPlan, labelHeader }: SendSettings,
): void {
  const { lifetime, varyBy } = caching;
  const added = [exposeQueryPlan ? 'x-query-plan' : undefined, labelHeader?.()].filter((name) => name !== undefined);
  const vary = joinVary(reply.getHeader('vary'), [...VARY, ...added, ...varyBy]);
  void reply.headers({ 'cache-control': cacheControl(lifetime, request.headers), etag, vary });
}

function codingFor(
  { headers }: FastifyRequest,
  { length }: Buffer,
  { compressFrom }: SendSettings,
): Coding | undefined {
  if (compressFrom === 0 || length < compressFrom) return undefined;
  return preferredCoding(headers['accept-encoding']);
}

function sendBytes(reply: FastifyReply, bytes: Buffer, { concurrency }: SendSettings): void {
  addUnsent(reply.raw, bytes.length, concurrency);
  void reply.send(bytes);
}
