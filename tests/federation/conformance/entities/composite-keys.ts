import { conforms } from '../support/conformance';
import type { Thing, World } from '../support/world';

const regions = [1, 2].map((at) => ({ __typename: 'Region', code: `R${at}`, name: `Region ${at}`, size: at * 100 }));

const depots: Thing[] = [1, 2, 3, 4].map((at) => ({
  __typename: 'Depot',
  number: at < 3 ? at : at - 2,
  region: regions[at < 3 ? 0 : 1],
  name: `Depot ${at}`,
  stock: at * 7,
  vans: at === 2 ? null : at,
  supplies: () => [depots[at % 4], depots[(at + 1) % 4]],
}));

const sets: Thing[] = [1, 2].map((at) => ({
  __typename: 'Kit',
  parts: [at, at + 1].map((part) => ({
    __typename: 'Part',
    id: `p${part}`,
    maker: { __typename: 'Maker', id: `m${part}` },
    label: `Part ${part}`,
  })),
  first: () => (sets[at - 1]!.parts as unknown[])[0],
  title: `Kit ${at}`,
  price: at * 9.5,
}));

const documents: Thing[] = [1, 2, 3].map((at) => ({
  __typename: 'Letter',
  id: `L${at}`,
  tenant: { __typename: 'Tenant', id: `T${at % 2}`, area: { __typename: 'Area', code: `A${at % 2}`, zone: at % 2 } },
  subject: `Letter ${at}`,
  pages: at,
  read: at % 2 === 0,
}));

const world = (): World => ({
  Query: {
    depots,
    depot: depots[2],
    stocked: [depots[0], depots[3]],
    kits: sets,
    letters: documents,
    unread: documents[1],
  },
  things: [...depots, ...sets, ...documents],
});

conforms(
  'composite and nested keys',
  {
    subgraphs: {
      a: {
        sdl: `
          type Query { depots: [Depot!]! depot: Depot }
          type Depot @key(fields: "number region { code }") { number: Int! region: Region! name: String }
          type Region @shareable { code: ID! name: String }`,
      },
      b: {
        sdl: `
          type Query { stocked: [Depot!]! }
          type Depot @key(fields: "region { code } number") { number: Int! region: Region! stock: Int supplies: [Depot!] }
          type Region @shareable { code: ID! }`,
      },
      c: {
        sdl: `
          type Depot @key(fields: "number region { code }") { number: Int! region: Region! vans: Int }
          type Region @shareable { code: ID! }`,
      },
    },
    schema: `
      type Query { depots: [Depot!]! depot: Depot stocked: [Depot!]! }
      type Depot { number: Int! region: Region! name: String stock: Int supplies: [Depot!] vans: Int }
      type Region { code: ID! name: String }`,
    world,
  },
  {
    'a key of a number and an object': { query: '{ depots { name stock } }', fetches: ['a', 'b'] },
    'the order of the fields of a key does not matter': { query: '{ stocked { stock name vans } }' },
    'the object of a key is selected by the client too': '{ depots { region { code name } vans } }',
    'part of the object of a key': '{ stocked { number region { code } name } }',
    'a field of the key object that one subgraph does not have': '{ depot { region { name } stock } }',
    'the same number in two regions': '{ depots { number stock vans } }',
    'entities of a list within an entity': '{ depot { supplies { name vans region { code } } } }',
    'three subgraphs by one composite key': '{ depots { name stock vans supplies { name } } }',
  },
);

conforms(
  'keys with lists, and three levels deep',
  {
    subgraphs: {
      a: {
        sdl: `
          type Query { kits: [Kit!]! letters: [Letter!]! }
          type Kit @key(fields: "parts { id maker { id } }") { parts: [Part!]! title: String }
          type Part @shareable { id: ID! maker: Maker! }
          type Maker @shareable { id: ID! }
          type Letter @key(fields: "id tenant { id area { code } }") { id: ID! tenant: Tenant! subject: String }
          type Tenant @shareable { id: ID! area: Area! }
          type Area @shareable { code: ID! }`,
      },
      b: {
        sdl: `
          type Query { unread: Letter }
          type Kit @key(fields: "parts { id maker { id } }") { parts: [Part!]! price: Float first: Part }
          type Part @shareable { id: ID! maker: Maker! }
          type Maker @shareable { id: ID! }
          type Letter @key(fields: "id tenant { id area { code } }") { id: ID! tenant: Tenant! pages: Int }
          type Tenant @shareable { id: ID! area: Area! }
          type Area @shareable { code: ID! }`,
      },
      c: {
        sdl: `
          type Letter @key(fields: "tenant { area { code } id } id") { id: ID! tenant: Tenant! read: Boolean }
          type Tenant @shareable { id: ID! area: Area! }
          type Area @shareable { code: ID! }`,
      },
    },
    schema: `
      type Query { kits: [Kit!]! letters: [Letter!]! unread: Letter }
      type Kit { parts: [Part!]! title: String price: Float first: Part }
      type Part { id: ID! maker: Maker! }
      type Maker { id: ID! }
      type Letter { id: ID! tenant: Tenant! subject: String pages: Int read: Boolean }
      type Tenant { id: ID! area: Area! }
      type Area { code: ID! }`,
    world,
  },
  {
    'a list of objects is a key': { query: '{ kits { title price } }', fetches: ['a', 'b'] },
    'the list of the key is selected in part': '{ kits { parts { id } price } }',
    'a field next to the list': '{ kits { parts { maker { id } } first { id } } }',
    'a key with an object in an object': { query: '{ letters { subject pages read } }' },
    'such a key the other way': '{ unread { pages subject read } }',
    'part of such a key': '{ letters { tenant { area { code } } read } }',
  },
);

const machines: Thing[] = ['M1', null, 'M3'].map((serial, at) => ({
  __typename: 'Machine',
  id: `I${at}`,
  serial,
  maker: { __typename: 'Firm', name: at === 2 ? null : `Firm ${at}` },
  power: at * 100,
  service: at === 0 ? 'yearly' : 'never',
  price: at + 0.5,
}));

conforms(
  'keys that are null, and keys that cannot be resolved',
  {
    subgraphs: {
      stock: {
        sdl: `
          type Query { machines: [Machine]! machine(id: ID!): Machine }
          type Machine @key(fields: "id") @key(fields: "serial") { id: ID! serial: String power: Int }`,
      },
      service: {
        sdl: 'type Machine @key(fields: "serial") { serial: String service: String }',
      },
      prices: {
        sdl: 'type Machine @key(fields: "id") { id: ID! price: Float }',
        knows: ({ id }) => id !== 'I2',
      },
      orders: {
        sdl: `
          type Query { orders: [Order!]! }
          type Order { number: Int! machine: Machine! }
          type Machine @key(fields: "id", resolvable: false) { id: ID! }`,
      },
    },
    schema: `
      type Query { machines: [Machine]! machine(id: ID!): Machine orders: [Order!]! }
      type Order { number: Int! machine: Machine! }
      type Machine { id: ID! serial: String power: Int service: String price: Float }`,
    world: () => ({
      Query: {
        machines: [machines[0], null, machines[1]],
        machine: ({ id }: { id: string }) => machines.find((each) => each.id === id) ?? null,
        orders: [0, 1].map((at) => ({ __typename: 'Order', number: at, machine: machines[at] })),
      },
      things: machines,
    }),
  },
  {
    'an entity with the key': { query: '{ machine(id: "I0") { power service price } }' },
    'a null between entities': '{ machines { id price } }',
    'an entity of which only the key is known': { query: '{ orders { number machine { id } } }', fetches: ['orders'] },
    'its other fields come from elsewhere': '{ orders { machine { power price } } }',
    'by a second key behind it': { query: '{ orders { number machine { id power } } }', fetches: ['orders', 'stock'] },
    'an unknown entity among roots': '{ a: machine(id: "none") { price service } b: machine(id: "I0") { price } }',
  },
);
