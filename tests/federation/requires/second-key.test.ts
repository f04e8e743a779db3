import { answers, byKey, federate } from '../federate';

const practices = [{ code: 'ZXP0001', uprn: '101', patients: 8000 }];

/** `estates` knows practices by UPRN, `payments` by code; `organisations` leads from one to the other. */
const graph = federate({
  estates: {
    sdl: 'type Query { tallest: Practice } type Practice @key(fields: "uprn") { uprn: String! storeys: Int }',
    resolvers: { Query: { tallest: () => ({ uprn: '101', storeys: 5 }) } },
  },
  organisations: {
    sdl: `
      type Query { practices: [Practice!]! }
      type Practice @key(fields: "code") @key(fields: "uprn") { code: ID! uprn: String! patients: Int }
    `,
    resolvers: { Query: { practices: () => practices }, Practice: { __resolveReference: byKey(practices) } },
  },
  payments: {
    sdl: `
      type Practice @key(fields: "code") {
        code: ID! patients: Int @external weighted: Int @requires(fields: "patients") budget: Int
      }
    `,
    resolvers: {
      Practice: {
        __resolveReference: (representation: object) => representation,
        weighted: ({ patients }: { patients: number }) => patients * 2,
        budget: () => 100,
      },
    },
  },
});

answers(graph, {
  'a field behind a second key': {
    query: '{ tallest { storeys budget } }',
    answer: { data: { tallest: { storeys: 5, budget: 100 } } },
    asks: ['estates', 'organisations', 'payments'],
  },
  'a field that requires another, found by the key that its subgraph has': {
    query: '{ practices { weighted } }',
    answer: { data: { practices: [{ weighted: 16000 }] } },
  },
  'a known fault of the planner: a field behind a second key that requires another cannot be planned': {
    query: '{ tallest { weighted } }',
    answer: {
      errors: [{ message: 'The operation is valid but could not be planned.', code: 'INTERNAL_SERVER_ERROR' }],
    },
    asks: [],
  },
});
