import { answers, federate } from '../federate';
import { budgets, organisations, payments } from './subgraphs';

const graph = federate({ organisations, payments, budgets });

answers(graph, {
  'weighted list sizes are computed from list sizes': {
    query: '{ practices { weighted } }',
    answer: { data: { practices: [{ weighted: 12000 }, { weighted: null }, { weighted: 750 }] } },
    asks: ['organisations', 'payments'],
  },
  'what is required does not show unless the client asks for it': {
    query: '{ practice(code: "ZXP0001") { weighted patients } }',
    answer: { data: { practice: { weighted: 12000, patients: 8000 } } },
  },
  'a field with arguments is required beside the same field with others': {
    query: '{ practice(code: "ZXP0001") { patients elderly weighted } }',
    answer: { data: { practice: { patients: 8000, elderly: 800, weighted: 12000 } } },
  },
  'a field with arguments is required beside the client’s own arguments': {
    query: '{ practice(code: "ZXP0001") { patients(over: 75) elderly weighted } }',
    answer: { data: { practice: { patients: 800, elderly: 800, weighted: 12000 } } },
  },
  'part of an object is required, and its null is sent as null': {
    query: '{ practices { weighting } }',
    answer: { data: { practices: [{ weighting: 'low' }, { weighting: 'no ward' }, { weighting: 'high' }] } },
  },
  'a part that is required stays apart from the part that is asked for': {
    query: '{ practices { ward { name } weighting } }',
    answer: {
      data: {
        practices: [
          { ward: { name: 'Elm' }, weighting: 'low' },
          { ward: null, weighting: 'no ward' },
          { ward: { name: 'Oak' }, weighting: 'high' },
        ],
      },
    },
  },
  'members of a union are required, each with its own fields': {
    query: '{ practices { capacity } }',
    answer: { data: { practices: [{ capacity: 42 }, { capacity: 0 }, { capacity: 10 }] } },
  },
  'a budget requires what another subgraph computed first': {
    query: '{ practices { budget } }',
    answer: {
      data: {
        practices: [
          { budget: '12000 since 1990-04-01' },
          { budget: 'null since 2001-04-01' },
          { budget: '750 since 2011-04-01' },
        ],
      },
    },
    asks: ['organisations', 'payments', 'budgets'],
  },
  'the client’s alias for a required field changes nothing': {
    query: '{ practice(code: "ZXP0001") { size: patients patients: opened weighted budget } }',
    answer: {
      data: { practice: { size: 8000, patients: '1990-04-01', weighted: 12000, budget: '12000 since 1990-04-01' } },
    },
  },
  'a field that is skipped requires nothing': {
    query: 'query ($paid: Boolean!) { practice(code: "ZXP0001") { opened weighted @include(if: $paid) } }',
    variables: { paid: false },
    answer: { data: { practice: { opened: '1990-04-01' } } },
    asks: ['organisations'],
  },
  'a field that is included requires as ever': {
    query: 'query ($paid: Boolean!) { practice(code: "ZXP0001") { opened weighted @include(if: $paid) } }',
    variables: { paid: true },
    answer: { data: { practice: { opened: '1990-04-01', weighted: 12000 } } },
    asks: ['organisations', 'payments'],
  },
});

test('a null that is required is sent as null', async () => {
  graph.sent.length = 0;
  await graph.ask('{ practice(code: "ZXP0002") { weighted weighting } }');
  const representations = graph.sent.slice(1).flatMap(({ variables }) => Object.values(variables as object).flat());
  expect(representations).toEqual([{ __typename: 'Practice', code: 'ZXP0002', ward: null, patients: null }]);
});
