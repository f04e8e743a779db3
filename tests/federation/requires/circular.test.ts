import { testQueries, byKey, federate } from '../federate';

const sites = [
  { id: 'ZXS1', author: 'ZXU1' },
  { id: 'ZXS2', author: 'ZXU2' },
];

/** Two subgraphs that require fields of each other. */
const graph = federate({
  visits: {
    sdl: `
      type Query { visits: [Visit!]! }
      type Visit @key(fields: "id") {
        id: ID! nurse: Nurse! byTrainee: Boolean! @requires(fields: "nurse { years }")
      }
      type Nurse @key(fields: "id") { id: ID! years: Int @external }
    `,
    resolvers: {
      Query: { visits: () => sites.map(({ id, author }) => ({ id, nurse: { id: author } })) },
      Visit: {
        __resolveReference: ({ id, nurse }: { id: string; nurse?: { years: number } }) => ({
          ...byKey(sites)({ id }),
          nurse: nurse ?? { id: byKey(sites)({ id })!.author },
        }),
        byTrainee: ({ nurse }: { nurse: { years: number } }) => nurse.years < 2,
      },
    },
  },
  staff: {
    sdl: `
      type Nurse @key(fields: "id") { id: ID! years: Int }
      type Visit @key(fields: "id") {
        id: ID! byTrainee: Boolean! @external supervised: Boolean! @requires(fields: "byTrainee")
      }
    `,
    resolvers: {
      Nurse: { __resolveReference: ({ id }: { id: string }) => ({ id, years: id === 'ZXU1' ? 1 : 20 }) },
      Visit: {
        __resolveReference: (representation: object) => representation,
        supervised: ({ byTrainee }: { byTrainee: boolean }) => byTrainee,
      },
    },
  },
});

testQueries(graph, {
  'a required field comes from the other subgraph': {
    query: '{ visits { byTrainee } }',
    response: { data: { visits: [{ byTrainee: true }, { byTrainee: false }] } },
  },
  'a field can require a field that itself requires another one': {
    query: '{ visits { supervised } }',
    response: { data: { visits: [{ supervised: true }, { supervised: false }] } },
    fetches: ['visits', 'staff', 'visits', 'staff'],
  },
});
