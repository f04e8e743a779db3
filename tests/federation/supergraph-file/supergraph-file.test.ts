import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFederation } from '../../../federation/federation';
import { readSupergraph } from '../../../federation/supergraph/supergraph';
import { answers, asking, byKey, inProcess, type Sent, type SmallSubgraph } from '../federate';

/**
 * A supergraph in the form of another composer (join v0.5), with what ours cannot compose: fragments within @requires on
 * an interface, @requires on an interface object, and a field that is one member of a union here and the union there.
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

const sent: Sent[] = [];
const federation = createFederation({
  supergraph,
  subgraphs: { organisations: inProcess(organisations, sent), reviews: inProcess(reviews, sent) },
});

answers(
  { ask: asking(federation), sent },
  {
    'an interface object requires a field of the interface': {
      query: '{ sites { headline rating } }',
      answer: {
        data: {
          sites: [
            { headline: 'Elm Surgery praised', rating: 5 },
            { headline: 'Ash Pharmacy praised', rating: 5 },
          ],
        },
      },
      asks: ['organisations', 'reviews'],
    },
    'fragments within @requires take what each kind has': {
      query: '{ sites { note } }',
      answer: {
        data: {
          sites: [
            { note: '{"__typename":"Partner","years":9}' },
            { note: '{"__typename":"Company","number":"00123"}' },
          ],
        },
      },
    },
    'a field is a union in one subgraph and its member in the other': {
      query: '{ holdings { owner { __typename ... on Partner { name years } } } }',
      answer: { data: { holdings: [{ owner: { __typename: 'Partner', name: 'Ann', years: 9 } }] } },
    },
    'ordinary queries are answered': {
      query: '{ sites { name ... on Pharmacy { code } } }',
      answer: { data: { sites: [{ name: 'Elm Surgery' }, { name: 'Ash Pharmacy', code: 'ZXF0001' }] } },
      asks: ['organisations'],
    },
  },
);

test('its subgraphs and their URLs are known', () => {
  expect([...federation.supergraph.subgraphs]).toEqual([
    ['organisations', 'http://organisations.example/graphql'],
    ['reviews', 'http://reviews.example/graphql'],
  ]);
});

describe('fault 18: a supergraph that cannot be served is refused before the planner sees it', () => {
  test.each([
    ['no GraphQL', 'type {', 'The supergraph is no GraphQL schema: Syntax Error: Expected Name, found "{".'],
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
      'The supergraph is not valid: @join__implements names GONE, no subgraph of it.',
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
