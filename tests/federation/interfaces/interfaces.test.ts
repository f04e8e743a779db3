import { testQueries, byKey, federate } from '../federate';

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

testQueries(graph, {
  'fields of an interface are returned for every implementing type': {
    query: '{ sites { code name } }',
    response: {
      data: {
        sites: [
          { code: 'ZXP0001', name: 'Elm Surgery' },
          { code: 'ZXF0001', name: 'Ash Pharmacy' },
        ],
      },
    },
    fetches: ['organisations'],
  },
  'a field of an interface can come from another subgraph': {
    query: '{ sites { name opened } }',
    response: {
      data: {
        sites: [
          { name: 'Elm Surgery', opened: 1990 },
          { name: 'Ash Pharmacy', opened: 2001 },
        ],
      },
    },
    fetches: ['organisations', 'history'],
  },
  '__typename and fields of the implementing types are returned': {
    query: '{ sites { __typename ... on Practice { patients } ... on Pharmacy { hours } } }',
    response: {
      data: {
        sites: [
          { __typename: 'Practice', patients: 8000 },
          { __typename: 'Pharmacy', hours: 40 },
        ],
      },
    },
  },
  'a fragment on another interface selects the types that implement it': {
    query: '{ sites { name ... on Counted { doses } } }',
    response: {
      data: {
        sites: [
          { name: 'Elm Surgery', doses: 12 },
          { name: 'Ash Pharmacy', doses: 7 },
        ],
      },
    },
  },
  'a fragment on a narrower interface applies to its types only': {
    query: '{ named { name ... on Site { code opened } } }',
    response: {
      data: { named: [{ name: 'Elm Surgery', code: 'ZXP0001', opened: 1990 }, { name: 'Zed Ward' }, null] },
    },
  },
  'a nested fragment with a contradicting type condition selects nothing': {
    query: '{ sites { ... on Practice { ... on Named { name ... on Pharmacy { hours } } } } }',
    response: { data: { sites: [{ name: 'Elm Surgery' }, {}] } },
  },
  'sites below sites are resolved': {
    query: '{ site(code: "ZXP0001") { neighbours { name opened neighbours { opened } } } }',
    response: {
      data: { site: { neighbours: [{ name: 'Ash Pharmacy', opened: 2001, neighbours: [{ opened: 1990 }] }] } },
    },
  },
  '__typename alone needs one subgraph': {
    query: '{ counted { __typename } }',
    response: { data: { counted: [{ __typename: 'Practice' }, { __typename: 'Pharmacy' }] } },
    fetches: ['vaccinations'],
  },
  'a fragment leads from the interface of one subgraph to fields of another': {
    query: '{ counted { doses ... on Site { name } } }',
    response: {
      data: {
        counted: [
          { doses: 12, name: 'Elm Surgery' },
          { doses: 7, name: 'Ash Pharmacy' },
        ],
      },
    },
  },
  'an unknown site is null': {
    query: '{ site(code: "ZXP9999") { opened __typename } }',
    response: { data: { site: null } },
  },
});
