import type { RequestListener } from 'node:http';
import { openFederatedGateway, type FederatedGateway } from '../../support/gateway/federated-gateway';
import { json, startFakeSubgraph } from '../../support/gateway/fake-subgraph';

const SDL = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query { busiest: [Organisation!]! }
  type Organisation @key(fields: "code") { code: ID! }
`;
const REFERENCES = ['ZXP0001', 'ZXNOPE1'].map((code) => ({ __typename: 'Organisation', code }));
const respond: RequestListener = (_request, response) => json(response, { data: { busiest: REFERENCES } });

const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

async function openGateway(more: object): Promise<FederatedGateway> {
  const hospitals = await startFakeSubgraph(respond);
  open.push(hospitals);
  hospitals.sdl = SDL;
  const gateway = await openFederatedGateway(
    [{ name: 'hospitals', url: hospitals.url, schema: 'introspect', ...more }],
    {
      limits: { timeoutMs: 20_000, cost: 100_000 },
    },
  );
  open.push(gateway);
  return gateway;
}

test('an unknown code in the list of another team is an error that names the code and both subgraphs', async () => {
  const gateway = await openGateway({});
  const { data, errors } = await gateway.query('{ busiest { code name } }');
  expect(data).toBeNull();
  expect(errors).toMatchObject([
    {
      message:
        'The subgraph organisations has no Organisation with code "ZXNOPE1", which the subgraph hospitals refers to.',
      path: ['busiest', 1, 'name'],
    },
  ]);
});

test('with unknown: stub, every field of an organisation can be asked of a code that is unknown', async () => {
  const gateway = await openGateway({ unknown: 'stub' });
  const { data, errors } = await gateway.query(`{ busiest {
    code name isKnown isActive isUnresolved isReferenceOnly recordClass status basisUsed operational { start } legal { start }
    lastChanged moment { date } address { town } contacts { type } roles { id } kinds
    parents(view: COMMISSIONING) { code } children(view: COMMISSIONING) { totalCount } ancestors(view: COMMISSIONING) { code }
    descendantCodes(view: COMMISSIONING) networks { code } predecessors { date } successors { date }
  } }`);
  expect(errors).toEqual([]);
  expect(data).toMatchObject({
    busiest: [
      { code: 'ZXP0001', isKnown: true },
      {
        ...{ code: 'ZXNOPE1', name: 'ZXNOPE1', isKnown: false, isActive: false, isUnresolved: true },
        ...{ recordClass: null, status: null, operational: null, legal: null, lastChanged: null, address: null },
        ...{ contacts: [], roles: [], parents: [], children: { totalCount: 0 }, ancestors: [] },
        ...{ descendantCodes: [], networks: [], predecessors: [], successors: [] },
      },
    ],
  });
});
