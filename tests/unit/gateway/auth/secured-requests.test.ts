import { once } from 'node:events';
import { connect } from 'node:net';
import { headersFor } from '../../../../federation/subgraphs/http/header-forwarding';
import { openSecuredGateway, SECRET, type AuthOptions, type SecuredGateway } from './secured-gateway';
import { AUDIENCE, claimsOf, ISSUER, keySet, makeKey, startServer, tokenOf } from './tokens';

const key = makeKey('one');
let issuer: Awaited<ReturnType<typeof startServer>>;
beforeAll(async () => {
  issuer = await startServer(keySet(key));
});
afterAll(() => issuer.close());

let open: SecuredGateway | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

async function secured(auth: AuthOptions = {}, parts: Parameters<typeof openSecuredGateway>[1] = {}) {
  const issuers = [{ issuer: ISSUER, keys: issuer.url, audience: AUDIENCE }];
  return (open = await openSecuredGateway({ issuers, anonymous: true, ...auth }, parts));
}

const bearer = (claims: object = {}) => ({ authorization: `bearer ${tokenOf(claimsOf(claims), key)}` });
type Headers = Readonly<Record<string, string>>;

async function query(gateway: SecuredGateway, text: string, headers: Headers = {}, method: 'GET' | 'POST' = 'POST') {
  const response = await gateway.app.inject(
    method === 'POST'
      ? {
          method,
          url: '/graphql',
          headers: { 'content-type': 'application/json', ...headers },
          payload: JSON.stringify({ query: text }),
        }
      : {
          method,
          url: `/graphql?${new URLSearchParams({ query: text }).toString()}`,
          headers: { accept: 'application/json', ...headers },
        },
  );
  const body = (response.body === '' ? {} : response.json()) as {
    data?: unknown;
    errors?: { extensions: { code: string } }[];
  };
  return {
    status: response.statusCode,
    data: body.data,
    codes: (body.errors ?? []).map(({ extensions }) => extensions.code),
    headers: response.headers,
    text: response.body,
  };
}

const PAYROLL = '{ organisation(code: "X") { code payroll } }';

test('neither data, errors, timing nor plan of an anonymous response has what it may not read', async () => {
  const gateway = await secured();
  const response = await query(gateway, '{ open organisation(code: "X") { name payroll budget } plans }', {
    'x-query-plan': '1',
  });
  expect(response.data).toEqual({
    open: 'open',
    organisation: { name: 'Ward', payroll: null, budget: null },
    plans: null,
  });
  expect(response.codes).toEqual(Array(3).fill('UNAUTHORIZED_FIELD_OR_TYPE'));
  expect(response.text + JSON.stringify(response.headers)).not.toContain(SECRET);
  expect(response.headers['server-timing']).not.toContain('team');
  const plan = /"queryPlan":(\{.*)\}\}$/.exec(response.text)![1]!;
  expect(plan).toContain('open');
  expect(plan).not.toMatch(/payroll|budget|plans|team/);
});

test('with unauthorized: refuse, an operation with such a field is refused with 403', async () => {
  const gateway = await secured({ unauthorized: 'refuse' });
  const { status, data, codes } = await query(gateway, PAYROLL);
  expect([status, data, codes]).toEqual([403, undefined, ['UNAUTHORIZED_FIELD_OR_TYPE']]);
  expect((await query(gateway, PAYROLL, bearer())).data).toEqual({ organisation: { code: 'X', payroll: SECRET } });
  expect((await query(gateway, '{ open }')).status).toBe(200);
});

test('a response that depends on the client is not shared: not from the response cache, not by 304, not by caches', async () => {
  const gateway = await secured({}, { caching: { maxAge: 60, fixedMaxAge: 60, staleWhileRevalidate: 0 } });
  const known = await query(gateway, '{ me }', bearer(), 'GET');
  expect([known.data, known.headers['cache-control']]).toEqual([{ me: `me ${SECRET}` }, 'private, max-age=60']);
  for (const headers of [{}, { 'if-none-match': known.headers.etag as string }] as Headers[]) {
    const unknown = await query(gateway, '{ me }', headers, 'GET');
    expect([unknown.status, unknown.codes, unknown.headers['cache-control']]).toEqual([
      200,
      ['UNAUTHORIZED_FIELD_OR_TYPE'],
      'no-store',
    ]);
    expect(unknown.text).not.toContain(SECRET);
  }
  const again = await query(
    gateway,
    '{ me }',
    { ...bearer({ sub: 'bob' }), 'if-none-match': known.headers.etag as string },
    'GET',
  );
  expect(again.status).toBe(304);
});

test('a response that does not depend on the client is kept for all, and shared only if clients need no token', async () => {
  const gateway = await secured({ token: { cookie: 'session' } });
  const first = await query(gateway, '{ open }', {}, 'GET');
  expect([first.headers['cache-control'], first.headers.vary]).toEqual([
    'public, max-age=10',
    expect.stringContaining('cookie'),
  ]);
  const cookie = { cookie: `session=${tokenOf(claimsOf(), key)}` };
  const second = await query(gateway, '{ open }', cookie, 'GET');
  expect(second.headers['server-timing']).toContain('cache;desc=hit');
  expect(second.headers['cache-control']).toBe('private, max-age=10');
});

describe('without anonymous clients', () => {
  const DOORS = [
    ...['/graphql?query={open}', '/schema.graphql', '/fhir/Organization', '/fhir/metadata', '/reconcile', '/nowhere'],
    ...['/export/organisations.csv', '/export/roles.ndjson', '/reconcile/preview?id=X', '/enrich'],
  ];
  const exports = { makeContext: () => ({}), isLoaded: () => true } as never;

  test('every other door needs a token', async () => {
    const gateway = await secured({ anonymous: false }, { exports });
    for (const url of DOORS) {
      const method = url === '/enrich' ? 'POST' : 'GET';
      const { statusCode, headers, body } = await gateway.app.inject({ method, url });
      const found = [url, statusCode, headers['www-authenticate'], headers['cache-control']];
      expect(found).toEqual([url, 401, 'Bearer realm="ods-graph"', 'no-store']);
      expect(body).toContain('A token is needed.');
      const known = await gateway.app.inject({ method, url, headers: bearer() });
      expect([url, known.statusCode]).not.toEqual([url, 401]);
    }
  });

  test('health, metrics, preflights and pages without data need none', async () => {
    const pages = { folder: '/nowhere', names: ['organisations', 'playground'] as const, isBuilding: () => false };
    const gateway = await secured({ anonymous: false }, { pages, corsOrigins: ['https://app.example.org'] });
    const statusOf = async (url: string, method: 'GET' | 'OPTIONS' = 'GET') =>
      (await gateway.app.inject({ method, url, headers: { ...bearer({ exp: 1 }), origin: 'https://app.example.org' } }))
        .statusCode;
    const urls = ['/livez', '/readyz', '/metrics', '/', '/playground', '/organisation/X'];
    expect(await Promise.all(urls.map((url) => statusOf(url)))).toEqual([200, 200, 200, 503, 503, 503]); // not built
    expect(await statusOf('/graphql', 'OPTIONS')).toBe(204);
  });

  test('responses are private, and kept for all clients with a token', async () => {
    const gateway = await secured({ anonymous: false });
    await query(gateway, '{ open }', bearer(), 'GET');
    const { headers } = await query(gateway, '{ open }', bearer({ sub: 'bob' }), 'GET');
    expect([headers['cache-control'], headers['server-timing']]).toEqual([
      'private, max-age=10',
      expect.stringContaining('cache;desc=hit'),
    ]);
  });
});

test('with introspection: authenticated, only clients with a token see the schema, also of a kept response', async () => {
  const gateway = await secured({ introspection: 'authenticated' });
  const INTROSPECT = '{ __schema { queryType { name } } }';
  const seen = { __schema: { queryType: { name: 'Query' } } };
  expect((await query(gateway, INTROSPECT, bearer())).data).toEqual(seen);
  const unseen = await query(gateway, INTROSPECT, { accept: 'application/graphql-response+json' });
  expect([unseen.status, unseen.data, unseen.codes]).toEqual([400, undefined, ['GRAPHQL_VALIDATION_FAILED']]);
  expect(
    (await query(gateway, '{ ...F } fragment F on Query { a: __type(name: "Query") { name } }')).data,
  ).toBeUndefined();
  expect((await query(gateway, INTROSPECT, bearer())).data).toEqual(seen);
  const schema = async (headers: Headers) => (await gateway.app.inject({ url: '/schema.graphql', headers })).statusCode;
  expect([await schema({}), await schema(bearer())]).toEqual([404, 200]);
  expect((await query(gateway, '{ organisation(cod: 1) { name } }')).text).not.toContain('"code\\"');
});

test('claims become headers for subgraphs, and no client can set them', async () => {
  const gateway = await secured({ headers: { 'X-User': 'sub', 'x-groups': 'realm.groups', 'x-name': 'name' } });
  const headersSent = async (headers: Headers) => {
    gateway.sent.length = 0;
    await query(gateway, '{ wards }', { 'x-user': 'root', 'x-groups': 'admins', 'x-other': 'o', ...headers });
    const [{ headers: sent }] = gateway.sent as [(typeof gateway.sent)[0]];
    return ['x-user', 'x-groups', 'x-name', 'x-other'].map((name) => sent!.get(name) ?? null);
  };
  const claims = { realm: { groups: ['a', 'b'] }, name: 'Zoë\r\nx: 1' };
  expect(await headersSent(bearer(claims))).toEqual(['alice', 'a,b', 'Zo%C3%AB%0D%0Ax%3A%201', 'o']);
  expect(await headersSent(bearer({ name: 'half \ud800' }))).toEqual(['alice', null, 'half%20%EF%BF%BD', 'o']);
  expect(await headersSent({})).toEqual([null, null, null, 'o']);
});

test('the header of the token is no header that a pattern finds, and a rule with its name forwards it', async () => {
  const gateway = await secured({
    token: { header: 'X-Access-Token', scheme: '' },
    headers: { 'x-user': 'sub' },
  });
  const token = tokenOf(claimsOf(), key);
  for (const given of [{ 'x-access-token': token }, {}] as Headers[]) {
    gateway.sent.length = 0;
    await query(gateway, '{ wards }', { ...given, 'x-other': 'o' });
    const { headers } = gateway.sent[0]!;
    expect(headersFor({ forward: ['x-*'] }, { headers })).not.toHaveProperty('x-access-token');
    expect(headersFor({ forward: ['x-*'] }, { headers })).toMatchObject({ 'x-other': 'o' });
    expect(headersFor({ forward: ['x-access-token'] }, { headers })).toMatchObject(given);
  }
});

describe('rate limits', () => {
  const from =
    (gateway: SecuredGateway, remoteAddress: string, headers: Headers = {}) =>
    () =>
      gateway.app.inject({
        method: 'POST',
        url: '/graphql',
        remoteAddress,
        headers: { 'content-type': 'application/json', ...headers },
        payload: '{"query":"{ open }"}',
      });
  /** Sends each request after the answer of the one before it: tokens are verified in no certain order. */
  const statuses = async (requests: readonly ReturnType<typeof from>[]) => {
    const found: number[] = [];
    for (const send of requests) found.push((await send()).statusCode);
    return found;
  };

  test('count clients of tokens by issuer and subject at any address, and others by address', async () => {
    const gateway = await secured({}, { ratePointsPerMinute: 2 });
    const alice = ['10.0.0.1', '10.0.0.2', '10.0.0.3'].map((address) =>
      from(gateway, address, bearer({ jti: address })),
    );
    expect(await statuses(alice)).toEqual([200, 200, 429]);
    expect(await statuses([from(gateway, '10.0.0.1', bearer({ sub: 'bob' }))])).toEqual([200]);
    expect(await statuses([1, 2, 3].map(() => from(gateway, '10.0.0.1')))).toEqual([200, 200, 429]);
  });

  test('count tokens that are not valid by address', async () => {
    const gateway = await secured({}, { ratePointsPerMinute: 2 });
    const wrong = [1, 2, 3].map(() => from(gateway, '10.0.0.9', { authorization: 'Bearer a.b.c' }));
    expect(await statuses(wrong)).toEqual([401, 401, 429]);
    const limited = await wrong[0]!();
    expect([limited.statusCode, limited.headers['www-authenticate']]).toEqual([429, undefined]);
    expect(await statuses([from(gateway, '10.0.0.8')])).toEqual([200]);
  });

  test('count the client that a trusted proxy names, and nobody else', async () => {
    const gateway = await secured({}, { ratePointsPerMinute: 1, trustedProxies: ['10.0.0.0/8', '192.0.2.7'] });
    const by = (proxy: string, forwarded: string) => from(gateway, proxy, { 'x-forwarded-for': forwarded });
    expect(await statuses([by('10.1.1.1', '203.0.113.1'), by('10.2.2.2', 'spoofed, 203.0.113.1, 192.0.2.7')])).toEqual([
      200, 429,
    ]);
    expect(await statuses([by('10.1.1.1', '203.0.113.2')])).toEqual([200]);
    expect(await statuses([by('198.51.100.1', '203.0.113.3'), by('198.51.100.1', '203.0.113.4')])).toEqual([200, 429]);
  });
});

test('keys that cannot be read make 503 for tokens, which says nothing of the token and costs nothing; nothing else fails', async () => {
  const issuers = [{ issuer: ISSUER, keys: 'http://127.0.0.1:1/keys', audience: AUDIENCE }];
  const gateway = await secured({ issuers }, { ratePointsPerMinute: 2 });
  await query(gateway, '{ open }', bearer());
  await query(gateway, '{ open }', bearer());
  const { status, codes, text, headers } = await query(gateway, '{ open }', bearer());
  expect([status, codes, headers['www-authenticate']]).toEqual([503, ['AUTHENTICATION_UNAVAILABLE'], undefined]);
  expect(text).not.toMatch(/127\.0\.0\.1|ECONN/);
  expect((await query(gateway, '{ open }')).status).toBe(200);
});

test('a request without a valid token is refused before its body has arrived', async () => {
  const gateway = await secured({ anonymous: false });
  await gateway.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = gateway.app.server.address() as { port: number };
  const socket = connect(port, '127.0.0.1');
  socket.write(
    'POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n\r\n{',
  );
  const [bytes] = (await once(socket, 'data')) as [Buffer];
  expect(bytes.toString()).toMatch(/^HTTP\/1.1 401 /);
  socket.destroy();
});
