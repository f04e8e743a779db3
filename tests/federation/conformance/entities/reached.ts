import { conforms } from '../support/conformance';
import type { Thing, World } from '../support/world';

const teams: Thing[] = [1, 2].map((at) => ({
  __typename: 'Team',
  id: `T${at}`,
  title: `Team ${at}`,
  lead: () => members[at],
  members: () => [members[0], members[at]],
  room: { __typename: 'Room', label: `Room ${at}`, floor: { __typename: 'Floor', level: at, owner: () => members[2] } },
}));

const members: Thing[] = [0, 1, 2].map((at) => ({
  __typename: 'Member',
  id: `M${at}`,
  badge: `B${at}`,
  name: `Member ${at}`,
  shift: at === 1 ? 'night' : 'day',
  phone: at === 2 ? null : `0${at}`,
  team: () => teams[at % 2],
  manager: () => (at === 0 ? null : members[at - 1]),
}));

const world = (): World => ({
  Query: { team: ({ id }: { id: string }) => teams.find((each) => each.id === id) ?? null, teams },
  things: [...teams, ...members],
});

conforms(
  'entities that are reached only through a parent',
  {
    subgraphs: {
      teams: {
        sdl: `
          type Query { teams: [Team!]! team(id: ID!): Team }
          type Team @key(fields: "id") { id: ID! title: String }`,
      },
      people: {
        sdl: `
          type Team @key(fields: "id") { id: ID! lead: Member! members: [Member]! room: Room }
          type Room { label: String! floor: Floor! }
          type Floor { level: Int! owner: Member }
          type Member @key(fields: "id") @key(fields: "badge") { id: ID! badge: String! name: String manager: Member }`,
      },
      rota: {
        sdl: `
          type Member @key(fields: "badge") { badge: String! shift: Shift! team: Team! }
          type Team @key(fields: "id", resolvable: false) { id: ID! }
          enum Shift { day night }`,
      },
      directory: { sdl: 'type Member @key(fields: "id") { id: ID! phone: String }' },
    },
    schema: `
      type Query { teams: [Team!]! team(id: ID!): Team }
      type Team { id: ID! title: String lead: Member! members: [Member]! room: Room }
      type Room { label: String! floor: Floor! }
      type Floor { level: Int! owner: Member }
      type Member { id: ID! badge: String! name: String manager: Member shift: Shift! team: Team! phone: String }
      enum Shift { day night }`,
    world,
  },
  {
    'the fields of a second subgraph': { query: '{ teams { title lead { name } } }', fetches: ['teams', 'people'] },
    'an entity of which no root field is known': '{ team(id: "T1") { lead { shift phone } } }',
    'a parent that the client selects only to pass': { query: '{ teams { lead { shift } } }' },
    'a list of entities through a parent': '{ teams { members { name shift phone } } }',
    'value types between two entities': '{ teams { room { label floor { level owner { shift name } } } } }',
    'a circle: member, team, member': '{ teams { lead { team { lead { name shift } } } } }',
    'a circle through a reference by key only':
      '{ team(id: "T2") { lead { shift team { title members { phone } } } } }',
    'the same entity at several places': '{ teams { lead { phone } members { phone manager { phone } } } }',
    'a chain of entities of one type': '{ teams { lead { manager { manager { shift } name } } } }',
    'only what the parent has': { query: '{ teams { title } }', fetches: ['teams'] },
    'a null entity below a list': '{ teams { members { manager { shift } } } }',
    'the key of a reference needs no subgraph': '{ team(id: "T1") { lead { team { id } } } }',
  },
);
