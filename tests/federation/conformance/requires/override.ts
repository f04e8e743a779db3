import { conforms } from '../support/conformance';
import type { Thing, World } from '../support/world';

const rooms: Thing[] = [1, 2, 3].map((at) => ({
  __typename: 'Room',
  id: `R${at}`,
  label: `Room ${at}`,
  beds: at * 2,
  ghost: `ghost ${at}`,
  cost: at === 2 ? null : at * 100,
  floor: { __typename: 'Floor', level: at, lift: at > 1 },
  next: () => rooms[at % 3],
}));
const halls: Thing[] = [1].map((at) => ({ __typename: 'Hall', id: `H${at}`, label: `Hall ${at}`, seats: 40, beds: 0 }));

const world = (): World => ({
  Query: { rooms, room: rooms[1], spaces: [rooms[0], halls[0]], best: rooms[2], moved: rooms[0] },
  things: [...rooms, ...halls],
});

conforms(
  '@override',
  {
    subgraphs: {
      old: {
        sdl: `
          type Query { rooms: [Room!]! spaces: [Space!]! best: Room moved: Room }
          interface Space { id: ID! label: String }
          type Room implements Space @key(fields: "id") { id: ID! label: String beds: Int floor: Floor next: Room }
          type Hall implements Space @key(fields: "id") { id: ID! label: String seats: Int beds: Int }
          type Floor { level: Int lift: Boolean }`,
      },
      fresh: {
        sdl: `
          type Query { room: Room best: Room @override(from: "old") }
          type Room @key(fields: "id") {
            id: ID!
            beds: Int @override(from: "old")
            label: String @override(from: "old")
            ghost: String @override(from: "nobody")
            floor: Floor @external
            weight: String @requires(fields: "floor { level }") @override(from: "absent")
          }
          type Floor @external { level: Int }
          type Hall @key(fields: "id") { id: ID! label: String @override(from: "old") }`,
      },
      bills: {
        sdl: `
          type Query { moved: Room @override(from: "old") }
          type Room @key(fields: "id") {
            id: ID! beds: Int @external label: String @external
            cost: Int
            bill: String @requires(fields: "beds label")
          }`,
      },
    },
    schema: `
      type Query { rooms: [Room!]! spaces: [Space!]! best: Room moved: Room room: Room }
      interface Space { id: ID! label: String }
      type Room implements Space { id: ID! label: String beds: Int floor: Floor next: Room ghost: String weight: String cost: Int bill: String }
      type Hall implements Space { id: ID! label: String seats: Int beds: Int }
      type Floor { level: Int lift: Boolean }`,
    world,
  },
  {
    'a moved field comes from its new subgraph': { query: '{ rooms { beds } }', fetches: ['old', 'fresh'] },
    'a field that did not move': { query: '{ rooms { floor { level } } }', fetches: ['old'] },
    'two moved fields': '{ rooms { id label beds } }',
    'a moved field of a type with an interface': '{ spaces { label } }',
    'on the types of the interface': '{ spaces { ... on Room { label beds } ... on Hall { label seats beds } } }',
    'a field that was in no subgraph before': '{ rooms { ghost } }',
    'a field with @requires that was in no subgraph before': '{ rooms { weight } }',
    'a moved field is required': { query: '{ rooms { bill } }', fetches: ['old', 'fresh', 'bills'] },
    'a moved field is required and selected': '{ rooms { bill beds label cost } }',
    'a moved root field': { query: '{ best { label } }', fetches: ['fresh'] },
    'a moved root field, and fields that stayed': '{ best { floor { lift } next { beds } } }',
    'two moved root fields to two subgraphs': '{ best { beds } moved { bill cost } }',
    'the new subgraph is the beginning': { query: '{ room { label beds ghost } }', fetches: ['fresh'] },
    'entities behind entities': '{ rooms { next { next { label bill } } } }',
  },
);

const pumps: Thing[] = [1, 2].map((at) => ({
  __typename: 'Pump',
  id: `P${at}`,
  serial: `S${at}`,
  power: at * 5,
  heat: at === 1 ? null : at,
}));

conforms(
  '@override of a required field, of a key field, and of a field with @requires',
  {
    subgraphs: {
      a: {
        sdl: `
          type Query { pumps: [Pump!]! }
          type Pump @key(fields: "id") { id: ID! serial: String power: Int load: String @requires(fields: "heat") heat: Int @external }`,
      },
      b: {
        sdl: `
          type Pump @key(fields: "id") {
            id: ID! power: Int @override(from: "a") heat: Int serial: String @override(from: "a")
          }`,
      },
      c: {
        sdl: `
          type Query { pump: Pump }
          type Pump @key(fields: "id") {
            id: ID! power: Int @external heat: Int @external
            load: String @override(from: "a") @requires(fields: "heat power")
            wear: String @requires(fields: "power")
          }`,
      },
    },
    schema: `
      type Query { pumps: [Pump!]! pump: Pump }
      type Pump { id: ID! serial: String power: Int load: String heat: Int wear: String }`,
    world: () => ({
      Query: { pumps, pump: pumps[1] },
      things: pumps.map((each) => Object.assign(each, { load: (_: object, needed?: unknown) => loadOf(each, needed) })),
    }),
  },
  {
    'the field with @requires that moved': '{ pumps { load } }',
    'what it requires has moved too': '{ pumps { load power serial } }',
    'a moved field is required elsewhere': { query: '{ pumps { wear } }', fetches: ['a', 'b', 'c'] },
    'from its new subgraph': '{ pump { load wear id } }',
  },
);

/** The load of a pump, as its new subgraph computes it. */
function loadOf({ id }: Thing, needed: unknown): string {
  return `${String(id)} needs ${Object.keys((needed ?? {}) as object).includes('power') ? 'both' : 'heat'}`;
}
