import { conforms } from '../support/conformance';
import type { Thing, World } from '../support/world';

const orders: Thing[] = [1, 2, 3].map((at) => ({
  __typename: 'Order',
  id: `O${at}`,
  items: at * 2,
  weight: at === 2 ? null : at * 1.5,
  buyer: buyerOf(at),
  slip: { __typename: 'Slip', text: `Slip ${at}` },
  place: { __typename: 'Place', zone: at, town: `Town ${at}` },
}));

function buyerOf(at: number): Thing {
  return { __typename: 'Buyer', id: `B${at % 2}`, grade: at % 2 === 0 ? 'gold' : null, name: `Buyer ${at % 2}` };
}

const world = (): World => ({
  Query: { orders, order: orders[1], first: orders[0] },
  things: [...orders, ...orders.map(({ buyer }) => buyer as Thing)],
});

conforms(
  '@requires of fields that require',
  {
    subgraphs: {
      shop: {
        sdl: `
          type Query { orders: [Order!]! order: Order }
          type Order @key(fields: "id") { id: ID! items: Int weight: Float buyer: Buyer place: Place }
          type Buyer @key(fields: "id") { id: ID! grade: String }
          type Place { zone: Int town: String }`,
      },
      freight: {
        sdl: `
          type Query { first: Order }
          type Order @key(fields: "id") {
            id: ID! weight: Float @external items: Int @external
            freight: String @requires(fields: "weight items")
            slip: Slip
          }
          type Slip { text: String }`,
      },
      tax: {
        sdl: `
          type Order @key(fields: "id") {
            id: ID! freight: String @external place: Place @external
            tax: String @requires(fields: "freight place { zone }")
          }
          type Place @external { zone: Int }`,
      },
      total: {
        sdl: `
          type Order @key(fields: "id") {
            id: ID! tax: String @external freight: String @external items: Int @external buyer: Buyer @external
            total: String @requires(fields: "tax freight items")
            thanks: String @requires(fields: "buyer { grade discount }")
          }
          type Buyer @key(fields: "id") { id: ID! grade: String @external discount: String @external }`,
      },
      buyers: {
        sdl: `
          type Buyer @key(fields: "id") {
            id: ID! grade: String @external
            discount: String @requires(fields: "grade")
            name: String
          }`,
      },
    },
    schema: `
      type Query { orders: [Order!]! order: Order first: Order }
      type Order {
        id: ID! items: Int weight: Float buyer: Buyer place: Place freight: String slip: Slip tax: String total: String thanks: String
      }
      type Buyer { id: ID! grade: String discount: String name: String }
      type Place { zone: Int town: String }
      type Slip { text: String }`,
    world,
  },
  {
    'one step': { query: '{ orders { freight } }', fetches: ['shop', 'freight'] },
    'two steps': { query: '{ orders { tax } }', fetches: ['shop', 'freight', 'tax'] },
    'three steps': { query: '{ orders { total } }', fetches: ['shop', 'freight', 'tax', 'total'] },
    'all steps are selected': '{ orders { total tax freight items weight } }',
    'only the last and the first': '{ orders { total weight } }',
    'required fields of an entity, one of which requires': '{ orders { thanks } }',
    'such an entity is selected in part': '{ orders { buyer { name } thanks } }',
    'such an entity is selected completely': '{ orders { buyer { id grade discount name } thanks } }',
    'from another beginning': '{ first { tax } }',
    'from another beginning, all steps': '{ first { total thanks slip { text } } }',
    'a null is handed on': '{ order { weight freight tax total } }',
    'two chains in one query': '{ orders { total thanks } first { freight } }',
    'the beginning requires what it has not': '{ first { freight slip { text } } }',
  },
);

const lamps: Thing[] = [1, 2].map((at) => ({
  __typename: 'Lamp',
  id: `L${at}`,
  watts: at * 20,
  hours: at * 7,
  price: (_: object, required?: unknown) => `price by ${JSON.stringify(required)}`,
}));

conforms(
  '@requires in a circle of subgraphs',
  {
    subgraphs: {
      a: {
        sdl: `
          type Query { lamps: [Lamp!]! }
          type Lamp @key(fields: "id") {
            id: ID! watts: Int
            use: String @external
            bill: String @requires(fields: "use")
          }`,
      },
      b: {
        sdl: `
          type Lamp @key(fields: "id") {
            id: ID! hours: Int
            watts: Int @external bill: String @external
            use: String @requires(fields: "watts")
            advice: String @requires(fields: "bill watts")
          }`,
      },
    },
    schema: `
      type Query { lamps: [Lamp!]! }
      type Lamp { id: ID! watts: Int bill: String hours: Int use: String advice: String }`,
    world: () => ({ Query: { lamps }, things: lamps }),
  },
  {
    'there and back': { query: '{ lamps { bill } }', fetches: ['a', 'b', 'a'] },
    'there, back and there again': { query: '{ lamps { advice } }', fetches: ['a', 'b', 'a', 'b'] },
    'with the fields on the way': '{ lamps { advice bill use watts hours } }',
    'without what is in between': '{ lamps { advice hours } }',
  },
);
