import { conforms } from '../support/conformance';
import { fails, type Thing, type World } from '../support/world';

const units: Thing[] = [1, 2, 3].map((at) => ({
  __typename: 'Unit',
  id: `U${at}`,
  name: at === 2 ? fails('name of U2') : `Unit ${at}`,
  must: at === 3 ? fails('must of U3') : at,
  size: at * 10,
  beds: at === 1 ? fails('beds of U1') : at,
  needed: at === 2 ? fails('needed of U2') : at,
  rota:
    at === 3
      ? fails('rota of U3')
      : [
          { __typename: 'Shift', day: 1, nurse: `Nurse ${at}` },
          {
            __typename: 'Shift',
            day: at === 2 ? fails('day of U2') : 2,
            nurse: at === 1 ? fails('nurse of U1') : 'Ann',
          },
        ],
  strict: [at, at === 2 ? null : at],
  parent: () => units[at % 3],
  peers: () => [units[at % 3], null, units[at - 1]],
  hard: () => [units[at % 3], units[at - 1]],
  kind: at,
  level: at === 2 ? fails('level of U2') : at,
  boss: () => (at === 1 ? fails('boss of U1')() : units[0]),
}));

const world = (): World => ({
  Query: {
    units,
    unit: ({ id }: { id: string }) => units.find((each) => each.id === id) ?? null,
    broken: fails('broken'),
    firm: fails('firm'),
    other: units[2],
    listed: [units[0], fails('never called'), units[1]].filter((each) => typeof each === 'object'),
    holder: { __typename: 'Holder', unit: units[2], text: 'kept' },
  },
  things: units,
});

conforms(
  'errors of fields, with their paths and the nulls that they cause',
  {
    subgraphs: {
      a: {
        sdl: `
          type Query { units: [Unit!]! unit(id: ID!): Unit broken: Int holder: Holder }
          type Holder { unit: Unit! text: String }
          type Unit @key(fields: "id") { id: ID! name: String must: Int! parent: Unit peers: [Unit] hard: [Unit!] level: Int boss: Unit }`,
      },
      b: {
        sdl: `
          type Query { other: Unit }
          type Unit @key(fields: "id") { id: ID! size: Int beds: Int needed: Int! rota: [Shift!] strict: [Int!] }
          type Shift { day: Int nurse: String! }`,
      },
      c: {
        sdl: `
          type Unit @key(fields: "id") { id: ID! kind: Int level: Int @external grade: String @requires(fields: "level") }`,
      },
    },
    schema: `
      type Query { units: [Unit!]! unit(id: ID!): Unit broken: Int holder: Holder other: Unit }
      type Holder { unit: Unit! text: String }
      type Unit {
        id: ID! name: String must: Int! parent: Unit peers: [Unit] hard: [Unit!] level: Int boss: Unit
        size: Int beds: Int needed: Int! rota: [Shift!] strict: [Int!] kind: Int grade: String
      }
      type Shift { day: Int nurse: String! }`,
    world,
  },
  {
    'a field of the first subgraph': '{ units { id name } }',
    'a field of the second subgraph': '{ units { id beds } }',
    'of both, in the same entities': '{ units { name beds size } }',
    'the other fields of the entity are complete': '{ unit(id: "U1") { beds size name kind } }',
    'a root field': '{ broken unit(id: "U1") { size } }',
    'a field that may not be null, of the first subgraph': '{ unit(id: "U3") { id must } }',
    'a field that may not be null, of the second subgraph': '{ unit(id: "U2") { id needed size } }',
    'such a field, below a field that may be null': '{ unit(id: "U1") { id parent { needed name } } }',
    'such a field, in a list of nullable items': '{ unit(id: "U1") { peers { id needed } size } }',
    'such a field, in a list of items that may not be null': '{ unit(id: "U1") { hard { needed } size } }',
    'such a field makes the data null': '{ units { needed } }',
    'such a field, below an object of the first subgraph': '{ holder { text unit { must } } }',
    'a list that fails': '{ unit(id: "U3") { rota { day } size } }',
    'a field of an item of a list': '{ unit(id: "U2") { rota { day nurse } } }',
    'a field that may not be null, of an item': '{ unit(id: "U1") { rota { day nurse } size } }',
    'a null in a list of items that may not be null': '{ units { strict size } }',
    'an entity that fails': '{ units { id boss { size } } }',
    'an entity that fails, beside one that is complete':
      '{ unit(id: "U1") { boss { size kind } parent { size kind } } }',
    'errors at several places of one entity': '{ unit(id: "U3") { parent { beds } peers { beds id } } }',
    'errors under aliases': '{ list: units { code: beds title: name size } }',
    'the second subgraph is the beginning': '{ other { must size } }',
    'the second subgraph is the beginning, and the first one fails below': '{ other { size parent { name beds } } }',
    'two fields that fail in one entity of another subgraph':
      '{ unit(id: "U2") { name needed } unitOne: unit(id: "U1") { beds } }',
    'a skipped field does not fail': '{ units { id beds @skip(if: true) size } }',
    'in a named fragment': '{ units { ...A parent { ...A } } } fragment A on Unit { beds name }',
    'a required field that is right': '{ unit(id: "U1") { grade kind } }',
  },
);
