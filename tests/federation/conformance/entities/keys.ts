import { conforms } from '../support/conformance';
import type { Thing, World } from '../support/world';

const clinics: Thing[] = [1, 2, 3, 4].map((at) => ({
  __typename: 'Clinic',
  code: `ZXC${at}`,
  uprn: `${100 + at}`,
  region: { __typename: 'Region', code: `R${at % 2}`, name: `Region ${at % 2}` },
  number: at % 2 === 0 ? at : 7,
  name: `Clinic ${at}`,
  beds: at === 3 ? null : at * 10,
  storeys: at,
  area: at * 1.5,
  owner: () => (at === 2 ? null : clinics[at % 4]),
  neighbours: () => [clinics[at % 4], null, clinics[(at + 1) % 4]],
  grid: () => [[clinics[0]], [], [clinics[at - 1], clinics[1]]],
  tags: [`t${at}`, `u${at}`],
}));

const world = (): World => ({
  Query: {
    clinics,
    clinic: ({ code }: { code: string }) => clinics.find((each) => each.code === code) ?? null,
    tallest: clinics[3],
    largest: clinics[1],
    numbered: [clinics[0], null, clinics[2]],
    nowhere: null,
  },
  things: clinics,
});

conforms(
  'several keys',
  {
    subgraphs: {
      directory: {
        sdl: `
          type Query { clinics: [Clinic!]! clinic(code: ID!): Clinic nowhere: Clinic }
          type Clinic @key(fields: "code") @key(fields: "uprn") {
            code: ID! uprn: String! name: String owner: Clinic neighbours: [Clinic] grid: [[Clinic!]!]!
          }`,
      },
      wards: {
        sdl: `
          type Query { largest: Clinic }
          type Clinic @key(fields: "code") { code: ID! beds: Int }`,
      },
      estates: {
        sdl: `
          type Query { tallest: Clinic }
          type Clinic @key(fields: "uprn") { uprn: String! storeys: Int area: Float }`,
      },
    },
    schema: `
      type Query { clinics: [Clinic!]! clinic(code: ID!): Clinic nowhere: Clinic largest: Clinic tallest: Clinic }
      type Clinic {
        code: ID! uprn: String! name: String owner: Clinic neighbours: [Clinic] grid: [[Clinic!]!]!
        beds: Int storeys: Int area: Float
      }`,
    world,
  },
  {
    'one key leads to the second subgraph': { query: '{ clinics { name beds } }', fetches: ['directory', 'wards'] },
    'another key leads to the third subgraph': {
      query: '{ clinics { name storeys } }',
      fetches: ['directory', 'estates'],
    },
    'both keys of one entity are used': '{ clinics { beds storeys area } }',
    'a key is reached only through another subgraph': {
      query: '{ tallest { storeys beds } }',
      fetches: ['estates', 'directory', 'wards'],
    },
    'the way back through the subgraph with both keys': {
      query: '{ largest { beds storeys } }',
      fetches: ['wards', 'directory', 'estates'],
    },
    'a key that the client did not select is not in the response': '{ clinic(code: "ZXC1") { beds area } }',
    'the key alone needs one subgraph': { query: '{ largest { code } }', fetches: ['wards'] },
    'the other key needs another subgraph': { query: '{ largest { uprn } }', fetches: ['wards', 'directory'] },
    'an entity within an entity': '{ clinics { name owner { beds owner { storeys } } } }',
    'a nullable list of nullable entities': '{ clinics { neighbours { name beds storeys } } }',
    'lists of lists of entities': '{ clinics { grid { code beds area } } }',
    'a null entity is not asked for': { query: '{ nowhere { beds } clinics { code } }', fetches: ['directory'] },
    'an unknown entity is null': '{ clinic(code: "none") { beds } clinics { code } }',
    'two aliases of one field with arguments':
      '{ a: clinic(code: "ZXC1") { beds } b: clinic(code: "ZXC2") { beds name } }',
    'an argument in a variable': {
      query: 'query ($code: ID!) { clinic(code: $code) { beds storeys } }',
      variables: { code: 'ZXC3' },
    },
    'named fragments select across subgraphs':
      '{ clinics { ...A ...B } } fragment A on Clinic { beds owner { ...B } } fragment B on Clinic { storeys name }',
    'roots of all subgraphs in one query': '{ tallest { name } largest { name } clinics { beds } }',
  },
);
