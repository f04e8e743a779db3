import { printSchema } from 'graphql';
import { testQueries, byKey, federate } from '../federate';

const practices = [{ code: 'ZXP0001', name: 'Elm Surgery', doses: 12 }];

const graph = federate({
  organisations: {
    sdl: `
      type Query { practice(code: ID @tag(name: "public")): Practice @tag(name: "public") }
      type Practice @key(fields: "code") @tag(name: "public") @tag(name: "ods") { code: ID! name: String @tag(name: "public") }
    `,
    resolvers: { Query: { practice: () => practices[0] }, Practice: { __resolveReference: byKey(practices) } },
  },
  vaccinations: {
    sdl: 'type Practice @key(fields: "code") @tag(name: "internal") { code: ID! doses: Int @tag(name: "internal") }',
    resolvers: { Practice: { __resolveReference: byKey(practices) } },
  },
});

testQueries(graph, {
  'tags do not change a response': {
    query: '{ practice { name doses } }',
    response: { data: { practice: { name: 'Elm Surgery', doses: 12 } } },
  },
});

test('tags are in the supergraph but not in the API schema', () => {
  expect(graph.supergraph.sdl).toContain('@tag(name: "internal")');
  expect(printSchema(graph.apiSchema)).not.toContain('tag');
});
