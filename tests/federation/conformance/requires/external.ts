import { conforms } from '../support/conformance';
import type { Thing } from '../support/world';

const beds: Thing[] = [1, 2, 3].map((at) => ({
  __typename: 'Bed',
  id: `B${at}`,
  ward: `W${at % 2}`,
  width: at === 3 ? null : 90 + at,
  maker: { __typename: 'Maker', name: `Maker ${at}`, country: `Country ${at}` },
}));
const world = () => ({ Query: { beds, bed: beds[2], wide: beds[0] }, things: beds });

const schema = `
  type Query { beds: [Bed!]! bed: Bed wide: Bed }
  type Bed { id: ID! ward: String! width: Int maker: Maker fits: String note: String }
  type Maker { name: String country: String }`;
const stock = `
  type Query { beds: [Bed!]! }
  type Bed @key(fields: "id ward") { id: ID! ward: String! width: Int maker: Maker }
  type Maker { name: String country: String }`;

const cases = {
  'a required external field': '{ beds { fits } }',
  'an external key field that the client selects': '{ bed { id ward } }',
  'an external field that the client selects': '{ bed { width maker { name } } }',
  'an external field of an object': '{ beds { note } }',
  all: '{ beds { id ward width fits note maker { country } } bed { fits } wide { note width } }',
};

conforms(
  '@external as version 2 has it: on fields only, keys without it',
  {
    subgraphs: {
      stock: { sdl: stock },
      rooms: {
        sdl: `
          type Query { bed: Bed wide: Bed }
          type Bed @key(fields: "id ward") {
            id: ID! ward: String!
            width: Int @external maker: Maker @external
            fits: String @requires(fields: "width") note: String @requires(fields: "maker { name }")
          }
          type Maker { name: String @external }`,
      },
    },
    schema,
    world,
  },
  cases,
);

conforms(
  '@external in the old manner: on keys too, in an extension',
  {
    subgraphs: {
      stock: { sdl: stock },
      rooms: {
        sdl: `
          type Query { bed: Bed wide: Bed }
          extend type Bed @key(fields: "id ward") {
            id: ID! @external ward: String! @external
            width: Int @external maker: Maker @external
            fits: String @requires(fields: "width") note: String @requires(fields: "maker { name }")
          }
          extend type Maker { name: String @external }`,
      },
    },
    schema,
    world,
  },
  cases,
);

conforms(
  '@external on a whole type, with @extends',
  {
    subgraphs: {
      stock: { sdl: stock },
      rooms: {
        sdl: `
          type Query { bed: Bed wide: Bed }
          type Bed @extends @key(fields: "id ward") {
            id: ID! @external ward: String! @external
            width: Int @external maker: Maker @external
            fits: String @requires(fields: "width") note: String @requires(fields: "maker { name }")
          }
          type Maker @external { name: String }`,
      },
    },
    schema,
    world,
  },
  cases,
);
