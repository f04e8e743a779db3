import { testQueries, federate } from '../federate';
import { budgets, organisations, payments } from './subgraphs';

const graph = federate({ organisations, payments, budgets });

testQueries(graph, {
  'weighted list sizes are computed from the required list sizes': {
    query: '{ practices { weighted } }',
    response: { data: { practices: [{ weighted: 12000 }, { weighted: null }, { weighted: 750 }] } },
    fetches: ['organisations', 'payments'],
  },
  'a required field is in the response only if the client selects it': {
    query: '{ practice(code: "ZXP0001") { weighted patients } }',
    response: { data: { practice: { weighted: 12000, patients: 8000 } } },
  },
  'two @requires can name the same field with different arguments': {
    query: '{ practice(code: "ZXP0001") { patients elderly weighted } }',
    response: { data: { practice: { patients: 8000, elderly: 800, weighted: 12000 } } },
  },
  'a required field with arguments does not conflict with the arguments of the client': {
    query: '{ practice(code: "ZXP0001") { patients(over: 75) elderly weighted } }',
    response: { data: { practice: { patients: 800, elderly: 800, weighted: 12000 } } },
  },
  'part of an object can be required, and its null is sent as null': {
    query: '{ practices { weighting } }',
    response: { data: { practices: [{ weighting: 'low' }, { weighting: 'no ward' }, { weighting: 'high' }] } },
  },
  'the required part of an object stays separate from the selected part': {
    query: '{ practices { ward { name } weighting } }',
    response: {
      data: {
        practices: [
          { ward: { name: 'Elm' }, weighting: 'low' },
          { ward: null, weighting: 'no ward' },
          { ward: { name: 'Oak' }, weighting: 'high' },
        ],
      },
    },
  },
  'the members of a union can be required, each with its own fields': {
    query: '{ practices { capacity } }',
    response: { data: { practices: [{ capacity: 42 }, { capacity: 0 }, { capacity: 10 }] } },
  },
  'a field can require a value that another subgraph computes first': {
    query: '{ practices { budget } }',
    response: {
      data: {
        practices: [
          { budget: '12000 since 1990-04-01' },
          { budget: 'null since 2001-04-01' },
          { budget: '750 since 2011-04-01' },
        ],
      },
    },
    fetches: ['organisations', 'payments', 'budgets'],
  },
  'a client alias for a required field does not change the result': {
    query: '{ practice(code: "ZXP0001") { size: patients patients: opened weighted budget } }',
    response: {
      data: { practice: { size: 8000, patients: '1990-04-01', weighted: 12000, budget: '12000 since 1990-04-01' } },
    },
  },
  'a skipped field causes no fetch of its required fields': {
    query: 'query ($paid: Boolean!) { practice(code: "ZXP0001") { opened weighted @include(if: $paid) } }',
    variables: { paid: false },
    response: { data: { practice: { opened: '1990-04-01' } } },
    fetches: ['organisations'],
  },
  'an included field causes the fetch of its required fields': {
    query: 'query ($paid: Boolean!) { practice(code: "ZXP0001") { opened weighted @include(if: $paid) } }',
    variables: { paid: true },
    response: { data: { practice: { opened: '1990-04-01', weighted: 12000 } } },
    fetches: ['organisations', 'payments'],
  },
});

test('a required null is sent as null', async () => {
  graph.sent.length = 0;
  await graph.query('{ practice(code: "ZXP0002") { weighted weighting } }');
  const representations = graph.sent.slice(1).flatMap(({ variables }) => Object.values(variables as object).flat());
  expect(representations).toEqual([{ __typename: 'Practice', code: 'ZXP0002', ward: null, patients: null }]);
});
