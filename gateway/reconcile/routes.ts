import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { badInput, KnownError } from '../../errors';
import type { MaybePromise } from '../../maybe-promise';
import type { Context } from '../../domain/context';
import { within, type Moment } from '../../domain/moment';
import { toCode } from '../../domain/codes';
import { MATCH_POINTS } from '../../resolvers/sizes/reading-sizes';
import type { Metrics } from '../../telemetry/metrics';
import { asOfHeader } from '../http/as-of-header';
import { addUnsent, createConcurrencyLimit, type ConcurrencyLimit } from '../http/concurrency-limit';
import { BASES, date, omitUndefined, oneOf, quoteValue, refuseBlank, text, type Query } from '../http/query-string';
import { POINTS_PER_REQUEST, type RateLimit } from '../http/rate-limit';
import { reasonToStop, type RequestDeadline } from '../http/request-deadline';
import { allowOnly, ROUTES, throwNotFound } from '../http/routing';
import { acceptForms } from '../http/forms';
import { linkBase } from '../http/links';
import { withinDeadline } from '../http/within-deadline';
import type { Limits } from '../limits';
import { extend, extendedRows, parseExtend } from './extend';
import { manifestOf } from './manifest';
import { previewPage } from './preview';
import { parseQueries } from './queries';
import { reconcile } from './results';
import { proposeProperties, suggestEntities, suggestProperties, suggestTypes } from './suggest';

export interface ReconcileRouteSettings {
  readonly limits: Limits;
  readonly metrics: Metrics;
  /** Origins that may show previews in a frame. */
  readonly corsOrigins: readonly string[];
  readonly hasExplorer: boolean;
  /** The address that links begin with. Absent: see `linkBase`. */
  readonly publicUrl?: string | undefined;
  /** Absent: no rate limit. */
  readonly rateLimit?: RateLimit | undefined;
  /** Creates the context of one request from its header `ods-as-of`. Throws NO_RELEASE, DATABASE_*, BAD_USER_INPUT. */
  makeContext(asOf: string | undefined): MaybePromise<Context>;
}

interface Route extends ReconcileRouteSettings {
  readonly concurrency: ConcurrencyLimit;
}

/** A request with its moment. `charge` takes points from the client. */
interface Asked {
  readonly query: Query;
  readonly origin: string;
  readonly at: Moment;
  readonly context: Context;
  charge(points: number): Promise<void>;
}

interface Answer {
  readonly body: object | string;
  readonly headers?: Readonly<Record<string, string>>;
}

type Handler = (asked: Asked, route: Route) => MaybePromise<Answer>;

/** Responses of the largest size that may wait for slow clients. */
const MAX_UNSENT_RESPONSES = 16;

/** Clients send one element. */
const FORMS = { maxElements: 20, next: 'Send the queries as the form element queries.' };

/** Registers /reconcile, the service of the W3C community's Reconciliation API 0.2, as OpenRefine uses it. */
export async function reconcileRoutes(app: FastifyInstance, settings: ReconcileRouteSettings): Promise<void> {
  const { limits, metrics } = settings;
  const concurrency = createConcurrencyLimit(limits.concurrency, MAX_UNSENT_RESPONSES * limits.response);
  metrics.observe('ods_reconcile_requests_in_work', () => concurrency.active);
  const route: Route = { ...settings, concurrency };
  await app.register(
    async (service) => {
      acceptForms(service, FORMS);
      service.all('/*', { config: { policy: ROUTES.refusal } }, throwNotFound);
      for (const [url, handler] of Object.entries(HANDLERS)) {
        const methods = url === '/' ? (['GET', 'POST'] as const) : (['GET'] as const);
        service.route({
          method: [...methods],
          url,
          config: { policy: ROUTES.query },
          handler: (request, reply) => handle(request, reply, handler, route),
        });
        allowOnly(service, methods, url);
      }
    },
    { prefix: '/reconcile' },
  );
}

const endpoint: Handler = async ({ query, origin, at, context, charge }, { limits, hasExplorer }) => {
  const [queries, extension] = [parameter('queries', query), parameter('extend', query)];
  if (queries !== undefined && extension !== undefined) throw badInput('Give queries or extend, not both.');
  if (queries !== undefined) {
    const parsed = parseQueries(queries, limits.codes);
    await charge(parsed.length * MATCH_POINTS);
    return { body: await reconcile(parsed, at, context) };
  }
  if (extension !== undefined) {
    const parsed = parseExtend(extension, limits.codes);
    await charge(parsed.ids.length);
    return { body: await extend(parsed, at, context) };
  }
  return { body: manifestOf({ origin, batchSize: limits.codes, hasExplorer }) };
};

const preview: Handler = async ({ query, at, context, charge }, { corsOrigins }) => {
  const code = toCode(text('id', query.id) ?? '');
  await charge(1);
  const row = (await extendedRows([code], at, context)).get(code);
  if (!row)
    throw new KnownError(
      'NOT_FOUND',
      `There is no organisation ${quoteValue(code)} in the release of ${at.release.id}.`,
    );
  const policy = `default-src 'none';base-uri 'none';form-action 'none';frame-ancestors ${["'self'", ...corsOrigins].join(' ')}`;
  return { body: previewPage(row), headers: { 'content-type': HTML, 'content-security-policy': policy } };
};

const HTML = 'text/html; charset=utf-8';

/** The handler of each path below /reconcile. */
const HANDLERS: Readonly<Record<string, Handler>> = {
  '/': endpoint,
  '/suggest/entity': async ({ query, at, context, charge }) => {
    const body = await suggestEntities(query, at, context);
    await charge(body.result.length);
    return { body };
  },
  '/suggest/type': ({ query }) => ({ body: suggestTypes(query) }),
  '/suggest/property': ({ query }) => ({ body: suggestProperties(query) }),
  '/properties': ({ query }) => ({ body: proposeProperties(query) }),
  '/preview': preview,
};

async function handle(
  request: FastifyRequest,
  reply: FastifyReply,
  handler: Handler,
  route: Route,
): Promise<FastifyReply> {
  const response = await withinDeadline(reply, route, (deadline) => execute(request, handler, route, deadline));
  const { at, bytes, headers } = response;
  addUnsent(reply.raw, bytes.length, route.concurrency);
  void reply.headers({ 'cache-control': 'no-cache', 'x-ods-release': at.release.id, ...headers });
  if (headers['content-type'] === HTML) void reply.removeHeader('x-frame-options');
  return reply.send(bytes);
}

async function execute(request: FastifyRequest, handler: Handler, route: Route, deadline: RequestDeadline) {
  const { makeContext, limits, rateLimit, publicUrl } = route;
  const charge = async (points: number) => rateLimit?.charge(request.client, points);
  await charge(POINTS_PER_REQUEST);
  const context = await makeContext(asOfHeader(request.headers));
  context.loaders.work.stopWhen(() => reasonToStop(deadline));
  const query = { ...(request.query as Query), ...(request.body as Query | undefined) };
  const at = within(context.root, momentIn(query), context);
  const origin = linkBase(request, publicUrl);
  const { body, headers } = await handler({ query, origin, at, context, charge }, route);
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  if (bytes.length > limits.response)
    throw new KnownError('PAYLOAD_TOO_LARGE', `The response is larger than the limit of ${limits.response} bytes.`);
  return { at, bytes, headers: { 'content-type': 'application/json; charset=utf-8', ...headers } };
}

/** `date`, `basis`, `release` and `knownOn`, as everywhere. Parameters that the service does not know are ignored: clients send some. */
function momentIn(query: Query) {
  refuseBlank(['date', 'basis', 'release', 'knownOn'], query);
  return omitUndefined({
    date: date('date', query.date),
    basis: oneOf(BASES)('basis', query.basis),
    release: text('release', query.release),
    knownOn: date('knownOn', query.knownOn),
  });
}

/** Returns a parameter that holds JSON; undefined if it is absent or blank. */
function parameter(name: string, query: Query): string | undefined {
  const given = query[name];
  if (given === undefined || given === '') return undefined;
  if (typeof given === 'string') return given;
  throw badInput(`${name} may be given only once; got ${given.length} values.`);
}
