import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openFederated, type FederatedGateway } from '../../support/gateway/federated-gateway';
import { temporaryFolder } from '../../support/database/neo4j';
import { until } from '../../support/process/until';
import { json, startWeather, WEATHER_SDL, type Weather } from '../../support/gateway/fake-subgraph';

jest.setTimeout(120_000);

const WITH = (field: string) =>
  WEATHER_SDL.replace('code: ID! weather: String', `code: ID! weather: String ${field}: String`);
const EVERY = { files: 50, subgraphs: 100 };
const folder = temporaryFolder();
const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

async function gatewayTo(schema: string): Promise<{ weather: Weather; gateway: FederatedGateway }> {
  const weather = await startWeather((_request, response) =>
    json(response, { data: { _entities: [{ weather: 'RAIN', wind: 'W', tide: 'T' }] } }),
  );
  const entry = { name: 'weather', url: weather.url, schema, timeoutMs: 30_000 };
  const gateway = await openFederated([entry], { every: EVERY, limits: { timeoutMs: 30_000 } });
  open.push(weather, gateway);
  return { weather, gateway };
}

const asking = (field: string) => `{ organisation(code: "ZXP0001") { code ${field} } }`;
const whole = (field: string, value: string) => ({
  status: 200,
  data: { organisation: { code: 'ZXP0001', [field]: value } },
});
const unknown = { status: 400, code: 'GRAPHQL_VALIDATION_FAILED' };

test('an SDL file that changes changes the graph that is served', async () => {
  const file = join(folder, 'weather.graphql');
  writeFileSync(file, WITH('wind'));
  const { gateway } = await gatewayTo(file);
  expect(await gateway.ask(asking('wind'))).toMatchObject(whole('wind', 'W'));
  expect(await gateway.ask(asking('tide'))).toMatchObject(unknown);
  writeFileSync(file, WITH('tide'));
  await until('the new field', async () => (await gateway.ask(asking('tide'))).status === 200);
  expect(await gateway.ask(asking('tide'))).toMatchObject(whole('tide', 'T'));
  expect(await gateway.ask(asking('wind'))).toMatchObject(unknown);
});

test('graphs that differ are swapped under load: every answer is whole and of one of them', async () => {
  const { weather, gateway } = await gatewayTo('introspect');
  weather.sdl = WITH('wind');
  await until('the first graph', async () => (await gateway.ask(asking('wind'))).status === 200);
  const odd: unknown[] = [];
  let over = false;
  let asked = 0;
  const clients = [
    ['wind', 'W'],
    ['tide', 'T'],
    ['weather', 'RAIN'],
  ].map(async ([field, value]) => {
    for (; !over; asked++) {
      const { status, data, errors, code } = await gateway.ask(asking(field!));
      const isWhole = status === 200 && errors.length === 0 && (data as never as Found).organisation[field!] === value;
      const isUnknown = field !== 'weather' && status === 400 && code === 'GRAPHQL_VALIDATION_FAILED';
      if (!isWhole && !isUnknown) odd.push({ field, status, data, errors });
    }
  });
  for (const next of ['tide', 'wind', 'tide', 'wind']) {
    weather.sdl = WITH(next);
    await until(`the graph with ${next}`, async () => (await gateway.ask(asking(next))).status === 200);
    const before = asked;
    await until('answers of it', () => asked > before + 6);
  }
  over = true;
  await Promise.all(clients);
  expect(odd).toEqual([]);
  expect(gateway.changes.refused).toBe(0);
});

interface Found {
  readonly organisation: Readonly<Record<string, unknown>>;
}
