import { testQueries, federate, type Federated } from '../federate';

/** What the subgraphs did, in order. */
const log: string[] = [];
const state = { doses: 0, budget: 100 };

const pause = () => new Promise((resolve) => setTimeout(resolve, 5));

const graph: Federated = federate({
  vaccinations: {
    sdl: `
      type Query { practice: Practice }
      type Mutation { record(doses: Int!): Practice! clear: Boolean! refuse: Practice refuseAll: Practice! }
      type Practice @key(fields: "code") { code: ID! doses: Int }
    `,
    resolvers: {
      Query: { practice: () => ({ code: 'ZXP0001' }) },
      Mutation: {
        record: async (_: unknown, { doses }: { doses: number }) => {
          await pause();
          state.doses += doses;
          log.push(`record ${doses}`);
          return { code: 'ZXP0001' };
        },
        clear: () => {
          state.doses = 0;
          log.push('clear');
          return true;
        },
        refuse: () => Promise.reject(new Error('refused')),
        refuseAll: () => Promise.reject(new Error('refused')),
      },
      Practice: {
        __resolveReference: (key: object) => key,
        doses: () => {
          log.push('read doses');
          return state.doses;
        },
      },
    },
  },
  payments: {
    sdl: `
      type Mutation { pay(amount: Int!): Payment! }
      type Payment { amount: Int! to: Practice }
      type Practice @key(fields: "code") { code: ID! budget: Int }
    `,
    resolvers: {
      Mutation: {
        pay: async (_: unknown, { amount }: { amount: number }) => {
          await pause();
          state.budget -= amount;
          log.push(`pay ${amount}`);
          return { amount, to: { code: 'ZXP0001' } };
        },
      },
      Practice: {
        __resolveReference: (key: object) => key,
        budget: async () => {
          await pause();
          log.push('read budget');
          return state.budget;
        },
      },
    },
  },
});

beforeEach(() => {
  Object.assign(state, { doses: 0, budget: 100 });
  log.length = 0;
});

testQueries(graph, {
  'a mutation returns the changed object': {
    query: 'mutation { record(doses: 3) { doses } }',
    response: { data: { record: { doses: 3 } } },
    fetches: ['vaccinations'],
  },
  'a mutation returns fields of another subgraph': {
    query: 'mutation { record(doses: 3) { doses budget } }',
    response: { data: { record: { doses: 3, budget: 100 } } },
    fetches: ['vaccinations', 'payments'],
  },
  'mutations of two subgraphs run in the order of the document': {
    query:
      'mutation { first: record(doses: 1) { doses } pay(amount: 10) { amount } second: record(doses: 2) { doses } }',
    response: { data: { first: { doses: 1 }, pay: { amount: 10 }, second: { doses: 3 } } },
    fetches: ['vaccinations', 'payments', 'vaccinations'],
  },
  'each mutation is resolved completely before the next one starts': {
    query: 'mutation { record(doses: 1) { budget } pay(amount: 10) { to { budget } } }',
    response: { data: { record: { budget: 100 }, pay: { to: { budget: 90 } } } },
  },
  'nested fields of a mutation are read before the next mutation starts': {
    query: 'mutation { pay(amount: 10) { to { doses } } record(doses: 5) { code } }',
    response: { data: { pay: { to: { doses: 0 } }, record: { code: 'ZXP0001' } } },
  },
  'mutations in fragments keep their order': {
    query: `
      mutation { ...Pay ... { record(doses: 1) { code } } clear }
      fragment Pay on Mutation { pay(amount: 1) { to { budget } } }
    `,
    response: { data: { pay: { to: { budget: 99 } }, record: { code: 'ZXP0001' }, clear: true } },
  },
  'mutation arguments can come from variables': {
    query:
      'mutation ($doses: Int!, $amount: Int = 7) { record(doses: $doses) { doses } pay(amount: $amount) { amount } }',
    variables: { doses: 9 },
    response: { data: { record: { doses: 9 }, pay: { amount: 7 } } },
  },
  'a skipped mutation does not run': {
    query: 'mutation ($really: Boolean!) { clear @include(if: $really) record(doses: 1) { doses } }',
    variables: { really: false },
    response: { data: { record: { doses: 1 } } },
    fetches: ['vaccinations'],
  },
  'the next mutation runs after one fails': {
    query: 'mutation { refuse { code } record(doses: 1) { doses } }',
    response: {
      data: { refuse: null, record: { doses: 1 } },
      errors: [{ message: 'refused', path: ['refuse'] }],
    },
  },
  'a failed non-null mutation makes the data null': {
    query: 'mutation { record(doses: 1) { doses } refuseAll { code } }',
    response: { data: null, errors: [{ message: 'refused', path: ['refuseAll'] }] },
  },
  '__typename of the root is Mutation': {
    query: 'mutation { __typename clear }',
    response: { data: { __typename: 'Mutation', clear: true } },
  },
});

test('all fields of a mutation are read before the next mutation changes them', async () => {
  await graph.query('mutation { record(doses: 1) { doses budget } pay(amount: 10) { to { budget doses } } clear }');
  expect(log).toEqual(['record 1', 'read doses', 'read budget', 'pay 10', 'read budget', 'read doses', 'clear']);
});
