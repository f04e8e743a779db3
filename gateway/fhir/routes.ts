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
import { acceptForms } from '../http/forms';
import { linkBase } from '../http/links';
import { allowOnly, ROUTES, throwNotFound } from '../http/routing';
import { FHIR_TYPE } from './operation-outcome';
import { withQuery, type RequestUrl } from './bundle';
import { capabilityStatement } from './capability-statement';
import { handlingOf } from './preferences';
import { CAPABILITIES, parseQuery } from './query';
import { FHIR_HANDLERS, SEARCHED, type FhirHandler } from './resources';
import { addUnsent, createConcurrencyLimit, type ConcurrencyLimit } from '../http/concurrency-limit';
import type { Limits } from '../limits';
import { acceptsFhir } from '../http/content-negotiation';
import { matchesEtag } from '../http/caching/etag';
import type { Metrics } from '../../telemetry/metrics';
import { quoteValue, type Query } from '../http/query-string';
import { POINTS_PER_REQUEST, type RateLimit } from '../http/rate-limit';
import { reasonToStop, type RequestDeadline } from '../http/request-deadline';
import { withinDeadline } from '../http/within-deadline';
import { writeResource } from './write-resource';

export interface FhirRouteSettings {
  readonly limits: Limits;
  readonly metrics: Metrics;
  readonly caching: CachingSettings;
  /** The address of this service in links, without a slash at the end. Absent: see `linkBase`. */
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
      acceptForms(fhir, FORMS);
      for (const url of ['/', '/*']) fhir.all(url, { ...REFUSED, onRequest: rejectUnknownPath }, throwNotFound);
      fhir.get('/metadata', { config: { policy: ROUTES.document } }, (request, reply) =>
        sendCapabilities(request, reply, settings),
      );
      allowOnly(fhir, ['GET'], '/metadata');
      for (const [url, handler] of Object.entries(FHIR_HANDLERS)) {
        const route = { ...settings, concurrency, handler };
        fhir.get(url, QUERY, (request, reply) => handle(request, reply, route));
        allowOnly(fhir, ['GET'], url);
      }
      for (const url of SEARCHED) {
        const route = { ...settings, concurrency, handler: FHIR_HANDLERS[url]! };
        fhir.post(`${url}/_search`, QUERY, (request, reply) => handle(request, reply, route));
        allowOnly(fhir, ['POST'], `${url}/_search`);
      }
    },
    { prefix: '/fhir' },
  );
}

const QUERY = { config: { policy: ROUTES.query } };
const REFUSED = { config: { policy: ROUTES.refusal } };

/** What a search by POST takes. */
const FORMS = { maxElements: 200, next: 'Send the parameters of the search as elements of a form.' };

/** Rejects a path of no resource, before a body is read. */
function rejectUnknownPath({ url }: FastifyRequest, _reply: FastifyReply, done: (error: Error) => void): void {
  const path = url.split('?')[0]!;
  const known = 'Organization, OrganizationAffiliation and metadata';
  done(new KnownError('NOT_FOUND', `There is no resource at ${quoteValue(path)}. Below /fhir there are ${known}.`));
}

/** Sends the CapabilityStatement. It does not depend on a release. */
function sendCapabilities(request: FastifyRequest, reply: FastifyReply, settings: FhirRouteSettings): FastifyReply {
  const { base, query } = requestUrl(request, settings);
  if (!acceptsFhir(request.headers.accept, query._format)) throw notAcceptable();
  parseQuery(CAPABILITIES, query);
  return reply.type(FHIR_TYPE).send(JSON.stringify(capabilityStatement(base)));
}

async function handle(request: FastifyRequest, reply: FastifyReply, route: Route): Promise<FastifyReply> {
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
  const charge = async (points: number) => rateLimit?.charge(request.client, points);
  await charge(POINTS_PER_REQUEST);
  const url = requestUrl(request, route);
  if (!acceptsFhir(request.headers.accept, url.query._format)) throw notAcceptable();
  const context = await makeContext(asOfHeader(request.headers));
  const { work } = context.loaders;
  work.stopWhen(() => reasonToStop(deadline));
  const { code = '' } = request.params as { readonly code?: string };
  const { at, resource } = await handler({
    code,
    url,
    handling: handlingOf(request.headers.prefer),
    context,
    charge,
    mostPoints: SEARCH_LIMITS * limits.cost,
  });
  await charge(resourcesIn(resource));
  const bytes = await writeResource(resource, limits.response, work);
  return { at, bytes, lifetime: lifetimeOf(isFixed(context.dependencies), caching) };
}

/** A search may read for so many times the limit of an operation: one that compares all records of England takes nearly one. */
const SEARCH_LIMITS = 2;

/** Returns the number of organisations or relationships in a response: a point each. */
function resourcesIn(resource: FhirResource): number {
  return resource.resourceType === 'Bundle' ? (resource.entry?.length ?? 0) : 1;
}

/** Request headers that a response depends on. */
const VARY = ['accept', 'accept-encoding', 'authorization', 'ods-as-of', 'prefer'];

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
  const isCacheable = request.method !== 'POST';
  void reply.headers({ ...(isCacheable ? caching : { 'cache-control': 'no-store' }), 'x-ods-release': at.release.id });
  if (isCacheable && matchesEtag(request.headers['if-none-match'], etag)) return reply.code(304).send();
  addUnsent(reply.raw, bytes.length, concurrency);
  return reply.type(FHIR_TYPE).send(bytes);
}

const FIRST_SEGMENT = /^\/[^/?]*\//;

/** Returns the URL of a request; of a search by POST, the one that the same search has by GET. */
function requestUrl(request: FastifyRequest, { publicUrl }: Pick<FhirRouteSettings, 'publicUrl'>): RequestUrl {
  const { method, body } = request;
  const url = request.url.replace(FIRST_SEGMENT, '');
  const service = linkBase(request, publicUrl);
  const base = service && `${service}/fhir/`;
  const query = request.query as Query;
  if (method !== 'POST') return { base, url, query };
  const merged = mergeQueries(query, (body ?? {}) as Query);
  return { base, url: withQuery(url.split('?')[0]!.replace(/\/_search$/, ''), merged), query: merged };
}

/** Returns the parameters of both; of a parameter in both, all values. */
function mergeQueries(one: Query, other: Query): Query {
  const merged: Record<string, string | readonly string[]> = Object.assign(Object.create(null), one);
  for (const [name, value] of Object.entries(other))
    if (value !== undefined) merged[name] = merged[name] === undefined ? value : [merged[name], value].flat();
  return merged;
}

function notAcceptable(): KnownError {
  return new KnownError('NOT_ACCEPTABLE', 'Only JSON is available.');
}
