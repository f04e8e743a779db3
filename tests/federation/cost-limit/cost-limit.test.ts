import { getOperationAST, parse, type GraphQLSchema } from 'graphql';
import { ResponseBudget } from '../../../federation/execution/response-budget';
import { fragmentsOf } from '../../../federation/planning/fragments';
import { actualCost } from '../../../gateway/cost/actual';
import { readCostDirectives } from '../../../gateway/cost/cost-directives';
import { DEFAULT_LIMITS } from '../../../gateway/limits';
import { federate, type SmallSubgraph } from '../federate';

const range = <T>(count: number, item: (at: number) => T) => Array.from({ length: count }, (_, at) => item(at));
let shops = 0;

/** Its lists have no `@listSize`; the first one has any length. */
const SHOPS: SmallSubgraph = {
  sdl: `
    type Query { shops: [Shop!]! same: [Shop!]! }
    type Mutation { open: [Shop!]! }
    type Shop @key(fields: "id") { id: ID! }
  `,
  resolvers: {
    Query: { shops: () => range(shops, (id) => ({ id })), same: () => range(shops, () => ({ id: 1 })) },
    Mutation: { open: () => range(shops, (id) => ({ id })) },
  },
};
const STOCK: SmallSubgraph = {
  sdl: 'type Shop @key(fields: "id") { id: ID! goods: [Good!]! next: Shop } type Good { name: String! }',
  resolvers: {
    Shop: {
      __resolveReference: ({ id }: { id: string }) => ({ id }),
      goods: () => range(10, (at) => ({ name: `good ${at}` })),
      next: ({ id }: { id: string }) => ({ id }),
    },
  },
};
const STAFF: SmallSubgraph = {
  sdl: 'type Shop @key(fields: "id") { id: ID! keeper: String }',
  resolvers: { Shop: { __resolveReference: ({ id }: { id: string }) => ({ id, keeper: `keeper of ${id}` }) } },
};
const graph = federate({ shops: SHOPS, stock: STOCK, staff: STAFF });

/** Executes a query with a limit of points, and says what it cost and which subgraphs it was fetched from. */
async function execute(query: string, limit: number) {
  graph.sent.length = 0;
  const document = parse(query);
  const schema: GraphQLSchema = graph.apiSchema;
  const costed = {
    schema,
    operation: getOperationAST(document)!,
    fragments: fragmentsOf(document),
    model: readCostDirectives(graph.supergraph.sdl, DEFAULT_LIMITS),
  };
  const costs: number[] = [];
  const budget = new ResponseBudget({
    limit,
    costOf(data, keyOf) {
      costs.push(actualCost(data, { ...costed, keyOf }));
      return costs.at(-1)!;
    },
  });
  const { data, errors } = await graph.executor({ document, schema, request: {}, context: {}, budget });
  return {
    data: data && (JSON.parse(JSON.stringify(data)) as Record<string, unknown[]>),
    errors: errors?.map(({ message, extensions }) => ({ message, code: extensions.code })),
    fetched: graph.sent.map(({ subgraph }) => subgraph),
    costs,
  };
}

const tooMuch = (actual: number, limit: number) => ({
  code: 'COST_ACTUAL_TOO_EXPENSIVE',
  message: `The response has cost ${actual} points, one for each object and for what it reads; the limit is ${limit}. A list is longer than expected.`,
});

const tooMany = (objects: number, limit: number) => ({
  code: 'COST_ACTUAL_TOO_EXPENSIVE',
  message: `The subgraphs have returned ${objects} objects; the limit of the cost is ${limit} points. A list is longer than expected.`,
});

test('a list that costs more than the limit ends the operation before its entities are fetched', async () => {
  shops = 20_000;
  const { data, errors, fetched } = await execute('{ shops { id goods { name } keeper } }', 1_000);
  expect([data, errors, fetched]).toEqual([undefined, [tooMany(20_000, 1_000)], ['shops']]);
  shops = 1_001;
  const slightly = await execute('{ shops { id goods { name } keeper } }', 1_000);
  expect([slightly.errors, slightly.fetched]).toEqual([[tooMuch(1_001, 1_000)], ['shops']]);
});

test('entities that fan out end the operation before anything else is fetched', async () => {
  shops = 100;
  const query = '{ shops { goods { name } next { keeper } } }';
  const { data, errors, fetched } = await execute(query, 1_100);
  expect([data, errors, fetched]).toEqual([undefined, [tooMuch(1_200, 1_100)], ['shops', 'stock']]);
});

test('a response that costs exactly the limit is returned, and one point more ends it', async () => {
  shops = 100;
  const query = '{ shops { id goods { name } } }';
  const { data, errors } = await execute(query, 1_100);
  expect([data!.shops!.length, errors]).toEqual([100, undefined]);
  expect((await execute(query, 1_099)).errors).toEqual([tooMuch(1_100, 1_099)]);
});

test('objects that only the plan needs do not count', async () => {
  shops = 90;
  const { data, costs } = await execute('{ shops { keeper } same { keeper } }', 180);
  expect([data!.shops!.length, data!.same!.length]).toEqual([90, 90]);
  expect(costs.every((cost) => cost <= 180)).toBe(true);
});

test('an entity that many objects share is counted as often as it is copied, before it is copied', async () => {
  shops = 1_000;
  const { errors, fetched } = await execute('{ same { goods { name } } }', 2_000);
  expect([errors, fetched]).toEqual([[tooMany(11_000, 2_000)], ['shops', 'stock']]);
});

test('the client finds an alias in the cost that is unsafe in a plan', async () => {
  shops = 20;
  expect((await execute('{ shops { id: keeper goods: id constructor: goods { name } } }', 219)).errors).toEqual([
    tooMuch(220, 219),
  ]);
});

test('without a budget nothing is limited', async () => {
  shops = 2_000;
  expect(await graph.query('{ shops { id } }')).toMatchObject({ data: { shops: { length: 2_000 } } });
});
