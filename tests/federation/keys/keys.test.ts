import { answers, federate } from '../federate';
import { estates, organisations, payments, vaccinations } from './subgraphs';

const graph = federate({ organisations, vaccinations, estates, payments });

answers(graph, {
  'practices have the doses that another subgraph counts': {
    query: '{ practices { name doses } }',
    answer: {
      data: {
        practices: [
          { name: 'Elm Surgery', doses: 12 },
          { name: 'Oak Surgery', doses: 40 },
        ],
      },
    },
    asks: ['organisations', 'vaccinations'],
  },
  'the busiest practice is named by a subgraph that did not find it': {
    query: '{ busiest { name code doses } }',
    answer: { data: { busiest: { name: 'Oak Surgery', code: 'ZXP0002', doses: 40 } } },
    asks: ['vaccinations', 'organisations'],
  },
  'an unknown practice is null, and nobody is asked for its doses': {
    query: 'query ($code: ID!) { practice(code: $code) { doses } }',
    variables: { code: 'ZXP9999' },
    answer: { data: { practice: null } },
    asks: ['organisations'],
  },
  'a practice is found by its second key': {
    query: '{ practices { storeys } }',
    answer: { data: { practices: [{ storeys: 2 }, { storeys: 5 }] } },
    asks: ['organisations', 'estates'],
  },
  'from one key to another, by the subgraph that has both': {
    query: '{ tallest { doses } }',
    answer: { data: { tallest: { doses: 40 } } },
    asks: ['estates', 'organisations', 'vaccinations'],
  },
  'a network has a key of two fields, one of them nested': {
    query: '{ networks { name budget } }',
    answer: {
      data: {
        networks: [
          { name: 'North Network', budget: 900 },
          { name: 'South Network', budget: 700 },
        ],
      },
    },
    asks: ['organisations', 'payments'],
  },
  'an entity below an entity': {
    query: '{ practices { network { budget board { code } } } }',
    answer: {
      data: {
        practices: [
          { network: { budget: 900, board: { code: 'ZXI01' } } },
          { network: { budget: 700, board: { code: 'ZXI01' } } },
        ],
      },
    },
  },
  'a subgraph may refer to practices that it knows nothing of': {
    query: '{ payees { name } }',
    answer: { data: { payees: [{ name: 'Oak Surgery' }, { name: 'Elm Surgery' }, { name: 'Oak Surgery' }] } },
    asks: ['payments', 'organisations'],
  },
  'a practice that is there twice has its own copy of what lies below it': {
    query: '{ payees { neighbour { doses } network { budget } } }',
    answer: {
      data: {
        payees: [
          { neighbour: { doses: 12 }, network: { budget: 700 } },
          { neighbour: { doses: 40 }, network: { budget: 900 } },
          { neighbour: { doses: 12 }, network: { budget: 700 } },
        ],
      },
    },
  },
  'a practice and its neighbour, each with facts of two subgraphs': {
    query: '{ practice(code: "ZXP0001") { doses storeys neighbour { doses storeys } } }',
    answer: { data: { practice: { doses: 12, storeys: 2, neighbour: { doses: 40, storeys: 5 } } } },
  },
});

test('equal representations are sent once', async () => {
  graph.sent.length = 0;
  await graph.ask('{ payees { name } }');
  expect(graph.sent[1]!.variables).toEqual({
    representations: [
      { __typename: 'Practice', code: 'ZXP0002' },
      { __typename: 'Practice', code: 'ZXP0001' },
    ],
  });
});
