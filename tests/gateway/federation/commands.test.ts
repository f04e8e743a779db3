import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { EXAMPLE_SUBGRAPHS, openFederatedGateway, type SubgraphEntry } from '../../support/gateway/federated-gateway';
import { temporaryFolder } from '../../support/database/fresh-neo4j';
import { runCli } from '../../support/process/processes';
import { runCommand } from '../../support/process/run-command';
import { waitFor } from '../../support/process/wait-for';

const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const NOWHERE = 'http://127.0.0.1:9/graphql';
const VACCINATIONS = {
  name: 'vaccinations',
  url: NOWHERE,
  schema: join(EXAMPLE_SUBGRAPHS, 'vaccinations/schema.graphql'),
};
const PAYMENTS = { name: 'payments', url: NOWHERE, schema: join(EXAMPLE_SUBGRAPHS, 'payments/schema.graphql') };
const subgraphs = (...entries: readonly SubgraphEntry[]) => file('subgraphs.yaml', stringify({ subgraphs: entries }));

test('ods-graph compose prints the supergraph of all subgraphs', async () => {
  const { code, out, notes } = await runCommand(['compose'], { SUBGRAPHS: subgraphs(VACCINATIONS, PAYMENTS) });
  expect([code, notes]).toEqual([0, 'Composed: organisations, payments, vaccinations.\n']);
  expect(out).toContain('PAYMENTS @join__graph(name: "payments"');
});

test('ods-graph schema prints the API schema of all subgraphs, and our own subgraph with --subgraph', async () => {
  const env = { SUBGRAPHS: subgraphs(VACCINATIONS, PAYMENTS) };
  const [api, own] = [await runCommand(['schema'], env), await runCommand(['schema', '--subgraph'], env)];
  expect([api.code, own.code]).toEqual([0, 0]);
  expect(api.out).toContain('dosesAfterClosing: Int');
  expect(api.out).not.toMatch(/join__|@key/);
  expect(own.out).toContain('@key(fields: "code")');
  expect(own.out).not.toContain('dosesAfterClosing');
});

const badSdl = () => ({ ...PAYMENTS, schema: file('bad.graphql', 'type Query {\n  payments: [Payment!]!\n}}') });
const badType = () => ({
  ...PAYMENTS,
  schema: file('type.graphql', 'type Query { release: Int } type Organisation { name: Int }'),
});

test.each<[string, () => SubgraphEntry, RegExp]>([
  ['whose SDL is not GraphQL', badSdl, /payments, \S+bad\.graphql:3:2: .*Correct its SDL/],
  [
    'whose file does not exist',
    () => ({ ...PAYMENTS, schema: 'none.graphql' }),
    /payments: .*none\.graphql.*Correct the path/,
  ],
  [
    'that cannot be reached',
    () => ({ ...PAYMENTS, schema: 'introspect' }),
    /payments: .*127.0.0.1:9.*Start it, .*or provide its SDL/,
  ],
  ['that conflicts with our own subgraph', badType, /payments/],
])('a subgraph %s is reported with a next step', async (_, entry, message) => {
  const { code, out, notes } = await runCommand(['compose'], { SUBGRAPHS: subgraphs(VACCINATIONS, entry()) });
  expect([code, out]).toEqual([1, '']);
  expect(notes).toMatch(message);
});

const depots = (name: string, sdl: string) => {
  const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])\n';
  const key = 'type Depot @key(fields: "id region { code }") { id: ID! region: Area! }\n';
  return { name, url: NOWHERE, schema: file(`${name}.graphql`, link + key + sdl) };
};
const taking = (sdl: string) => () => {
  const link =
    'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@inaccessible"])\n';
  return [{ ...PAYMENTS, schema: file('taking.graphql', link + sdl) }];
};

test.each<[string, () => readonly SubgraphEntry[], RegExp]>([
  [
    'has fields that cannot be reached',
    () => [
      depots('a', 'type Query { depots: [Depot!]! } type Area @shareable { code: String! }'),
      depots('b', 'type Area @shareable { code: String! label: String }'),
    ],
    /- query \{ depots \{ region \{ label \} \} \}: /,
  ],
  [
    'loses a field of ours',
    taking('type Organisation @key(fields: "code") { code: ID! @inaccessible beds: Int }'),
    /- payments, \S+taking\.graphql:2:52: Organisation\.code would be hidden from clients \(@inaccessible\)\. /,
  ],
  [
    'protects fields that the gateway does not protect',
    taking('type Query { salaries: Int @federation__authenticated }'),
    /- payments, \S+taking\.graphql:2:28: Query\.salaries has @federation__authenticated /,
  ],
])('compose and serve refuse a supergraph that %s, for the same reason', async (_, entries, message) => {
  const env = { SUBGRAPHS: subgraphs(...entries()), NEO4J_URI: 'bolt://127.0.0.1:9' };
  const [composed, served] = [await runCommand(['compose'], env), await runCli(['serve'], env)];
  expect([composed.code, composed.out, served.code]).toEqual([1, '', 1]);
  expect(composed.notes).toMatch(message);
  expect(served.err).toMatch(message);
});

test('the file can name a field of ours that may be taken over', async () => {
  const [entry] = taking('type Organisation @key(fields: "code") { code: ID! @inaccessible beds: Int }')();
  const { code, out } = await runCommand(['compose'], {
    SUBGRAPHS: subgraphs({ ...entry!, mayOverride: ['Organisation.code'] }),
  });
  expect([code, out]).toEqual([0, expect.stringContaining('code: ID! @inaccessible')]);
});

test.each(['SUBGRAPHS', 'SUPERGRAPH'])('a file of %s that does not exist is an invalid setting', async (setting) => {
  const { code, notes } = await runCommand(['compose'], { [setting]: join(folder, 'none') });
  expect([code, notes]).toEqual([2, expect.stringContaining(`${setting} names a file that cannot be read`)]);
});

test('a subgraph cannot have the name of our own subgraph', async () => {
  const { code, notes } = await runCommand(['compose'], {
    SUBGRAPHS: subgraphs({ ...PAYMENTS, name: 'Organisations' }),
  });
  expect([code, notes]).toEqual([2, expect.stringContaining('organisations is our own subgraph')]);
});

test('serve exits before it connects to the database if a subgraph is invalid', async () => {
  const { code, err } = await runCli(['serve'], {
    SUBGRAPHS: subgraphs(badSdl()),
    NEO4J_URI: 'bolt://127.0.0.1:9',
  });
  expect(code).toBe(1);
  expect(err).toMatch(/payments, \S+bad\.graphql:3:2/);
});

test('SUBGRAPH_PORT needs a secret of at least 16 characters', async () => {
  const none = await runCommand(['config'], { SUBGRAPH_PORT: '4001' });
  const short = await runCommand(['config'], { SUBGRAPH_PORT: '4001', SUBGRAPH_SECRET: 'short' });
  for (const { code, notes } of [none, short]) {
    expect(code).toBe(2);
    expect(notes).toMatch(/SUBGRAPH_SECRET: expected .*at least 16 characters/);
  }
  expect(short.notes).not.toContain("'short'");
});

test('a supergraph file is served and is reloaded when it changes', async () => {
  const composeSupergraph = async (...entries: readonly SubgraphEntry[]) =>
    (await runCommand(['compose'], { SUBGRAPHS: subgraphs(...entries) })).out;
  const [one, both] = [await composeSupergraph(PAYMENTS), await composeSupergraph(PAYMENTS, VACCINATIONS)];
  const supergraph = file('supergraph.graphql', one);
  const gateway = await openFederatedGateway([], { supergraph, pollIntervals: { files: 20 } });
  const schema = async () => (await gateway.app.inject('/schema.graphql')).body;
  expect(await schema()).not.toContain('dosesAfterClosing');
  expect((await gateway.query('{ organisation(code: "ZXP0001") { code } }')).errors).toEqual([]);
  file('supergraph.graphql', 'type Query { wrong: Unknown }');
  await waitFor('the refusal', () => gateway.reloads.refused === 1);
  expect(gateway.supergraphLines.at(-1)).toContain('the previous one stays in use');
  file('supergraph.graphql', both);
  await waitFor('the change', () => gateway.reloads.taken === 1);
  expect(await schema()).toContain('dosesAfterClosing');
  await gateway.close();
});
