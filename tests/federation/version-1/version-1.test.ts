import { testQueries, byKey, federate } from '../federate';

const practices = [
  { code: 'ZXP0001', name: 'Elm Surgery', patients: 8000 },
  { code: 'ZXP0002', name: 'Oak Surgery', patients: 500 },
];
const bookings = [
  { id: '1', at: { code: 'ZXP0002' } },
  { id: '2', at: { code: 'ZXP0001' } },
];

/** Subgraphs in the form of federation v1: no @link, `extend type`, @external keys. */
const graph = federate({
  organisations: {
    version1: true,
    sdl: `
      extend type Query { practices: [Practice!]! }
      type Practice @key(fields: "code") { code: ID! name: String patients: Int network: Network }
      type Network { name: String }
    `,
    resolvers: {
      Query: { practices: () => practices },
      Practice: { __resolveReference: byKey(practices), network: () => ({ name: 'North' }) },
    },
  },
  bookings: {
    version1: true,
    sdl: `
      extend type Query { bookings: [Booking!]! latest: Booking }
      type Booking @key(fields: "id") { id: ID! at: Practice! @provides(fields: "name") }
      extend type Practice @key(fields: "code") {
        code: ID! @external
        name: String @external
        patients: Int @external
        bookings: [Booking!]!
        share: Float @requires(fields: "patients")
      }
    `,
    resolvers: {
      Query: { bookings: () => bookings, latest: () => bookings[1] },
      Booking: {
        __resolveReference: byKey(bookings),
        at: ({ at }: (typeof bookings)[number]) => ({ ...at, name: byKey(practices)(at)!.name }),
      },
      Practice: {
        __resolveReference: (representation: object) => representation,
        bookings: ({ code }: { code: string }) => bookings.filter(({ at }) => at.code === code),
        share: ({ patients }: { patients: number }) => 1 / patients,
      },
    },
  },
  vaccinations: {
    sdl: `
      type Practice @key(fields: "code") { code: ID! doses: Int }
      type Booking @key(fields: "id") { id: ID! dose: String }
    `,
    resolvers: {
      Practice: { __resolveReference: (key: object) => ({ ...key, doses: 7 }) },
      Booking: { __resolveReference: ({ id }: { id: string }) => ({ id, dose: `flu ${id}` }) },
    },
  },
});

testQueries(graph, {
  'an entity has fields of a subgraph that extends it': {
    query: '{ practices { name bookings { id } } }',
    response: {
      data: {
        practices: [
          { name: 'Elm Surgery', bookings: [{ id: '2' }] },
          { name: 'Oak Surgery', bookings: [{ id: '1' }] },
        ],
      },
    },
    fetches: ['organisations', 'bookings'],
  },
  'fields of the owner are fetched from the extending subgraph': {
    query: '{ bookings { at { patients network { name } } } }',
    response: {
      data: {
        bookings: [
          { at: { patients: 500, network: { name: 'North' } } },
          { at: { patients: 8000, network: { name: 'North' } } },
        ],
      },
    },
    fetches: ['bookings', 'organisations'],
  },
  'a provided field is not fetched from its owner': {
    query: '{ bookings { at { name code } } }',
    response: {
      data: {
        bookings: [{ at: { name: 'Oak Surgery', code: 'ZXP0002' } }, { at: { name: 'Elm Surgery', code: 'ZXP0001' } }],
      },
    },
    fetches: ['bookings'],
  },
  'a required field is fetched first': {
    query: '{ latest { at { share } } }',
    response: { data: { latest: { at: { share: 0.000125 } } } },
    fetches: ['bookings', 'organisations', 'bookings'],
  },
  'fields of a federation v2 subgraph can be combined': {
    query: '{ bookings { dose at { doses } } }',
    response: {
      data: {
        bookings: [
          { dose: 'flu 1', at: { doses: 7 } },
          { dose: 'flu 2', at: { doses: 7 } },
        ],
      },
    },
  },
  'a query can go back and forth between two subgraphs': {
    query: '{ practices { bookings { at { bookings { at { name } } } } } }',
    response: {
      data: {
        practices: [
          { bookings: [{ at: { bookings: [{ at: { name: 'Elm Surgery' } }] } }] },
          { bookings: [{ at: { bookings: [{ at: { name: 'Oak Surgery' } }] } }] },
        ],
      },
    },
  },
});
