import { buildSchema, parse, type ExecutionResult } from 'graphql';
import { createSchemaExecutor } from '../../../federation/subgraphs/schema-executor';

const SDL = `
  interface Thing { id: ID! }
  type Practice implements Thing { id: ID! name: String! list: Int }
  type Network implements Thing { id: ID! members: [Practice!]! }
  enum View { OPERATION COMMISSIONING }
  input AsOf { date: String view: View = OPERATION }
  type Query {
    things(first: Int! = 3): [Thing!]!
    practice(id: ID!, asOf: AsOf): Practice
    later(id: ID!): Practice
    broken: Practice
    brokenLater: Practice
    nothing: Practice!
  }
`;

const practice = (id: string) => ({ __typename: 'Practice', id, name: `NAME ${id}`, list: 8412 });
const nameless = { __typename: 'Practice', id: 'X', name: null };
const resolvers: Record<string, (root: unknown, args: never) => unknown> = {
  things: (_root, { first }: { first: number }) =>
    [practice('A'), { __typename: 'Network', id: 'U', members: [practice('B'), practice('C')] }, practice('D')].slice(
      0,
      first,
    ),
  practice: (_root, { id, asOf }: { id: string; asOf?: { view: string } }) =>
    practice(asOf ? `${id}:${asOf.view}` : id),
  later: async (_root, { id }: { id: string }) => practice(id),
  broken: () => nameless,
  brokenLater: async () => {
    throw new Error('not to be seen');
  },
  nothing: () => null,
};

function createExecutors() {
  const schema = buildSchema(SDL);
  for (const [name, resolve] of Object.entries(resolvers))
    schema.getQueryType()!.getFields()[name]!.resolve = resolve as never;
  return {
    interpreted: createSchemaExecutor(schema, { compileAfter: Infinity }),
    compiled: createSchemaExecutor(schema, { compileAfter: 0 }),
  };
}

const toJson = (result: ExecutionResult) => JSON.parse(JSON.stringify(result)) as ExecutionResult;

describe('an operation has the same result, interpreted and compiled:', () => {
  test.each<readonly [name: string, text: string, variables: Record<string, unknown> | null]>([
    [
      'lists of an interface',
      '{ things { __typename id ... on Practice { name list } ... on Network { members { id } } } }',
      null,
    ],
    [
      'aliases and repeated fields',
      '{ a: practice(id: "A") { id } b: practice(id: "B") { n: name name } practice(id: "A") { id } }',
      null,
    ],
    [
      'fragments',
      'query { practice(id: "A") { ...P } later(id: "L") { ...P } } fragment P on Practice { id ...Q } fragment Q on Practice { name }',
      null,
    ],
    [
      '@skip and @include',
      'query($yes: Boolean!, $no: Boolean!) { practice(id: "A") { id @skip(if: $yes) name @include(if: $yes) list @include(if: $no) } }',
      { yes: true, no: false },
    ],
    [
      'variables, defaults and inputs',
      'query($id: ID!, $asOf: AsOf) { practice(id: $id, asOf: $asOf) { id } }',
      { id: 'A', asOf: {} },
    ],
    ['a default value of an argument', '{ things { id } }', null],
    ['an omitted variable with a default value', 'query($n: Int! = 2) { things(first: $n) { id } }', {}],
    ['a null in a non-null field below a nullable one', '{ broken { id name } practice(id: "A") { id } }', null],
    ['a rejected field beside a resolved one', '{ brokenLater { id } later(id: "L") { id } }', null],
    ['a null in a non-null root field', '{ nothing { id } }', null],
    ['a variable of the wrong type', 'query($n: Int!) { things(first: $n) { id } }', { n: 'three' }],
    ['a missing variable', 'query($n: Int!) { things(first: $n) { id } }', {}],
    ['an unknown enum value', 'query($a: AsOf) { practice(id: "A", asOf: $a) { id } }', { a: { view: 'OPERATIN' } }],
    ['null for an argument with a default value', 'query($n: Int) { things(first: $n) { id } }', { n: null }],
    [
      'null in a condition',
      'query($i: Boolean = true) { practice(id: "A") { id name @include(if: $i) } }',
      { i: null },
    ],
    [
      'a condition on one spread of a fragment',
      'query($y: Boolean!) { a: practice(id: "A") { id ...F @skip(if: $y) } b: practice(id: "A") { ...F } } fragment F on Practice { name }',
      { y: true },
    ],
    [
      'a skipped field with a fragment',
      '{ practice(id: "A") { id } practice(id: "A") @skip(if: true) { ... on Practice { name } } }',
      null,
    ],
    [
      'a missing variable inside an input object',
      'query($v: View, $d: String) { practice(id: "A", asOf: { view: $v, date: $d }) { id } }',
      {},
    ],
    ['__proto__ as an alias', '{ practice(id: "A") { __proto__: id name } }', null],
    ['introspection', '{ __schema { queryType { fields { name } } } __type(name: "Practice") { name } }', null],
  ])('%s', async (_what, text, variables) => {
    const { interpreted, compiled } = createExecutors();
    const operation = { document: parse(text), variables: variables ?? undefined };
    expect(toJson(await compiled(operation, {}))).toEqual(toJson(await interpreted(operation, {})));
  });
});

describe('a repeated operation', () => {
  test('attack 87: has the same bytes a thousand times, whatever the conditions and variables before', async () => {
    const { interpreted } = createExecutors();
    const schema = buildSchema(SDL);
    for (const [name, resolve] of Object.entries(resolvers))
      schema.getQueryType()!.getFields()[name]!.resolve = resolve as never;
    const repeated = createSchemaExecutor(schema, { compileAfter: 3, compilingShare: Infinity });
    const document =
      parse(`query($id: ID! = "D", $asOf: AsOf, $view: View, $n: Int! = 2, $a: Boolean = true, $b: Boolean!) {
      practice(id: $id, asOf: $asOf) { id @skip(if: $a) name @include(if: $a) ...F @include(if: $b) }
      dated: practice(id: $id, asOf: { view: $view }) { id list @skip(if: $a) @include(if: $b) }
      things(first: $n) { id @skip(if: $b) ... on Network @include(if: $a) { members { id name @skip(if: $b) } } }
      later(id: "L") @skip(if: $b) { ... @include(if: $a) { id } }
    } fragment F on Practice { list }`);
    const forms: Record<string, unknown>[] = [true, false, null, undefined].flatMap((a) =>
      [true, false, undefined].flatMap((b) =>
        [
          {},
          { id: 'A', n: 3 },
          { id: 7, asOf: {} },
          { id: 'B', asOf: { view: 'COMMISSIONING' }, view: 'OPERATION', n: 1 },
        ].map((more) => ({ ...more, ...(a !== undefined && { a }), ...(b !== undefined && { b }) })),
      ),
    );
    forms.push({ b: true, id: null }, { b: true, n: 'three' }, { b: true, view: 'OPERATIN' }, { b: 'yes' });
    const expected = await Promise.all(forms.map(async (variables) => JSON.stringify(await interpreted({ document, variables }, {})))); // prettier-ignore
    expect(new Set(expected).size).toBeGreaterThan(20);
    for (let time = 0; time < 1_000; time++) {
      const at = (time * 7) % forms.length;
      const result = JSON.stringify(await repeated({ document, variables: forms[at]! }, {}));
      if (result !== expected[at]) expect({ time, variables: forms[at], result }).toEqual({ result: expected[at] });
    }
  });

  test('never has a text of the document as code', async () => {
    const { compiled } = createExecutors();
    const magic = '__MAGIC_DATE__33a9e76d_02e0_4128_8e92_3530ad3da74d';
    const document = parse(`{ practice(id: "${magic}globalThis.injected=true") { id } }`);
    const result = await compiled({ document }, {});
    expect(globalThis).not.toHaveProperty('injected');
    expect(result.data).toEqual({ practice: { id: `${magic}globalThis.injected=true` } });
  });

  test('is compiled although an input type of its variables refers to itself', async () => {
    const schema = buildSchema('input Filter { and: [Filter!] } type Query { find(filter: Filter): String }');
    schema.getQueryType()!.getFields().find!.resolve = (_root, args) => JSON.stringify(args);
    const run = createSchemaExecutor(schema, { compileAfter: 0 });
    const document = parse('query($f: Filter) { find(filter: $f) }');
    const { data } = await run({ document, variables: { f: { and: { and: [] } } } }, {});
    expect(data).toEqual({ find: '{"filter":{"and":[{"and":[]}]}}' });
  });

  test('is compiled after three executions, by its name, and returns synchronous results without a promise', () => {
    const schema = buildSchema(SDL);
    const stacks: string[] = [];
    schema.getQueryType()!.getFields().practice!.resolve = () => {
      stacks.push(new Error().stack ?? '');
      return practice('A');
    };
    const run = createSchemaExecutor(schema, { compileAfter: 3 });
    const document = parse('query A { practice(id: "A") { id } } query B { practice(id: "B") { id } }');
    for (let time = 0; time < 5; time++) expect(run({ document, operationName: 'A' }, {})).not.toBeInstanceOf(Promise);
    expect(stacks.map((stack) => stack.includes('graphql/execution'))).toEqual([true, true, true, false, false]);
  });

  test('is compiled for at most a tenth of the time in a flood of new ones', () => {
    const schema = buildSchema(SDL);
    let compiled = 0;
    schema.getQueryType()!.getFields().practice!.resolve = () => {
      if (!(new Error().stack ?? '').includes('graphql/execution')) compiled++;
      return practice('A');
    };
    const run = createSchemaExecutor(schema, { compileAfter: 1 });
    for (let at = 0; at < 200; at++) {
      const document = parse(`{ practice(id: "A") { ${'id name list '.repeat(20)} x${at}: id } }`);
      for (let time = 0; time < 2; time++) void run({ document }, {});
    }
    expect(compiled).toBeGreaterThan(0);
    expect(compiled).toBeLessThan(50);
  });
});
