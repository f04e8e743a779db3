import { openFederated, type FederatedGateway } from '../../support/gateway/federated-gateway';
import { readMetrics } from '../../support/gateway/metrics';
import { until } from '../../support/process/until';
import { fine, startWeather, type Weather } from '../../support/gateway/fake-subgraph';

jest.setTimeout(120_000);

const QUERY = '{ organisation(code: "ZXP0001") { code weather } }';
let weather: Weather;
let gateway: FederatedGateway;
beforeAll(async () => {
  weather = await startWeather();
  gateway = await openFederated([entry()], { every: { files: 50 }, limits: { timeoutMs: 30_000 } });
});
afterEach(() => void (weather.answer = fine));
afterAll(async () => {
  await gateway.close();
  await weather.close();
});

const entry = () => ({ name: 'weather', url: weather.url, schema: 'introspect', timeoutMs: 30_000, retry: false });
const metrics = async () => readMetrics((await gateway.app.inject('/metrics')).body);
const fetches = (subgraph: string, outcome: string) =>
  `ods_subgraph_fetch_duration_seconds_count{subgraph="${subgraph}",outcome="${outcome}"}`;

test('fetches are counted by subgraph and outcome, plans by whether they were known', async () => {
  for (let times = 0; times < 3; times++) expect((await gateway.ask(QUERY)).errors).toEqual([]);
  weather.answer = (_request, response) =>
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end('{"data":{"_entities":[null]},"errors":[{"message":"x","path":["_entities",0]}]}');
  expect((await gateway.ask(QUERY)).code).toBe('SUBGRAPH_ERROR');
  weather.answer = (_request, response) => response.writeHead(503).end();
  expect((await gateway.ask(QUERY)).code).toBe('SUBGRAPH_UNAVAILABLE');
  weather.answer = (_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>');
  expect((await gateway.ask(QUERY)).code).toBe('SUBGRAPH_INVALID_RESPONSE');
  const seen = await metrics();
  expect(seen.get(fetches('organisations', 'answered'))).toBe(6);
  expect(seen.get(fetches('weather', 'answered'))).toBe(3);
  expect(seen.get(fetches('weather', 'errors'))).toBe(1);
  expect(seen.get(fetches('weather', 'SUBGRAPH_UNAVAILABLE'))).toBe(1);
  expect(seen.get(fetches('weather', 'SUBGRAPH_INVALID_RESPONSE'))).toBe(1);
  expect(seen.get('ods_plans_total{outcome="made"}')).toBe(1);
  expect(seen.get('ods_plans_total{outcome="known"}')).toBe(5);
  expect(seen.get('ods_planning_duration_seconds_count')).toBe(1);
});

test('a fetch that nobody waits for any more is abandoned, which is no failure of the subgraph', async () => {
  const before = weather.asked.length;
  weather.answer = () => undefined;
  const client = new AbortController();
  const asking = fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: QUERY }),
    signal: client.signal,
  });
  await until('the fetch', () => weather.asked.length > before);
  client.abort();
  await expect(asking).rejects.toThrow();
  await until('the count', async () => (await metrics()).get(fetches('weather', 'abandoned')) === 1);
});

test('the breaker of a subgraph that keeps failing shows until it answers again', async () => {
  const breaker = async () => (await metrics()).get('ods_subgraph_breaker_open{subgraph="weather"}');
  expect(await breaker()).toBe(0);
  const untilIt = (value: number) =>
    until('the breaker', async () => {
      await gateway.ask(QUERY);
      return (await breaker()) === value;
    });
  weather.answer = (_request, response) => response.writeHead(500).end();
  await untilIt(1);
  weather.answer = fine;
  await untilIt(0);
});

test('fault 18: a graph that is refused shows as a metric, as does one that is taken', async () => {
  const changes = async (outcome: string) => (await metrics()).get(`ods_graph_changes_total{outcome="${outcome}"}`);
  expect([await changes('taken'), await changes('refused')]).toEqual([0, 0]);
  gateway.write([{ ...entry(), url: 'file:///etc/passwd' }]);
  await until('the refusal', async () => (await changes('refused')) === 1);
  gateway.write([]);
  await until('the change', async () => (await changes('taken')) === 1);
  expect(await changes('refused')).toBe(1);
});
