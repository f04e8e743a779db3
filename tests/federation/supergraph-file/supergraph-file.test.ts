import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFederation } from '../../../federation/federation';
import { readSupergraph } from '../../../federation/supergraph/supergraph';
import {
  testQueries,
  createQuery,
  byKey,
  inProcess,
  type SubgraphRequest,
  type SmallSubgraph,
  planning,
} from '../federate';

/**
 * A supergraph from another composer (join v0.5) with features that our composer does not support: fragments within
 * @requires on an interface, @requires on an interface object, and a field that is a union in one subgraph and a
 * member of the union in the other.
 */
const supergraph = readFileSync(join(__dirname, 'supergraph.graphql'), 'utf8');

const sites = [
  {
    __typename: 'Practice',
    code: 'ZXP0001',
    name: 'Elm Surgery',
    manager: { __typename: 'Partner', name: 'Ann', years: 9 },
  },
  {
    __typename: 'Pharmacy',
    code: 'ZXF0001',
    name: 'Ash Pharmacy',
    manager: { __typename: 'Company', number: '00123' },
  },
];

const organisations: SmallSubgraph = {
  sdl: `
    type Query { sites: [Site!]! owners: [Owner!]! }
    interface Site @key(fields: "code") { code: ID! name: String manager: Manager }
    type Practice implements Site @key(fields: "code") { code: ID! name: String patients: Int manager: Partner }
    type Pharmacy implements Site @key(fields: "code") { code: ID! name: String hours: Int manager: Company }
    interface Manager { name: String }
    type Partner implements Manager { name: String years: Int }
    type Company implements Manager { name: String number: String }
    union Owner = Partner | Company
    type Holding @key(fields: "id") { id: ID! owner: Partner @shareable }
  `,
  resolvers: {
    Query: { sites: () => sites, owners: () => sites.map(({ manager }) => manager) },
    Site: { __resolveReference: byKey(sites) },
    Holding: { __resolveReference: ({ id }: { id: string }) => ({ id, owner: sites[0]!.manager }) },
  },
};

interface Representation {
  readonly code: string;
  readonly name: string;
  readonly manager: { readonly years?: number; readonly number?: string };
}

const reviews: SmallSubgraph = {
  sdl: `
    type Query { holdings: [Holding!]! }
    type Site @interfaceObject @key(fields: "code") {
      code: ID!
      name: String @external
      manager: Manager @external
      headline: String @requires(fields: "name")
      note: String @requires(fields: "manager { ... on Partner { years } ... on Company { number } }")
      rating: Int
    }
    interface Manager { name: String }
    type Partner implements Manager @external { name: String years: Int }
    type Company implements Manager @external { name: String number: String }
    union Owner = Partner | Company
    type Holding @key(fields: "id") { id: ID! owner: Owner @shareable }
  `,
  resolvers: {
    Query: { holdings: () => [{ id: '1', owner: sites[0]!.manager }] },
    Site: {
      __resolveReference: (representation: object) => representation,
      headline: ({ name }: Representation) => `${name} praised`,
      note: ({ manager }: Representation) => `${JSON.stringify(manager)}`,
      rating: () => 5,
    },
  },
};

const sent: SubgraphRequest[] = [];
const federation = createFederation({
  planning,
  supergraph,
  subgraphs: { organisations: inProcess(organisations, sent), reviews: inProcess(reviews, sent) },
});

testQueries(
  { query: createQuery(federation), sent },
  {
    'an interface object can require a field of the interface': {
      query: '{ sites { headline rating } }',
      response: {
        data: {
          sites: [
            { headline: 'Elm Surgery praised', rating: 5 },
            { headline: 'Ash Pharmacy praised', rating: 5 },
          ],
        },
      },
      fetches: ['organisations', 'reviews'],
    },
    'fragments within @requires select the fields of each type': {
      query: '{ sites { note } }',
      response: {
        data: {
          sites: [
            { note: '{"__typename":"Partner","years":9}' },
            { note: '{"__typename":"Company","number":"00123"}' },
          ],
        },
      },
    },
    'a field can be a union in one subgraph and a member of it in another': {
      query: '{ holdings { owner { __typename ... on Partner { name years } } } }',
      response: { data: { holdings: [{ owner: { __typename: 'Partner', name: 'Ann', years: 9 } }] } },
    },
    'an ordinary query works': {
      query: '{ sites { name ... on Pharmacy { code } } }',
      response: { data: { sites: [{ name: 'Elm Surgery' }, { name: 'Ash Pharmacy', code: 'ZXF0001' }] } },
      fetches: ['organisations'],
    },
  },
);

test('the supergraph lists its subgraphs and their URLs', () => {
  expect([...federation.supergraph.subgraphs]).toEqual([
    ['organisations', 'http://organisations.example/graphql'],
    ['reviews', 'http://reviews.example/graphql'],
  ]);
});

describe('fault 18: an unusable supergraph is rejected before the planner reads it', () => {
  test.each([
    ['no GraphQL', 'type {', 'The supergraph is not a GraphQL schema: Syntax Error: Expected Name, found "{".'],
    ['a plain schema', 'type Query { a: Int }', 'The supergraph is a plain schema: it has no enum join__Graph.'],
    [
      'an unknown type',
      supergraph.replace('patients: Int', 'patients: Nope'),
      'The supergraph is not valid: Unknown type "Nope".',
    ],
    [
      'an unknown directive',
      supergraph.replace('patients: Int', 'patients: Int @nope'),
      'The supergraph is not valid: Unknown directive "@nope".',
    ],
    [
      'a subgraph that is not declared',
      supergraph.replaceAll('graph: REVIEWS', 'graph: GONE'),
      'The supergraph is not valid: @join__implements names GONE, which is not one of its subgraphs.',
    ],
    [
      'a type that does not implement its interface',
      supergraph.replace(/name: String(?=\n  hours: Int)/, 'name: Int'),
      'The supergraph is not valid: Interface field Site.name expects type String but Pharmacy.name is type Int.',
    ],
  ])('%s', (_what, sdl, message) => {
    expect(() => readSupergraph(sdl)).toThrow(message);
  });
});
