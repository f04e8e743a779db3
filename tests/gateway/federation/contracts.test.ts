import { readContractsFile } from '../../../federation/contracts/contracts-file';
import { FAKE_SUBGRAPH_SDL, json, startFakeSubgraph, type FakeSubgraph } from '../../support/gateway/fake-subgraph';
import { openFederatedGateway, type FederatedGateway } from '../../support/gateway/federated-gateway';
import { waitFor } from '../../support/process/wait-for';

const SDL = FAKE_SUBGRAPH_SDL.replace('["@key"]', '["@key", "@tag"]').replace(
  'code: ID! weather: String',
  'code: ID! weather: String @tag(name: "internal") wind: Int',
);

const contracts = readContractsFile(`
contracts:
  - name: partners
    exclude: [internal]
    hosts: [partners.example.org]
  - name: names
    include: [names]
tags:
  internal: [Organisation.findings]
  names: [Query.organisation, Organisation.name]
`);

let subgraph: FakeSubgraph;
let gateway: FederatedGateway;
beforeAll(async () => {
  subgraph = await startFakeSubgraph((_request, response) => {
    response.setHeader('cache-control', 'max-age=60');
    json(response, { data: { _entities: [{ weather: 'RAIN', wind: 3 }] } });
  });
  subgraph.sdl = SDL;
  const entry = { name: 'weather', url: subgraph.url, schema: 'introspect' };
  const parts = { exposeQueryPlan: true, suggestions: true };
  gateway = await openFederatedGateway([entry], {
    limits: { timeoutMs: 20_000 },
    parts,
    contracts,
    pollIntervals: { files: 50, subgraphs: 50 },
  });
});
afterAll(async () => {
  await gateway?.close();
  await subgraph?.close();
});

const [MAIN, PARTNERS, NAMES] = ['/graphql', '/contract/partners/graphql', '/contract/names/graphql'];

async function post(url: string, query: string, headers: Record<string, string> = {}, more: object = {}) {
  const response = await gateway.app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json', ...headers },
    payload: JSON.stringify({ query, ...more }),
  });
  return { ...response.json(), status: response.statusCode } as Answer;
}

interface Answer {
  readonly status: number;
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string }[];
  readonly extensions?: object;
}

const ONE = '{ organisation(code: "ZXP0001") { name } }';
const HIDDEN = '{ organisation(code: "ZXP0001") { name weather } }';
const SHOWN = '{ organisation(code: "ZXP0001") { name wind } }';

test('each address has its own schema: what a contract hides is unknown there, and never suggested', async () => {
  expect((await post(MAIN, HIDDEN)).data).toMatchObject({ organisation: { weather: 'RAIN' } });
  for (const url of [PARTNERS, NAMES]) {
    const { data, errors } = await post(url, HIDDEN);
    expect([data, errors![0]!.message]).toEqual([undefined, 'Cannot query field "weather" on type "Organisation".']);
    const misspelt = await post(url, HIDDEN.replace('weather', 'weathe'));
    expect(JSON.stringify(misspelt)).not.toContain('weather"');
  }
  expect((await post(PARTNERS, SHOWN)).data).toMatchObject({ organisation: { wind: 3 } });
  expect((await post(NAMES, SHOWN)).data).toBeUndefined();
  expect((await post(NAMES, ONE)).data).toEqual((await post(MAIN, ONE)).data);
  expect((await post(PARTNERS, '{ organisation(code: "ZXP0001") { findings { rule } } }')).data).toBeUndefined();
});

test('introspection and schema.graphql show what the contract has', async () => {
  const introspection = '{ __type(name: "Organisation") { fields { name } } }';
  const fields = async (url: string) =>
    ((await post(url, introspection)).data as { __type: { fields: { name: string }[] } }).__type.fields.map(
      ({ name }) => name,
    );
  expect(await fields(NAMES)).toEqual(['name']);
  expect(await fields(PARTNERS)).toEqual(
    (await fields(MAIN)).filter((name) => name !== 'weather' && name !== 'findings'),
  );
  const sdl = async (path: string) => (await gateway.app.inject({ url: path })).body;
  expect(await sdl('/schema.graphql')).toContain('weather: String');
  expect(await sdl('/contract/partners/schema.graphql')).toMatch(/wind: Int/);
  expect(await sdl('/contract/partners/schema.graphql')).not.toMatch(/  weather: String\n  wind/);
  expect(await sdl('/contract/names/schema.graphql')).toMatch(/^type Organisation \{\n(?: +"""[^]*?""")?\n* *name/m);
});

test('a contract shows no query plan, which has what it hides', async () => {
  const plan = { 'x-query-plan': '1' };
  expect((await post(MAIN, SHOWN, plan)).extensions).toHaveProperty('queryPlan');
  expect((await post(PARTNERS, SHOWN, plan)).extensions).not.toHaveProperty('queryPlan');
});

test('a persisted document and a cached response are of one contract', async () => {
  const { createHash } = await import('node:crypto');
  const persisted = (query: string) => ({
    extensions: { persistedQuery: { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') } },
  });
  await post(MAIN, HIDDEN, {}, persisted(HIDDEN));
  const named = { ...persisted(HIDDEN), query: undefined };
  expect((await post(MAIN, '', {}, named)).data).toBeDefined();
  expect(await post(PARTNERS, '', {}, named)).toMatchObject({
    errors: [{ extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }],
  });
  const types = '{ __schema { types { name } } }';
  const [whole, part] = [await post(MAIN, types), await post(NAMES, types)];
  expect(JSON.stringify(whole).length).toBeGreaterThan(JSON.stringify(part).length + 1_000);
});

test('a host of a contract serves nothing else but the health of the process', async () => {
  const host = 'Partners.example.org:4000';
  expect((await post('/graphql', HIDDEN, { host })).data).toBeUndefined();
  expect((await post('/graphql', SHOWN, { host })).data).toMatchObject({ organisation: { wind: 3 } });
  const status = async (url: string) => (await gateway.app.inject({ url, headers: { host } })).statusCode;
  expect(await status('/schema.graphql')).toBe(200);
  for (const url of ['/livez', '/readyz']) expect(await status(url)).toBe(200);
  for (const url of ['/metrics', '/fhir/Organization', '/export/organisations.csv', '/contract/names/graphql', '/'])
    expect([url, await status(url)]).toEqual([url, 404]);
});

test('metrics count the operations of each contract', async () => {
  await post(NAMES, ONE);
  const { body } = await gateway.app.inject({ url: '/metrics' });
  expect(body).toMatch(/ods_contract_operations_total\{contract="names",outcome="(answered|kept)"\} \d/);
  expect(body).toContain('ods_http_requests_total{route="/contract/names/graphql"');
});

test('a reload changes the contracts too; one that cannot be built keeps the old schemas', async () => {
  subgraph.sdl = SDL.replace('wind: Int', 'wind: Int @tag(name: "internal") rain: Int');
  await waitFor('the reload', () => gateway.reloads.taken === 1);
  expect((await post(PARTNERS, SHOWN)).data).toBeUndefined();
  subgraph.sdl = SDL.replace(
    'type Query { weather: String }',
    'type Query { weather: String } type Organisation2 { a: Int }',
  ).replace('wind: Int', 'wind(filter: Secret!): Int } input Secret { a: Int @tag(name: "internal")');
  await waitFor('the second reload', () => gateway.reloads.taken === 2);
  expect((await post(PARTNERS, '{ __type(name: "Secret") { name } }')).data).toEqual({ __type: null });
});
