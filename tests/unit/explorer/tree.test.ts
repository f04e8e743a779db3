import { moveOf, startingWith } from '../../../explorer/organisations/branch/keys';
import { rowsOf, type Level, type TreeNode, type TreeState } from '../../../explorer/organisations/branch/rows';

const node = (code: string, further = 0): TreeNode => ({
  code,
  name: `${code} TRUST`,
  isActive: true,
  kinds: ['TRUST'],
  further,
});
const level = (nodes: readonly TreeNode[], more: Partial<Level> = {}): Level => ({
  nodes,
  total: nodes.length,
  next: null,
  waiting: false,
  ...more,
});

/** A, below it B with C and D, and E; B's level has 3 more. */
const STATE: TreeState = {
  root: node('A', 2),
  open: new Set(['A', 'A/B']),
  levels: new Map([
    ['A', level([node('B', 5), node('E', 1)])],
    ['A/B', level([node('C'), node('D')], { total: 5, next: 'cursor' })],
  ]),
};
const rows = rowsOf(STATE);
const KEYS = ['A', 'A/B', 'A/B/C', 'A/B/D', 'A/B/', 'A/E'];
const at = (key: string) => KEYS.indexOf(key);

test('the rows of a tree say where each stands among those of its level', () => {
  expect(rows.map(({ key }) => key)).toEqual(KEYS);
  expect(rows.map(({ level, position, size }) => [level, position, size])).toEqual([
    [1, 1, 1],
    [2, 1, 2],
    [3, 1, 5],
    [3, 2, 5],
    [3, 3, 5],
    [2, 2, 2],
  ]);
  expect(rows.map((row) => ('expanded' in row ? row.expanded : undefined))).toEqual([
    true,
    true,
    undefined,
    undefined,
    undefined,
    false,
  ]);
  expect(rows[at('A/B/')]).toMatchObject({ left: 3 });
});

test('what stands above itself cannot be opened, so that a circle in the data ends', () => {
  const circle = rowsOf({ ...STATE, levels: new Map([['A', level([node('A', 2)])]]) });
  expect(circle).toMatchObject([{ expanded: true }, { key: 'A/A', repeated: true }]);
  expect(circle[1]).not.toHaveProperty('expanded');
});

test('what could not be read stands in the place of the level', () => {
  const error = new Error('no');
  const broken = rowsOf({ ...STATE, levels: new Map([['A', level([], { error })]]) });
  expect(broken[1]).toMatchObject({ key: 'A/', parent: 'A', position: 1, size: 1, error });
});

test.each([
  ['ArrowDown', 'A', { to: 'A/B' }],
  ['ArrowDown', 'A/E', undefined],
  ['ArrowUp', 'A/E', { to: 'A/B/' }],
  ['ArrowUp', 'A', undefined],
  ['ArrowRight', 'A', { to: 'A/B' }],
  ['ArrowRight', 'A/E', { toggle: 'A/E' }],
  ['ArrowRight', 'A/B/C', undefined],
  ['ArrowLeft', 'A/B', { toggle: 'A/B' }],
  ['ArrowLeft', 'A/B/D', { to: 'A/B' }],
  ['ArrowLeft', 'A/B/', { to: 'A/B' }],
  ['ArrowLeft', 'A/E', { to: 'A' }],
  ['Home', 'A/E', { to: 'A' }],
  ['End', 'A', { to: 'A/E' }],
  ['Enter', 'A/B', { enter: true }],
  [' ', 'A/B', { toggle: 'A/B' }],
  [' ', 'A/B/', { enter: true }],
  ['Tab', 'A', undefined],
] as const)('%s at %s', (key, from, move) => expect(moveOf(key, rows, at(from))).toEqual(move));

test('what is typed leads to the next row that begins so, round from the end', () => {
  expect(startingWith('d', rows, at('A'))).toBe('A/B/D');
  expect(startingWith('e t', rows, at('A'))).toBe('A/E');
  expect(startingWith('a', rows, at('A/E'))).toBe('A');
  expect(startingWith('b', rows, at('A/B'))).toBe('A/B');
  expect(startingWith('x', rows, at('A'))).toBeUndefined();
});
