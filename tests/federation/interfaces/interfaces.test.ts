import { answers, byKey, federate } from '../federate';

const practices = [{ __typename: 'Practice', code: 'ZXP0001', name: 'Elm Surgery', doses: 12, opened: 1990 }];
const pharmacies = [{ __typename: 'Pharmacy', code: 'ZXF0001', name: 'Ash Pharmacy', doses: 7, opened: 2001 }];
const sites = [...practices, ...pharmacies];

const graph = federate({
  organisations: {
    sdl: `
      type Query { sites: [Site!]! site(code: ID!): Site named: [Named] }
      interface Named { name: String }
      interface Site implements Named { code: ID! name: String neighbours: [Site!] }
      type Practice implements Site & Named @key(fields: "code") { code: ID! name: String neighbours: [Site!] patients: Int }
      type Pharmacy implements Site & Named @key(fields: "code") { code: ID! name: String neighbours: [Site!] hours: Int! }
      type Ward implements Named { name: String electors: Int }
    `,
    resolvers: {
      Query: {
        sites: () => sites,
        site: (_: unknown, { code }: { code: string }) => sites.find((each) => each.code === code),
        named: () => [practices[0], { __typename: 'Ward', name: 'Zed Ward', electors: 99 }, null],
      },
      Practice: { __resolveReference: byKey(practices), neighbours: () => pharmacies, patients: () => 8000 },
      Pharmacy: { __resolveReference: byKey(pharmacies), neighbours: () => practices, hours: () => 40 },
    },
  },
  vaccinations: {
    sdl: `
      interface Counted { doses: Int }
      type Query { counted: [Counted!]! }
      type Practice implements Counted @key(fields: "code") { code: ID! doses: Int }
      type Pharmacy implements Counted @key(fields: "code") { code: ID! doses: Int }
    `,
    resolvers: {
      Query: { counted: () => sites },
      Practice: { __resolveReference: byKey(practices) },
      Pharmacy: { __resolveReference: byKey(pharmacies) },
    },
  },
  history: {
    sdl: `
      interface Site { opened: Int }
      type Practice implements Site @key(fields: "code") { code: ID! opened: Int }
      type Pharmacy implements Site @key(fields: "code") { code: ID! opened: Int }
    `,
    resolvers: {
      Practice: { __resolveReference: byKey(practices) },
      Pharmacy: { __resolveReference: byKey(pharmacies) },
    },
  },
});

answers(graph, {
  'fields of the interface, whatever the site is': {
    query: '{ sites { code name } }',
    answer: {
      data: {
        sites: [
          { code: 'ZXP0001', name: 'Elm Surgery' },
          { code: 'ZXF0001', name: 'Ash Pharmacy' },
        ],
      },
    },
    asks: ['organisations'],
  },
  'a field of the interface that another subgraph answers': {
    query: '{ sites { name opened } }',
    answer: {
      data: {
        sites: [
          { name: 'Elm Surgery', opened: 1990 },
          { name: 'Ash Pharmacy', opened: 2001 },
        ],
      },
    },
    asks: ['organisations', 'history'],
  },
  'what kind of site it is, and its own fields': {
    query: '{ sites { __typename ... on Practice { patients } ... on Pharmacy { hours } } }',
    answer: {
      data: {
        sites: [
          { __typename: 'Practice', patients: 8000 },
          { __typename: 'Pharmacy', hours: 40 },
        ],
      },
    },
  },
  'a fragment on another interface picks those that have it': {
    query: '{ sites { name ... on Counted { doses } } }',
    answer: {
      data: {
        sites: [
          { name: 'Elm Surgery', doses: 12 },
          { name: 'Ash Pharmacy', doses: 7 },
        ],
      },
    },
  },
  'a fragment on a narrower interface': {
    query: '{ named { name ... on Site { code opened } } }',
    answer: {
      data: { named: [{ name: 'Elm Surgery', code: 'ZXP0001', opened: 1990 }, { name: 'Zed Ward' }, null] },
    },
  },
  'a fragment within a fragment that contradicts it selects nothing': {
    query: '{ sites { ... on Practice { ... on Named { name ... on Pharmacy { hours } } } } }',
    answer: { data: { sites: [{ name: 'Elm Surgery' }, {}] } },
  },
  'sites below sites': {
    query: '{ site(code: "ZXP0001") { neighbours { name opened neighbours { opened } } } }',
    answer: {
      data: { site: { neighbours: [{ name: 'Ash Pharmacy', opened: 2001, neighbours: [{ opened: 1990 }] }] } },
    },
  },
  'the type alone': {
    query: '{ counted { __typename } }',
    answer: { data: { counted: [{ __typename: 'Practice' }, { __typename: 'Pharmacy' }] } },
    asks: ['vaccinations'],
  },
  'an interface of the other subgraph leads to this one’s fields': {
    query: '{ counted { doses ... on Site { name } } }',
    answer: {
      data: {
        counted: [
          { doses: 12, name: 'Elm Surgery' },
          { doses: 7, name: 'Ash Pharmacy' },
        ],
      },
    },
  },
  'no such site': {
    query: '{ site(code: "ZXP9999") { opened __typename } }',
    answer: { data: { site: null } },
  },
});
