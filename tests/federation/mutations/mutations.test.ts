import { answers, federate, type Federated } from '../federate';

/** What the subgraphs were told, in the order in which they were told. */
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

answers(graph, {
  'a mutation answers with what it changed': {
    query: 'mutation { record(doses: 3) { doses } }',
    answer: { data: { record: { doses: 3 } } },
    asks: ['vaccinations'],
  },
  'and with what another subgraph knows of it': {
    query: 'mutation { record(doses: 3) { doses budget } }',
    answer: { data: { record: { doses: 3, budget: 100 } } },
    asks: ['vaccinations', 'payments'],
  },
  'mutations of two subgraphs run in the order of the document': {
    query:
      'mutation { first: record(doses: 1) { doses } pay(amount: 10) { amount } second: record(doses: 2) { doses } }',
    answer: { data: { first: { doses: 1 }, pay: { amount: 10 }, second: { doses: 3 } } },
    asks: ['vaccinations', 'payments', 'vaccinations'],
  },
  'each mutation is answered completely before the next begins': {
    query: 'mutation { record(doses: 1) { budget } pay(amount: 10) { to { budget } } }',
    answer: { data: { record: { budget: 100 }, pay: { to: { budget: 90 } } } },
  },
  'what it answers is read before the next mutation, however far away it is': {
    query: 'mutation { pay(amount: 10) { to { doses } } record(doses: 5) { code } }',
    answer: { data: { pay: { to: { doses: 0 } }, record: { code: 'ZXP0001' } } },
  },
  'mutations within fragments keep their order': {
    query: `
      mutation { ...Pay ... { record(doses: 1) { code } } clear }
      fragment Pay on Mutation { pay(amount: 1) { to { budget } } }
    `,
    answer: { data: { pay: { to: { budget: 99 } }, record: { code: 'ZXP0001' }, clear: true } },
  },
  'arguments come from variables': {
    query:
      'mutation ($doses: Int!, $amount: Int = 7) { record(doses: $doses) { doses } pay(amount: $amount) { amount } }',
    variables: { doses: 9 },
    answer: { data: { record: { doses: 9 }, pay: { amount: 7 } } },
  },
  'a mutation that is skipped is not run': {
    query: 'mutation ($really: Boolean!) { clear @include(if: $really) record(doses: 1) { doses } }',
    variables: { really: false },
    answer: { data: { record: { doses: 1 } } },
    asks: ['vaccinations'],
  },
  'one mutation fails and the next is run': {
    query: 'mutation { refuse { code } record(doses: 1) { doses } }',
    answer: {
      data: { refuse: null, record: { doses: 1 } },
      errors: [{ message: 'refused', path: ['refuse'] }],
    },
  },
  'one that must answer fails the whole': {
    query: 'mutation { record(doses: 1) { doses } refuseAll { code } }',
    answer: { data: null, errors: [{ message: 'refused', path: ['refuseAll'] }] },
  },
  'the type of the root': {
    query: 'mutation { __typename clear }',
    answer: { data: { __typename: 'Mutation', clear: true } },
  },
});

test('what one mutation answers is read before the next one changes it', async () => {
  await graph.ask('mutation { record(doses: 1) { doses budget } pay(amount: 10) { to { budget doses } } clear }');
  expect(log).toEqual(['record 1', 'read doses', 'read budget', 'pay 10', 'read budget', 'read doses', 'clear']);
});
