import { testQueries, byKey, federate } from '../federate';

const practices = [{ code: 'ZXP0001', uprn: '101', patients: 8000 }];

/** `estates` resolves practices by UPRN, `payments` by code, `organisations` by both. */
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

testQueries(graph, {
  'a field is reached through a second key': {
    query: '{ tallest { storeys budget } }',
    response: { data: { tallest: { storeys: 5, budget: 100 } } },
    fetches: ['estates', 'organisations', 'payments'],
  },
  'a field with @requires is resolved by the key of its subgraph': {
    query: '{ practices { weighted } }',
    response: { data: { practices: [{ weighted: 16000 }] } },
  },
  'known planner bug: a field with @requires behind a second key cannot be planned': {
    query: '{ tallest { weighted } }',
    response: {
      errors: [{ message: expect.stringContaining('cannot be planned') as string, code: 'NOT_PLANNABLE' }],
    },
    fetches: [],
  },
});
