import { testQueries, federate } from '../federate';
import { estates, organisations, payments, vaccinations } from './subgraphs';

const graph = federate({ organisations, vaccinations, estates, payments });

testQueries(graph, {
  'practices get their doses from another subgraph': {
    query: '{ practices { name doses } }',
    response: {
      data: {
        practices: [
          { name: 'Elm Surgery', doses: 12 },
          { name: 'Oak Surgery', doses: 40 },
        ],
      },
    },
    fetches: ['organisations', 'vaccinations'],
  },
  'the name of the busiest practice comes from a second subgraph': {
    query: '{ busiest { name code doses } }',
    response: { data: { busiest: { name: 'Oak Surgery', code: 'ZXP0002', doses: 40 } } },
    fetches: ['vaccinations', 'organisations'],
  },
  'an unknown practice is null and causes no fetch of its doses': {
    query: 'query ($code: ID!) { practice(code: $code) { doses } }',
    variables: { code: 'ZXP9999' },
    response: { data: { practice: null } },
    fetches: ['organisations'],
  },
  'a practice is resolved by its second key': {
    query: '{ practices { storeys } }',
    response: { data: { practices: [{ storeys: 2 }, { storeys: 5 }] } },
    fetches: ['organisations', 'estates'],
  },
  'a subgraph with both keys translates one key into the other': {
    query: '{ tallest { doses } }',
    response: { data: { tallest: { doses: 40 } } },
    fetches: ['estates', 'organisations', 'vaccinations'],
  },
  'a network is resolved by a key of two fields, one of them nested': {
    query: '{ networks { name budget } }',
    response: {
      data: {
        networks: [
          { name: 'North Network', budget: 900 },
          { name: 'South Network', budget: 700 },
        ],
      },
    },
    fetches: ['organisations', 'payments'],
  },
  'an entity is resolved below another entity': {
    query: '{ practices { network { budget board { code } } } }',
    response: {
      data: {
        practices: [
          { network: { budget: 900, board: { code: 'ZXI01' } } },
          { network: { budget: 700, board: { code: 'ZXI01' } } },
        ],
      },
    },
  },
  'a subgraph can refer to practices of which it resolves only the key': {
    query: '{ payees { name } }',
    response: { data: { payees: [{ name: 'Oak Surgery' }, { name: 'Elm Surgery' }, { name: 'Oak Surgery' }] } },
    fetches: ['payments', 'organisations'],
  },
  'a practice that occurs twice in a list gets its nested fields at both positions': {
    query: '{ payees { neighbour { doses } network { budget } } }',
    response: {
      data: {
        payees: [
          { neighbour: { doses: 12 }, network: { budget: 700 } },
          { neighbour: { doses: 40 }, network: { budget: 900 } },
          { neighbour: { doses: 12 }, network: { budget: 700 } },
        ],
      },
    },
  },
  'a practice and its neighbour each get fields of two subgraphs': {
    query: '{ practice(code: "ZXP0001") { doses storeys neighbour { doses storeys } } }',
    response: { data: { practice: { doses: 12, storeys: 2, neighbour: { doses: 40, storeys: 5 } } } },
  },
});

test('equal representations are sent once', async () => {
  graph.sent.length = 0;
  await graph.query('{ payees { name } }');
  expect(graph.sent[1]!.variables).toEqual({
    representations: [
      { __typename: 'Practice', code: 'ZXP0002' },
      { __typename: 'Practice', code: 'ZXP0001' },
    ],
  });
});
