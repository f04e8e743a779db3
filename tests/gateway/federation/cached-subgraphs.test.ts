import { createAnswerCache } from '../../../federation/caching/answer-cache';
import { openFederatedGateway, type FederatedGateway } from '../../support/gateway/federated-gateway';
import { json, startFakeSubgraph, type FakeSubgraph } from '../../support/gateway/fake-subgraph';

const QUERY = '{ organisation(code: "ZXP0001") { name weather } }';
const PAIR = '{ organisations(codes: ["ZXP0001", "ZXP0002"]) { code weather } }';
const clock = { ms: 1_000_000 };
const secret = 'a secret of 20 chars';

let subgraph: FakeSubgraph;
let gateway: FederatedGateway;
const answers = createAnswerCache({ bytes: 1_000_000, now: () => clock.ms });
beforeAll(async () => {
  subgraph = await startFakeSubgraph((_request, response) => {
    response.setHeader('cache-control', 'max-age=60');
    response.setHeader('cache-tag', 'today');
    json(response, { data: { _entities: [{ weather: 'RAIN' }] } });
  });
  const entry = { name: 'weather', url: subgraph.url, schema: 'introspect' };
  const caching = { maxAge: 100, fixedMaxAge: 500, staleWhileRevalidate: 0 };
  const parts = { caching, exposeQueryPlan: true, invalidation: { answers, secret } };
  gateway = await openFederatedGateway([entry], { limits: { timeoutMs: 20_000 }, parts, answers });
});
afterAll(async () => {
  await gateway?.close();
  await subgraph?.close();
});

const get = (query: string, headers: Record<string, string> = {}) =>
  gateway.app.inject({
    url: `/graphql?${new URLSearchParams({ query }).toString()}`,
    headers: { accept: 'application/json', ...headers },
  });

test('what a subgraph returned is used again, aged, shown in the plan, and removed by its tag', async () => {
  const first = await get(QUERY);
  expect(first.headers['cache-control']).toBe('public, max-age=60');
  clock.ms += 20_000;
  const second = await get(QUERY);
  expect(second.json().data).toEqual(first.json().data);
  expect(second.headers['cache-control']).toBe('public, max-age=40');
  expect(subgraph.requestHeaders).toHaveLength(1);

  const plan = await get(QUERY, { 'x-query-plan': '1' });
  expect(plan.json().extensions.queryPlan.text).toMatch(
    /Fetch weather for organisation: cached, 0 ms, 0 entities and 1 cached/,
  );
  const partly = await get(PAIR, { 'x-query-plan': '1' });
  expect(partly.json().extensions.queryPlan.text).toMatch(
    /Fetch weather for organisations.@: answered, .* ms, 1 entities and 1 cached/,
  );
  expect(partly.json().data.organisations.map(({ weather }: { weather: string }) => weather)).toEqual(['RAIN', 'RAIN']);
  expect(subgraph.requestHeaders).toHaveLength(2);

  const removal = await gateway.app.inject({
    method: 'POST',
    url: '/invalidation',
    headers: { authorization: secret, 'content-type': 'application/json' },
    payload: JSON.stringify([{ kind: 'cache_tag', subgraphs: ['weather'], cache_tag: 'today' }]),
  });
  expect(removal.json()).toEqual({ count: 2 });
  await get(QUERY);
  expect(subgraph.requestHeaders).toHaveLength(3);
});
