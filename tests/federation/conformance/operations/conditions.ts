import { conforms } from '../support/conformance';
import type { Thing, World } from '../support/world';

const ships: Thing[] = [1, 2, 3].map((at) => ({
  __typename: at === 3 ? 'Ferry' : 'Tanker',
  id: `S${at}`,
  name: `Ship ${at}`,
  load: at === 2 ? null : at * 100,
  cars: at * 2,
  port: () => ports[at % 2],
  crew: at * 5,
  log: [`day ${at}`],
  report: ({ of = 'week' }: { of?: string }) => `${of} ${at}`,
}));
const ports: Thing[] = [0, 1].map((at) => ({
  __typename: 'Port',
  code: `P${at}`,
  name: `Port ${at}`,
  depth: at + 8,
  ships: () => [ships[at], ships[at + 1]],
}));

const world = (): World => ({ Query: { ships, tanker: ships[0], port: ports[0] }, things: [...ships, ...ports] });

const query = `query ($a: Boolean!, $b: Boolean = true, $of: String) {
  ships {
    id @include(if: $a)
    name @skip(if: $a)
    crew @include(if: $b) @skip(if: $a)
    port @include(if: $b) { name @include(if: $a) depth ships @skip(if: $b) { crew } }
    ... @include(if: $a) { crew report(of: $of) ... on Ferry @include(if: $b) { cars } }
    ... on Tanker @skip(if: $a) { load log @include(if: $b) }
    ...S @include(if: $b)
  }
}
fragment S on Ship { name port @skip(if: $a) { depth code } }`;

conforms(
  'conditions by variables',
  {
    subgraphs: {
      register: {
        sdl: `
          type Query { ships: [Ship!]! tanker: Tanker }
          interface Ship { id: ID! name: String port: Port }
          type Tanker implements Ship @key(fields: "id") { id: ID! name: String port: Port load: Int }
          type Ferry implements Ship @key(fields: "id") { id: ID! name: String port: Port cars: Int }
          type Port @key(fields: "code") { code: ID! name: String }`,
      },
      harbour: {
        sdl: `
          type Query { port: Port }
          interface Ship { id: ID! crew: Int log: [String!] report(of: String = "week"): String }
          type Tanker implements Ship @key(fields: "id") {
            id: ID! crew: Int log: [String!] report(of: String = "week"): String
            load: Int @external draught: String @requires(fields: "load")
          }
          type Ferry implements Ship @key(fields: "id") { id: ID! crew: Int log: [String!] report(of: String = "week"): String }
          type Port @key(fields: "code") { code: ID! depth: Int ships: [Ship!] }`,
      },
    },
    schema: `
      type Query { ships: [Ship!]! tanker: Tanker port: Port }
      interface Ship { id: ID! name: String port: Port crew: Int log: [String!] report(of: String = "week"): String }
      type Tanker implements Ship { id: ID! name: String port: Port load: Int crew: Int log: [String!] report(of: String = "week"): String draught: String }
      type Ferry implements Ship { id: ID! name: String port: Port cars: Int crew: Int log: [String!] report(of: String = "week"): String }
      type Port { code: ID! name: String depth: Int ships: [Ship!] }`,
    world,
  },
  {
    'fields, fragments and entities: yes, and the default': { query, variables: { a: true, of: 'month' } },
    'fields, fragments and entities: no, and the default': { query, variables: { a: false } },
    'yes and no': { query, variables: { a: true, b: false } },
    'no and no': { query, variables: { a: false, b: false } },
    'a whole entity is excluded': {
      query: 'query ($a: Boolean!) { ships { name port @include(if: $a) { depth } } }',
      variables: { a: false },
      fetches: ['register'],
    },
    'a whole entity is included': {
      query: 'query ($a: Boolean!) { ships { name port @include(if: $a) { depth } } }',
      variables: { a: true },
      fetches: ['register', 'harbour'],
    },
    'the only field of the second subgraph is excluded': {
      query: 'query ($a: Boolean!) { ships { name crew @skip(if: $a) } }',
      variables: { a: true },
      fetches: ['register'],
    },
    'a field with @requires is excluded, and what it requires is not read': {
      query: 'query ($a: Boolean!) { tanker { name draught @include(if: $a) } }',
      variables: { a: false },
      fetches: ['register'],
    },
    'a field with @requires is included by two conditions': {
      query:
        'query ($a: Boolean!, $b: Boolean!) { tanker { draught @include(if: $a) @skip(if: $b) load @skip(if: $a) } }',
      variables: { a: true, b: false },
    },
    'what is required is excluded for the client only': {
      query: 'query ($a: Boolean!) { tanker { load @include(if: $a) draught } }',
      variables: { a: false },
    },
    'the same field with opposite conditions': {
      query: 'query ($a: Boolean!) { tanker { crew @include(if: $a) crew @skip(if: $a) name } }',
      variables: { a: false },
    },
    'the same entity with other fields under opposite conditions': {
      query: 'query ($a: Boolean!) { tanker { port @include(if: $a) { name } port @skip(if: $a) { depth } id } }',
      variables: { a: true },
    },
    'a condition on a named fragment, at two places': {
      query:
        'query ($a: Boolean!) { tanker { ...S @include(if: $a) id } port { ships { ...S @skip(if: $a) id } } } fragment S on Ship { crew name }',
      variables: { a: false },
    },
    'everything below an object is excluded': {
      query: 'query ($a: Boolean!) { port { code } tanker { port { name @include(if: $a) depth @include(if: $a) } } }',
      variables: { a: false },
    },
    'a root field is excluded': {
      query: 'query ($a: Boolean!) { tanker @skip(if: $a) { crew } port { depth name } }',
      variables: { a: true },
    },
    'literal conditions': '{ tanker { name @skip(if: true) crew @include(if: true) ... @include(if: false) { id } } }',
    'conditions on types of an interface': {
      query:
        'query ($a: Boolean!) { ships { ... on Tanker @include(if: $a) { load crew } ... on Ferry @skip(if: $a) { cars crew } } }',
      variables: { a: true },
    },
  },
);
