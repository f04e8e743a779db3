import { testQueries, byKey, federate } from '../federate';

const opened = [
  { code: 'ZXP0001', opened: '1990-04-01' },
  { code: 'ZXP0002', opened: '2001-04-01' },
];

const graph = federate({
  organisations: {
    sdl: `
      type Query {
        live: Release @shareable
        practices: [Practice!]! @shareable
        figures: Figures @shareable
        nothing: Figures @shareable
      }
      type Release @shareable { id: ID! published: String }
      type Practice @key(fields: "code") { code: ID! opened: String }
      type Figures { practices: Int trusts: Total @shareable }
      type Total { england: Int }
    `,
    resolvers: {
      Query: {
        live: () => ({ id: '2024-10-31', published: 'by ODS' }),
        practices: () => opened,
        figures: () => ({ practices: 2, trusts: { england: 3 } }),
        nothing: () => null,
      },
      Practice: { __resolveReference: byKey(opened) },
    },
  },
  vaccinations: {
    sdl: `
      type Query {
        live: Release @shareable
        practices: [Practice!]! @shareable
        figures: Figures @shareable
        nothing: Figures @shareable
        sites: [Site!]!
      }
      type Release @shareable { id: ID! published: String }
      type Practice @key(fields: "code") { code: ID! doses: Int }
      type Site { release: Release }
      type Figures { doses: Int trusts: Total @shareable }
      type Total { wales: Int }
    `,
    resolvers: {
      Query: {
        live: () => ({ id: '2024-10-31', published: 'by ODS' }),
        practices: () => [
          { code: 'ZXP0001', doses: 1 },
          { code: 'ZXP0002', doses: 2 },
        ],
        figures: () => ({ doses: 52, trusts: { wales: 4 } }),
        nothing: () => ({ doses: 1, trusts: null }),
        sites: () => [{ release: { id: '2024-10-31', published: 'by ODS' } }],
      },
    },
  },
});

testQueries(graph, {
  'a value type is resolved by the subgraph that returned its parent': {
    query: '{ sites { release { id published } } }',
    response: { data: { sites: [{ release: { id: '2024-10-31', published: 'by ODS' } }] } },
    fetches: ['vaccinations'],
  },
  'a root field of two subgraphs is fetched from one of them': {
    query: '{ live { id published } }',
    response: { data: { live: { id: '2024-10-31', published: 'by ODS' } } },
    fetches: [expect.any(String) as string],
  },
  'a root object with fields of two subgraphs is merged': {
    query: '{ figures { practices doses } }',
    response: { data: { figures: { practices: 2, doses: 52 } } },
  },
  'objects below a merged root object are merged too': {
    query: '{ figures { trusts { england wales } } }',
    response: { data: { figures: { trusts: { england: 3, wales: 4 } } } },
  },
  'a null of one subgraph does not replace the value of another': {
    query: '{ nothing { practices doses } }',
    response: { data: { nothing: { practices: null, doses: 1 } } },
  },
  'a shared list of entities gets the fields that one subgraph lacks from the other': {
    query: '{ practices { opened } }',
    response: { data: { practices: [{ opened: '1990-04-01' }, { opened: '2001-04-01' }] } },
  },
});
