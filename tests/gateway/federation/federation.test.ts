import { readFileSync } from 'node:fs';
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
  gateway = await openFederatedGateway(exampleEntries(examples));
});
afterAll(async () => {
  await gateway.close();
  await examples.close();
});

const example = (name: string) => readFileSync(join(EXAMPLE_SUBGRAPHS, `${name}.graphql`), 'utf8');

/** Runs the query often enough that our own subgraph is compiled, and asserts that the data stays the same. */
async function execute(query: string, variables: Record<string, unknown>, headers: Record<string, string> = {}) {
  const { data, errors, status } = await gateway.query(query, { variables, headers });
  expect([status, errors]).toEqual([200, []]);
  for (let times = 0; times < 5; times++)
    expect((await gateway.query(query, { variables, headers })).data).toEqual(data);
  return data;
}

test('doses of a day have the operator and region that each site had on that day', async () => {
  const region = (name: string) => ({ organisations: [{ name }], reason: null });
  expect(await execute(example('doses-of-a-day'), { date: '2021-04-01', first: 3 })).toEqual({
    vaccinations: [
      {
        doses: 202,
        site: {
          code: 'ZXVC020',
          name: 'SAMPLEHAM HOSPITAL VACCINATION HUB',
          parents: [{ code: 'ZXT14', name: 'MOCKHAM NHS FOUNDATION TRUST' }],
          belongsTo: region('NORTH DALESLAND COMMISSIONING REGION'),
        },
      },
      {
        doses: 198,
        site: {
          code: 'ZXVC021',
          name: 'SAMPLEBY VACCINATION HUB',
          parents: [{ code: 'ZXW001', name: 'MARKET SQUARE INDEPENDENT HEALTH LTD' }],
          belongsTo: { organisations: [], reason: 'NO_SUCH_LINK' },
        },
      },
      {
        doses: 197,
        site: {
          code: 'ZXVC022',
          name: 'SAMPLEWICK PCN VACCINATION SITE',
          parents: [{ code: 'ZXP0028', name: 'NEW BRIDGE SURGERY, EXAMPLEPOOL' }],
          belongsTo: region('NORTH LAKELAND COMMISSIONING REGION'),
        },
      },
    ],
  });
});

test('payments are returned with the payees of the register, from whom one recipient differs', async () => {
  const data = await execute(example('payments-and-payees'), { month: '2024-06', networks: ['ZXN0001', 'ZXN0005'] });
  const payees = (code: string) => [{ organisation: { code }, rule: 'NOMINATED_PAYEE' }];
  expect(data).toMatchObject({
    payments: [
      { amount: 28267.43, network: { payment: { payees: payees('ZXP0001') } }, paidTo: { code: 'ZXP0001' } },
      { amount: 29217.71, network: { payment: { payees: payees('ZXP0021') } }, paidTo: { code: 'ZXP0022' } },
    ],
  });
});

test('a subgraph computes doses after closing from a required field of our own subgraph', async () => {
  const query = `query($codes: [ID!]!, $from: LocalDate!) {
    organisations(codes: $codes) { code doses(from: $from, to: "2021-06-30") dosesAfterClosing }
  }`;
  const variables = { codes: ['ZXVC037', 'ZXP0006001', 'ZXN0001', 'NOBODY'], from: '2021-06-01' };
  expect(await execute(query, variables)).toEqual({
    organisations: [
      { code: 'ZXVC037', doses: 3104, dosesAfterClosing: 2675 },
      { code: 'ZXP0006001', doses: 2854, dosesAfterClosing: 0 },
      { code: 'ZXN0001', doses: null, dosesAfterClosing: null },
      null,
    ],
  });
});

test('the moment of the request applies to organisations reached through another subgraph', async () => {
  const query = `{ payments(month: "2024-06", networks: ["ZXN0001"]) { network { moment { date basis release } } } }`;
  const data = await execute(query, {}, { 'ods-as-of': 'date=2021-04-01;basis=LEGAL;release=2024-06-30' });
  expect(data).toEqual({
    payments: [{ network: { moment: { date: '2021-04-01', basis: 'LEGAL', release: '2024-06-30' } } }],
  });
});

test('attacks 50 and 51: clients cannot query _service and _entities', async () => {
  for (const query of ['{ _service { sdl } }', '{ _entities(representations: []) { __typename } }'])
    expect(await gateway.query(query)).toMatchObject({ status: 400, code: 'GRAPHQL_VALIDATION_FAILED' });
});
