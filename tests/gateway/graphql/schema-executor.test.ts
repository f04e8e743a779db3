import { buildSchema, parse, type ExecutionResult } from 'graphql';
import { executeLocally } from '../../../federation/subgraphs/schema-executor';

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

function both() {
  const schema = buildSchema(SDL);
  for (const [name, resolve] of Object.entries(resolvers))
    schema.getQueryType()!.getFields()[name]!.resolve = resolve as never;
  return {
    interpreted: executeLocally(schema, { compileAfter: Infinity }),
    compiled: executeLocally(schema, { compileAfter: 0 }),
  };
}

const plain = (result: ExecutionResult) => JSON.parse(JSON.stringify(result)) as ExecutionResult;

describe('an operation answers the same, interpreted and compiled', () => {
  test.each<readonly [string, string, Record<string, unknown> | null]>([
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
    ['a default of an argument', '{ things { id } }', null],
    ['a variable left out', 'query($n: Int! = 2) { things(first: $n) { id } }', {}],
    ['a null that may not be, below one that may', '{ broken { id name } practice(id: "A") { id } }', null],
    ['a rejection beside an answer', '{ brokenLater { id } later(id: "L") { id } }', null],
    ['a null that may not be, at the root', '{ nothing { id } }', null],
    ['a variable of the wrong type', 'query($n: Int!) { things(first: $n) { id } }', { n: 'three' }],
    ['a variable that is missing', 'query($n: Int!) { things(first: $n) { id } }', {}],
    [
      'an enum value that is unknown',
      'query($a: AsOf) { practice(id: "A", asOf: $a) { id } }',
      { a: { view: 'OPERATIN' } },
    ],
    ['null for what has a default', 'query($n: Int) { things(first: $n) { id } }', { n: null }],
    ['the schema', '{ __schema { queryType { fields { name } } } __type(name: "Practice") { name } }', null],
  ])('%s', async (_what, text, variables) => {
    const { interpreted, compiled } = both();
    const operation = { document: parse(text), variables: variables ?? undefined };
    expect(plain(await compiled(operation, {}))).toEqual(plain(await interpreted(operation, {})));
  });
});

describe('an operation that comes back', () => {
  test('is compiled after the third time, by its name, and values that are there come without a promise', () => {
    const schema = buildSchema(SDL);
    const stacks: string[] = [];
    schema.getQueryType()!.getFields().practice!.resolve = () => {
      stacks.push(new Error().stack ?? '');
      return practice('A');
    };
    const run = executeLocally(schema, { compileAfter: 3 });
    const document = parse('query A { practice(id: "A") { id } } query B { practice(id: "B") { id } }');
    for (let time = 0; time < 5; time++) expect(run({ document, operationName: 'A' }, {})).not.toBeInstanceOf(Promise);
    expect(stacks.map((stack) => stack.includes('graphql/execution'))).toEqual([true, true, true, false, false]);
  });

  test('a flood of new ones is compiled for a tenth of the time at most', () => {
    const schema = buildSchema(SDL);
    let compiled = 0;
    schema.getQueryType()!.getFields().practice!.resolve = () => {
      if (!(new Error().stack ?? '').includes('graphql/execution')) compiled++;
      return practice('A');
    };
    const run = executeLocally(schema, { compileAfter: 1 });
    for (let shape = 0; shape < 200; shape++) {
      const document = parse(`{ practice(id: "A") { ${'id name list '.repeat(20)} x${shape}: id } }`);
      for (let time = 0; time < 2; time++) void run({ document }, {});
    }
    expect(compiled).toBeGreaterThan(0);
    expect(compiled).toBeLessThan(50);
  });
});
