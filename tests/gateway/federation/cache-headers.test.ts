import type { RequestListener } from 'node:http';
import { openFederatedGateway, type FederatedGateway } from '../../support/gateway/federated-gateway';
import { json, startFakeSubgraph, type FakeSubgraph } from '../../support/gateway/fake-subgraph';

const caching = { maxAge: 100, fixedMaxAge: 500, staleWhileRevalidate: 0 };
const BOTH = '{ organisation(code: "ZXP0001") { name weather } }';
const FIXED = '{ organisation(code: "ZXP0001", asOf: { release: "2024-06-30" }) { name weather } }';

let subgraph: FakeSubgraph;
let gateway: FederatedGateway;
beforeAll(async () => {
  subgraph = await startFakeSubgraph();
  const headers = { forward: ['authorization', 'cookie', 'X-Region', 'traceparent'] };
  const responseHeaders = { 'X-Budget': 'last' };
  const entry = { name: 'weather', url: subgraph.url, schema: 'introspect', headers, responseHeaders };
  const parts = { caching };
  gateway = await openFederatedGateway([entry], { limits: { timeoutMs: 20_000 }, parts });
});
afterAll(async () => {
  await gateway?.close();
  await subgraph?.close();
});

const respondWith =
  (headers: Record<string, string>, body: unknown = { data: { _entities: [{ weather: 'RAIN' }] } }): RequestListener =>
  (_request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    json(response, body);
  };

function get(query: string, headers: Record<string, string> = {}) {
  return gateway.app.inject({
    url: `/graphql?${new URLSearchParams({ query }).toString()}`,
    headers: { accept: 'application/json', ...headers },
  });
}

test.each<[given: Record<string, string>, query: string, expected: string]>([
  [{}, BOTH, 'no-store'],
  [{ 'cache-control': 'public' }, BOTH, 'no-store'],
  [{ 'cache-control': 'no-store, max-age=60' }, BOTH, 'no-store'],
  [{ 'cache-control': 'max-age=60' }, BOTH, 'public, max-age=60'],
  [{ 'cache-control': 'max-age=60', age: '20' }, BOTH, 'public, max-age=40'],
  [{ 'cache-control': 'max-age=600' }, BOTH, 'public, max-age=100'],
  [{ 'cache-control': 'max-age=600' }, FIXED, 'public, max-age=500'],
  [{ 'cache-control': 'max-age=600, immutable' }, FIXED, 'public, max-age=500, immutable'],
  [{ 'cache-control': 'max-age=600, immutable' }, BOTH, 'public, max-age=100'],
  [{ 'cache-control': 'private, max-age=60' }, BOTH, 'private, max-age=60'],
  [{ 'cache-control': 'no-cache, max-age=60' }, BOTH, 'public, no-cache'],
])('a subgraph with %j: %s is sent with %s', async (given, query, expected) => {
  subgraph.respond = respondWith(given);
  const { headers } = await get(query);
  expect(headers['cache-control']).toBe(expected);
  if (expected !== 'no-store')
    expect(headers.vary).toBe('accept, accept-encoding, authorization, ods-as-of, cookie, x-region');
});

test('data of our own subgraph alone does not depend on the other one', async () => {
  const own = await get('{ organisation(code: "ZXP0001", asOf: { release: "2024-06-30" }) { name } }');
  expect(own.headers).toMatchObject({
    'cache-control': 'public, max-age=500, immutable',
    vary: 'accept, accept-encoding, authorization, ods-as-of',
  });
});

test('credentials that a subgraph receives make the response private', async () => {
  subgraph.respond = respondWith({ 'cache-control': 'max-age=60' });
  const scopeOf = async (headers: Record<string, string>) => (await get(BOTH, headers)).headers['cache-control'];
  expect(await scopeOf({ authorization: 'Bearer x' })).toBe('private, max-age=60');
  expect(await scopeOf({ cookie: 'session=x' })).toBe('private, max-age=60');
  expect(await scopeOf({ 'x-other': 'x' })).toBe('public, max-age=60');
});

test('the tag is that of the data: the subgraph is asked each time, and 304 is sent if it has the same data', async () => {
  subgraph.respond = respondWith({ 'cache-control': 'max-age=60' });
  const { headers } = await get(BOTH);
  const asked = subgraph.requestHeaders.length;
  const same = await get(BOTH, { 'if-none-match': headers.etag as string });
  expect([same.statusCode, same.body, subgraph.requestHeaders.length - asked]).toEqual([304, '', 1]);
  subgraph.respond = respondWith({ 'cache-control': 'max-age=60' }, { data: { _entities: [{ weather: 'SUN' }] } });
  const changed = await get(BOTH, { 'if-none-match': headers.etag as string });
  expect([changed.statusCode, changed.json()]).toMatchObject([200, { data: { organisation: { weather: 'SUN' } } }]);
});

test('a response with an error of a subgraph must not be kept', async () => {
  const partial = { data: { _entities: [{ weather: null }] }, errors: [{ message: 'x' }] };
  subgraph.respond = respondWith({ 'cache-control': 'max-age=60' }, partial);
  const { headers, statusCode } = await get(BOTH);
  expect([statusCode, headers['cache-control'], headers.etag]).toEqual([200, 'no-store', undefined]);
});

test('the client gets the headers that the file names, and no others', async () => {
  subgraph.respond = respondWith({ 'x-budget': '5', 'x-internal': 'host-7', 'set-cookie': 'a=1' });
  const { headers } = await get(BOTH);
  expect(headers).toMatchObject({ 'x-budget': '5' });
  expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['x-internal']));
  expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['set-cookie']));
  const own = await get('{ organisation(code: "ZXP0001") { name } }');
  expect(own.headers['x-budget']).toBeUndefined();
});

test('retry-after of a subgraph is passed on', async () => {
  subgraph.respond = (_request, response) => response.writeHead(503, { 'retry-after': '30' }).end();
  const { headers, body } = await get(BOTH);
  expect(headers['retry-after']).toBe('30');
  const { errors } = JSON.parse(body) as { errors: { extensions: object }[] };
  expect(errors[0]!.extensions).toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE', retryAfter: 30 });
});

test('the id of the request and the name of the operation reach the subgraph without a rule', async () => {
  subgraph.respond = respondWith({});
  const { headers } = await get(`query Rain ${BOTH}`);
  expect(subgraph.requestHeaders.at(-1)).toMatchObject({
    'x-request-id': headers['x-request-id'],
    'user-agent': 'organisation-graph-gateway',
  });
});
