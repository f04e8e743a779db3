import {
  countByKind,
  layOut,
  MAX_NODES,
  type HierarchyNode,
} from '../../../explorer/organisations/organisation/picture/layout';

const node = (code: string, depth: number, parentCodes: readonly string[], kind = 'OTHER'): HierarchyNode => ({
  depth,
  parentCodes,
  organisation: { code, name: `NAME OF ${code}`, kinds: [kind] },
});
const keysOf = (links: readonly { readonly key: string; readonly extra: boolean }[]) =>
  links.map(({ key, extra }) => (extra ? `${key} extra` : key));

test('downwards, a node with two parents is placed below one and has an extra link to the other', () => {
  const nodes = [
    node('A', 0, ['OUTSIDE']),
    node('B', 1, ['A']),
    node('C', 1, ['A']),
    node('D', 2, ['B', 'C']),
    node('E', 2, ['A', 'C']),
  ];
  const { links, dots } = layOut(nodes, 'DOWN');
  expect(keysOf(links)).toEqual(['A B', 'A C', 'B D', 'C D extra', 'A E extra', 'C E']);
  expect(dots.find(({ node: { depth } }) => depth === 0)).toMatchObject({ x: 0, y: expect.closeTo(0) });
  const distances = dots.map(({ node: { depth }, x, y }) => [depth, Math.round(Math.hypot(x, y))]);
  expect(distances).toEqual(
    expect.arrayContaining([
      [0, 0],
      [1, 90],
      [1, 90],
      [2, 180],
      [2, 180],
    ]),
  );
});

test('upwards, links lead from the start node to its ancestors', () => {
  const nodes = [node('A', 0, ['B', 'C']), node('B', 1, ['D']), node('C', 1, ['D']), node('D', 2, [])];
  expect(keysOf(layOut(nodes, 'UP').links)).toEqual(['A B', 'A C', 'B D', 'C D extra']);
});

test('a cycle in the data is drawn as an extra link', () => {
  expect(keysOf(layOut([node('A', 0, ['B']), node('B', 1, ['A'])], 'DOWN').links)).toEqual(['B A extra', 'A B']);
});

test('draws the 500 nearest nodes, in whatever order they are given', () => {
  const leaves = Array.from({ length: 700 }, (_, at) => node(`L${at}`, 2, ['B'], 'GP_PRACTICE'));
  const { dots, links } = layOut([...leaves, node('B', 1, ['A'], 'ICB'), node('A', 0, [], 'REGION')], 'DOWN');
  expect([dots.length, links.length]).toEqual([MAX_NODES, MAX_NODES - 1]);
  expect(countByKind(dots.map((dot) => dot.node))).toEqual([
    ['GP_PRACTICE', 498],
    ['REGION', 1],
    ['ICB', 1],
  ]);
});
