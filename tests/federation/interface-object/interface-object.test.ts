import { answers, byKey, federate } from '../federate';

const sites = [
  { __typename: 'Practice', code: 'ZXP0001', name: 'Elm Surgery', patients: 8000 },
  { __typename: 'Pharmacy', code: 'ZXF0001', name: 'Ash Pharmacy', hours: 40 },
];
const ratings = [
  { code: 'ZXP0001', rating: 4, reviewer: { name: 'Ann' } },
  { code: 'ZXF0001', rating: 5, reviewer: { name: 'Ben' } },
];

/** `organisations` knows what a site is; `reviews` only that there are sites. */
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

answers(graph, {
  'every kind of site has a rating': {
    query: '{ sites { name rating } }',
    answer: {
      data: {
        sites: [
          { name: 'Elm Surgery', rating: 4 },
          { name: 'Ash Pharmacy', rating: 5 },
        ],
      },
    },
    asks: ['organisations', 'reviews'],
  },
  'a practice has one too': {
    query: '{ practice { rating patients } }',
    answer: { data: { practice: { rating: 4, patients: 8000 } } },
  },
  'a rating is answered without knowing what the site is': {
    query: '{ rated { rating code } }',
    answer: {
      data: {
        rated: [
          { rating: 4, code: 'ZXP0001' },
          { rating: 5, code: 'ZXF0001' },
        ],
      },
    },
    asks: ['reviews'],
  },
  'what a rated site is, the other subgraph says': {
    query: '{ rated { __typename name } }',
    answer: {
      data: {
        rated: [
          { __typename: 'Practice', name: 'Elm Surgery' },
          { __typename: 'Pharmacy', name: 'Ash Pharmacy' },
        ],
      },
    },
    asks: ['reviews', 'organisations'],
  },
  'fragments on the kinds of site hold for rated sites': {
    query: '{ rated { rating ... on Practice { patients } ... on Pharmacy { hours } } }',
    answer: {
      data: {
        rated: [
          { rating: 4, patients: 8000 },
          { rating: 5, hours: 40 },
        ],
      },
    },
  },
  'a fragment on a kind of site gets what every site has': {
    query: '{ sites { ... on Pharmacy { rating reviewer { name } } } }',
    answer: { data: { sites: [{}, { rating: 5, reviewer: { name: 'Ben' } }] } },
  },
  'from a rating back to a site': {
    query: '{ practice { reviewer { site { name ... on Pharmacy { hours } } } } }',
    answer: { data: { practice: { reviewer: { site: { name: 'Ash Pharmacy', hours: 40 } } } } },
  },
  'aliases beside it': {
    query: '{ rated { stars: rating title: name kind: __typename } }',
    answer: {
      data: {
        rated: [
          { stars: 4, title: 'Elm Surgery', kind: 'Practice' },
          { stars: 5, title: 'Ash Pharmacy', kind: 'Pharmacy' },
        ],
      },
    },
  },
  'a rated site that nobody else knows keeps its rating': {
    query: '{ lost { rating name } }',
    answer: { data: { lost: { rating: 1, name: null } } },
  },
  'but what kind of site it is cannot be said': {
    query: '{ lost { rating __typename } }',
    answer: {
      data: { lost: null },
      errors: [
        {
          message: 'Cannot return null for non-nullable field Site.__typename.',
          path: ['lost', '__typename'],
          code: 'SUBGRAPH_INVALID_RESPONSE',
        },
      ],
    },
  },
});
