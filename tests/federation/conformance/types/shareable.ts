import { conforms } from '../support/conformance';
import type { Thing, World } from '../support/world';

const point = (at: number) => ({ __typename: 'Point', north: at, east: at * 2, height: at === 2 ? null : at * 3 });
const stations: Thing[] = [1, 2, 3].map((at) => ({
  __typename: 'Station',
  id: `S${at}`,
  name: `Station ${at}`,
  lines: at,
  trains: at * 11,
  place: point(at),
  path: [point(at), point(at + 1)],
  zone: { __typename: 'Zone', code: `Z${at % 2}`, fare: { __typename: 'Fare', adult: at, child: at / 2 } },
}));
const notice = { __typename: 'Notice', text: 'Closed on Sunday', since: '2024-01-01', until: null };

const world = (): World => ({
  Query: { stations, station: stations[0], notice, notices: [notice], version: '7', busiest: stations[2] },
  things: stations,
});

conforms(
  '@shareable',
  {
    subgraphs: {
      map: {
        sdl: `
          type Query { stations: [Station!]! station: Station @shareable notice: Notice @shareable version: String @shareable }
          type Station @key(fields: "id") { id: ID! name: String @shareable place: Point @shareable path: [Point!] @shareable }
          type Point @shareable { north: Int east: Int }
          type Notice @shareable { text: String }`,
      },
      timetable: {
        sdl: `
          type Query { station: Station @shareable notice: Notice @shareable notices: [Notice!] busiest: Station version: String @shareable }
          type Station @key(fields: "id") { id: ID! name: String @shareable trains: Int place: Point @shareable path: [Point!] @shareable }
          type Point @shareable { north: Int height: Int }
          type Notice { text: String @shareable since: String until: String }`,
      },
      fares: {
        sdl: `
          type Query { station: Station @shareable }
          type Station @key(fields: "id") { id: ID! lines: Int zone: Zone }
          type Zone { code: ID! fare: Fare }
          type Fare { adult: Float child: Float }`,
      },
    },
    schema: `
      type Query {
        stations: [Station!]! station: Station notice: Notice notices: [Notice!] version: String busiest: Station
      }
      type Station { id: ID! name: String place: Point path: [Point!] trains: Int lines: Int zone: Zone }
      type Point { north: Int east: Int height: Int }
      type Notice { text: String since: String until: String }
      type Zone { code: ID! fare: Fare }
      type Fare { adult: Float child: Float }`,
    world,
  },
  {
    'a shared root field is asked of one subgraph': { query: '{ version }', fetches: ['map'] },
    'a shared root field with a field of each subgraph': '{ station { name trains lines } }',
    'only fields of the second subgraph': { query: '{ station { trains } }', fetches: ['timetable'] },
    'only fields of the third subgraph': { query: '{ station { lines zone { code } } }', fetches: ['fares'] },
    'a shared field of an entity': { query: '{ stations { name } }', fetches: ['map'] },
    'the same from the other beginning': { query: '{ busiest { name } }', fetches: ['timetable'] },
    'a value type that both have in part': '{ stations { place { north east height } } }',
    'a list of such values': '{ stations { path { east height } } }',
    'one half of a value type': { query: '{ stations { place { east } } }', fetches: ['map'] },
    'the other half of a value type': '{ stations { place { height } } }',
    'the other half first': '{ busiest { place { height east } } }',
    'a shared type at the root, joined from two subgraphs': '{ notice { text since until } }',
    'a shared type that only one root returns': '{ notices { text since } }',
    'all shared roots at once': '{ version notice { text } station { id name } }',
    'value types of one subgraph': '{ stations { zone { code fare { adult child } } } }',
  },
);
