import {
  buildClientSchema,
  getIntrospectionQuery,
  lexicographicSortSchema,
  printSchema,
  type IntrospectionQuery,
} from 'graphql';
import { testQueries, byKey, federate } from '../federate';

const practices = [{ code: 'ZXP0001', name: 'Elm Surgery', doses: 12 }];

const graph = federate({
  organisations: {
    sdl: `
      type Query { practice: Practice }
      """A general practice, for example A81001."""
      type Practice @key(fields: "code") { code: ID! name: String @deprecated(reason: "Use title.") }
    `,
    resolvers: { Query: { practice: () => practices[0] }, Practice: { __resolveReference: byKey(practices) } },
  },
  vaccinations: {
    sdl: 'type Practice @key(fields: "code") { code: ID! doses: Int }',
    resolvers: { Practice: { __resolveReference: byKey(practices) } },
  },
});

testQueries(graph, {
  'introspection of a type causes no fetch': {
    query: '{ __type(name: "Practice") { name description fields { name } } }',
    response: {
      data: {
        __type: {
          name: 'Practice',
          description: 'A general practice, for example A81001.',
          fields: [{ name: 'code' }, { name: 'doses' }],
        },
      },
    },
    fetches: [],
  },
  'deprecated fields are returned on request, with the reason': {
    query: '{ __type(name: "Practice") { fields(includeDeprecated: true) { name deprecationReason } } }',
    response: {
      data: {
        __type: {
          fields: [
            { name: 'code', deprecationReason: null },
            { name: 'name', deprecationReason: 'Use title.' },
            { name: 'doses', deprecationReason: null },
          ],
        },
      },
    },
  },
  'introspection and data can be in one operation': {
    query: '{ practice { doses } __schema { queryType { name } } }',
    response: { data: { practice: { doses: 12 }, __schema: { queryType: { name: 'Query' } } } },
    fetches: ['organisations', 'vaccinations'],
  },
  'introspection works with aliases, fragments and variables': {
    query: `query ($name: String!, $yes: Boolean!) {
      ...Types
      p: practice { name }
      hidden: __schema @skip(if: $yes) { queryType { name } }
    }
    fragment Types on Query { t: __type(name: $name) { ...Name } }
    fragment Name on __Type { n: name }`,
    variables: { name: 'Practice', yes: true },
    response: { data: { t: { n: 'Practice' }, p: { name: 'Elm Surgery' } } },
  },
  'an unknown type is null': {
    query: '{ __type(name: "Nope") { name } }',
    response: { data: { __type: null } },
  },
  '__typename works on the root, on an object and with an alias': {
    query: '{ __typename kind: __typename practice { __typename also: __typename doses } }',
    response: {
      data: {
        __typename: 'Query',
        kind: 'Query',
        practice: { __typename: 'Practice', also: 'Practice', doses: 12 },
      },
    },
  },
  '__typename of the root causes no fetch': {
    query: '{ __typename }',
    response: { data: { __typename: 'Query' } },
    fetches: [],
  },
  'attack 50: clients cannot query the SDL of subgraphs': {
    query: '{ _service { sdl } }',
    response: {
      errors: [{ message: 'Cannot query field "_service" on type "Query".', code: 'GRAPHQL_VALIDATION_FAILED' }],
    },
    fetches: [],
  },
  'attack 51: clients cannot send representations': {
    query: '{ _entities(representations: []) { __typename } }',
    response: {
      errors: [{ message: 'Cannot query field "_entities" on type "Query".', code: 'GRAPHQL_VALIDATION_FAILED' }],
    },
    fetches: [],
  },
});

test('introspection returns the API schema, without types or directives of federation', async () => {
  const { data } = await graph.query(getIntrospectionQuery());
  const introspected = printSchema(lexicographicSortSchema(buildClientSchema(data as IntrospectionQuery)));
  expect(introspected).toBe(printSchema(lexicographicSortSchema(graph.apiSchema)));
  expect(introspected).toBe(
    `type Practice {
  code: ID!
  doses: Int
  name: String @deprecated(reason: "Use title.")
}

type Query {
  practice: Practice
}`.replace('type Practice', '"""A general practice, for example A81001."""\ntype Practice'),
  );
});
