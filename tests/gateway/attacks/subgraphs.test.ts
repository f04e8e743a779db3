import { openFederatedGateway, type FederatedGateway } from '../../support/gateway/federated-gateway';
import { readMetrics } from '../../support/gateway/metrics';
import {
  respondWithWeather,
  startFakeSubgraph,
  FAKE_SUBGRAPH_SDL,
  type FakeSubgraph,
} from '../../support/gateway/fake-subgraph';

jest.setTimeout(120_000); // the first reads of a new database are slow

const QUERY = '{ organisation(code: "ZXP0001") { code weather } }';
let weather: FakeSubgraph;
let tides: FakeSubgraph;
let gateway: FederatedGateway;
beforeAll(async () => {
  [weather, tides] = await Promise.all([startFakeSubgraph(), startFakeSubgraph()]);
  tides.sdl = FAKE_SUBGRAPH_SDL.replaceAll('weather', 'tide');
  tides.respond = (_request, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":{"_entities":[{"tide":"HIGH"}]}}');
  const entry = ({ url }: FakeSubgraph, name: string, headers: object) => ({
    name,
    url,
    schema: 'introspect',
    timeoutMs: 30_000,
    headers,
  });
  gateway = await openFederatedGateway(
    [
      entry(weather, 'weather', { forward: ['authorization', 'x-team'], secretFrom: 'WEATHER_SECRET' }),
      entry(tides, 'tides', { secretFrom: 'TIDES_SECRET' }),
    ],
    {
      env: { WEATHER_SECRET: 'secret of the weather', TIDES_SECRET: 'secret of the tides' },
      limits: { timeoutMs: 30_000 },
    },
  );
});
afterAll(async () => {
  await gateway.close();
  await Promise.all([weather.close(), tides.close()]);
});
afterEach(async () => {
  weather.respond = respondWithWeather;
  expect(await gateway.query(QUERY)).toMatchObject({
    status: 200,
    errors: [],
    data: { organisation: { weather: 'RAIN' } },
  });
});

test('attack 56: each subgraph receives only its configured headers and its own secret', async () => {
  const headers = {
    authorization: 'Bearer of the client',
    'x-team': 'ours',
    cookie: 'session=1',
    'x-subgraph-secret': 'made up',
    'x-forwarded-for': '10.0.0.1',
    'proxy-authorization': 'Basic x',
    te: 'trailers',
  };
  const both = '{ organisation(code: "ZXP0001") { weather tide } }';
  expect((await gateway.query(both, { headers })).errors).toEqual([]);
  const names = (requests: FakeSubgraph['requestHeaders']) => Object.keys(requests.at(-1)!).sort();
  const ofGateway = ['user-agent', 'x-request-id'];
  const always = ['accept', 'connection', 'content-length', 'content-type', 'host', ...ofGateway, 'x-subgraph-secret'];
  expect(names(weather.requestHeaders)).toEqual([...always, 'authorization', 'x-team'].sort());
  expect(names(tides.requestHeaders)).toEqual(always);
  expect(weather.requestHeaders.at(-1)).toMatchObject({
    authorization: 'Bearer of the client',
    host: new URL(weather.url).host,
    'x-subgraph-secret': 'secret of the weather',
  });
  expect(tides.requestHeaders.at(-1)!['x-subgraph-secret']).toBe('secret of the tides');
});

test('attack 57: no response header of a subgraph reaches the client', async () => {
  weather.respond = (_request, response) => {
    const headers = { 'content-type': 'application/json', 'set-cookie': 'taken=1', 'x-ods-release': 'made up' };
    response.writeHead(200, { ...headers, 'access-control-allow-origin': '*', location: 'http://evil.example/' });
    response.end('{"data":{"_entities":[{"weather":"RAIN"}]},"extensions":{"cookie":"taken"}}');
  };
  const { headers, body, statusCode } = await gateway.post({ query: QUERY });
  expect(statusCode).toBe(200);
  for (const name of ['set-cookie', 'access-control-allow-origin', 'location'])
    expect(headers).not.toHaveProperty(name);
  expect(headers['x-ods-release']).toBe('2024-09-30');
  expect(body).not.toContain('taken');
});

test('attack 57: a response header with a line break fails only that fetch', async () => {
  weather.respond = ({ socket }) => {
    socket.end(
      'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nx-a: 1\rset-cookie: taken=1\r\ncontent-length: 2\r\n\r\n{}',
    );
  };
  const { headers, body, statusCode } = await gateway.post({ query: QUERY });
  expect(statusCode).toBe(200);
  expect(headers).not.toHaveProperty('set-cookie');
  expect(JSON.parse(body)).toMatchObject({ data: { organisation: { code: 'ZXP0001', weather: null } } });
});

test('attack 49: each new operation is planned once, and cached plans stay cached', async () => {
  const metrics = async () => readMetrics((await gateway.app.inject('/metrics')).body);
  const plans = async (outcome: string) => (await metrics()).get(`ods_plans_total{outcome="${outcome}"}`)!;
  await gateway.query(QUERY);
  const [made, known] = [await plans('made'), await plans('known')];
  for (let at = 0; at < 100; at++) {
    const flood = `query Flood${at} { organisation(code: "ZXP0001") { a${at}: code weather } }`;
    expect((await gateway.query(flood)).errors).toEqual([]);
    await gateway.query(QUERY);
  }
  expect((await plans('made')) - made).toBe(100);
  expect((await plans('known')) - known).toBe(100);
});
