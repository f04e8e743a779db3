import { answers, byKey, federate } from '../federate';

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

answers(graph, {
  'defaults decide': {
    query,
    answer: { data: { practice: { name: 'Elm Surgery', doses: 12 } } },
  },
  'a local field is left out': {
    query,
    variables: { name: false },
    answer: { data: { practice: { doses: 12 } } },
  },
  'a field of another subgraph is left out, and the subgraph is not asked': {
    query,
    variables: { noDoses: true },
    answer: { data: { practice: { name: 'Elm Surgery' } } },
    asks: ['organisations'],
  },
  'everything is left out': {
    query,
    variables: { name: false, noDoses: true },
    answer: { data: { practice: {} } },
    asks: ['organisations'],
  },
  'a condition below a condition': {
    query,
    variables: { name: false, deep: true },
    answer: { data: { practice: { doses: 12, parent: { name: 'Elm Surgery', doses: 12 } } } },
  },
  'both on one field: included and not skipped': {
    query: 'query ($a: Boolean!, $b: Boolean!) { practice { code doses @include(if: $a) @skip(if: $b) } }',
    variables: { a: true, b: false },
    answer: { data: { practice: { code: 'ZXP0001', doses: 12 } } },
  },
  'both on one field: included but skipped': {
    query: 'query ($a: Boolean!, $b: Boolean!) { practice { code doses @include(if: $a) @skip(if: $b) } }',
    variables: { a: true, b: true },
    answer: { data: { practice: { code: 'ZXP0001' } } },
  },
  'a condition in the document itself': {
    query: '{ practice { name @skip(if: true) doses @include(if: true) code @include(if: false) } }',
    answer: { data: { practice: { doses: 12 } } },
  },
  'a condition on a fragment': {
    query: `query ($yes: Boolean!) { practice { ...Card @include(if: $yes) ... @skip(if: $yes) { code } } }
      fragment Card on Practice { name doses }`,
    variables: { yes: true },
    answer: { data: { practice: { name: 'Elm Surgery', doses: 12 } } },
  },
  'the other way round': {
    query: `query ($yes: Boolean!) { practice { ...Card @include(if: $yes) ... @skip(if: $yes) { code } } }
      fragment Card on Practice { name doses }`,
    variables: { yes: false },
    answer: { data: { practice: { code: 'ZXP0001' } } },
  },
  'a field twice, once with a condition': {
    query: 'query ($yes: Boolean!) { practice { doses @include(if: $yes) ... on Practice { doses } } }',
    variables: { yes: false },
    answer: { data: { practice: { doses: 12 } } },
  },
  'a field twice, each with a condition of its own': {
    query:
      'query ($a: Boolean!, $b: Boolean!) { practice { code doses @include(if: $a) ... @include(if: $b) { doses } } }',
    variables: { a: false, b: true },
    answer: { data: { practice: { code: 'ZXP0001', doses: 12 } } },
  },
  'an object twice, its fields under different conditions': {
    query: `query ($a: Boolean!) {
      practice { parent @include(if: $a) { name } parent { doses } }
    }`,
    variables: { a: false },
    answer: { data: { practice: { parent: { doses: 12 } } } },
  },
  'a root field is skipped': {
    query: 'query ($yes: Boolean!) { practice @skip(if: $yes) { doses } site { code } }',
    variables: { yes: true },
    answer: { data: { site: { code: 'ZXP0001' } } },
  },
  'all root fields are skipped': {
    query: 'query ($yes: Boolean!) { practice @skip(if: $yes) { doses } }',
    variables: { yes: true },
    answer: { data: {} },
  },
  'a condition on a fragment of an interface': {
    query: 'query ($yes: Boolean!) { site { code ... on Practice @include(if: $yes) { doses } } }',
    variables: { yes: true },
    answer: { data: { site: { code: 'ZXP0001', doses: 12 } } },
  },
  'the type under a condition': {
    query: 'query ($yes: Boolean!) { site { __typename @skip(if: $yes) code } }',
    variables: { yes: true },
    answer: { data: { site: { code: 'ZXP0001' } } },
  },
});
