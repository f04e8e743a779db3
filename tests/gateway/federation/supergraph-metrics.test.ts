import { openFederatedGateway, type FederatedGateway } from '../../support/gateway/federated-gateway';
import { readMetrics } from '../../support/gateway/metrics';
import { waitFor } from '../../support/process/wait-for';
import { respondWithWeather, startFakeSubgraph, type FakeSubgraph } from '../../support/gateway/fake-subgraph';

jest.setTimeout(120_000); // the first reads of a new database are slow

const QUERY = '{ organisation(code: "ZXP0001") { code weather } }';
let weather: FakeSubgraph;
let gateway: FederatedGateway;
beforeAll(async () => {
  weather = await startFakeSubgraph();
  gateway = await openFederatedGateway([entry()], { pollIntervals: { files: 50 }, limits: { timeoutMs: 30_000 } });
});
afterEach(() => void (weather.respond = respondWithWeather));
afterAll(async () => {
  await gateway.close();
  await weather.close();
});

const entry = () => ({ name: 'weather', url: weather.url, schema: 'introspect', timeoutMs: 30_000, retry: false });
const metrics = async () => readMetrics((await gateway.app.inject('/metrics')).body);
const fetches = (subgraph: string, outcome: string) =>
  `ods_subgraph_fetch_duration_seconds_count{subgraph="${subgraph}",outcome="${outcome}"}`;

test('fetches are counted by subgraph and outcome, and plans by whether they were cached', async () => {
  for (let times = 0; times < 3; times++) expect((await gateway.query(QUERY)).errors).toEqual([]);
  weather.respond = (_request, response) =>
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end('{"data":{"_entities":[null]},"errors":[{"message":"x","path":["_entities",0]}]}');
  expect((await gateway.query(QUERY)).code).toBe('SUBGRAPH_ERROR');
  weather.respond = (_request, response) => response.writeHead(503).end();
  expect((await gateway.query(QUERY)).code).toBe('SUBGRAPH_UNAVAILABLE');
  weather.respond = (_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>');
  expect((await gateway.query(QUERY)).code).toBe('SUBGRAPH_INVALID_RESPONSE');
  const values = await metrics();
  expect(values.get(fetches('organisations', 'answered'))).toBe(6);
  expect(values.get(fetches('weather', 'answered'))).toBe(3);
  expect(values.get(fetches('weather', 'errors'))).toBe(1);
  expect(values.get(fetches('weather', 'SUBGRAPH_UNAVAILABLE'))).toBe(1);
  expect(values.get(fetches('weather', 'SUBGRAPH_INVALID_RESPONSE'))).toBe(1);
  expect(values.get('ods_plans_total{outcome="made"}')).toBe(1);
  expect(values.get('ods_plans_total{outcome="known"}')).toBe(5);
  expect(values.get('ods_planning_duration_seconds_count')).toBe(1);
});

test('a fetch whose clients all disconnected is aborted and does not count as a failure', async () => {
  const before = weather.requestHeaders.length;
  weather.respond = () => undefined;
  const client = new AbortController();
  const request = fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: QUERY }),
    signal: client.signal,
  });
  await waitFor('the fetch', () => weather.requestHeaders.length > before);
  client.abort();
  await expect(request).rejects.toThrow();
  await waitFor('the count', async () => (await metrics()).get(fetches('weather', 'abandoned')) === 1);
});

test('the circuit breaker metric of a failing subgraph is 1 until the subgraph recovers', async () => {
  const breaker = async () => (await metrics()).get('ods_subgraph_breaker_open{subgraph="weather"}');
  expect(await breaker()).toBe(0);
  const untilIt = (value: number) =>
    waitFor('the breaker', async () => {
      await gateway.query(QUERY);
      return (await breaker()) === value;
    });
  weather.respond = (_request, response) => response.writeHead(500).end();
  await untilIt(1);
  weather.respond = respondWithWeather;
  await untilIt(0);
});

test('fault 18: rejected and loaded supergraphs are counted', async () => {
  const changes = async (outcome: string) => (await metrics()).get(`ods_graph_changes_total{outcome="${outcome}"}`);
  expect([await changes('taken'), await changes('refused')]).toEqual([0, 0]);
  gateway.write([{ ...entry(), url: 'file:///etc/passwd' }]);
  await waitFor('the refusal', async () => (await changes('refused')) === 1);
  gateway.write([]);
  await waitFor('the change', async () => (await changes('taken')) === 1);
  expect(await changes('refused')).toBe(1);
});
