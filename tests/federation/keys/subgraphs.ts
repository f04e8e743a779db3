import { byKey } from '../federate';

const practices = [
  { code: 'ZXP0001', uprn: '101', name: 'Elm Surgery', network: { board: 'ZXI01', number: 1 } },
  { code: 'ZXP0002', uprn: '102', name: 'Oak Surgery', network: { board: 'ZXI01', number: 2 } },
];
const networks = [
  { board: { code: 'ZXI01' }, number: 1, name: 'North Network' },
  { board: { code: 'ZXI01' }, number: 2, name: 'South Network' },
];

/** Resolves practices by code and by UPRN, and networks by the code of their board and a number. */
export const organisations = {
  sdl: `
    type Query { practices: [Practice!]! practice(code: ID!): Practice networks: [Network!]! }
    type Practice @key(fields: "code") @key(fields: "uprn") {
      code: ID! uprn: String! name: String network: Network neighbour: Practice
    }
    type Network @key(fields: "board { code } number") { board: Board! number: Int! name: String }
    type Board @shareable { code: ID! }
  `,
  resolvers: {
    Query: {
      practices: () => practices,
      practice: (_: unknown, { code }: { code: string }) => practices.find((practice) => practice.code === code),
      networks: () => networks,
    },
    Practice: {
      __resolveReference: byKey(practices),
      network: ({ network }: (typeof practices)[number]) => networks.find(({ number }) => number === network.number),
      neighbour: ({ code }: (typeof practices)[number]) => practices.find((practice) => practice.code !== code),
    },
    Network: { __resolveReference: byKey(networks) },
  },
};

const doses = [
  { code: 'ZXP0001', doses: 12 },
  { code: 'ZXP0002', doses: 40 },
];

/** Resolves practices by code only. */
export const vaccinations = {
  sdl: `
    type Query { busiest: Practice }
    type Practice @key(fields: "code") { code: ID! doses: Int }
  `,
  resolvers: { Query: { busiest: () => doses[1] }, Practice: { __resolveReference: byKey(doses) } },
};

const buildings = [
  { uprn: '101', storeys: 2 },
  { uprn: '102', storeys: 5 },
];

/** Resolves practices by UPRN only. */
export const estates = {
  sdl: `
    type Query { tallest: Practice }
    type Practice @key(fields: "uprn") { uprn: String! storeys: Int }
  `,
  resolvers: { Query: { tallest: () => buildings[1] }, Practice: { __resolveReference: byKey(buildings) } },
};

const budgets = [
  { board: { code: 'ZXI01' }, number: 1, budget: 900 },
  { board: { code: 'ZXI01' }, number: 2, budget: 700 },
];

/** Resolves networks by a key of two fields, one of them nested. Of practices it has only the key. */
export const payments = {
  sdl: `
    type Query { payees: [Practice!]! }
    type Network @key(fields: "board { code } number") { board: Board! number: Int! budget: Int }
    type Board @shareable { code: ID! }
    type Practice @key(fields: "code", resolvable: false) { code: ID! }
  `,
  resolvers: {
    Query: { payees: () => [{ code: 'ZXP0002' }, { code: 'ZXP0001' }, { code: 'ZXP0002' }] },
    Network: { __resolveReference: byKey(budgets) },
  },
};
