import { buildSchema, execute, isObjectType, parse, type ExecutionResult, type GraphQLResolveInfo } from 'graphql';
import { createSchemaExecutor } from '../../../federation/subgraphs/schema-executor';
import { limitedResponse } from '../../../gateway/graphql/response-size';
import { leastBytes } from '../../../resolvers/sizes/least-bytes';
import { paceLists } from '../../../resolvers/sizes/paced-lists';
import { WorkBudget } from '../../../work-budget';

const ITEMS = 2_000;
const SDL = `
  interface Coded { code: ID! }
  type Query { tree: Tree }
  type Tree { nodes: [Node!]! }
  type Node implements Coded { code: ID! depth: Int! name: String organisation: Organisation! parent: Organisation children: [Node!]! }
  type Organisation implements Coded { code: ID! name: String }
`;

/** A tree that counts the reads of the codes of its items. Empty items have the shortest values. */
function createWorld(isEmpty = false) {
  const schema = buildSchema(SDL);
  let reads = 0;
  const item = (at: number): object => ({
    code: () => (reads++, isEmpty ? '' : `C${at}`),
    depth: () => at % 9,
    name: () => (isEmpty ? null : `NAME ${at}`),
    organisation: () => item(at),
    parent: () => (isEmpty ? null : item(at)),
    children: () => [],
  });
  const nodes = () => Array.from({ length: ITEMS }, (_, at) => item(at));
  for (const type of Object.values(schema.getTypeMap()))
    if (isObjectType(type) && ['Node', 'Organisation'].includes(type.name))
      for (const field of Object.values(type.getFields()))
        field.resolve = (parent: Record<string, () => unknown>) => parent[field.name]!();
  schema.getQueryType()!.getFields().tree!.resolve = () => ({ nodes });
  return { schema: paceLists(schema), reads: () => reads };
}

const LONG = 'a'.repeat(100);
const DOCUMENTS = [
  `{ tree { nodes { ${LONG}: code depth } } }`,
  `{ tree { nodes { organisation { ${LONG}: code } parent { ${LONG}: name } } } }`,
  `{ tree { nodes { ...F ... on Coded { code } ... on Node { ${LONG}: depth } } } } fragment F on Node { x: code name children { code } }`,
  `{ tree { nodes { __typename code @include(if: true) a: code a: code organisation { code } organisation { name } } } }`,
  `{ tree { nodes { ${LONG}: code @skip(if: true) depth } } }`,
];

const contextOf = (max: number) => ({ response: limitedResponse(max), loaders: { work: new WorkBudget() } });

test.each(DOCUMENTS)('the least bytes of %s are at most those of its shortest response', async (query) => {
  const { schema } = createWorld(true);
  const resolve = schema.getType('Tree') as unknown as { getFields(): { nodes: { resolve: unknown } } };
  const { nodes } = resolve.getFields();
  const paced = nodes.resolve as (root: object, args: object, context: object, info: GraphQLResolveInfo) => unknown;
  let least = 0;
  nodes.resolve = (root: object, args: object, context: object, info: GraphQLResolveInfo) => {
    least = leastBytes(info.fieldNodes, schema.getType('Node') as never, info.fragments);
    return paced(root, args, context, info);
  };
  const { data } = await execute({ schema, document: parse(query), contextValue: contextOf(Infinity) });
  const items = (data as unknown as { tree: { nodes: object[] } }).tree.nodes;
  expect(least).toBeGreaterThan(5);
  expect(least).toBeLessThanOrEqual(Math.min(...items.map((each) => JSON.stringify(each).length)));
});

test.each(['interpreted', 'compiled'])(
  'a response that would be too large ends %s before its items are read',
  async (way) => {
    const { schema, reads } = createWorld();
    const run = createSchemaExecutor<object>(schema, { compileAfter: way === 'compiled' ? 0 : Infinity });
    const document = parse(DOCUMENTS[1]!);
    const context = contextOf(ITEMS * LONG.length);
    const { data, errors }: ExecutionResult = await run({ document }, context);
    expect(errors?.map((error) => error.extensions.code)).toEqual(['PAYLOAD_TOO_LARGE']);
    expect(context.response.error?.message).toContain(`the limit of ${ITEMS * LONG.length} bytes`);
    expect([reads(), data]).toEqual([0, { tree: null }]);
  },
);

test('a response that fits is not refused', async () => {
  const { schema } = createWorld();
  const run = createSchemaExecutor<object>(schema);
  for (const query of DOCUMENTS) {
    const { data } = await run({ document: parse(query) }, contextOf(Infinity));
    const limit = JSON.stringify(data).length;
    expect((await run({ document: parse(query) }, contextOf(limit))).errors).toBeUndefined();
  }
});
