import { buildSchema, execute, parse } from 'graphql';
import { parseExactly } from '../../../../federation/exact-json';
import { readSubgraphResponse } from '../../../../federation/subgraphs/http/response';
import { compileSelectedParser } from '../../../../federation/subgraphs/http/selected-json';

const schema = buildSchema(`
  type Query { node: Node nodes: [Node] grid: [[Node]] numbers: [Float] matrix: [[Int]] }
  interface Node { id: ID }
  type Shop implements Node { id: ID name: String size: Int open: Boolean near: [Shop!] }
  type Ward implements Node { id: ID name: String beds: Float of: Shop }`);

const QUERY = `query ($yes: Boolean = true) {
  node { __typename ...Parts } again: node { id ... on Ward { of { id } ... on Shop { of: name } } }
  nodes { ... on Ward { beds of { name } } ...Parts ... on Shop @include(if: $yes) { near { id open } open } }
  grid { id } numbers matrix
}
fragment Parts on Node { id ... on Shop { title: name size near { size near { id } } } ... on Ward { of { size } name } }`;

/** A generator of the same numbers for the same seed. */
function randomOf(seed: number): (below: number) => number {
  let state = seed + 1;
  return (below) => ((state = (state * 48_271) % 2_147_483_647), state % below);
}

const TEXTS = ['', 'a', 'Tea, "black"', 'back\\slash', 'é', '日本', '😀', '}', '{"x":1}', '],', 'null', '\n', '12'];
const NUMBERS = [0, -0, 1, -1, 1.5, 1e21, 1e-7, 123_456_789, 9_007_199_254_740_991, -12.25];

function world(seed: number, texts: readonly string[]) {
  const random = randomOf(seed);
  const of = <T>(list: readonly T[]) => list[random(list.length)]!;
  const maybe = <T>(make: () => T) => (random(6) === 0 ? null : make());
  const many = <T>(make: () => T) => Array.from({ length: random(4) }, make);
  const shop = (depth: number): object => ({
    ...{ __typename: 'Shop', id: of(texts), name: maybe(() => of(texts)), size: maybe(() => random(1e9)) },
    ...{ open: random(2) === 0, near: maybe(() => (depth > 0 ? many(() => shop(depth - 1)) : [])) },
  });
  const ward = (): object => ({
    ...{ __typename: 'Ward', id: of(texts), name: of(texts), beds: maybe(() => of(NUMBERS)), of: maybe(() => shop(1)) },
  });
  const node = () => maybe(() => (random(2) === 0 ? shop(2) : ward()));
  const nodes = () => maybe(() => many(node));
  const numbers = () => many(() => maybe(() => of(NUMBERS)));
  const matrix = () => many(() => many(() => random(1e6)));
  return { node: node(), nodes: nodes(), grid: many(nodes), numbers: numbers(), matrix: matrix() };
}

async function textOf(seed: number, texts = TEXTS): Promise<string> {
  const { data } = await execute({ schema, document: parse(QUERY), rootValue: world(seed, texts) });
  return JSON.stringify({ data });
}

test('what is parsed equals what the general parser returns, also the order of keys', async () => {
  const plain = TEXTS.filter((text) => JSON.stringify(text) === `"${text}"`);
  let parsed = 0;
  for (let seed = 0; seed < 300; seed++) {
    const text = await textOf(seed, seed % 2 ? plain : TEXTS);
    const result = compileSelectedParser(QUERY)(text);
    if (!result) continue;
    parsed++;
    const expected = parseExactly(text);
    expect(result).toEqual(expected);
    expect(JSON.stringify(result)).toBe(JSON.stringify(expected));
  }
  expect(parsed).toBeGreaterThan(80);
});

test('a text with one character that is changed, left out or added is parsed as by the general parser, or not at all', async () => {
  const random = randomOf(7);
  const characters = '{}[]",:0123456789-+.eEtrufalsn\\ \u{e9}x\n\t\u0000\u001f';
  let parsed = 0;
  for (let seed = 0; seed < 60; seed++) {
    const text = await textOf(seed, ['a', 'bc', '12', 'é']);
    for (let change = 0; change < 40; change++) {
      const at = random(text.length);
      const added = change % 3 === 0 ? '' : characters[random(characters.length)]!;
      const changed = text.slice(0, at) + added + text.slice(at + (change % 3 === 2 ? 0 : 1));
      const result = compileSelectedParser(QUERY)(changed);
      if (!result) continue;
      parsed++;
      expect({ changed, result }).toEqual({ changed, result: parseExactly(changed) });
    }
  }
  expect(parsed).toBeGreaterThan(100);
});

const parseNode = (text: string) => compileSelectedParser('{ node { id } }')(text);

test.each([
  '{"data":{"node":{"id":"a"}},"extensions":{}}',
  '{"errors":[],"data":null}',
  '{"data":{"node":{"id":"a"}}} ',
  '{ "data":{"node":{"id":"a"}}}',
  '{"data":{"node":{"id":{"a":1}}}}',
  '{"data":{"node":{"id":1234567890123456}}}',
  '{"data":{"node":{"id":01}}}',
  '{"data":{"node":{"id":}}}',
  '{"data":{"node":{"id":"a","id":"b"}}}',
  '{"data":{"node":{"other":"a"}}}',
  '{"data":{"node":[[{"id":"a"}}}',
  `{"data":{"node":${'['.repeat(100_000)}`,
  '',
])('another form is left to the general parser: %.60s', (text) => expect(parseNode(text)).toBeUndefined());

test('a parser whose texts have another form is no longer tried', () => {
  const parser = compileSelectedParser('{ node { id } }');
  const text = '{"data":{"node":{"id":"a"}}}';
  for (let at = 0; at < 20; at++) {
    expect(parser(text)).toEqual(at <= 10 ? { data: { node: { id: 'a' } } } : undefined);
    parser(`${text} `);
  }
});

test('a key __proto__ is left to the general parser', () => {
  const parser = compileSelectedParser('{ __proto__: node { id } }');
  expect(parser('{"data":{"__proto__":{"id":"a"}}}')).toBeUndefined();
});

test.each(['[]', '[{"node":null}]', 'true', '1', '[[null]]'])('data that is no object is refused: %s', (data) => {
  const response = { status: 200, headers: { 'content-type': 'application/json' }, text: `{"data":${data}}` };
  const operation = { subgraph: 'shops', kind: 'query', query: '{ node { id } }' } as const;
  const read = (text: string) => readSubgraphResponse('shops', { ...response, text }, undefined, operation);
  expect(() => read(response.text)).toThrow(expect.objectContaining({ code: 'SUBGRAPH_INVALID_RESPONSE' }));
  expect(read('{"data":{"node":null}}').data).toEqual({ node: null });
});
