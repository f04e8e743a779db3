import { createMetrics } from '../../../telemetry/metrics';
import { startFakeSubgraph, respondWithWeather, type FakeSubgraph } from '../../support/gateway/fake-subgraph';
import { openFederatedGateway, type FederatedGateway } from '../../support/gateway/federated-gateway';
import { readMetrics } from '../../support/gateway/metrics';

jest.setTimeout(60_000); // the first reads of a new database are slow

const QUERY = 'query Weather { organisation(code: "ZXP0001") { code weather } }';
const CLIENT = { 'graphql-client-name': 'dashboard', 'graphql-client-version': '7' };
let weather: FakeSubgraph;
let gateway: FederatedGateway;
const metrics = createMetrics({ operations: 10, clients: 10 });
beforeAll(async () => {
  weather = await startFakeSubgraph();
  gateway = await openFederatedGateway([{ name: 'weather', url: weather.url, schema: 'introspect' }], {
    limits: { timeoutMs: 20_000 },
    parts: { metrics, slowOperationMs: 1, responseCacheBytes: 1_000_000 },
  });
});
afterEach(() => void (weather.respond = respondWithWeather));
afterAll(async () => {
  await gateway.close();
  await weather.close();
});

const lines = (message: string) =>
  gateway.lines.map((line) => JSON.parse(line) as Record<string, unknown>).filter(({ msg }) => msg === message);

test('operations are counted by name, hash and client, also those that are served from the cache', async () => {
  const own = { query: 'query Own { organisation(code: "ZXP0001") { name } }' };
  for (let times = 0; times < 7; times++) await gateway.post(own, CLIENT);
  const values = [...readMetrics(await metrics.text())].map(([key, value]) => `${key} ${value}`);
  const kept = values.filter((line) => line.startsWith('ods_named_operations_total{operation="Own"'));
  expect(kept).toEqual([expect.stringMatching(/^.*operation="Own",hash="[0-9a-f]{16}",outcome="kept"\} 3$/)]);
  expect(values).toContain('ods_client_operations_total{client="dashboard",version="7",outcome="kept"} 3');
  expect(values.some((line) => line.startsWith('ods_named_operation_duration_seconds_count{operation="Own"'))).toBe(
    true,
  );
});

test('a slow operation is logged with its times and its plan, without values', async () => {
  weather.respond = (request, response) => void setTimeout(() => respondWithWeather(request, response), 50);
  await gateway.query(QUERY, { headers: CLIENT });
  const slow = lines('a slow operation').at(-1);
  expect(slow).toMatchObject({
    operation: 'Weather',
    hash: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
    client: 'dashboard',
    clientVersion: '7',
    ms: expect.any(Number) as number,
    planMs: expect.any(Number) as number,
    subgraphs: { organisations: expect.any(Number) as number, weather: expect.any(Number) as number },
    outcome: 'answered',
    cost: { estimated: 1, actual: 1, limit: 50_000 },
  });
  expect((slow!.subgraphs as { weather: number }).weather).toBeGreaterThanOrEqual(40);
  const plan = (slow!.plan as string[]).join('\n');
  expect(plan).toMatch(/Fetch organisations: answered, .* ms\n.*organisation\(code: ""\)/);
  expect(plan).toMatch(/Fetch weather for organisation: answered, .* ms, 1 entities, \d+ bytes/);
  expect(JSON.stringify(slow)).not.toContain('ZXP0001');
});

test('the plan in the log is not in the response', async () => {
  expect((await gateway.query(QUERY)).text).not.toContain('queryPlan');
});

test('a failure is logged with the operation and the client; a client name that could harm the log is left out', async () => {
  weather.respond = (_request, response) => response.writeHead(500).end();
  await gateway.query(QUERY, { headers: CLIENT });
  const failed = () => lines('The subgraph weather could not be reached.').at(-1);
  expect(failed()).toMatchObject({ operation: 'Weather', client: 'dashboard', clientVersion: '7' });
  await gateway.query(QUERY, { headers: { 'graphql-client-name': 'a'.repeat(65) } });
  expect(failed()).not.toHaveProperty('client');
});
