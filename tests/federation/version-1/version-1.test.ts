import { answers, byKey, federate } from '../federate';

const practices = [
  { code: 'ZXP0001', name: 'Elm Surgery', patients: 8000 },
  { code: 'ZXP0002', name: 'Oak Surgery', patients: 500 },
];
const bookings = [
  { id: '1', at: { code: 'ZXP0002' } },
  { id: '2', at: { code: 'ZXP0001' } },
];

/** Subgraphs as federation v1 wrote them: no @link, `extend type`, @external keys. */
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

answers(graph, {
  'an entity that another subgraph extends': {
    query: '{ practices { name bookings { id } } }',
    answer: {
      data: {
        practices: [
          { name: 'Elm Surgery', bookings: [{ id: '2' }] },
          { name: 'Oak Surgery', bookings: [{ id: '1' }] },
        ],
      },
    },
    asks: ['organisations', 'bookings'],
  },
  'from the extension back to the owner': {
    query: '{ bookings { at { patients network { name } } } }',
    answer: {
      data: {
        bookings: [
          { at: { patients: 500, network: { name: 'North' } } },
          { at: { patients: 8000, network: { name: 'North' } } },
        ],
      },
    },
    asks: ['bookings', 'organisations'],
  },
  'what is provided is not fetched': {
    query: '{ bookings { at { name code } } }',
    answer: {
      data: {
        bookings: [{ at: { name: 'Oak Surgery', code: 'ZXP0002' } }, { at: { name: 'Elm Surgery', code: 'ZXP0001' } }],
      },
    },
    asks: ['bookings'],
  },
  'what is required is fetched first': {
    query: '{ latest { at { share } } }',
    answer: { data: { latest: { at: { share: 0.000125 } } } },
    asks: ['bookings', 'organisations', 'bookings'],
  },
  'beside a subgraph of federation v2': {
    query: '{ bookings { dose at { doses } } }',
    answer: {
      data: {
        bookings: [
          { dose: 'flu 1', at: { doses: 7 } },
          { dose: 'flu 2', at: { doses: 7 } },
        ],
      },
    },
  },
  'around and around': {
    query: '{ practices { bookings { at { bookings { at { name } } } } } }',
    answer: {
      data: {
        practices: [
          { bookings: [{ at: { bookings: [{ at: { name: 'Elm Surgery' } }] } }] },
          { bookings: [{ at: { bookings: [{ at: { name: 'Oak Surgery' } }] } }] },
        ],
      },
    },
  },
});
