import { buildSchema, parse, type OperationDefinitionNode } from 'graphql';
import { checkArgumentBounds, readArgumentBounds } from '../../../../gateway/graphql/argument-bounds';

const OWN = buildSchema(`
  type Query { organisation: Organisation search(first: Int! = 20): [Organisation!]! }
  type Organisation { code: ID! tree(maxDepth: Int! = 12): [Organisation!]! }
`);
/** With another team's field, whose `first` we do not know. */
const ALL = buildSchema(`
  type Query { organisation: Organisation search(first: Int! = 20): [Organisation!]! }
  type Organisation { code: ID! tree(maxDepth: Int! = 12): [Organisation!]! reviews(first: Int): [ID!] }
`);
const bounds = readArgumentBounds(OWN, { first: 200, maxDepth: 25 });

function check(source: string, variables?: Record<string, unknown>, schema = ALL): void {
  const document = parse(source);
  const operation = document.definitions.find(({ kind }) => kind === 'OperationDefinition') as OperationDefinitionNode;
  checkArgumentBounds({ schema, document, operation, request: { variables } }, bounds);
}

test.each<[source: string, message: string, variables?: Record<string, unknown>]>([
  ['{ organisation { tree(maxDepth: 26) { code } } }', 'maxDepth takes 1 to 25; got 26.'],
  ['{ organisation { tree { tree(maxDepth: 0) { code } } } }', 'maxDepth takes 1 to 25; got 0.'],
  ['query($d: Int!) { organisation { tree(maxDepth: $d) { code } } }', 'maxDepth takes 1 to 25; got 99.', { d: 99 }],
  ['query($d: Int! = 30) { organisation { tree(maxDepth: $d) { code } } }', 'maxDepth takes 1 to 25; got 30.', {}],
  ['{ ...A } fragment A on Query { ... { search(first: 201) { code } } }', 'first takes 1 to 200; got 201.', {}],
])('%s is refused', (source, message, variables = {}) => expect(() => check(source, variables)).toThrow(message));

test.each<[source: string, variables: Record<string, unknown>]>([
  ['{ organisation { tree(maxDepth: 25) { code } } search(first: 1) { code } }', {}],
  ['{ organisation { tree(maxDepth: 26) @skip(if: true) { code } } }', {}],
  ['query($y: Boolean!) { ...A @include(if: $y) } fragment A on Query { search(first: 0) { code } }', { y: false }],
  ['{ organisation { reviews(first: 1000) } }', {}],
  ['query A { search { code } } query B { search(first: 0) { code } }', {}],
  ['query($n: Int!) { search(first: $n) { code } }', { n: 'many' }],
])('%s is left to the resolvers and to other checks', (source, variables) => {
  expect(() => check(source, variables)).not.toThrow();
});

test('fragments that are used over and over are looked at once for each type', () => {
  const levels = Array.from(
    { length: 30 },
    (_, at) => `fragment F${at} on Organisation { a: tree { ...F${at + 1} } b: tree { ...F${at + 1} } }`,
  );
  const last = 'fragment F30 on Organisation { tree(maxDepth: 26) { code } }';
  expect(() => check(`{ organisation { ...F0 } } ${levels.join(' ')} ${last}`)).toThrow('got 26');
  expect(() =>
    check(`{ organisation { ...F0 reviews(first: 300) } } ${levels.join(' ')} ${last.replace('26', '2')}`),
  ).not.toThrow();
});
