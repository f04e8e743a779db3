import { testQueries, byKey, federate } from '../federate';

const sites = [
  { __typename: 'Practice', code: 'ZXP0001', name: 'Elm Surgery', patients: 8000 },
  { __typename: 'Pharmacy', code: 'ZXF0001', name: 'Ash Pharmacy', hours: 40 },
];
const ratings = [
  { code: 'ZXP0001', rating: 4, reviewer: { name: 'Ann' } },
  { code: 'ZXF0001', rating: 5, reviewer: { name: 'Ben' } },
];

/** `organisations` defines the interface and its types, `reviews` has it as an interface object. */
const graph = federate({
  organisations: {
    sdl: `
      type Query { sites: [Site!]! practice: Practice }
      interface Site @key(fields: "code") { code: ID! name: String }
      type Practice implements Site @key(fields: "code") { code: ID! name: String patients: Int }
      type Pharmacy implements Site @key(fields: "code") { code: ID! name: String hours: Int }
    `,
    resolvers: {
      Query: { sites: () => sites, practice: () => sites[0] },
      Site: { __resolveReference: (key: { code: string }) => byKey(sites)(key) ?? null },
      Practice: { __resolveReference: byKey(sites) },
      Pharmacy: { __resolveReference: byKey(sites) },
    },
  },
  reviews: {
    sdl: `
      type Query { rated: [Site!]! lost: Site }
      type Site @interfaceObject @key(fields: "code") { code: ID! rating: Int reviewer: Reviewer }
      type Reviewer { name: String site: Site }
    `,
    resolvers: {
      Query: { rated: () => ratings, lost: () => ({ code: 'ZXF9999', rating: 1 }) },
      Site: { __resolveReference: byKey(ratings) },
      Reviewer: { site: () => ratings[1] },
    },
  },
});

testQueries(graph, {
  'every type of site has the field of the interface object': {
    query: '{ sites { name rating } }',
    response: {
      data: {
        sites: [
          { name: 'Elm Surgery', rating: 4 },
          { name: 'Ash Pharmacy', rating: 5 },
        ],
      },
    },
    fetches: ['organisations', 'reviews'],
  },
  'a practice has the field of the interface object': {
    query: '{ practice { rating patients } }',
    response: { data: { practice: { rating: 4, patients: 8000 } } },
  },
  'a field of the interface object needs no other subgraph': {
    query: '{ rated { rating code } }',
    response: {
      data: {
        rated: [
          { rating: 4, code: 'ZXP0001' },
          { rating: 5, code: 'ZXF0001' },
        ],
      },
    },
    fetches: ['reviews'],
  },
  'the type of a rated site comes from the other subgraph': {
    query: '{ rated { __typename name } }',
    response: {
      data: {
        rated: [
          { __typename: 'Practice', name: 'Elm Surgery' },
          { __typename: 'Pharmacy', name: 'Ash Pharmacy' },
        ],
      },
    },
    fetches: ['reviews', 'organisations'],
  },
  'fragments on the types of sites apply to rated sites': {
    query: '{ rated { rating ... on Practice { patients } ... on Pharmacy { hours } } }',
    response: {
      data: {
        rated: [
          { rating: 4, patients: 8000 },
          { rating: 5, hours: 40 },
        ],
      },
    },
  },
  'a fragment on one type of site can select fields of the interface object': {
    query: '{ sites { ... on Pharmacy { rating reviewer { name } } } }',
    response: { data: { sites: [{}, { rating: 5, reviewer: { name: 'Ben' } }] } },
  },
  'a nested interface object is resolved to a site': {
    query: '{ practice { reviewer { site { name ... on Pharmacy { hours } } } } }',
    response: { data: { practice: { reviewer: { site: { name: 'Ash Pharmacy', hours: 40 } } } } },
  },
  'aliases work on fields of both subgraphs': {
    query: '{ rated { stars: rating title: name kind: __typename } }',
    response: {
      data: {
        rated: [
          { stars: 4, title: 'Elm Surgery', kind: 'Practice' },
          { stars: 5, title: 'Ash Pharmacy', kind: 'Pharmacy' },
        ],
      },
    },
  },
  'a rated site that the other subgraph does not have keeps its rating': {
    query: '{ lost { rating name } }',
    response: { data: { lost: { rating: 1, name: null } } },
  },
  'the type of such a site is an error': {
    query: '{ lost { rating __typename } }',
    response: {
      data: { lost: null },
      errors: [
        {
          message: 'The subgraph organisations has no Site with code "ZXF9999", which the subgraph reviews refers to.',
          path: ['lost', '__typename'],
          code: 'SUBGRAPH_INVALID_RESPONSE',
        },
      ],
    },
  },
});
