import type { InjectOptions } from 'fastify';
import type { Authenticator } from '../../../../gateway/auth/authenticator';
import { ROUTES, type RoutePolicy } from '../../../../gateway/http/routing';
import { inMemoryContext, openInMemoryGateway } from '../../../support/gateway/in-memory-gateway';

const SECRET = 'a secret of sixteen characters';
const TOKEN = 'a token of sixteen characters';
type Options = NonNullable<Parameters<typeof openInMemoryGateway>[0]>;
type Gateway = Awaited<ReturnType<typeof openInMemoryGateway>>;

const HANGS = 'date=2000-01-01';
const never = () => new Promise<never>(() => undefined);

/** Opens a gateway with every optional route. A context for the moment HANGS never comes. */
async function withGateway(options: Options, act: (gateway: Gateway) => Promise<void>): Promise<void> {
  const bare = await openInMemoryGateway();
  const gateway = await openInMemoryGateway({
    makeContext: (asOf) => (asOf === HANGS ? never() : inMemoryContext()),
    exports: { makeContext: inMemoryContext, isLoaded: () => true },
    pages: { folder: __dirname, names: ['organisations', 'playground'], isBuilding: () => false },
    invalidation: { answers: { remove: async () => 0 }, secret: SECRET },
    metricsToken: TOKEN,
    contracts: [{ name: 'short', hosts: [], gateway: bare.newGateway() }],
    ...options,
  });
  try {
    await act(gateway);
  } finally {
    await gateway.close();
    await bare.close();
  }
}

type Headers = Record<string, string>;

/** An ordinary request for a route: `POST /enrich`. */
function requestFor(route: string, headers: Headers = {}): InjectOptions {
  const [method, path] = route.split(' ') as [NonNullable<InjectOptions['method']>, string];
  const url = path.replace(/:\w+/g, 'A1').replace('*', 'nothing');
  if (method !== 'POST') return { method, url: url.endsWith('/graphql') ? `${url}?query={__typename}` : url, headers };
  const type = url === '/enrich' ? 'text/csv' : 'application/json';
  const form = /fhir|reconcile/.test(url) ? 'application/x-www-form-urlencoded' : type;
  const payload = form === 'application/json' ? '{"query":"{ __typename }"}' : '';
  return { method, url, payload, headers: { 'content-type': form, ...headers } };
}

const secretOf = (route: string) => ({ authorization: `Bearer ${route.endsWith('/metrics') ? TOKEN : SECRET}` });

/** Runs `act` for each route; those of HEAD are those of GET. */
async function forEachRoute({ app }: Gateway, act: (route: string, policy: RoutePolicy) => Promise<void>) {
  for (const [route, policy] of app.policies) if (!route.startsWith('HEAD ')) await act(route, policy);
}

const kindOf = (policy: RoutePolicy) => Object.entries(ROUTES).find(([, each]) => each === policy)?.[0];

test('each route is of one kind, and these are the routes that answer', () =>
  withGateway({}, async (gateway) => {
    const kinds: Record<string, string[]> = {};
    await forEachRoute(gateway, async (route, policy) => {
      const kind = kindOf(policy)!;
      if (kind !== 'refusal') (kinds[kind] ??= []).push(route.replace(/^(GET \/export)\/.*$/, '$1/…'));
    });
    const listed = Object.fromEntries(
      Object.entries(kinds).map(([kind, routes]) => [kind, [...new Set(routes)].sort()]),
    );
    expect(listed).toEqual({
      page: [
        ...['GET /', 'GET /*', 'GET /changes', 'GET /compare', 'GET /enrich', 'GET /help', 'GET /list'],
        ...['GET /organisation/:code', 'GET /pages/organisations/assets/:file', 'GET /pages/playground/assets/:file'],
        ...['GET /playground', 'GET /roll-up'],
      ],
      health: ['GET /livez', 'GET /readyz'],
      secret: ['GET /metrics', 'POST /invalidation'],
      document: ['GET /contract/short/schema.graphql', 'GET /fhir/metadata', 'GET /schema.graphql'],
      query: [
        ...['GET /contract/short/graphql', 'GET /contract/short/graphql/', 'GET /fhir/Organization'],
        ...['GET /fhir/Organization/:code', 'GET /fhir/OrganizationAffiliation'],
        ...['GET /fhir/OrganizationAffiliation/:code', 'GET /graphql', 'GET /graphql/', 'GET /reconcile'],
        ...['GET /reconcile/preview', 'GET /reconcile/properties', 'GET /reconcile/suggest/entity'],
        ...['GET /reconcile/suggest/property', 'GET /reconcile/suggest/type', 'POST /contract/short/graphql'],
        ...['POST /contract/short/graphql/', 'POST /fhir/Organization/_search'],
        ...['POST /fhir/OrganizationAffiliation/_search', 'POST /graphql', 'POST /graphql/', 'POST /reconcile'],
      ],
      file: ['GET /export/…', 'POST /enrich'],
    });
  }));

test('a route without a policy is refused at the start', async () => {
  const { createHttpApp } = await import('../../../../gateway/http/app');
  const log = { warn: () => undefined, error: () => undefined };
  const metrics = { recordResponse: () => undefined, recordError: () => undefined };
  const app = await createHttpApp({ maxBodyBytes: 1_000, corsOrigins: [], log, metrics });
  expect(() => app.get('/new', () => 'data')).toThrow('The route GET /new names no policy.');
  await app.close();
});

test('where AUTH needs a token, every route refuses a request without one but those that are open to everybody', () => {
  const settings = {
    anonymous: false,
    introspection: 'everyone',
    token: { header: 'authorization', scheme: 'Bearer' },
  };
  const authenticator = { settings, nobody: {}, identify: never } as unknown as Authenticator;
  return withGateway({ authenticator }, (gateway) =>
    forEachRoute(gateway, async (route, { access }) => {
      const { statusCode } = await gateway.app.inject(requestFor(route));
      expect([route, statusCode === 401]).toEqual([route, access !== 'everybody']);
      if (access !== 'secret') return;
      const { statusCode: withSecret } = await gateway.app.inject(requestFor(route, secretOf(route)));
      expect([route, withSecret]).not.toEqual([route, 401]);
    }),
  );
});

test('every route takes the points of its kind, also from requests that it refuses', async () => {
  let taken = 0;
  const consume = async (_key: string, points: number) => void (taken += points);
  const pointsOf = async ({ app }: Gateway, request: InjectOptions) => {
    taken = 0;
    await app.inject(request);
    return taken;
  };
  const createLimiter = () => ({ consume, reward: consume }) as never;
  await withGateway({ ratePointsPerMinute: 1_000, createLimiter }, (gateway) =>
    forEachRoute(gateway, async (route, { points, access }) => {
      const request = requestFor(route, { accept: 'application/json' });
      const used = await pointsOf(gateway, request);
      const expected = points === 'none' ? 0 : points === 'response' ? Math.max(1, used) : 1;
      expect([route, used]).toEqual([route, expected]);
      if (points === 'response') {
        const url = `${String(request.url)}${String(request.url).includes('?') ? '&' : '?'}date=yesterday`;
        expect([route, await pointsOf(gateway, { ...request, url })]).not.toEqual([route, 0]);
      }
      if (access === 'secret')
        expect([route, await pointsOf(gateway, requestFor(route, secretOf(route)))]).toEqual([route, 0]);
    }),
  );
});

describe('where a request takes for ever', () => {
  const slow = (route: string): InjectOptions => {
    const request = requestFor(route, { accept: 'application/graphql-response+json, */*', 'ods-as-of': HANGS });
    if (!/graphql\/?$/.test(route)) return request;
    const query = '{ sleep(ms: 60000) }';
    const headers = { ...request.headers, 'ods-as-of': 'date=2024-10-31' };
    if (request.method === 'POST') return { ...request, headers, payload: JSON.stringify({ query }) };
    return { ...request, headers, url: `${String(request.url).split('?')[0]}?query=${encodeURIComponent(query)}` };
  };

  test('it ends at its deadline, and takes one of the places meanwhile', () =>
    withGateway({ limits: { timeoutMs: 150, concurrency: 1 } }, (gateway) =>
      forEachRoute(gateway, async (route, { deadline, places }) => {
        expect(deadline === 'request').toBe(places === 'requests');
        if (deadline !== 'request') return;
        const first = gateway.app.inject(slow(route));
        await new Promise((resolve) => setTimeout(resolve, 20));
        const second = await gateway.app.inject(slow(route));
        expect([route, second.statusCode, second.headers['retry-after']]).toEqual([route, 503, '1']);
        expect(second.body).toContain('The limit of 1 concurrent requests is reached.');
        expect([route, (await first).statusCode]).toEqual([route, 503]);
        expect((await first).body).toContain('did not complete within 150 ms');
      }),
    ));
});
