import { conforms } from '../support/conformance';
import type { Thing, World } from '../support/world';

/** Graphs that are right, and that the composition library alone refuses or composes wrongly. */
const boats: Thing[] = [1, 2, 3].map((at) => ({
  __typename: at === 3 ? 'Raft' : 'Yacht',
  id: `B${at}`,
  name: `Boat ${at}`,
  sails: at * 2,
  logs: at * 9,
  crew: at === 2 ? null : at,
  berth:
    at === 1
      ? null
      : { __typename: at === 2 ? 'Quay' : 'Buoy', id: `Q${at}`, depth: at, chain: at * 3, name: `Berth ${at}` },
}));
const harbours: Thing[] = [1, 2].map((at) => ({
  __typename: 'Harbour',
  id: `H${at}`,
  boat: at === 1 ? boats[0] : boats[2],
  guest: at === 1 ? boats[1] : { __typename: 'Visitor', id: 'V1', title: 'Visitor' },
}));

const world = (): World => ({
  Query: { harbours, boats, listed: [boats[1], boats[0]], best: boats[0], shown: [boats[0], boats[2]] },
  things: [...boats, ...harbours],
});

conforms(
  '@requires with a fragment on an interface within another abstract type',
  {
    subgraphs: {
      port: {
        sdl: `
          type Query { harbours: [Harbour!]! }
          type Harbour @key(fields: "id") { id: ID! boat: Boat guest: Guest }
          union Guest = Yacht | Raft | Visitor
          interface Boat { id: ID! name: String }
          interface Sailing { id: ID! sails: Int }
          type Yacht implements Boat & Sailing @key(fields: "id") { id: ID! name: String sails: Int }
          type Raft implements Boat @key(fields: "id") { id: ID! name: String logs: Int }
          type Visitor @key(fields: "id") { id: ID! title: String }`,
      },
      fees: {
        sdl: `
          type Harbour @key(fields: "id") {
            id: ID! boat: Boat @external guest: Guest @external
            byInterface: String @requires(fields: "boat { ... on Sailing { sails } }")
            byUnion: String @requires(fields: "guest { ... on Boat { name } ... on Visitor { title } }")
            byBoth: String @requires(fields: "guest { ... on Boat { id ... on Sailing { sails } ... on Raft { logs } } }")
          }
          union Guest = Yacht | Raft | Visitor
          interface Boat { id: ID! name: String }
          interface Sailing { id: ID! sails: Int }
          type Yacht implements Boat & Sailing @key(fields: "id") { id: ID! name: String @external sails: Int @external }
          type Raft implements Boat @key(fields: "id") { id: ID! name: String @external logs: Int @external }
          type Visitor @key(fields: "id") { id: ID! title: String @external }`,
      },
    },
    schema: `
      type Query { harbours: [Harbour!]! }
      type Harbour { id: ID! boat: Boat guest: Guest byInterface: String byUnion: String byBoth: String }
      union Guest = Yacht | Raft | Visitor
      interface Boat { id: ID! name: String }
      interface Sailing { id: ID! sails: Int }
      type Yacht implements Boat & Sailing { id: ID! name: String sails: Int }
      type Raft implements Boat { id: ID! name: String logs: Int }
      type Visitor { id: ID! title: String }`,
    world,
  },
  {
    'within an interface': '{ harbours { byInterface } }',
    'within a union': '{ harbours { byUnion } }',
    'within a fragment on an interface, within a union': '{ harbours { byBoth } }',
    'all of them': '{ harbours { id byInterface byUnion byBoth boat { name } } }',
  },
);

conforms(
  '@requires through an interface object',
  {
    subgraphs: {
      fleet: {
        sdl: `
          type Query { boats: [Boat!]! }
          interface Boat @key(fields: "id") { id: ID! name: String }
          type Yacht implements Boat @key(fields: "id") { id: ID! name: String sails: Int }
          type Raft implements Boat @key(fields: "id") { id: ID! name: String logs: Int }`,
      },
      rota: {
        sdl: `
          type Query { listed: [Boat!]! }
          type Boat @interfaceObject @key(fields: "id") {
            id: ID! crew: Int name: String @external
            plate: String @requires(fields: "name")
          }`,
      },
      fees: {
        sdl: `
          type Boat @interfaceObject @key(fields: "id") {
            id: ID! crew: Int @external name: String @external
            fee: String @requires(fields: "crew name")
          }`,
      },
    },
    schema: `
      type Query { boats: [Boat!]! listed: [Boat!]! }
      interface Boat { id: ID! name: String crew: Int plate: String fee: String }
      type Yacht implements Boat { id: ID! name: String sails: Int crew: Int plate: String fee: String }
      type Raft implements Boat { id: ID! name: String logs: Int crew: Int plate: String fee: String }`,
    world,
  },
  {
    'a field of the interface is required': '{ boats { plate } }',
    'a field of another interface object is required': '{ boats { fee } }',
    'on one of the types': '{ boats { ... on Yacht { sails fee } ... on Raft { plate } } }',
    'the beginning is the interface object': '{ listed { plate crew } }',
    'from there to another interface object': '{ listed { fee name } }',
    'what is required is selected by the client, too': '{ boats { name crew plate fee } }',
  },
);

conforms(
  'a field that is a member in one subgraph and the union in another',
  {
    subgraphs: {
      a: {
        sdl: `
          type Query { best: Yacht @shareable shown: [Craft!]! }
          union Craft = Yacht | Raft
          type Yacht @key(fields: "id") { id: ID! name: String sails: Int }
          type Raft @key(fields: "id") { id: ID! logs: Int }`,
      },
      b: {
        sdl: `
          type Query { best: Craft @shareable }
          union Craft = Yacht | Raft
          type Yacht @key(fields: "id") { id: ID! crew: Int }
          type Raft @key(fields: "id") { id: ID! crew: Int }`,
      },
    },
    schema: `
      type Query { best: Craft shown: [Craft!]! }
      union Craft = Yacht | Raft
      type Yacht { id: ID! name: String sails: Int crew: Int }
      type Raft { id: ID! logs: Int crew: Int }`,
    world,
  },
  {
    'a field of each subgraph': '{ best { ... on Yacht { name sails crew } } }',
    'only the type name': '{ best { __typename } shown { __typename } }',
    'a member that only the union has': '{ best { ... on Raft { logs } ... on Yacht { crew } } }',
  },
);
