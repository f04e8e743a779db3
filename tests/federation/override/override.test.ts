import { testQueries, byKey, federate } from '../federate';

const old = [{ code: 'ZXP0001', name: 'old name', phone: 'old phone' }];
const recent = [{ code: 'ZXP0001', name: 'Elm Surgery', phone: '0100' }];

/** A field moves from `legacy` to `organisations`. */
const graph = federate({
  legacy: {
    sdl: `
      type Query { practices: [Practice!]! }
      type Practice @key(fields: "code") { code: ID! name: String phone: String }
    `,
    resolvers: { Query: { practices: () => old }, Practice: { __resolveReference: byKey(old) } },
  },
  organisations: {
    sdl: `
      type Query { current: [Practice!]! }
      type Practice @key(fields: "code") {
        code: ID!
        name: String @override(from: "legacy")
      }
    `,
    resolvers: { Query: { current: () => recent }, Practice: { __resolveReference: byKey(recent) } },
  },
});

testQueries(graph, {
  'an overridden field comes from its new subgraph': {
    query: '{ practices { name } }',
    response: { data: { practices: [{ name: 'Elm Surgery' }] } },
    fetches: ['legacy', 'organisations'],
  },
  'an overridden field of a root field comes from its new subgraph too': {
    query: '{ current { name } }',
    response: { data: { current: [{ name: 'Elm Surgery' }] } },
    fetches: ['organisations'],
  },
  'a field without @override comes from its original subgraph': {
    query: '{ current { phone } }',
    response: { data: { current: [{ phone: 'old phone' }] } },
    fetches: ['organisations', 'legacy'],
  },
});
