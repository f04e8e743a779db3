import { kindsIn, layoutOf, MOST, type BranchNode } from '../../../explorer/organisations/picture/layout';

const node = (code: string, depth: number, parentCodes: readonly string[], kind = 'OTHER'): BranchNode => ({
  depth,
  parentCodes,
  organisation: { code, name: `NAME OF ${code}`, kinds: [kind] },
});
const keysOf = (links: readonly { readonly key: string; readonly extra: boolean }[]) =>
  links.map(({ key, extra }) => (extra ? `${key} extra` : key));

test('downwards who has two above hangs on one of them, and has a link to the other', () => {
  const nodes = [
    node('A', 0, ['OUTSIDE']),
    node('B', 1, ['A']),
    node('C', 1, ['A']),
    node('D', 2, ['B', 'C']),
    node('E', 2, ['A', 'C']),
  ];
  const { links, dots } = layoutOf(nodes, 'DOWN');
  expect(keysOf(links)).toEqual(['A B', 'A C', 'B D', 'C D extra', 'A E extra', 'C E']);
  expect(dots.find(({ node: { depth } }) => depth === 0)).toMatchObject({ x: 0, y: expect.closeTo(0) });
  const far = dots.map(({ node: { depth }, x, y }) => [depth, Math.round(Math.hypot(x, y))]);
  expect(far).toEqual(
    expect.arrayContaining([
      [0, 0],
      [1, 90],
      [1, 90],
      [2, 180],
      [2, 180],
    ]),
  );
});

test('upwards the nearest stands in the middle', () => {
  const nodes = [node('A', 0, ['B', 'C']), node('B', 1, ['D']), node('C', 1, ['D']), node('D', 2, [])];
  expect(keysOf(layoutOf(nodes, 'UP').links)).toEqual(['A B', 'A C', 'B D', 'C D extra']);
});

test('a circle in the data is drawn as a link', () => {
  expect(keysOf(layoutOf([node('A', 0, ['B']), node('B', 1, ['A'])], 'DOWN').links)).toEqual(['B A extra', 'A B']);
});

test('the nearest 500 are drawn, whatever comes first', () => {
  const leaves = Array.from({ length: 700 }, (_, at) => node(`L${at}`, 2, ['B'], 'GP_PRACTICE'));
  const { dots, links } = layoutOf([...leaves, node('B', 1, ['A'], 'ICB'), node('A', 0, [], 'REGION')], 'DOWN');
  expect([dots.length, links.length]).toEqual([MOST, MOST - 1]);
  expect(kindsIn(dots.map((dot) => dot.node))).toEqual([
    ['GP_PRACTICE', 498],
    ['REGION', 1],
    ['ICB', 1],
  ]);
});
