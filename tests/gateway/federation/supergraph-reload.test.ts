import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openFederatedGateway, type FederatedGateway } from '../../support/gateway/federated-gateway';
import { temporaryFolder } from '../../support/database/fresh-neo4j';
import { waitFor } from '../../support/process/wait-for';
import { json, startFakeSubgraph, FAKE_SUBGRAPH_SDL, type FakeSubgraph } from '../../support/gateway/fake-subgraph';

jest.setTimeout(120_000); // the first reads of a new database are slow

const sdlWith = (field: string) =>
  FAKE_SUBGRAPH_SDL.replace('code: ID! weather: String', `code: ID! weather: String ${field}: String`);
const POLL_INTERVALS = { files: 50, subgraphs: 100 };
const folder = temporaryFolder();
const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

async function openGatewayTo(schema: string): Promise<{ weather: FakeSubgraph; gateway: FederatedGateway }> {
  const weather = await startFakeSubgraph((_request, response) =>
    json(response, { data: { _entities: [{ weather: 'RAIN', wind: 'W', tide: 'T' }] } }),
  );
  const entry = {
    name: 'weather',
    url: weather.url,
    schema,
    timeoutMs: 30_000,
  };
  const gateway = await openFederatedGateway([entry], { pollIntervals: POLL_INTERVALS, limits: { timeoutMs: 30_000 } });
  open.push(weather, gateway);
  return { weather, gateway };
}

const queryOf = (field: string) => `{ organisation(code: "ZXP0001") { code ${field} } }`;
const complete = (field: string, value: string) => ({
  status: 200,
  data: { organisation: { code: 'ZXP0001', [field]: value } },
});
const unknown = { status: 400, code: 'GRAPHQL_VALIDATION_FAILED' };

test('a change of an SDL file reloads the supergraph', async () => {
  const file = join(folder, 'weather.graphql');
  writeFileSync(file, sdlWith('wind'));
  const { weather, gateway } = await openGatewayTo(file);
  expect(await gateway.query(queryOf('wind'))).toMatchObject(complete('wind', 'W'));
  expect(weather.requestHeaders[0]?.['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  expect(await gateway.query(queryOf('tide'))).toMatchObject(unknown);
  writeFileSync(file, sdlWith('tide'));
  await waitFor('the new field', async () => (await gateway.query(queryOf('tide'))).status === 200);
  expect(await gateway.query(queryOf('tide'))).toMatchObject(complete('tide', 'T'));
  expect(await gateway.query(queryOf('wind'))).toMatchObject(unknown);
});

test('a takeover of a part of ours, and a security feature that is not enforced, is refused, logged and counted: the old graph is served', async () => {
  const file = join(folder, 'takeover.graphql');
  const sdl = sdlWith('wind');
  writeFileSync(file, sdl);
  const { weather, gateway } = await openGatewayTo(file);
  const takeovers = [
    ['@override', 'code: ID! name: String! @override(from: "organisations")', 'Organisation.name would be resolved by'],
    ['@inaccessible', 'code: ID! @inaccessible', 'Organisation.code would be hidden from clients'],
    ['@authenticated', 'code: ID! pay: Int @authenticated', 'Organisation.pay has @authenticated'],
  ].map(([directive = '', fields = '', message = '']) => [
    sdl.replace('"@key"', `"@key", "${directive}"`).replace('code: ID!', fields),
    message,
  ]);
  const secure = '@link(url: "https://example.org/secure/v1.0", import: ["@secure"], for: SECURITY)\n';
  takeovers.push([
    `${sdl.replace('type Query', `  ${secure} directive @secure on FIELD_DEFINITION type Query`)} type Pay { a: Int @secure }`,
    'Pay.a has @secure',
  ]);
  for (const [at, [changed = '', message = '']] of takeovers.entries()) {
    writeFileSync(file, changed);
    const line = await waitFor('the refusal', () => gateway.supergraphLines.find((each) => each.includes(message)));
    expect(line).toContain('the supergraph was not reloaded: the previous one stays in use');
    expect(gateway.reloads).toEqual({ taken: 0, refused: at + 1 });
    expect(await gateway.query(queryOf('wind'))).toMatchObject(complete('wind', 'W'));
    expect((await gateway.query(queryOf('name'))).errors).toEqual([]);
  }
  writeFileSync(file, sdlWith('tide'));
  await waitFor('the next supergraph', async () => (await gateway.query(queryOf('tide'))).status === 200);
  expect(gateway.reloads).toEqual({ taken: 1, refused: 4 });
  writeFileSync(file, takeovers.at(-1)![0]!);
  await expect(openFederatedGateway([{ name: 'weather', url: weather.url, schema: file }])).rejects.toThrow(
    'Pay.a has',
  );
});

test('reloads under load: every response is complete and of one supergraph', async () => {
  const { weather, gateway } = await openGatewayTo('introspect');
  weather.sdl = sdlWith('wind');
  await waitFor('the first supergraph', async () => (await gateway.query(queryOf('wind'))).status === 200);
  const unexpected: unknown[] = [];
  let done = false;
  let count = 0;
  const clients = [
    ['wind', 'W'],
    ['tide', 'T'],
    ['weather', 'RAIN'],
  ].map(async ([field, value]) => {
    for (; !done; count++) {
      const { status, data, errors, code } = await gateway.query(queryOf(field!));
      const isComplete =
        status === 200 && errors.length === 0 && (data as never as ResponseData).organisation[field!] === value;
      const isUnknown = field !== 'weather' && status === 400 && code === 'GRAPHQL_VALIDATION_FAILED';
      if (!isComplete && !isUnknown) unexpected.push({ field, status, data, errors });
    }
  });
  for (const next of ['tide', 'wind', 'tide', 'wind']) {
    weather.sdl = sdlWith(next);
    await waitFor(`the supergraph with ${next}`, async () => (await gateway.query(queryOf(next))).status === 200);
    const before = count;
    await waitFor('responses of it', () => count > before + 6);
  }
  done = true;
  await Promise.all(clients);
  expect(unexpected).toEqual([]);
  expect(gateway.reloads.refused).toBe(0);
});

interface ResponseData {
  readonly organisation: Readonly<Record<string, unknown>>;
}
