import { conforms } from '../support/conformance';
import type { Thing, World } from '../support/world';

const towns: Thing[] = [1, 2, 3].map((at) => ({
  __typename: 'Town',
  code: `T${at}`,
  id: `${at}`,
  name: `Town ${at}`,
  size: at * 1000,
  of: ({ year }: { year: number }) => year + at,
  twin: () => towns[at % 3],
  twins: () => [towns[at % 3], towns[(at + 1) % 3]],
  rain: at * 7,
  mayor: { __typename: 'Mayor', name: `Mayor ${at}`, since: 2000 + at },
}));

const world = (): World => ({
  Query: {
    towns,
    town: ({ code }: { code: string }) => towns.find((each) => each.code === code) ?? null,
    wettest: towns[2],
  },
  things: towns,
});

conforms(
  'names: aliases that hide keys, and __typename everywhere',
  {
    subgraphs: {
      map: {
        sdl: `
          type Query { towns: [Town!]! town(code: ID!): Town }
          type Town @key(fields: "code") @key(fields: "id") { code: ID! id: ID! name: String twin: Town twins: [Town!] mayor: Mayor }
          type Mayor { name: String since: Int }`,
      },
      census: {
        sdl: `type Town @key(fields: "code") { code: ID! size: Int of(year: Int!): Int name: String @external hint: String @requires(fields: "name") }`,
      },
      weather: {
        sdl: `
          type Query { wettest: Town }
          type Town @key(fields: "id") { id: ID! rain: Int }`,
      },
    },
    schema: `
      type Query { towns: [Town!]! town(code: ID!): Town wettest: Town }
      type Town { code: ID! id: ID! name: String twin: Town twins: [Town!] mayor: Mayor size: Int of(year: Int!): Int hint: String rain: Int }
      type Mayor { name: String since: Int }`,
    world,
  },
  {
    'another field under the name of the key': '{ towns { code: name size } }',
    'the key under another name': '{ towns { key: code size rain } }',
    'two keys with their names exchanged': '{ towns { code: id id: code size rain } }',
    'a required field under another name, and another field under its name':
      '{ towns { title: name name: code hint } }',
    'a field of the second subgraph under the name of a key': '{ towns { code: size id: rain } }',
    'an object under the name of a key': '{ towns { code: mayor { name } id: twin { code: rain } size } }',
    'one field with two arguments': '{ towns { a: of(year: 2000) b: of(year: 1990) size } }',
    'one field with two arguments, one of them under its own name': '{ towns { of(year: 1) size: of(year: 2) } }',
    'an entity twice, with other fields': '{ towns { a: twin { size } b: twin { rain name: code } } }',
    'a list twice, one within the other':
      '{ towns { twins { twins: twin { code: rain size } } list: twins { id: hint } } }',
    'a root field twice': '{ a: town(code: "T1") { size } b: town(code: "T3") { code: size rain } }',
    'a root field under the name of another one':
      '{ town: wettest { town: size } wettest: town(code: "T2") { size: rain } }',
    '__typename at every level':
      '{ __typename towns { __typename twin { __typename size } mayor { __typename since } } }',
    '__typename under other names':
      '{ kind: __typename towns { code: __typename type: __typename size twins { id: __typename rain } } }',
    '__typename alone': { query: '{ towns { __typename } }', fetches: ['map'] },
    '__typename alone at the root': { query: '{ __typename a: __typename }', fetches: [] },
    '__typename alone in an entity of another subgraph': { query: '{ wettest { __typename } }', fetches: ['weather'] },
    'names that every JavaScript object has':
      '{ towns { constructor: name toString: size valueOf: rain hasOwnProperty: mayor { __proto__: name } } }',
    'a name that looks like one of the planner':
      '{ towns { _internal_qp_alias_0: name _entities: size representations: rain } }',
    'a variable with a name of the gateway': {
      query: 'query ($representations: ID!, $code: Int!) { town(code: $representations) { of(year: $code) rain } }',
      variables: { representations: 'T2', code: 5 },
    },
    'the same name in fragments':
      '{ towns { ...A ...B } } fragment A on Town { code: name } fragment B on Town { code: name size }',
  },
);
