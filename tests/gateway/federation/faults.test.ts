import type { RequestListener } from 'node:http';
import {
  openFederatedGateway,
  type SubgraphEntry,
  type FederatedGateway,
} from '../../support/gateway/federated-gateway';
import { waitFor } from '../../support/process/wait-for';
import { respondWithWeather, startFakeSubgraph, type FakeSubgraph } from '../../support/gateway/fake-subgraph';
import { retryTimed } from '../../support/process/retry-timed';

retryTimed('the subgraph that hangs has one second, in which a healthy one must answer');

const QUERY = '{ organisation(code: "ZXP0001") { code name weather } }';
const FRESH = { files: 50, subgraphs: 60_000 };

const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

/** Starts a fake subgraph with this response. It is closed after the test. */
async function startSubgraph(respond: RequestListener): Promise<FakeSubgraph> {
  const started = await startFakeSubgraph(respond);
  open.push(started);
  return started;
}

async function openGatewayTo({ url }: FakeSubgraph, more: Partial<SubgraphEntry> = {}): Promise<FederatedGateway> {
  const entry = { name: 'weather', url, schema: 'introspect', ...more };
  const gateway = await openFederatedGateway([entry], { pollIntervals: FRESH, limits: { timeoutMs: 20_000 } });
  open.push(gateway);
  return gateway;
}

test('a healthy subgraph adds its field', async () => {
  const gateway = await openGatewayTo(await startSubgraph(respondWithWeather));
  expect(await gateway.query(QUERY)).toMatchObject({
    status: 200,
    errors: [],
    data: { organisation: { weather: 'RAIN' } },
  });
});

const endless: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const more = () => {
    while (!response.destroyed && response.write('x'.repeat(65_536)));
  };
  response.on('drain', more);
  more();
};

test.each<[string, string, RequestListener]>([
  ['hangs', 'SUBGRAPH_TIMEOUT', () => undefined],
  [
    'responds with HTML',
    'SUBGRAPH_INVALID_RESPONSE',
    (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>secret</p>'),
  ],
  ['responds with 500', 'SUBGRAPH_UNAVAILABLE', (_, response) => response.writeHead(500).end('secret')],
  ['responds without end', 'SUBGRAPH_INVALID_RESPONSE', endless],
  [
    'responds with a redirect',
    'SUBGRAPH_INVALID_RESPONSE',
    (_, response) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
  ],
])('fault 16: a subgraph that %s affects only its own field', async (_, code, respond) => {
  const gateway = await openGatewayTo(await startSubgraph(respond), { timeoutMs: 1_000, maxBytes: 1_000_000 });
  const { status, data, errors, text } = await gateway.query(QUERY);
  expect(status).toBe(200);
  expect(data).toMatchObject({ organisation: { code: 'ZXP0001', name: expect.any(String), weather: null } });
  expect(errors).toMatchObject([
    { path: ['organisation', 'weather'], extensions: { code: expect.stringMatching(/^SUBGRAPH_/) } },
  ]);
  expect(errors[0]!.extensions.code).toBe(code);
  expect(text).not.toMatch(/secret|127\.0\.0\.1|169\.254/);
});

test('fault 16: a subgraph that is down affects only its own field', async () => {
  const server = await startSubgraph(respondWithWeather);
  const gateway = await openGatewayTo(server);
  await server.close();
  expect(await gateway.query(QUERY)).toMatchObject({
    status: 200,
    data: { organisation: { code: 'ZXP0001', weather: null } },
    code: 'SUBGRAPH_UNAVAILABLE',
  });
  expect((await gateway.query('{ organisation(code: "ZXP0001") { code } }')).errors).toEqual([]);
});

test('fault 17: nearly every response is complete if one in ten responses of a subgraph fails', async () => {
  let requests = 0;
  const unreliable: RequestListener = (request, response) =>
    ++requests % 10 === 0 ? request.socket.destroy() : respondWithWeather(request, response);
  const gateway = await openGatewayTo(await startSubgraph(unreliable));
  let complete = 0;
  for (let times = 0; times < 100; times++) if ((await gateway.query(QUERY)).errors.length === 0) complete++;
  expect(complete).toBeGreaterThanOrEqual(99);
});

test('fault 18: an invalid supergraph is rejected while the previous one stays in use, and a valid one is loaded', async () => {
  const server = await startSubgraph(respondWithWeather);
  const gateway = await openGatewayTo(server);
  gateway.write([{ name: 'weather', url: 'file:///etc/passwd', schema: 'introspect' }]);
  await waitFor('the refusal', () => gateway.reloads.refused === 1);
  expect(await gateway.query(QUERY)).toMatchObject({ errors: [], data: { organisation: { weather: 'RAIN' } } });
  expect((await gateway.app.inject('/readyz')).statusCode).toBe(200);
  gateway.write([]);
  await waitFor('the change', () => gateway.reloads.taken === 1);
  expect(await gateway.query(QUERY)).toMatchObject({ status: 400, code: 'GRAPHQL_VALIDATION_FAILED' });
  expect((await gateway.query('{ organisation(code: "ZXP0001") { code } }')).errors).toEqual([]);
});

test('a supergraph reload under load fails no request', async () => {
  const server = await startSubgraph(respondWithWeather);
  const { url } = server;
  const gateway = await openGatewayTo(server);
  const entry = (timeoutMs: number) => [{ name: 'weather', url, schema: 'introspect', timeoutMs }];
  let done = false;
  const responses: unknown[] = [];
  const clients = Array.from({ length: 6 }, async () => {
    while (!done) responses.push((await gateway.query(QUERY)).text);
  });
  for (let change = 1; change <= 4; change++) {
    gateway.write(entry(2_000 + change));
    await waitFor('the change', () => gateway.reloads.taken === change);
  }
  done = true;
  await Promise.all(clients);
  expect(responses.length).toBeGreaterThan(20);
  expect(new Set(responses).size).toBe(1);
});
