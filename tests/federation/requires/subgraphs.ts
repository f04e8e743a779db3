import { byKey } from '../federate';

const practices = [
  { code: 'ZXP0001', patients: 8000, opened: '1990-04-01', ward: { name: 'Elm', deprivation: 2 } },
  { code: 'ZXP0002', patients: null, opened: '2001-04-01', ward: null },
  { code: 'ZXP0003', patients: 500, opened: '2011-04-01', ward: { name: 'Oak', deprivation: 9 } },
];
const branches: Record<string, object[]> = {
  ZXP0001: [
    { __typename: 'Surgery', rooms: 4 },
    { __typename: 'Van', seats: 2 },
  ],
  ZXP0002: [],
  ZXP0003: [{ __typename: 'Surgery', rooms: 1 }],
};

export const organisations = {
  sdl: `
    type Query { practices: [Practice!]! practice(code: ID!): Practice }
    type Practice @key(fields: "code") {
      code: ID! patients(over: Int = 0): Int opened: String ward: Ward branches: [Branch!]!
    }
    type Ward { name: String deprivation: Int }
    union Branch = Surgery | Van
    type Surgery { rooms: Int }
    type Van { seats: Int }
  `,
  resolvers: {
    Query: {
      practices: () => practices,
      practice: (_: unknown, { code }: { code: string }) => practices.find((practice) => practice.code === code),
    },
    Practice: {
      __resolveReference: byKey(practices),
      patients: ({ patients }: { patients: number | null }, { over }: { over: number }) =>
        over > 0 && patients !== null ? Math.round(patients / 10) : patients,
      branches: ({ code }: { code: string }) => branches[code],
    },
  },
};

interface Representation {
  readonly code: string;
  readonly patients?: number | null;
  readonly ward?: { readonly deprivation: number } | null;
  readonly branches: readonly { readonly rooms?: number; readonly seats?: number }[];
  readonly weighted?: number | null;
}

/** Computes fields from required fields. A missing required value shows as 'absent'. */
export const payments = {
  sdl: `
    type Practice @key(fields: "code") {
      code: ID!
      patients(over: Int = 0): Int @external
      ward: Ward @external
      branches: [Branch!]! @external
      weighted: Float @requires(fields: "patients")
      elderly: Int @requires(fields: "patients(over: 75)")
      weighting: String @requires(fields: "ward { deprivation }")
      capacity: Int @requires(fields: "branches { ... on Surgery { rooms } ... on Van { seats } }")
    }
    type Ward @external { deprivation: Int }
    union Branch = Surgery | Van
    type Surgery @external { rooms: Int }
    type Van @external { seats: Int }
  `,
  resolvers: {
    Practice: {
      __resolveReference: (representation: Representation) => representation,
      weighted: ({ patients }: Representation) => (patients == null ? null : patients * 1.5),
      elderly: ({ patients }: Representation) => patients,
      weighting: ({ ward }: Representation) =>
        ward === null ? 'no ward' : ward === undefined ? 'absent' : ward.deprivation > 5 ? 'high' : 'low',
      capacity: ({ branches }: Representation) =>
        branches.reduce((total, { rooms = 0, seats = 0 }) => total + rooms * 10 + seats, 0),
    },
  },
};

/** Requires a field that `payments` computes from a field of `organisations`. */
export const budgets = {
  sdl: `
    type Practice @key(fields: "code") {
      code: ID!
      weighted: Float @external
      opened: String @external
      budget: String @requires(fields: "weighted opened")
    }
  `,
  resolvers: {
    Practice: {
      __resolveReference: (representation: object) => representation,
      budget: ({ weighted, opened }: { weighted?: number | null; opened?: string }) => `${weighted} since ${opened}`,
    },
  },
};
