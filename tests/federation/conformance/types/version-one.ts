import { conforms } from '../support/conformance';
import type { Thing, World } from '../support/world';

const parks: Thing[] = [1, 2].map((at) => ({
  __typename: 'Park',
  id: `P${at}`,
  slug: `park-${at}`,
  name: `Park ${at}`,
  trees: at * 40,
  area: at === 2 ? null : at * 3.5,
  keeper: () => keepers[at - 1],
  place: { __typename: 'Place', north: at, east: at + 1 },
  visits: at * 9,
  bench: [{ __typename: 'Bench', number: at }],
  score: at,
}));
const keepers: Thing[] = [1, 2].map((at) => ({
  __typename: 'Keeper',
  email: `k${at}@example.org`,
  name: `Keeper ${at}`,
  parks: () => [parks[at - 1], parks[0]],
}));

const world = (): World => ({
  Query: { parks, park: parks[1], top: parks[0], keepers },
  things: [...parks, ...keepers],
});

conforms(
  'subgraphs of version 1 beside version 2',
  {
    subgraphs: {
      first: {
        isComplete: true,
        sdl: `
          type Query { parks: [Park!]! park: Park }
          type Park @key(fields: "id") @key(fields: "slug") { id: ID! slug: String! name: String area: Float keeper: Keeper @provides(fields: "name") place: Place }
          type Place { north: Int east: Int }
          extend type Keeper @key(fields: "email") { email: ID! @external name: String @external }`,
      },
      extending: {
        isComplete: true,
        sdl: `
          extend type Query { keepers: [Keeper!]! }
          extend type Park @key(fields: "id") { id: ID! @external area: Float @external trees: Int density: String @requires(fields: "area") }
          type Keeper @key(fields: "email") { email: ID! name: String parks: [Park!] }`,
      },
      second: {
        sdl: `
          type Query { top: Park }
          type Park @key(fields: "slug") {
            slug: String! visits: Int place: Place @external
            map: String @requires(fields: "place { north east }")
          }
          type Place @shareable { north: Int east: Int }`,
      },
      third: {
        isComplete: true,
        sdl: `
          extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: [{ name: "@key", as: "@identified" }, "@shareable"])
          type Park @identified(fields: "id") { id: ID! bench: [Bench!] @federation__tag(name: "x") }
          type Bench @shareable { number: Int }`,
      },
      fourth: {
        isComplete: true,
        sdl: `
          extend schema @link(url: "https://specs.apollo.dev/federation/v2.11", import: ["@key"])
          type Park @key(fields: "id") { id: ID! score: Int }`,
      },
    },
    schema: `
      type Query { parks: [Park!]! park: Park keepers: [Keeper!]! top: Park }
      type Park {
        id: ID! slug: String! name: String area: Float keeper: Keeper place: Place trees: Int density: String visits: Int map: String
        bench: [Bench!] score: Int
      }
      type Place { north: Int east: Int }
      type Keeper { email: ID! name: String parks: [Park!] }
      type Bench { number: Int }`,
    world,
  },
  {
    'an extension of version 1': { query: '{ parks { name trees } }', fetches: ['first', 'extending'] },
    'a required field of version 1': '{ parks { density } }',
    'a provided field of version 1': { query: '{ parks { keeper { name } } }', fetches: ['first'] },
    'an entity that version 1 extends, further': '{ parks { keeper { name parks { name } } } }',
    'version 2 from version 1, by a second key': '{ parks { visits map } }',
    'version 1 from version 2': '{ top { name visits trees keeper { name } } }',
    'a value type of version 1 that version 2 shares': '{ park { place { north east } map } }',
    'a renamed directive': '{ parks { bench { number } trees } }',
    'version 2.11': '{ keepers { parks { score name } } }',
    'all versions at once':
      '{ parks { trees visits bench { number } score density map keeper { email } } keepers { name } }',
  },
);
