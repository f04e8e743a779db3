import type { Selection } from '../../../federation/caching/entry';
import { openInMemoryGateway } from '../../support/gateway/in-memory-gateway';

const secret = 'a secret of 20 chars';
const removed: (readonly Selection[])[] = [];
let count: number | undefined = 3;
const remove = async (selections: readonly Selection[]) => {
  removed.push(selections);
  return count;
};

let gateway: Awaited<ReturnType<typeof openInMemoryGateway>>;
beforeAll(async () => {
  gateway = await openInMemoryGateway({ invalidation: { answers: { remove }, secret } });
});
afterAll(() => gateway.close());
beforeEach(() => {
  removed.length = 0;
  count = 3;
});

const post = (body: unknown, headers: Record<string, string> = { authorization: secret }) =>
  gateway.app.inject({
    method: 'POST',
    url: '/invalidation',
    headers: { 'content-type': 'application/json', ...headers },
    payload: typeof body === 'string' ? body : JSON.stringify(body),
  });

test('tags, types and subgraphs are removed, and counted', async () => {
  const response = await post([
    { kind: 'cache_tag', subgraphs: ['payments'], cache_tag: 'june' },
    { kind: 'type', subgraph: 'payments', type: 'Payment' },
    { kind: 'subgraph', subgraph: 'payments' },
  ]);
  expect([response.statusCode, response.json()]).toEqual([202, { count: 3 }]);
  expect(removed).toEqual([
    [{ tag: 'june', subgraphs: ['payments'] }, { subgraph: 'payments', type: 'Payment' }, { subgraph: 'payments' }],
  ]);
});

test.each<Record<string, string>>([
  {},
  { authorization: '' },
  { authorization: `${secret}x` },
  { authorization: `Basic ${secret}` },
])('a request with %j is refused', async (headers) => {
  expect((await post([{ kind: 'subgraph', subgraph: 'payments' }], headers)).statusCode).toBe(401);
  expect(removed).toEqual([]);
});

test('the secret may be a bearer token', async () => {
  expect((await post([], { authorization: `Bearer ${secret}` })).statusCode).toBe(202);
});

test.each([
  '',
  '{',
  {},
  [null],
  ['payments'],
  [{ kind: 'all' }],
  [{ kind: 'subgraph' }],
  [{ kind: 'subgraph', subgraph: '' }],
  [{ kind: 'type', subgraph: 'payments', type: 1 }],
  [{ kind: 'cache_tag', subgraphs: 'payments', cache_tag: 'june' }],
  [
    { kind: 'subgraph', subgraph: 'payments' },
    { kind: 'cache_tag', subgraphs: [1], cache_tag: 'june' },
  ],
  Array.from({ length: 1_001 }, () => ({ kind: 'subgraph', subgraph: 'payments' })),
])('the body %j removes nothing', async (body) => {
  expect((await post(body)).statusCode).toBe(400);
  expect(removed).toEqual([]);
});

test('a store that did not answer is said', async () => {
  count = undefined;
  const response = await post([{ kind: 'subgraph', subgraph: 'payments' }]);
  expect([response.statusCode, response.json().errors[0].extensions.code]).toEqual([503, 'OVERLOADED']);
});

test('without a secret there is no such address', async () => {
  const without = await openInMemoryGateway();
  const response = await without.app.inject({
    method: 'POST',
    url: '/invalidation',
    headers: { authorization: secret },
  });
  expect(response.statusCode).toBe(404);
  await without.close();
});
