import { byKey, type SmallSubgraphs } from '../federate';

/** Interface objects, required fields, unions, enums and scalars: what the rules of access reach through. */

interface Thing {
  readonly __typename: string;
  readonly id: string;
  readonly [field: string]: unknown;
}

const wards: Thing[] = [0, 1, 2, 3].map((at) => ({
  __typename: 'Ward',
  id: `W${at}`,
  beds: at * 10,
  nurse: at === 3 ? null : `nurse ${at}`,
  grade: ['LOW', 'HIGH'][at % 2],
  seen: `2024-0${at + 1}-01`,
  rent: at * 100,
  tax: at * 20,
  taxed: `ward ${at}: ${at * 20}`,
  rating: at,
  get next() {
    return at === 2 ? null : [wards, clinics][at % 2]![0];
  },
  get owner() {
    return owners[at % 2];
  },
}));

const clinics: Thing[] = [0, 1].map((at) => ({
  __typename: 'Clinic',
  id: `C${at}`,
  hours: at + 8,
  nurse: `clinic nurse ${at}`,
  grade: 'LOW',
  rating: at + 5,
  get next() {
    return wards[at];
  },
  get owner() {
    return owners[1];
  },
}));

const owners: readonly object[] = [
  { __typename: 'Trust', name: 'Trust', budget: 7, places: [wards[0], clinics[0]] },
  { __typename: 'Person', name: 'Person', born: '1970-01-01' },
];
const places = [...wards, ...clinics];

export const root = { places, ward: ({ id }: { id: string }) => byKey(wards)({ id }) ?? null, owners, open: 1 };

const place = (thing: object) => byKey(places)(thing as Record<string, unknown>) ?? null;

export const subgraphs: SmallSubgraphs = {
  estates: {
    sdl: `
      scalar Day
      enum Grade { LOW HIGH }
      union Owner = Trust | Person
      interface Place @key(fields: "id") { id: ID! nurse: String grade: Grade next: Place owner: Owner }
      interface Dated { seen: Day }
      type Query { places: [Place!]! ward(id: ID!): Ward owners: [Owner!] open: Int }
      type Ward implements Place & Dated @key(fields: "id") {
        id: ID! beds: Int! nurse: String grade: Grade next: Place owner: Owner seen: Day rent: Int
      }
      type Clinic implements Place @key(fields: "id") { id: ID! hours: Int nurse: String grade: Grade next: Place owner: Owner }
      type Trust { name: String budget: Int places: [Place] }
      type Person { name: String born: Day }
    `,
    resolvers: {
      Query: {
        places: () => places,
        ward: (_: unknown, args: { id: string }) => root.ward(args),
        owners: () => owners,
        open: () => 1,
      },
      Place: { __resolveReference: place },
      Ward: { __resolveReference: place },
      Clinic: { __resolveReference: place },
    },
  },
  ratings: {
    sdl: 'type Place @interfaceObject @key(fields: "id") { id: ID! rating: Int }',
    resolvers: { Place: { __resolveReference: place } },
  },
  finance: {
    sdl: `
      type Ward @key(fields: "id") {
        id: ID! rent: Int @external grade: Grade @external
        tax: Int @requires(fields: "rent grade")
      }
      enum Grade { LOW HIGH }
    `,
    resolvers: {
      Ward: {
        __resolveReference: ({ rent, ...key }: Thing) => ({
          ...key,
          rent,
          tax: rent === undefined || rent === null ? null : Number(rent) / 5,
        }),
      },
    },
  },
  reports: {
    sdl: `type Ward @key(fields: "id") { id: ID! beds: Int! @external tax: Int @external taxed: String @requires(fields: "beds tax") }`,
    resolvers: {
      Ward: {
        __resolveReference: ({ id, tax }: Thing) => ({
          __typename: 'Ward',
          id,
          taxed: tax === null ? null : `ward ${id.slice(1)}: ${String(tax)}`,
        }),
      },
    },
  },
};
