import { answers, byKey, federate } from '../federate';

const practices = [
  { code: 'ZXP0001', name: 'Elm Surgery', phone: '0100', town: { name: 'Elmham', county: 'Zedshire' } },
  { code: 'ZXP0002', name: 'Oak Surgery', phone: '0200', town: { name: 'Oakham', county: 'Zedshire' } },
];

const graph = federate({
  organisations: {
    sdl: `
      type Query { practices: [Practice!]! }
      type Practice @key(fields: "code") { code: ID! name: String @shareable phone: String @shareable town: Town @shareable }
      type Town @shareable { name: String county: String }
    `,
    resolvers: {
      Query: { practices: () => practices },
      Practice: { __resolveReference: byKey(practices) },
    },
  },
  bookings: {
    sdl: `
      type Query {
        next: Booking
        bookings: [Booking!]!
        held: [Held!]! @provides(fields: "... on Clinic { rooms } ... on Visit { miles }")
      }
      type Booking @shareable { at: Practice @provides(fields: "name town { name }") with: Practice }
      type Practice @key(fields: "code") {
        code: ID! name: String @external town: Town @external
      }
      type Town { name: String @external }
      union Held = Clinic | Visit
      type Clinic @key(fields: "id") { id: ID! rooms: Int @external }
      type Visit @key(fields: "id") { id: ID! miles: Int @external }
    `,
    resolvers: {
      Query: {
        next: () => ({ at: practices[0], with: practices[1] }),
        bookings: () => practices.map((practice) => ({ at: practice, with: practice })),
        held: () => [
          { __typename: 'Clinic', id: '1', rooms: 3 },
          { __typename: 'Visit', id: '2', miles: 7 },
        ],
      },
    },
  },
  places: {
    sdl: `
      type Clinic @key(fields: "id") { id: ID! rooms: Int @shareable beds: Int @shareable }
      type Visit @key(fields: "id") { id: ID! miles: Int @shareable }
    `,
    resolvers: {
      Clinic: { __resolveReference: ({ id }: { id: string }) => ({ id, rooms: 3, beds: 9 }) },
      Visit: { __resolveReference: ({ id }: { id: string }) => ({ id, miles: 7 }) },
    },
  },
});

answers(graph, {
  'what is provided is not fetched from its owner': {
    query: '{ bookings { at { name } } }',
    answer: { data: { bookings: [{ at: { name: 'Elm Surgery' } }, { at: { name: 'Oak Surgery' } }] } },
    asks: ['bookings'],
  },
  'what is not provided is fetched from its owner': {
    query: '{ bookings { at { phone } } }',
    answer: { data: { bookings: [{ at: { phone: '0100' } }, { at: { phone: '0200' } }] } },
    asks: ['bookings', 'organisations'],
  },
  'the same type elsewhere, where nothing is provided': {
    query: '{ next { with { name } } }',
    answer: { data: { next: { with: { name: 'Oak Surgery' } } } },
    asks: ['bookings', 'organisations'],
  },
  'part of an object is provided': {
    query: '{ next { at { town { name } } } }',
    answer: { data: { next: { at: { town: { name: 'Elmham' } } } } },
    asks: ['bookings'],
  },
  'the other part is fetched and joins it': {
    query: '{ next { at { town { name county } } } }',
    answer: { data: { next: { at: { town: { name: 'Elmham', county: 'Zedshire' } } } } },
    asks: ['bookings', 'organisations'],
  },
  'members of a union provide their own fields': {
    query: '{ held { ... on Clinic { rooms } ... on Visit { miles } } }',
    answer: { data: { held: [{ rooms: 3 }, { miles: 7 }] } },
    asks: ['bookings'],
  },
  'and what a member does not provide is fetched for it alone': {
    query: '{ held { ... on Clinic { rooms beds } ... on Visit { miles } } }',
    answer: { data: { held: [{ rooms: 3, beds: 9 }, { miles: 7 }] } },
    asks: ['bookings', 'places'],
  },
});
