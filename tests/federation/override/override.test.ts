import { answers, byKey, federate } from '../federate';

const old = [{ code: 'ZXP0001', name: 'old name', phone: 'old phone', size: 1 }];
const recent = [{ code: 'ZXP0001', name: 'Elm Surgery', phone: '0100', size: 2 }];

/** Fields are moving from `legacy` to `organisations`; one of them only for a share of requests, which is none. */
const graph = federate({
  legacy: {
    sdl: `
      type Query { practices: [Practice!]! }
      type Practice @key(fields: "code") { code: ID! name: String phone: String size: Int }
    `,
    resolvers: { Query: { practices: () => old }, Practice: { __resolveReference: byKey(old) } },
  },
  organisations: {
    sdl: `
      type Query { current: [Practice!]! }
      type Practice @key(fields: "code") {
        code: ID!
        name: String @override(from: "legacy")
        size: Int @override(from: "legacy", label: "percent(0)")
      }
    `,
    resolvers: { Query: { current: () => recent }, Practice: { __resolveReference: byKey(recent) } },
  },
});

answers(graph, {
  'an overridden field comes from its new subgraph': {
    query: '{ practices { name } }',
    answer: { data: { practices: [{ name: 'Elm Surgery' }] } },
    asks: ['legacy', 'organisations'],
  },
  'also where the new subgraph found the practice': {
    query: '{ current { name } }',
    answer: { data: { current: [{ name: 'Elm Surgery' }] } },
    asks: ['organisations'],
  },
  'a field that was left where it was comes from there': {
    query: '{ current { phone } }',
    answer: { data: { current: [{ phone: 'old phone' }] } },
    asks: ['organisations', 'legacy'],
  },
  'an override with a label is off': {
    query: '{ current { size } practices { size } }',
    answer: { data: { current: [{ size: 1 }], practices: [{ size: 1 }] } },
  },
});
