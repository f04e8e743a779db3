import { testQueries, byKey, federate } from '../federate';

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

testQueries(graph, {
  'a provided field is not fetched from its owner': {
    query: '{ bookings { at { name } } }',
    response: { data: { bookings: [{ at: { name: 'Elm Surgery' } }, { at: { name: 'Oak Surgery' } }] } },
    fetches: ['bookings'],
  },
  'a field that is not provided is fetched from its owner': {
    query: '{ bookings { at { phone } } }',
    response: { data: { bookings: [{ at: { phone: '0100' } }, { at: { phone: '0200' } }] } },
    fetches: ['bookings', 'organisations'],
  },
  'a field of the same type is fetched where it is not provided': {
    query: '{ next { with { name } } }',
    response: { data: { next: { with: { name: 'Oak Surgery' } } } },
    fetches: ['bookings', 'organisations'],
  },
  'part of an object can be provided': {
    query: '{ next { at { town { name } } } }',
    response: { data: { next: { at: { town: { name: 'Elmham' } } } } },
    fetches: ['bookings'],
  },
  'the other part of the object is fetched and merged': {
    query: '{ next { at { town { name county } } } }',
    response: { data: { next: { at: { town: { name: 'Elmham', county: 'Zedshire' } } } } },
    fetches: ['bookings', 'organisations'],
  },
  'each member of a union can provide its own fields': {
    query: '{ held { ... on Clinic { rooms } ... on Visit { miles } } }',
    response: { data: { held: [{ rooms: 3 }, { miles: 7 }] } },
    fetches: ['bookings'],
  },
  'a field that one union member does not provide is fetched for that member only': {
    query: '{ held { ... on Clinic { rooms beds } ... on Visit { miles } } }',
    response: { data: { held: [{ rooms: 3, beds: 9 }, { miles: 7 }] } },
    fetches: ['bookings', 'places'],
  },
});
