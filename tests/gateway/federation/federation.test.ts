import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  entriesOf,
  EXAMPLES,
  openFederated,
  startExamples,
  type FederatedGateway,
} from '../../support/gateway/federated-gateway';

let examples: Awaited<ReturnType<typeof startExamples>>;
let gateway: FederatedGateway;
beforeAll(async () => {
  examples = await startExamples();
  gateway = await openFederated(entriesOf(examples));
});
afterAll(async () => {
  await gateway.close();
  await examples.close();
});

const example = (name: string) => readFileSync(join(EXAMPLES, `${name}.graphql`), 'utf8');

/** Asks often enough that our own part is compiled: the answer stays the same. */
async function answer(query: string, variables: Record<string, unknown>, headers: Record<string, string> = {}) {
  const { data, errors, status } = await gateway.ask(query, { variables, headers });
  expect([status, errors]).toEqual([200, []]);
  for (let times = 0; times < 5; times++) expect((await gateway.ask(query, { variables, headers })).data).toEqual(data);
  return data;
}

test('doses of a day come with the operator and the region of each site, as they were on that day', async () => {
  const region = (name: string) => ({ organisations: [{ name }], reason: null });
  expect(await answer(example('doses-of-a-day'), { date: '2021-04-01', first: 3 })).toEqual({
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

test('payments stand beside the payees whom the register names: one was paid to somebody else', async () => {
  const data = await answer(example('payments-and-payees'), { month: '2024-06', networks: ['ZXN0001', 'ZXN0005'] });
  const payees = (code: string) => [{ organisation: { code }, rule: 'NOMINATED_PAYEE' }];
  expect(data).toMatchObject({
    payments: [
      { amount: 28267.43, network: { payment: { payees: payees('ZXP0001') } }, paidTo: { code: 'ZXP0001' } },
      { amount: 29217.71, network: { payment: { payees: payees('ZXP0021') } }, paidTo: { code: 'ZXP0022' } },
    ],
  });
});

test('a subgraph counts by what it requires of ours: doses after the day on which a site closed', async () => {
  const query = `query($codes: [ID!]!, $from: LocalDate!) {
    organisations(codes: $codes) { code doses(from: $from, to: "2021-06-30") dosesAfterClosing }
  }`;
  const variables = { codes: ['ZXVC037', 'ZXP0006001', 'ZXN0001', 'NOBODY'], from: '2021-06-01' };
  expect(await answer(query, variables)).toEqual({
    organisations: [
      { code: 'ZXVC037', doses: 3104, dosesAfterClosing: 2675 },
      { code: 'ZXP0006001', doses: 2854, dosesAfterClosing: 0 },
      { code: 'ZXN0001', doses: null, dosesAfterClosing: null },
      null,
    ],
  });
});

test('the moment of the request holds for organisations that are reached through another subgraph', async () => {
  const query = `{ payments(month: "2024-06", networks: ["ZXN0001"]) { network { moment { date basis release } } } }`;
  const data = await answer(query, {}, { 'ods-as-of': 'date=2021-04-01;basis=LEGAL;release=2024-06-30' });
  expect(data).toEqual({
    payments: [{ network: { moment: { date: '2021-04-01', basis: 'LEGAL', release: '2024-06-30' } } }],
  });
});

test('attacks 50 and 51: what routers ask subgraphs is not asked at this door', async () => {
  for (const query of ['{ _service { sdl } }', '{ _entities(representations: []) { __typename } }'])
    expect(await gateway.ask(query)).toMatchObject({ status: 400, code: 'GRAPHQL_VALIDATION_FAILED' });
});
