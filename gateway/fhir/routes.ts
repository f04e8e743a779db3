import { createHash } from 'node:crypto';
import type { FhirResource } from 'fhir/r4';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { KnownError } from '../../errors';
import type { MaybePromise } from '../../maybe-promise';
import type { Context } from '../../domain/context';
import { isFixed } from '../../domain/dependencies';
import type { Moment } from '../../domain/moment';
import { asOfHeader } from '../http/as-of-header';
import { cacheControl, joinVary, lifetimeOf, type CachingSettings, type Lifetime } from '../http/caching/cache-control';
import { allowOnly, throwNotFound } from '../http/routing';
import { FHIR_TYPE } from './operation-outcome';
import type { RequestUrl } from './bundle';
import { FHIR_HANDLERS, type FhirHandler } from './resources';
import { addUnsent, createConcurrencyLimit, type ConcurrencyLimit } from '../http/concurrency-limit';
import type { Limits } from '../limits';
import { acceptsFhir } from '../http/content-negotiation';
import { matchesEtag } from '../http/caching/etag';
import type { Metrics } from '../../telemetry/metrics';
import type { Query } from '../http/query-string';
import { POINTS_PER_REQUEST, type RateLimit } from '../http/rate-limit';
import { reasonToStop, type RequestDeadline } from '../http/request-deadline';
import { withinDeadline } from '../http/within-deadline';
import { writeResource } from './write-resource';

export interface FhirRouteSettings {
  readonly limits: Limits;
  readonly metrics: Metrics;
  readonly caching: CachingSettings;
  /** The address of this service in links, without a slash at the end. Absent: the Host header of each request. */
  readonly publicUrl?: string | undefined;
  /** Absent: no rate limit. */
  readonly rateLimit?: RateLimit | undefined;
  /** Creates the context of one request from its header `ods-as-of`. Throws NO_RELEASE, DATABASE_*, BAD_USER_INPUT. */
  makeContext(asOf: string | undefined): MaybePromise<Context>;
}

interface Route extends FhirRouteSettings {
  readonly concurrency: ConcurrencyLimit;
  readonly handler: FhirHandler;
}

/** Responses of the largest size that may wait for slow clients. */
const MAX_UNSENT_RESPONSES = 16;

/** Registers GET /fhir/…: organisations and relationships as in the official FHIR R4 API of ODS, on any date. */
export async function fhirRoutes(app: FastifyInstance, settings: FhirRouteSettings): Promise<void> {
  const { limits, metrics } = settings;
  const concurrency = createConcurrencyLimit(limits.concurrency, MAX_UNSENT_RESPONSES * limits.response);
  metrics.observe('ods_fhir_requests_in_work', () => concurrency.active);
  await app.register(
    async (fhir) => {
      for (const url of ['/', '/*']) fhir.all(url, throwNotFound);
      for (const [url, handler] of Object.entries(FHIR_HANDLERS)) {
        fhir.get(url, (request, reply) => handle(request, reply, { ...settings, concurrency, handler }));
        allowOnly(fhir, ['GET'], url);
      }
    },
    { prefix: '/fhir' },
  );
}

async function handle(request: FastifyRequest, reply: FastifyReply, route: Route): Promise<FastifyReply> {
  if (!acceptsFhir(request.headers.accept, (request.query as Query)._format)) throw notAcceptable();
  const response = await withinDeadline(reply, route, (deadline) => execute(request, route, deadline));
  return send(request, reply, response, route.concurrency);
}

interface FhirResponse {
  readonly at: Moment;
  readonly bytes: Buffer;
  readonly lifetime: Lifetime;
}

async function execute(request: FastifyRequest, route: Route, deadline: RequestDeadline): Promise<FhirResponse> {
  const { makeContext, limits, handler, rateLimit, caching } = route;
  await rateLimit?.charge(request.client, POINTS_PER_REQUEST);
  const context = await makeContext(asOfHeader(request.headers));
  const { work } = context.loaders;
  work.stopWhen(() => reasonToStop(deadline));
  const { code = '' } = request.params as { readonly code?: string };
  const { at, resource } = await handler({ code, url: requestUrl(request, route), context });
  await rateLimit?.charge(request.client, resourcesIn(resource));
  const bytes = await writeResource(resource, limits.response, work);
  return { at, bytes, lifetime: lifetimeOf(isFixed(context.dependencies), caching) };
}

/** Returns the number of organisations or relationships in a response: a point each. */
function resourcesIn(resource: FhirResource): number {
  return resource.resourceType === 'Bundle' ? (resource.entry?.length ?? 0) : 1;
}

/** Request headers that a response depends on. */
const VARY = ['accept', 'accept-encoding', 'authorization', 'ods-as-of'];

/** Sends a response, or 304 if the client has it already. */
function send(
  request: FastifyRequest,
  reply: FastifyReply,
  { at, bytes, lifetime }: FhirResponse,
  concurrency: ConcurrencyLimit,
): FastifyReply {
  const etag = `W/"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  const vary = joinVary(reply.getHeader('vary'), VARY);
  const caching = { 'cache-control': cacheControl(lifetime, request.headers), etag, vary };
  void reply.headers({ ...caching, 'x-ods-release': at.release.id });
  if (matchesEtag(request.headers['if-none-match'], etag)) return reply.code(304).send();
  addUnsent(reply.raw, bytes.length, concurrency);
  return reply.type(FHIR_TYPE).send(bytes);
}

function requestUrl({ protocol, host, url, query }: FastifyRequest, { publicUrl }: Route): RequestUrl {
  return { base: publicUrl ?? `${protocol}://${host}`, url, query: query as Query };
}

function notAcceptable(): KnownError {
  return new KnownError('NOT_ACCEPTABLE', 'Only JSON is available.');
}
