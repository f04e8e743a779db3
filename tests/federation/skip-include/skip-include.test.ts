import { testQueries, byKey, federate } from '../federate';

const practices = [{ code: 'ZXP0001', name: 'Elm Surgery', doses: 12 }];

const graph = federate({
  organisations: {
    sdl: `
      type Query { practice: Practice site: Site }
      interface Site { code: ID! }
      type Practice implements Site @key(fields: "code") { code: ID! name: String }
    `,
    resolvers: {
      Query: { practice: () => practices[0], site: () => ({ __typename: 'Practice', ...practices[0] }) },
      Practice: { __resolveReference: byKey(practices) },
    },
  },
  vaccinations: {
    sdl: 'type Practice @key(fields: "code") { code: ID! doses: Int parent: Practice }',
    resolvers: { Practice: { __resolveReference: byKey(practices), parent: () => practices[0] } },
  },
});

const query = `query ($name: Boolean! = true, $noDoses: Boolean! = false, $deep: Boolean! = false) {
  practice {
    name @include(if: $name)
    doses @skip(if: $noDoses)
    parent @include(if: $deep) { name @skip(if: $name) doses }
  }
}`;

const NULL_CONDITION = {
  message: 'Argument "if" of non-null type "Boolean!" must not be null.',
  code: 'BAD_USER_INPUT',
};

testQueries(graph, {
  'a null in a condition is an error of the object, as in graphql-js': {
    query: 'query ($i: Boolean = true) { practice { code doses @include(if: $i) } site { code } }',
    variables: { i: null },
    response: {
      data: { practice: null, site: { code: 'ZXP0001' } },
      errors: [{ ...NULL_CONDITION, path: ['practice'] }],
    },
  },
  'a null in a condition of the root is an error of the request, and nothing is fetched': {
    query: 'query ($i: Boolean = true) { practice @skip(if: $i) { code } site { code } }',
    variables: { i: null },
    response: { data: null, errors: [NULL_CONDITION] },
    fetches: [],
  },
  'a null in @include is not looked at behind a @skip that excludes': {
    query: 'query ($i: Boolean = true) { practice { code doses @include(if: $i) @skip(if: true) } }',
    variables: { i: null },
    response: { data: { practice: { code: 'ZXP0001' } } },
  },
  'default values of variables decide': {
    query,
    response: { data: { practice: { name: 'Elm Surgery', doses: 12 } } },
  },
  'a field of the first subgraph can be excluded': {
    query,
    variables: { name: false },
    response: { data: { practice: { doses: 12 } } },
  },
  'an excluded field of another subgraph causes no fetch': {
    query,
    variables: { noDoses: true },
    response: { data: { practice: { name: 'Elm Surgery' } } },
    fetches: ['organisations'],
  },
  'all fields of an object can be excluded': {
    query,
    variables: { name: false, noDoses: true },
    response: { data: { practice: {} } },
    fetches: ['organisations'],
  },
  'conditions can be nested': {
    query,
    variables: { name: false, deep: true },
    response: { data: { practice: { doses: 12, parent: { name: 'Elm Surgery', doses: 12 } } } },
  },
  'a field with both directives is returned if included and not skipped': {
    query: 'query ($a: Boolean!, $b: Boolean!) { practice { code doses @include(if: $a) @skip(if: $b) } }',
    variables: { a: true, b: false },
    response: { data: { practice: { code: 'ZXP0001', doses: 12 } } },
  },
  'a field with both directives is excluded if included and skipped': {
    query: 'query ($a: Boolean!, $b: Boolean!) { practice { code doses @include(if: $a) @skip(if: $b) } }',
    variables: { a: true, b: true },
    response: { data: { practice: { code: 'ZXP0001' } } },
  },
  'a condition can be a literal': {
    query: '{ practice { name @skip(if: true) doses @include(if: true) code @include(if: false) } }',
    response: { data: { practice: { doses: 12 } } },
  },
  'a condition on a fragment includes its fields': {
    query: `query ($yes: Boolean!) { practice { ...Card @include(if: $yes) ... @skip(if: $yes) { code } } }
      fragment Card on Practice { name doses }`,
    variables: { yes: true },
    response: { data: { practice: { name: 'Elm Surgery', doses: 12 } } },
  },
  'a condition on a fragment excludes its fields': {
    query: `query ($yes: Boolean!) { practice { ...Card @include(if: $yes) ... @skip(if: $yes) { code } } }
      fragment Card on Practice { name doses }`,
    variables: { yes: false },
    response: { data: { practice: { code: 'ZXP0001' } } },
  },
  'a field that is also selected without a condition is returned': {
    query: 'query ($yes: Boolean!) { practice { doses @include(if: $yes) ... on Practice { doses } } }',
    variables: { yes: false },
    response: { data: { practice: { doses: 12 } } },
  },
  'a field is returned if one of its two conditions holds': {
    query:
      'query ($a: Boolean!, $b: Boolean!) { practice { code doses @include(if: $a) ... @include(if: $b) { doses } } }',
    variables: { a: false, b: true },
    response: { data: { practice: { code: 'ZXP0001', doses: 12 } } },
  },
  'an object selected twice returns the fields whose conditions hold': {
    query: `query ($a: Boolean!) {
      practice { parent @include(if: $a) { name } parent { doses } }
    }`,
    variables: { a: false },
    response: { data: { practice: { parent: { doses: 12 } } } },
  },
  'a root field can be skipped': {
    query: 'query ($yes: Boolean!) { practice @skip(if: $yes) { doses } site { code } }',
    variables: { yes: true },
    response: { data: { site: { code: 'ZXP0001' } } },
  },
  'all root fields can be skipped': {
    query: 'query ($yes: Boolean!) { practice @skip(if: $yes) { doses } }',
    variables: { yes: true },
    response: { data: {} },
  },
  'a condition can be on a fragment of an interface': {
    query: 'query ($yes: Boolean!) { site { code ... on Practice @include(if: $yes) { doses } } }',
    variables: { yes: true },
    response: { data: { site: { code: 'ZXP0001', doses: 12 } } },
  },
  'a condition can be on __typename': {
    query: 'query ($yes: Boolean!) { site { __typename @skip(if: $yes) code } }',
    variables: { yes: true },
    response: { data: { site: { code: 'ZXP0001' } } },
  },
});
