import { conforms } from '../support/conformance';
import type { Thing, World } from '../support/world';

const songs: Thing[] = [1, 2].map((at) => ({
  __typename: 'Song',
  id: `s${at}`,
  title: `Song ${at}`,
  seconds: at * 100,
  mood: 'CALM',
  charts: at,
}));
const plays: Thing[] = [1].map((at) => ({
  __typename: 'Play',
  id: `p${at}`,
  title: `Play ${at}`,
  acts: 5,
  mood: at === 1 ? 'LOUD' : null,
}));
const talks: Thing[] = [1].map((at) => ({
  __typename: 'Talk',
  id: `t${at}`,
  title: `Talk ${at}`,
  topic: 'trees',
  mood: null,
}));

const world = (): World => ({
  Query: {
    evening: [songs[0], plays[0]],
    morning: [songs[1], talks[0], plays[0]],
    shared: [songs[0], songs[1]],
    search: ({ filter, mood }: { filter?: { text?: string; first?: number }; mood?: string }) =>
      [...songs, ...plays]
        .filter((each) => !filter?.text || String(each.title).includes(filter.text))
        .filter((each) => !mood || each.mood === mood)
        .slice(0, filter?.first ?? 10),
    moods: ['CALM', 'LOUD'],
    quiet: ({ mood = 'CALM' }: { mood?: string }) => [...songs, ...talks].filter((each) => each.mood === mood).length,
  },
  things: [...songs, ...plays, ...talks],
});

conforms(
  'unions, enums and inputs that differ between subgraphs',
  {
    subgraphs: {
      radio: {
        sdl: `
          type Query {
            evening: [Item!]! shared: [Item!]! @shareable
            search(filter: Filter, mood: Mood): [Item!]! @shareable
            moods: [Mood!]!
          }
          union Item = Song | Play
          enum Mood { CALM LOUD }
          input Filter { text: String first: Int }
          type Song @key(fields: "id") { id: ID! title: String @shareable seconds: Int mood: Mood }
          type Play @key(fields: "id") { id: ID! title: String @shareable acts: Int mood: Mood }`,
      },
      press: {
        sdl: `
          type Query {
            morning: [Item!]! shared: [Item!]! @shareable
            search(filter: Filter, mood: Mood): [Item!]! @shareable
            quiet(mood: Level): Int
          }
          union Item = Song | Talk | Play
          enum Mood { CALM LOUD }
          enum Level { CALM }
          input Filter { text: String first: Int after: String }
          type Song @key(fields: "id") { id: ID! title: String @shareable }
          type Play @key(fields: "id") { id: ID! title: String @shareable }
          type Talk @key(fields: "id") { id: ID! title: String topic: String }`,
      },
      charts: {
        sdl: `
          type Query { quietly(mood: Level): Int }
          enum Level { CALM BUSY }
          type Song @key(fields: "id") { id: ID! charts: Int }`,
      },
    },
    schema: `
      type Query {
        evening: [Item!]! shared: [Item!]! morning: [Item!]! search(filter: Filter, mood: Mood): [Item!]!
        moods: [Mood!]! quiet(mood: Level): Int quietly(mood: Level): Int
      }
      union Item = Song | Play | Talk
      enum Mood { CALM LOUD }
      enum Level { CALM }
      input Filter { text: String first: Int }
      type Song { id: ID! title: String seconds: Int mood: Mood charts: Int }
      type Play { id: ID! title: String acts: Int mood: Mood }
      type Talk { id: ID! title: String topic: String }`,
    world,
  },
  {
    'the members of one subgraph':
      '{ evening { __typename ... on Song { title seconds } ... on Play { title acts } } }',
    'the members of the other subgraph':
      '{ morning { __typename ... on Song { title } ... on Talk { topic } ... on Play { title } } }',
    'a member that the first subgraph does not have': '{ evening { ... on Talk { topic } ... on Song { seconds } } }',
    'fields of a third subgraph': '{ morning { ... on Song { charts seconds mood } ... on Play { acts } } }',
    'a shared root of a union': '{ shared { ... on Song { title charts } ... on Talk { topic } } }',
    'only type names of a shared root': { query: '{ shared { __typename } }', fetches: ['press'] },
    'an input that both subgraphs have in part':
      '{ search(filter: { text: "2", first: 1 }) { ... on Song { title } } }',
    'an input in a variable': {
      query: 'query ($filter: Filter) { search(filter: $filter) { ... on Song { id } ... on Play { id mood } } }',
      variables: { filter: { first: 3 } },
    },
    'part of an input in a variable': {
      query: 'query ($text: String) { search(filter: { text: $text }) { ... on Play { title } } }',
      variables: { text: 'Play' },
    },
    'an enum as an argument': '{ search(mood: LOUD) { ... on Play { mood } } }',
    'an enum in a variable, with a default': {
      query: 'query ($mood: Mood = CALM) { search(mood: $mood) { ... on Song { mood title } } }',
    },
    'an enum as an argument that only some subgraphs have completely': '{ quiet(mood: CALM) }',
    'a list of enums': '{ moods quiet }',
    'a null enum': '{ evening { ... on Song { mood } ... on Play { mood } } }',
  },
);

const jobs: Thing[] = [1, 2, 3].map((at) => ({
  __typename: 'Job',
  id: `j${at}`,
  state: ['OPEN', 'DONE', 'LOST'][at - 1],
  states: ['OPEN', 'LOST'],
  title: `Job ${at}`,
  history: () => [jobs[at % 3]],
}));

conforms(
  'an enum of outputs with more values in one subgraph',
  {
    subgraphs: {
      a: {
        sdl: `
          type Query { jobs: [Job!]! }
          enum State { OPEN DONE }
          type Job @key(fields: "id") { id: ID! title: String open: State }`,
      },
      b: {
        sdl: `
          enum State { OPEN DONE LOST }
          type Job @key(fields: "id") { id: ID! state: State states: [State!] history: [Job!] }`,
      },
    },
    schema: `
      type Query { jobs: [Job!]! }
      enum State { OPEN DONE LOST }
      type Job { id: ID! title: String open: State state: State states: [State!] history: [Job!] }`,
    world: () => ({ Query: { jobs }, things: jobs }),
  },
  {
    'a value of only one subgraph': '{ jobs { title state } }',
    'in a list': '{ jobs { states id } }',
    'behind an entity': '{ jobs { history { state title } } }',
  },
);
