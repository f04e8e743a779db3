import { conforms } from '../support/conformance';
import type { Thing, World } from '../support/world';

const depth = (at: number) => ({
  __typename: 'Layer',
  name: `Layer ${at}`,
  depth: at,
  inner: at < 3 ? { __typename: 'Layer', name: `Inner ${at}`, depth: at + 10, inner: null } : null,
});

const pumps: Thing[] = [1, 2].map((at) => ({
  __typename: 'Pump',
  id: `P${at}`,
  power: at * 10,
  hours: at === 1 ? null : at,
}));

const wells: Thing[] = [1, 2, 3].map((at) => ({
  __typename: 'Well',
  id: `W${at}`,
  name: `Well ${at}`,
  level: at === 2 ? null : at * 3,
  in: ({ unit = 'm' }: { unit?: string }) => `${at}${unit}`,
  layer: at === 3 ? null : depth(at),
  layers: at === 1 ? [] : [depth(at), depth(at + 1)],
  pairs: [[depth(at)], [], [depth(at), depth(2)]],
  readings: [at, at + 1],
  plain: 5,
  pump: pumps[at % 2],
  pumpList: () => [pumps[0], pumps[at % 2]],
  next: () => wells[at % 3],
}));

const world = (): World => ({
  Query: {
    wells,
    well: ({ id }: { id: string }) => wells.find((each) => each.id === id) ?? null,
    logged: [wells[2], wells[0]],
  },
  things: [...wells, ...pumps],
});

conforms(
  '@requires',
  {
    subgraphs: {
      survey: {
        sdl: `
          type Query { wells: [Well!]! well(id: ID!): Well }
          type Well @key(fields: "id") {
            id: ID! name: String level: Int in(unit: String = "m"): String layer: Layer layers: [Layer!]! pairs: [[Layer!]!]
            readings: [Int!] pump: Pump pumpList: [Pump!]! next: Well
          }
          type Layer { name: String depth: Int inner: Layer }
          type Pump @key(fields: "id") { id: ID! power: Int }`,
      },
      reports: {
        sdl: `
          type Query { logged: [Well!]! }
          type Well @key(fields: "id") {
            id: ID!
            level: Int @external
            in(unit: String = "m"): String @external
            layer: Layer @external
            layers: [Layer!]! @external
            pairs: [[Layer!]!] @external
            readings: [Int!] @external
            pump: Pump @external
            pumpList: [Pump!]! @external
            simple: String @requires(fields: "level")
            two: String @requires(fields: "level readings")
            nested: String @requires(fields: "layer { depth }")
            deep: String @requires(fields: "layer { inner { depth name } }")
            listed: String @requires(fields: "layers { depth }")
            paired: String @requires(fields: "pairs { depth }")
            scalars: String @requires(fields: "readings")
            feet: String @requires(fields: "in(unit: \\"ft\\")")
            yards: String @requires(fields: "in(unit: \\"yd\\") level")
            metres: String @requires(fields: "in")
            entity: String @requires(fields: "pump { power }")
            entities: String @requires(fields: "pumpList { id power }")
            plain: Int
          }
          type Layer { name: String @external depth: Int @external inner: Layer @external }
          type Pump @key(fields: "id") { id: ID! power: Int @external label: String @requires(fields: "power") hours: Int }`,
      },
    },
    schema: `
      type Query { wells: [Well!]! well(id: ID!): Well logged: [Well!]! }
      type Well {
        id: ID! name: String level: Int in(unit: String = "m"): String layer: Layer layers: [Layer!]! pairs: [[Layer!]!]
        readings: [Int!] pump: Pump pumpList: [Pump!]! next: Well simple: String two: String nested: String deep: String
        listed: String paired: String scalars: String feet: String yards: String metres: String entity: String entities: String
        plain: Int
      }
      type Layer { name: String depth: Int inner: Layer }
      type Pump { id: ID! power: Int label: String hours: Int }`,
    world,
  },
  {
    'a field, which may be null': { query: '{ wells { simple } }', fetches: ['survey', 'reports'] },
    'two fields': '{ wells { two } }',
    'a field of an object': '{ wells { nested } }',
    'a field of an object in an object': '{ wells { deep } }',
    'a field of a list of objects': '{ wells { listed } }',
    'a field of a list of lists': '{ wells { paired } }',
    'a list of numbers': '{ wells { scalars } }',
    'a field with an argument': '{ wells { feet } }',
    'the same field with two arguments': '{ wells { feet yards } }',
    'the same field with its default': '{ wells { metres feet } }',
    'an argument that the client chooses in another way': '{ wells { in(unit: "cm") feet metres } }',
    'an argument of the client in a variable': {
      query: 'query ($unit: String) { wells { in(unit: $unit) yards other: in(unit: "km") } }',
      variables: { unit: 'mi' },
    },
    'a field of another entity': '{ wells { entity } }',
    'fields of a list of entities': '{ wells { entities } }',
    'everything without arguments at once':
      '{ wells { simple two nested deep listed paired scalars entity entities } }',
    'what is required is selected by the client as well': '{ wells { level simple layer { depth name } nested } }',
    'the client selects other parts of what is required':
      '{ wells { layer { name } nested layers { name inner { name } } listed } }',
    'a field of the same subgraph without @requires': '{ wells { plain simple } }',
    'the subgraph that requires is also the beginning': {
      query: '{ logged { simple nested } }',
      fetches: ['reports', 'survey', 'reports'],
    },
    'it is the beginning, and nothing is required': { query: '{ logged { plain } }', fetches: ['reports'] },
    'an entity below that requires': '{ wells { pump { label hours } } }',
    'a list of entities below that require': '{ wells { pumpList { label power } } }',
    'entities behind entities': '{ wells { next { simple next { nested pump { label } } } } }',
    'by one code': '{ well(id: "W2") { simple two deep } }',
    'in a named fragment': '{ wells { ...A } } fragment A on Well { deep next { ...B } } fragment B on Well { listed }',
  },
);
