import { lexicographicSortSchema, printSchema, type GraphQLSchema } from 'graphql';
import { contractSupergraph, type AddedTags, type Contract } from '../../../federation/contracts/contract-sdl';
import { readSupergraph } from '../../../federation/supergraph/supergraph';
import { createFederation } from '../../../federation/federation';
import { compose } from '../../../federation/composition/compose';
import {
  byKey,
  createQuery,
  inProcess,
  planning,
  sdlOf,
  validationError,
  type SmallSubgraph,
  type SmallSubgraphs,
} from '../federate';

const practices = [
  {
    __typename: 'Practice',
    code: 'P1',
    name: 'Elm',
    budget: 5,
    internalId: 'x1',
    kind: 'GP',
    owner: { __typename: 'Fund', name: 'F' },
  },
  {
    __typename: 'Practice',
    code: 'P2',
    name: 'Oak',
    budget: 6,
    internalId: 'x2',
    kind: 'SECRET',
    owner: { __typename: 'Person', name: 'Ann' },
  },
];

const organisations: SmallSubgraph = {
  sdl: `
    type Query {
      practices(filter: Filter, secretly: Boolean @tag(name: "internal")): [Practice!]! @tag(name: "public")
      budgets: [Budget!]! @tag(name: "finance")
      statistics: Int
      search(text: String!, mode: Mode! ): [Hit] @tag(name: "public")
    }
    type Mutation { rename(code: ID!): Practice @tag(name: "internal") }
    input Filter { kind: Kind internal: Internal }
    input Internal @tag(name: "internal") { id: ID }
    enum Kind { GP SECRET @tag(name: "internal") }
    enum Mode { FUZZY }
    interface Named @tag(name: "public") { name: String }
    type Practice implements Named @key(fields: "code") @key(fields: "internalId") {
      code: ID! @tag(name: "public")
      name: String
      kind: Kind @tag(name: "public")
      budget: Int @tag(name: "finance")
      internalId: ID! @tag(name: "internal")
      owner: Owner @tag(name: "public")
    }
    union Owner = Person | Fund
    union Hit = Practice | Budget
    type Person @tag(name: "public") { name: String }
    type Fund @tag(name: "internal") { name: String }
    type Budget implements Named @tag(name: "finance") { name: String total: Int }
  `,
  resolvers: {
    Query: {
      practices: () => practices,
      budgets: () => [{ name: 'B', total: 11 }],
      statistics: () => 2,
      search: () => [practices[0], { __typename: 'Budget', name: 'B', total: 11 }],
    },
    Practice: { __resolveReference: byKey(practices) },
  },
};
const vaccinations: SmallSubgraph = {
  sdl: `
    type Practice @key(fields: "internalId") {
      internalId: ID! @tag(name: "internal")
      budget: Int @external
      doses: Int @tag(name: "public")
      perBudget: Int @requires(fields: "budget") @tag(name: "public")
    }`,
  resolvers: {
    Practice: {
      __resolveReference: (reference: object) => reference,
      doses: () => 9,
      perBudget: ({ budget }: { budget: number }) => budget * 10,
    },
  },
};

const subgraphs = { organisations, vaccinations };
const wholeOf = (parts: SmallSubgraphs) =>
  readSupergraph(compose(Object.entries(parts).map(([name, subgraph]) => ({ name, sdl: sdlOf(subgraph) }))));
const whole = wholeOf(subgraphs);

const printSorted = (schema: GraphQLSchema) => printSchema(lexicographicSortSchema(schema));

function openContract(contract: Partial<Contract>, tags?: AddedTags, parts: SmallSubgraphs = subgraphs) {
  const from = parts === subgraphs ? whole : wholeOf(parts);
  const supergraph = contractSupergraph(from, { name: 'partners', include: [], exclude: [], ...contract }, tags);
  const executors = Object.entries(parts).map(([name, each]) => [name, inProcess(each, [])] as const);
  const federation = createFederation({ supergraph, subgraphs: Object.fromEntries(executors), planning });
  return { query: createQuery(federation), sdl: printSorted(supergraph.apiSchema) };
}

test('elements with an excluded tag, what needs them, and what nothing leads to are left out', () => {
  const { sdl } = openContract({ exclude: ['internal', 'finance'] });
  expect(sdl).toBe(`input Filter {
  kind: Kind
}

union Hit = Practice

enum Kind {
  GP
}

enum Mode {
  FUZZY
}

interface Named {
  name: String
}

union Owner = Person

type Person {
  name: String
}

type Practice implements Named {
  code: ID!
  doses: Int
  kind: Kind
  name: String
  owner: Owner
  perBudget: Int
}

type Query {
  practices(filter: Filter): [Practice!]!
  search(mode: Mode!, text: String!): [Hit]
  statistics: Int
}`);
});

test('with an included tag, fields need it on themselves or on their type; what they take comes along', () => {
  const { sdl } = openContract({ include: ['public'], exclude: ['internal'] });
  expect(sdl).not.toMatch(/budgets|statistics|finance|budget: |total|Fund|rename|internal/);
  expect(sdl).toMatch(/practices\(filter: Filter\): \[Practice!\]!/);
  expect(sdl).toMatch(
    /type Practice implements Named \{\n  code: ID!\n  doses: Int\n  kind: Kind\n  name: String\n  owner: Owner\n  perBudget: Int\n\}/,
  );
});

test.each([
  ['practices { budget }', 'Cannot query field "budget" on type "Practice".'],
  ['budgets { total }', 'Cannot query field "budgets" on type "Query".'],
  ['practices(secretly: true) { code }', 'Unknown argument "secretly" on field "Query.practices".'],
  ['practices(filter: { kind: SECRET }) { code }', 'Value "SECRET" does not exist in "Kind" enum.'],
  ['practices(filter: { internal: {} }) { code }', 'Field "internal" is not defined by type "Filter".'],
  ['practices { owner { ... on Fund { name } } }', 'Unknown type "Fund".'],
  ['__type(name: "Fund") { name }', undefined],
])('{ %s } is unknown to the contract', async (selection, message) => {
  const { query } = openContract({ exclude: ['internal', 'finance'] });
  const expected = message === undefined ? { data: { __type: null } } : validationError(message);
  expect(await query(`{ ${selection} }`)).toEqual(expected);
});

test('a mutation that is left out is unknown', async () => {
  const { query, sdl } = openContract({ exclude: ['internal'] });
  expect(sdl).not.toContain('Mutation');
  expect((await query('mutation { rename(code: "P1") { code } }')).data).toBeUndefined();
});

test('hidden keys and required fields still serve the others; hidden values are null', async () => {
  const { query } = openContract({ exclude: ['internal', 'finance'] });
  expect(await query('{ practices { code doses perBudget kind owner { ... on Person { name } } } }')).toEqual({
    data: {
      practices: [
        { code: 'P1', doses: 9, perBudget: 50, kind: 'GP', owner: null },
        { code: 'P2', doses: 9, perBudget: 60, kind: null, owner: { name: 'Ann' } },
      ],
    },
  });
  expect(await query('{ search(text: "", mode: FUZZY) { __typename } }')).toEqual({
    data: { search: [{ __typename: 'Practice' }, null] },
  });
});

const lost = { internalId: 'SECRET-9917', code: 'C1', owner: { id: 'SECRET-1' }, kind: 'SECRET' };

test.each([
  ['excluded', '@key(fields: "internalId") { internalId: ID! @tag(name: "internal") }', 'this key'],
  ['inaccessible', '@key(fields: "internalId") { internalId: ID! @inaccessible }', 'this key'],
  ['excluded inside another field', '@key(fields: "owner { id }") { owner: Owner! @shareable }', 'this key'],
  ['an excluded value', '@key(fields: "kind") { kind: Kind! }', 'this key'],
  ['visible', '@key(fields: "code") { code: ID! internalId: ID! @shareable @tag(name: "internal") }', 'code "C1"'],
])('an unknown entity is not named by a key that is hidden: %s', async (_name, product, key) => {
  const more = `type Owner @shareable { id: ID! @tag(name: "internal") name: String }
                enum Kind { OPEN SECRET @tag(name: "internal") }`;
  const reviews = `type Query { review: Review } type Review { product: Product } type Product ${product} ${more}`;
  const products = `type Product ${product.replace(/\}$/, 'name: String! }')} ${more}`;
  const parts: SmallSubgraphs = {
    reviews: { sdl: reviews, resolvers: { Query: { review: () => ({ product: lost }) } } },
    products: { sdl: products, resolvers: { Product: { __resolveReference: () => null } } },
  };
  const { query } = openContract({ exclude: ['internal'] }, undefined, parts);
  expect((await query('{ review { product { name } } }')).errors?.map(({ message }) => message)).toEqual([
    `The subgraph products has no Product with ${key}, which the subgraph reviews refers to.`,
  ]);
});

test('tags can be added to elements whose SDL has none', () => {
  expect(openContract({ include: ['counts'] }, { counts: ['Query.statistics'] }).sdl).toBe(
    'type Query {\n  statistics: Int\n}',
  );
  expect(() => openContract({}, { counts: ['Query.nothing'] })).toThrow(
    'The graph has no Query.nothing, which is to have the tag counts.',
  );
});

test('a contract without a query field is refused', () => {
  expect(() => openContract({ include: ['nobody'] })).toThrow(
    'The contract partners has no query field. Correct its tags.',
  );
});

test('a contract that leaves nothing out has the whole schema', () => {
  expect(openContract({}).sdl).toBe(printSorted(whole.apiSchema));
});
