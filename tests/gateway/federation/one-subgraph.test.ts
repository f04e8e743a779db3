import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  exampleEntries,
  EXAMPLE_SUBGRAPHS,
  openFederatedGateway,
  startExampleSubgraphs,
  type FederatedGateway,
} from '../../support/gateway/federated-gateway';

let examples: Awaited<ReturnType<typeof startExampleSubgraphs>>;
let gateway: FederatedGateway;
beforeAll(async () => {
  examples = await startExampleSubgraphs();
  gateway = await openFederatedGateway(exampleEntries(examples), { limits: { timeoutMs: 20_000 } });
});
afterAll(async () => {
  await gateway.close();
  await examples.close();
});

interface Example {
  readonly variables: Record<string, unknown>;
  readonly answer: unknown;
}

const FOLDER = join(EXAMPLE_SUBGRAPHS, '..');
const names = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.slice(0, -'.json'.length));

test.each(names)('%s returns the same data with other subgraphs as without', async (name) => {
  const { variables, answer } = JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as Example;
  const query = readFileSync(join(FOLDER, `${name}.graphql`), 'utf8');
  expect(await gateway.query(query, { variables })).toMatchObject({ status: 200, errors: [], data: answer });
});

test('all fetches of a request share its loaders', async () => {
  const query = `{
    payments(month: "2024-06", networks: ["ZXN0006"]) { network { name } paidTo { name } }
    organisation(code: "ZXD001") { name }
  }`;
  const reads = () => gateway.reads.filter((name) => name === 'state').length;
  const before = reads();
  expect((await gateway.query(query)).errors).toEqual([]);
  expect(reads() - before).toBeLessThanOrEqual(2);
});

test('the API schema has the fields of all subgraphs and nothing of federation', async () => {
  const { body } = await gateway.app.inject('/schema.graphql');
  expect(body).toContain('dosesAfterClosing: Int');
  expect(body).toContain('payments(');
  expect(body).not.toMatch(/_service|_entities|_Any|join__|@key/);
});

test('an invalid value of our scalar is rejected before another subgraph is called', async () => {
  const query = 'query($date: LocalDate!) { vaccinations(date: $date) { doses } }';
  const rejected = await gateway.query(query, { variables: { date: '2021-02-30' } });
  expect(rejected).toMatchObject({ status: 400, code: 'BAD_USER_INPUT' });
});
