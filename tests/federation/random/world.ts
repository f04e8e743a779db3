import { byKey, type SmallSubgraphs } from '../federate';

/**
 * The objects hold every field of every type, so the API schema can be executed on them directly.
 * The subgraphs return the same objects, each with its own fields.
 */
const count = 12;

interface Thing {
  readonly __typename: string;
  readonly code: string;
  readonly [field: string]: unknown;
}

const fails = (text: string) => () => {
  throw new Error(text);
};

const practices = Array.from({ length: count }, (_, at): Thing => {
  const patients = at % 4 === 3 ? null : 1000 + at;
  return {
    __typename: 'Practice',
    code: `ZXP${at}`,
    uprn: `${100 + at}`,
    name: `ZXP${(at + 1) % count}`,
    size: at / 2,
    basis: ['LEGAL', 'OPERATIONAL', null][at % 3],
    patients,
    weighted: patients === null ? null : patients * 2,
    text: ({ of = 'x' }: { of?: string | null }) => (of === null ? null : `${of}${at}`),
    risky: at % 5 === 2 ? fails(`risky ${at}`) : at,
    needed: at % 6 === 4 ? null : at,
    doses: at % 7 === 6 ? null : at * 3,
    storeys: at % 3,
    get network() {
      return at % 5 === 4 ? null : networks[at % networks.length];
    },
    get neighbours() {
      return at % 6 === 5 ? null : [practices[(at + 1) % count], pharmacies[at % 4], at % 2 ? null : practices[at]];
    },
    get owner() {
      return at % 4 === 1 ? null : at % 2 ? people[at % 3] : trusts[at % 2];
    },
  };
});

const pharmacies = Array.from({ length: 4 }, (_, at): Thing => {
  return {
    __typename: 'Pharmacy',
    code: `ZXF${at}`,
    name: at === 2 ? null : `ZXF${(at + 1) % 4}`,
    size: at * 1.5,
    hours: 30 + at,
    doses: at,
    get neighbours() {
      return [practices[at], pharmacies[(at + 1) % 4]];
    },
    get owner() {
      return people[at % 3];
    },
  };
});

const trusts = [0, 1].map((at): Thing => {
  return {
    __typename: 'Trust',
    code: `ZXT${at}`,
    name: `Trust ${at}`,
    beds: at * 100,
    get grid() {
      return [[practices[at], practices[at + 2]], [], [practices[at]]];
    },
  };
});

const people = [0, 1, 2].map((at) => {
  return {
    __typename: 'Person',
    name: `Person ${at}`,
    years: at * 10,
    get employer() {
      return at === 2 ? null : practices[at * 3];
    },
  };
});

const networks = [0, 1, 2].map((at) => {
  return {
    __typename: 'Network',
    board: { __typename: 'Board', code: 'ZXI0' },
    number: at,
    name: `Network ${at}`,
    budget: at === 1 ? null : at * 50,
    get members() {
      return practices.filter((_practice, position) => position % 3 === at);
    },
  };
});

/** The values of the root fields of all subgraphs. */
export const root = {
  practices,
  practice: ({ code }: { code: string }) => practices.find((each) => each.code === code) ?? null,
  sites: [practices[0], pharmacies[2], practices[5], null, pharmacies[0]],
  counted: [pharmacies[1], practices[4]],
  places: [trusts[0], practices[6], people[1]],
  networks,
  tallest: practices[2],
  nobody: null,
};

const sites = [...practices, ...pharmacies];
const codeOf = (thing: object) => byKey(sites)(thing as Record<string, unknown>) ?? null;

export const subgraphs: SmallSubgraphs = {
  organisations: {
    sdl: `
      enum Basis { LEGAL OPERATIONAL }
      union Employer = Practice | Trust | Person
      interface Site { code: ID! name: String size: Float neighbours: [Site] owner: Employer }
      type Query { practices: [Practice!]! practice(code: ID!): Practice sites: [Site] places: [Employer!]! nobody: Practice }
      type Practice implements Site @key(fields: "code") @key(fields: "uprn") {
        code: ID! uprn: String! name: String size: Float basis: Basis patients: Int text(of: String = "x"): String
        network: Network neighbours: [Site] owner: Employer
      }
      type Pharmacy implements Site @key(fields: "code") { code: ID! name: String size: Float hours: Int! neighbours: [Site] owner: Employer }
      type Trust @key(fields: "code") { code: ID! name: String grid: [[Practice!]!]! }
      type Person @shareable { name: String years: Int employer: Practice }
      type Network @key(fields: "board { code } number") { board: Board! number: Int! name: String }
      type Board @shareable { code: ID! }
    `,
    resolvers: {
      Query: rootResolvers(['practices', 'practice', 'sites', 'places', 'nobody']),
      Practice: { __resolveReference: codeOf },
      Pharmacy: { __resolveReference: codeOf },
      Trust: { __resolveReference: byKey(trusts) },
      Network: { __resolveReference: byKey(networks) },
    },
  },
  vaccinations: {
    sdl: `
      interface Counted { doses: Int }
      type Query { counted: [Counted!]! }
      type Practice implements Counted @key(fields: "code") { code: ID! doses: Int risky: Int needed: Int! }
      type Pharmacy implements Counted @key(fields: "code") { code: ID! doses: Int }
      type Network @key(fields: "board { code } number") { board: Board! number: Int! members: [Practice!]! }
      type Board @shareable { code: ID! }
    `,
    resolvers: {
      Query: rootResolvers(['counted']),
      Practice: { __resolveReference: codeOf },
      Pharmacy: { __resolveReference: codeOf },
      Network: { __resolveReference: byKey(networks) },
    },
  },
  payments: {
    sdl: `
      type Query { networks: [Network!] }
      type Network @key(fields: "board { code } number") { board: Board! number: Int! budget: Int }
      type Board @shareable { code: ID! }
      type Practice @key(fields: "code") { code: ID! patients: Int @external weighted: Int @requires(fields: "patients") }
      type Trust @key(fields: "code") { code: ID! beds: Int }
    `,
    resolvers: {
      Query: rootResolvers(['networks']),
      Network: { __resolveReference: byKey(networks) },
      Trust: { __resolveReference: byKey(trusts) },
      Practice: {
        __resolveReference: (representation: object) => representation,
        weighted: ({ patients }: { patients: number | null }) => (patients === null ? null : patients * 2),
      },
    },
  },
  estates: {
    sdl: `
      type Query { tallest: Practice }
      type Practice @key(fields: "uprn") { uprn: String! storeys: Int }
    `,
    resolvers: { Query: rootResolvers(['tallest']), Practice: { __resolveReference: byKey(practices) } },
  },
};

function rootResolvers(
  names: readonly (keyof typeof root)[],
): Record<string, (_: unknown, args: { code: string }) => unknown> {
  return Object.fromEntries(
    names.map((name) => {
      const value = root[name];
      return [name, (_: unknown, args: { code: string }) => (typeof value === 'function' ? value(args) : value)];
    }),
  );
}
