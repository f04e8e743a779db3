import {
  buildClientSchema,
  getIntrospectionQuery,
  lexicographicSortSchema,
  printSchema,
  type IntrospectionQuery,
} from 'graphql';
import { answers, byKey, federate } from '../federate';

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

answers(graph, {
  'a type alone, and nobody is asked': {
    query: '{ __type(name: "Practice") { name description fields { name } } }',
    answer: {
      data: {
        __type: {
          name: 'Practice',
          description: 'A general practice, for example A81001.',
          fields: [{ name: 'code' }, { name: 'doses' }],
        },
      },
    },
    asks: [],
  },
  'deprecated fields are shown when asked for, with the reason': {
    query: '{ __type(name: "Practice") { fields(includeDeprecated: true) { name deprecationReason } } }',
    answer: {
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
  'the schema beside data': {
    query: '{ practice { doses } __schema { queryType { name } } }',
    answer: { data: { practice: { doses: 12 }, __schema: { queryType: { name: 'Query' } } } },
    asks: ['organisations', 'vaccinations'],
  },
  'both under other names, in fragments, with variables': {
    query: `query ($name: String!, $yes: Boolean!) {
      ...Types
      p: practice { name }
      hidden: __schema @skip(if: $yes) { queryType { name } }
    }
    fragment Types on Query { t: __type(name: $name) { ...Name } }
    fragment Name on __Type { n: name }`,
    variables: { name: 'Practice', yes: true },
    answer: { data: { t: { n: 'Practice' }, p: { name: 'Elm Surgery' } } },
  },
  'no such type': {
    query: '{ __type(name: "Nope") { name } }',
    answer: { data: { __type: null } },
  },
  'the type of the root, of an object and under an alias': {
    query: '{ __typename kind: __typename practice { __typename also: __typename doses } }',
    answer: {
      data: {
        __typename: 'Query',
        kind: 'Query',
        practice: { __typename: 'Practice', also: 'Practice', doses: 12 },
      },
    },
  },
  'the type of the root alone, and nobody is asked': {
    query: '{ __typename }',
    answer: { data: { __typename: 'Query' } },
    asks: [],
  },
  'attack 50: clients do not reach the SDL of subgraphs': {
    query: '{ _service { sdl } }',
    answer: {
      errors: [{ message: 'Cannot query field "_service" on type "Query".', code: 'GRAPHQL_VALIDATION_FAILED' }],
    },
    asks: [],
  },
  'attack 51: clients do not send representations': {
    query: '{ _entities(representations: []) { __typename } }',
    answer: {
      errors: [{ message: 'Cannot query field "_entities" on type "Query".', code: 'GRAPHQL_VALIDATION_FAILED' }],
    },
    asks: [],
  },
});

test('what introspection tells is the API schema, without a trace of federation', async () => {
  const { data } = await graph.ask(getIntrospectionQuery());
  const told = printSchema(lexicographicSortSchema(buildClientSchema(data as IntrospectionQuery)));
  expect(told).toBe(printSchema(lexicographicSortSchema(graph.apiSchema)));
  expect(told).toBe(
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
