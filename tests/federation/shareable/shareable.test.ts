import { answers, byKey, federate } from '../federate';

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

answers(graph, {
  'a value type is answered by whoever holds it': {
    query: '{ sites { release { id published } } }',
    answer: { data: { sites: [{ release: { id: '2024-10-31', published: 'by ODS' } }] } },
    asks: ['vaccinations'],
  },
  'a root field of two subgraphs is asked of one': {
    query: '{ live { id published } }',
    answer: { data: { live: { id: '2024-10-31', published: 'by ODS' } } },
    asks: [expect.any(String) as string],
  },
  'a root object whose fields are spread over two subgraphs is merged': {
    query: '{ figures { practices doses } }',
    answer: { data: { figures: { practices: 2, doses: 52 } } },
  },
  'so are the objects below it': {
    query: '{ figures { trusts { england wales } } }',
    answer: { data: { figures: { trusts: { england: 3, wales: 4 } } } },
  },
  'what one subgraph knows is not replaced by another’s null': {
    query: '{ nothing { practices doses } }',
    answer: { data: { nothing: { practices: null, doses: 1 } } },
  },
  'a list of entities is asked of one and completed by the other': {
    query: '{ practices { opened } }',
    answer: { data: { practices: [{ opened: '1990-04-01' }, { opened: '2001-04-01' }] } },
  },
});
