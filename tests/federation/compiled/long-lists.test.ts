import { buildSchema, execute, parse, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { MAX_ERRORS } from '../../../federation/execution-errors';
import { createSchemaExecutor } from '../../../federation/subgraphs/schema-executor';
import { paceLists } from '../../../resolvers/sizes/paced-lists';
import { WorkBudget } from '../../../work-budget';
import { comparable } from '../../support/compare-results';

const SDL = `
  type Query { page: Page later: Page release: Int }
  type Page { nodes: [Item!]! perhaps: [Item] some: [Item!] of: Item! }
  type Item { code: ID! at: Int! name: String own: Int! children: [Item!] }
`;

interface Item {
  readonly at: number;
}

/** Which items a list has, and which of them are null or fail. */
interface Faults {
  readonly isNull?: (at: number) => boolean;
  readonly isError?: (at: number) => boolean;
  readonly failsAt?: (at: number) => boolean;
}

const ITEMS = 700;
const never = () => false;
const every = (count: number) => (at: number) => at % count === count - 1;

/** A schema whose lists are long enough to be completed in parts. All its fields have resolvers. */
function createWorld({ isNull = never, isError = never, failsAt = never }: Faults): GraphQLSchema {
  const schema = buildSchema(SDL);
  const list = () =>
    Array.from({ length: ITEMS }, (_, at) => (isNull(at) ? null : isError(at) ? new Error(`item ${at}`) : { at }));
  const fail = (at: number) => Promise.reject(new Error(`own ${at}`));
  const resolvers: Record<string, Record<string, (item: Item) => unknown>> = {
    Query: { page: () => ({ at: 0 }), later: async () => ({ at: 1 }), release: () => 7 },
    Page: { nodes: list, perhaps: async () => list(), some: list, of: ({ at }) => ({ at }) },
    Item: {
      code: ({ at }) => `C${at}`,
      at: async ({ at }) => at,
      name: ({ at }) => (at % 3 === 0 ? null : at % 3 === 1 ? `Name ${at}` : Promise.resolve(`Later ${at}`)),
      own: ({ at }) => (failsAt(at) ? fail(at) : at),
      children: ({ at }) => (at % 300 === 0 ? list() : null),
    },
  };
  for (const [type, fields] of Object.entries(resolvers))
    for (const [name, resolve] of Object.entries(fields))
      (schema.getType(type) as { getFields(): Record<string, { resolve: unknown }> } & object).getFields()[name]!.resolve = resolve; // prettier-ignore
  return paceLists(schema);
}

const FIELDS = '{ code at name own }';
const DOCUMENTS = [
  `{ page { nodes ${FIELDS} } release }`,
  `{ later { perhaps ${FIELDS} of { code } } release }`,
  `{ page { some ${FIELDS} } later { nodes { code a: name b: name } } }`,
  `{ page { perhaps { code children { code at own name } } } }`,
  `{ page { nodes { code own at } perhaps { name own at } } later { some { at own name code } of { own } } }`,
];

const context = (work = new WorkBudget({ sliceMs: 0 })) => ({ loaders: { work } });

const FAULTS: readonly (readonly [string, Faults])[] = [
  ['no faults', {}],
  ['items that are null', { isNull: every(50) }],
  ['items that are errors', { isError: every(70) }],
  ['fields that fail', { failsAt: every(30) }],
  ['all of these', { isNull: every(90), isError: every(70), failsAt: every(30) }],
  ['every field failing', { failsAt: () => true }],
];

test.each(FAULTS)('long lists with %s have the results of graphql-js when they are compiled', async (_name, faults) => {
  const schema = createWorld(faults);
  const compiled = createSchemaExecutor<object>(schema, { compileAfter: 0, compilingShare: Infinity });
  for (const query of DOCUMENTS) {
    const document = parse(query);
    const expected = await execute({ schema, document, contextValue: context() });
    const actual = await compiled({ document }, context());
    expectSame(actual, expected);
  }
});

test.each(DOCUMENTS)('work that must stop ends %s as graphql-js does', async (query) => {
  const schema = createWorld({});
  const compiled = createSchemaExecutor<object>(schema, { compileAfter: 0, compilingShare: Infinity });
  const document = parse(query);
  const stopped = () => {
    const work = new WorkBudget({ sliceMs: 0 });
    work.stopWhen(() => new Error('too late'));
    return context(work);
  };
  const expected = await execute({ schema, document, contextValue: stopped() });
  const actual = await compiled({ document }, stopped());
  expect(expected.errors).toBeDefined();
  expectSame(actual, expected);
});

const toJson = (error: { toJSON(): unknown }) => error.toJSON();

/** Compares data and errors. Of more errors than a client gets, the compiled query has as many as that, all of them right. */
function expectSame(actual: ExecutionResult, expected: ExecutionResult): void {
  const found = actual.errors ?? [];
  expect(found.length).toBeLessThanOrEqual(MAX_ERRORS);
  const paths = new Set(found.map(({ path }) => String(path)));
  const isAll = found.length < MAX_ERRORS;
  const errors = isAll ? expected.errors : expected.errors?.filter(({ path }) => paths.has(String(path)));
  expect(comparable(actual, toJson)).toBe(comparable({ ...expected, ...(errors && { errors }) }, toJson));
  expectOneErrorPerPlace(actual);
}

/** The specification allows one error for each place that becomes null. */
function expectOneErrorPerPlace({ data, errors = [] }: ExecutionResult): void {
  const places = errors.map(({ path = [] }) => {
    let [value, at] = [data as unknown, 0];
    while (at < path.length && value !== null) value = (value as Record<string | number, unknown>)[path[at++]!];
    return path.slice(0, at).join('.');
  });
  expect(places).toEqual([...new Set(places)]);
}
