import type { AddressInfo } from 'node:net';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { temporaryFolder } from '../../support/database/fresh-neo4j';
import { json, startFakeSubgraph, type FakeSubgraph } from '../../support/gateway/fake-subgraph';
import { openFederatedGateway, type FederatedGateway } from '../../support/gateway/federated-gateway';
import { readMetrics } from '../../support/gateway/metrics';
import { runCommand } from '../../support/process/run-command';

jest.setTimeout(60_000); // the first reads of a new database are slow

const SDL = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@listSize", "@cost"])
  type Query { places: [Place!]! sized: [Place!]! @listSize(assumedSize: 70) heavy: [Heavy!]! }
  type Heavy @cost(weight: 30) { name: String! }
  type Mutation { open: [Place!]! }
  type Place { name: String! organisation: Organisation }
  type Organisation @key(fields: "code", resolvable: false) { code: ID! }
`;
const NESTED = '{ places { organisation { children(view: REPORTING) { nodes { name } } } } }';
let places: FakeSubgraph;
let gateway: FederatedGateway;
let count = 0;
let field = 'places';
const folder = temporaryFolder();
const entry = () => ({ name: 'places', url: places.url, schema: join(folder, 'places.graphql'), listSize: 20 });

beforeAll(async () => {
  writeFileSync(join(folder, 'places.graphql'), SDL);
  places = await startFakeSubgraph((_request, response) => {
    const code = (at: number) => `ZXP${String(at).padStart(4, '0')}`;
    const items = Array.from({ length: count }, (_, at) => ({
      name: `place ${at}`,
      organisation: { __typename: 'Organisation', code: code(at) },
    }));
    json(response, { data: { [field]: items } });
  });
  gateway = await openFederatedGateway([entry()], { limits: { cost: 1_000 } });
});
afterAll(async () => {
  await gateway.close();
  await places.close();
  rmSync(folder, { recursive: true });
});

const metricsOf = async () => readMetrics((await gateway.app.inject('/metrics')).body);

test('a list without @listSize is estimated with the size that the file states', async () => {
  count = 3;
  const { body } = await gateway.post({ query: '{ places { name } }' });
  expect(JSON.parse(body)).toMatchObject({ extensions: { ods: { cost: { estimated: 20, actual: 3, limit: 1_000 } } } });
  const { body: refused } = await gateway.post({ query: NESTED.replaceAll('children(', 'children(first: 50, ') });
  expect(JSON.parse(refused)).toMatchObject({ errors: [{ extensions: { code: 'COST_ESTIMATED_TOO_EXPENSIVE' } }] });
});

test('a longer list ends the operation at the limit, before our own subgraph is asked, and the log names the list', async () => {
  count = 1_001;
  const reads = gateway.reads.length;
  const { status, data, errors } = await gateway.query('{ places { organisation { name } } }');
  expect([status, data, gateway.reads.length - reads]).toEqual([422, undefined, 0]);
  expect(errors).toMatchObject([{ extensions: { code: 'COST_ACTUAL_TOO_EXPENSIVE', cost: { actual: 2_002 } } }]);
  expect(gateway.lines.map((line) => JSON.parse(line) as object)).toContainEqual(
    expect.objectContaining({
      msg: 'an operation was ended: its response costs more than COST_LIMIT',
      longest: '1001 items of Query.places (places)',
    }),
  );
  expect((await metricsOf()).get('ods_errors_total{code="COST_ACTUAL_TOO_EXPENSIVE"}')).toBe(1);
});

test('a response of few objects that cost much is not returned either', async () => {
  [field, count] = ['heavy', 40];
  const { status, data, errors } = await gateway.query('{ heavy { name } }');
  expect([status, data]).toEqual([422, undefined]);
  expect(errors).toMatchObject([
    { extensions: { code: 'COST_ACTUAL_TOO_EXPENSIVE', cost: { actual: 1_200, limit: 1_000 } } },
  ]);
});

test('a mutation that is ended says that it may have been carried out', async () => {
  [field, count] = ['open', 1_001];
  const { errors } = await gateway.query('mutation { open { name } }');
  expect(errors).toMatchObject([{ extensions: { next: expect.stringContaining('may have been carried out') } }]);
});

test('the measured sizes are metrics, and compose --sizes compares them with the assumed ones', async () => {
  [field, count] = ['places', 5];
  await gateway.query('{ places { name } }');
  const labels = '{subgraph="places",field="Query.places"}';
  const values = await metricsOf();
  expect(values.get(`ods_subgraph_lists_total${labels}`)).toBe(3);
  expect(values.get(`ods_subgraph_list_items_total${labels}`)).toBe(3 + 1_001 + 5);
  expect(values.get(`ods_subgraph_list_items_max${labels}`)).toBe(1_001);
  const SUBGRAPHS = join(folder, 'subgraphs.yaml');
  writeFileSync(SUBGRAPHS, stringify({ subgraphs: [entry()] }));
  const address = `http://127.0.0.1:${(gateway.app.server.address() as AddressInfo).port}`;
  const { code, out } = await runCommand(['compose', '--sizes', address], { SUBGRAPHS });
  expect([code, out]).toEqual([
    0,
    [
      'subgraph  list           assumed  from       measured  mean   longest',
      'places    Mutation.open  20       SUBGRAPHS  1         1001   1001     longer than assumed',
      'places    Query.heavy    20       SUBGRAPHS  1         40     40       longer than assumed',
      'places    Query.places   20       SUBGRAPHS  3         336.3  1001     longer than assumed',
      'places    Query.sized    70       @listSize  -         -      -',
      '',
    ].join('\n'),
  ]);
  const { out: unmeasured } = await runCommand(['compose', '--sizes', '--json'], { SUBGRAPHS });
  expect((JSON.parse(unmeasured) as unknown[])[2]).toMatchObject({ field: 'Query.places', assumed: 20, lists: null });
});
