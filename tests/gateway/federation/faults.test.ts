import type { RequestListener } from 'node:http';
import { openFederated, type Entry, type FederatedGateway } from '../../support/gateway/federated-gateway';
import { until } from '../../support/process/until';
import { fine, startWeather, type Weather } from '../../support/gateway/fake-subgraph';
import '../../support/process/retry-timed';

const QUERY = '{ organisation(code: "ZXP0001") { code name weather } }';
const FRESH = { files: 50, subgraphs: 60_000 };

const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

/** The weather, answered as the test says, until the end of the test. */
async function weather(answer: RequestListener): Promise<Weather> {
  const started = await startWeather(answer);
  open.push(started);
  return started;
}

async function gatewayTo({ url }: Weather, more: Partial<Entry> = {}): Promise<FederatedGateway> {
  const entry = { name: 'weather', url, schema: 'introspect', ...more };
  const gateway = await openFederated([entry], { every: FRESH, limits: { timeoutMs: 20_000 } });
  open.push(gateway);
  return gateway;
}

test('a subgraph that is well adds its field', async () => {
  const gateway = await gatewayTo(await weather(fine));
  expect(await gateway.ask(QUERY)).toMatchObject({
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
    'answers HTML',
    'SUBGRAPH_INVALID_RESPONSE',
    (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>secret</p>'),
  ],
  ['answers 500', 'SUBGRAPH_UNAVAILABLE', (_, response) => response.writeHead(500).end('secret')],
  ['never ends its answer', 'SUBGRAPH_INVALID_RESPONSE', endless],
  [
    'redirects',
    'SUBGRAPH_INVALID_RESPONSE',
    (_, response) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
  ],
])('fault 16: a subgraph that %s costs its own field alone', async (_, code, answer) => {
  const gateway = await gatewayTo(await weather(answer), { timeoutMs: 1_000, maxBytes: 1_000_000 });
  const { status, data, errors, text } = await gateway.ask(QUERY);
  expect(status).toBe(200);
  expect(data).toMatchObject({ organisation: { code: 'ZXP0001', name: expect.any(String), weather: null } });
  expect(errors).toMatchObject([
    { path: ['organisation', 'weather'], extensions: { code: expect.stringMatching(/^SUBGRAPH_/) } },
  ]);
  expect(errors[0]!.extensions.code).toBe(code);
  expect(text).not.toMatch(/secret|127\.0\.0\.1|169\.254/);
});

test('fault 16: a subgraph that is gone costs its own field alone', async () => {
  const server = await weather(fine);
  const gateway = await gatewayTo(server);
  await server.close();
  expect(await gateway.ask(QUERY)).toMatchObject({
    status: 200,
    data: { organisation: { code: 'ZXP0001', weather: null } },
    code: 'SUBGRAPH_UNAVAILABLE',
  });
  expect((await gateway.ask('{ organisation(code: "ZXP0001") { code } }')).errors).toEqual([]);
});

test('fault 17: of a subgraph that fails every tenth time nearly every answer is whole', async () => {
  let asked = 0;
  const flapping: RequestListener = (request, response) =>
    ++asked % 10 === 0 ? request.socket.destroy() : fine(request, response);
  const gateway = await gatewayTo(await weather(flapping));
  let whole = 0;
  for (let times = 0; times < 100; times++) if ((await gateway.ask(QUERY)).errors.length === 0) whole++;
  expect(whole).toBeGreaterThanOrEqual(99);
});

test('fault 18: a graph that is wrong is refused while the one before goes on serving, and a right one is taken', async () => {
  const server = await weather(fine);
  const gateway = await gatewayTo(server);
  gateway.write([{ name: 'weather', url: 'file:///etc/passwd', schema: 'introspect' }]);
  await until('the refusal', () => gateway.changes.refused === 1);
  expect(await gateway.ask(QUERY)).toMatchObject({ errors: [], data: { organisation: { weather: 'RAIN' } } });
  expect((await gateway.app.inject('/readyz')).statusCode).toBe(200);
  gateway.write([]);
  await until('the change', () => gateway.changes.taken === 1);
  expect(await gateway.ask(QUERY)).toMatchObject({ status: 400, code: 'GRAPHQL_VALIDATION_FAILED' });
  expect((await gateway.ask('{ organisation(code: "ZXP0001") { code } }')).errors).toEqual([]);
});

test('a graph that changes under load loses no request', async () => {
  const server = await weather(fine);
  const { url } = server;
  const gateway = await gatewayTo(server);
  const entry = (timeoutMs: number) => [{ name: 'weather', url, schema: 'introspect', timeoutMs }];
  let over = false;
  const answers: unknown[] = [];
  const clients = Array.from({ length: 6 }, async () => {
    while (!over) answers.push((await gateway.ask(QUERY)).text);
  });
  for (let change = 1; change <= 4; change++) {
    gateway.write(entry(2_000 + change));
    await until('the change', () => gateway.changes.taken === change);
  }
  over = true;
  await Promise.all(clients);
  expect(answers.length).toBeGreaterThan(20);
  expect(new Set(answers).size).toBe(1);
});
