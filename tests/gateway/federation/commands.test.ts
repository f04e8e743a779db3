import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { EXAMPLES, openFederated, type Entry } from '../../support/gateway/federated-gateway';
import { temporaryFolder } from '../../support/database/neo4j';
import { runProgram } from '../../support/process/processes';
import { ods } from '../../support/process/in-process';
import { until } from '../../support/process/until';

const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const NOWHERE = 'http://127.0.0.1:9/graphql';
const VACCINATIONS = { name: 'vaccinations', url: NOWHERE, schema: join(EXAMPLES, 'vaccinations/schema.graphql') };
const PAYMENTS = { name: 'payments', url: NOWHERE, schema: join(EXAMPLES, 'payments/schema.graphql') };
const subgraphs = (...entries: readonly Entry[]) => file('subgraphs.yaml', stringify({ subgraphs: entries }));

test('ods-graph compose prints the supergraph of all subgraphs', async () => {
  const { code, out, notes } = await ods(['compose'], { SUBGRAPHS: subgraphs(VACCINATIONS, PAYMENTS) });
  expect([code, notes]).toEqual([0, 'Composed: organisations, payments, vaccinations.\n']);
  expect(out).toContain('PAYMENTS @join__graph(name: "payments"');
});

test('ods-graph schema prints what clients of all subgraphs see, and --subgraph ours alone', async () => {
  const env = { SUBGRAPHS: subgraphs(VACCINATIONS, PAYMENTS) };
  const [api, own] = [await ods(['schema'], env), await ods(['schema', '--subgraph'], env)];
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

test.each<[string, () => Entry, RegExp]>([
  ['whose SDL is not GraphQL', badSdl, /payments, line 3, column 2: .*Correct its SDL/],
  [
    'whose file is not there',
    () => ({ ...PAYMENTS, schema: 'none.graphql' }),
    /payments: .*none\.graphql.*Correct the path/,
  ],
  ['that cannot be asked', () => ({ ...PAYMENTS, schema: 'introspect' }), /payments: .*Start it, or give its SDL/],
  ['that does not fit ours', badType, /payments/],
])('a subgraph %s is named with what to do', async (_, entry, said) => {
  const { code, out, notes } = await ods(['compose'], { SUBGRAPHS: subgraphs(VACCINATIONS, entry()) });
  expect([code, out]).toEqual([1, '']);
  expect(notes).toMatch(said);
});

test.each(['SUBGRAPHS', 'SUPERGRAPH'])('a file of %s that is not there is a wrong setting', async (setting) => {
  const { code, notes } = await ods(['compose'], { [setting]: join(folder, 'none') });
  expect([code, notes]).toEqual([2, expect.stringContaining(`${setting} names a file that cannot be read`)]);
});

test('a subgraph may not have the name of ours', async () => {
  const { code, notes } = await ods(['compose'], { SUBGRAPHS: subgraphs({ ...PAYMENTS, name: 'Organisations' }) });
  expect([code, notes]).toEqual([2, expect.stringContaining('organisations is our own subgraph')]);
});

test('serve ends at once, before the database is looked for, when a subgraph is wrong', async () => {
  const { code, err } = await runProgram(['serve'], {
    SUBGRAPHS: subgraphs(badSdl()),
    NEO4J_URI: 'bolt://127.0.0.1:9',
  });
  expect(code).toBe(1);
  expect(err).toContain('payments, line 3, column 2');
});

test('the subgraph port is refused without a secret of at least 16 characters', async () => {
  const none = await ods(['config'], { SUBGRAPH_PORT: '4001' });
  const short = await ods(['config'], { SUBGRAPH_PORT: '4001', SUBGRAPH_SECRET: 'short' });
  for (const { code, notes } of [none, short]) {
    expect(code).toBe(2);
    expect(notes).toMatch(/SUBGRAPH_SECRET: expected .*at least 16 characters/);
  }
  expect(short.notes).not.toContain("'short'");
});

test('a supergraph composed elsewhere is served, and changed when its file is', async () => {
  const composed = async (...entries: readonly Entry[]) =>
    (await ods(['compose'], { SUBGRAPHS: subgraphs(...entries) })).out;
  const [one, both] = [await composed(PAYMENTS), await composed(PAYMENTS, VACCINATIONS)];
  const supergraph = file('supergraph.graphql', one);
  const gateway = await openFederated([], { supergraph, every: { files: 20 } });
  const schema = async () => (await gateway.app.inject('/schema.graphql')).body;
  expect(await schema()).not.toContain('dosesAfterClosing');
  expect((await gateway.ask('{ organisation(code: "ZXP0001") { code } }')).errors).toEqual([]);
  file('supergraph.graphql', 'type Query { wrong: Unknown }');
  await until('the refusal', () => gateway.changes.refused === 1);
  expect(gateway.graphLines.at(-1)).toContain('the one before goes on serving');
  file('supergraph.graphql', both);
  await until('the change', () => gateway.changes.taken === 1);
  expect(await schema()).toContain('dosesAfterClosing');
  await gateway.close();
});
