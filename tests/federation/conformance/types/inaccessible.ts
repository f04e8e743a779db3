import { conforms } from '../support/conformance';
import type { Thing, World } from '../support/world';

const drugs: Thing[] = [1, 2].map((at) => ({
  __typename: 'Drug',
  id: `d${at}`,
  secret: `hidden ${at}`,
  name: `Drug ${at}`,
  cost: at * 3,
  stock: at === 2 ? null : 50,
  maker: () => ({ __typename: 'Maker', name: `Maker ${at}`, tax: at }),
  kind: 'GENERIC',
  dose: ({ per }: { per?: string }) => `${at} per ${per ?? 'day'}`,
}));

const world = (): World => ({ Query: { drugs, drug: drugs[1], listed: [drugs[0]], stocked: drugs[0] }, things: drugs });

conforms(
  '@inaccessible',
  {
    subgraphs: {
      register: {
        sdl: `
          type Query { drugs: [Drug!]! drug: Drug listed: [Listed!]! audit: String @inaccessible }
          union Listed = Drug | Trial
          type Trial @inaccessible { id: ID! }
          type Drug @key(fields: "id") @key(fields: "secret") {
            id: ID! secret: String! @inaccessible name: String cost: Int @inaccessible
            maker: Maker kind: Kind dose(per: String, salt: String @inaccessible): String
          }
          type Maker { name: String tax: Int @inaccessible }
          enum Kind { GENERIC BRAND @inaccessible }
          input Unused @inaccessible { a: Int }`,
      },
      pharmacy: {
        sdl: `
          type Query { stocked: Drug }
          type Drug @key(fields: "secret") {
            secret: String! stock: Int cost: Int @external maker: Maker @external
            price: String @requires(fields: "cost")
            levy: String @requires(fields: "maker { tax }")
          }
          type Maker { tax: Int @external }`,
      },
    },
    schema: `
      type Query { drugs: [Drug!]! drug: Drug listed: [Listed!]! stocked: Drug }
      union Listed = Drug
      type Drug { id: ID! name: String maker: Maker kind: Kind dose(per: String): String stock: Int price: String levy: String }
      type Maker { name: String }
      enum Kind { GENERIC }`,
    world,
  },
  {
    'a hidden key leads to the second subgraph': {
      query: '{ drugs { name stock } }',
      fetches: ['register', 'pharmacy'],
    },
    'a hidden key leads back': { query: '{ stocked { stock name id } }', fetches: ['pharmacy', 'register'] },
    'a hidden field is required': '{ drugs { price } }',
    'a hidden field of an object is required': '{ drugs { levy maker { name } } }',
    'both, beginning in the second subgraph': '{ stocked { price levy kind } }',
    'a union with a hidden member': '{ listed { __typename ... on Drug { name price } } }',
    'an enum with a hidden value, and a hidden argument': '{ drug { kind dose(per: "week") } }',
    'all that is left': '{ drugs { id name maker { name } kind dose stock price levy } }',
  },
);
