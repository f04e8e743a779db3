import { keyAction, findByPrefix } from '../../../explorer/organisations/organisation/hierarchy/keyboard';
import {
  visibleRows,
  type Level,
  type TreeNode,
  type TreeState,
} from '../../../explorer/organisations/organisation/hierarchy/rows';

const node = (code: string, further = 0): TreeNode => ({
  code,
  name: `${code} TRUST`,
  isActive: true,
  kinds: ['TRUST'],
  nextLevelCount: further,
});
const level = (nodes: readonly TreeNode[], more: Partial<Level> = {}): Level => ({
  nodes,
  total: nodes.length,
  endCursor: null,
  loading: false,
  ...more,
});

/** The root A with B and E below it. Of the five children of B, C and D are loaded. */
const STATE: TreeState = {
  root: node('A', 2),
  open: new Set(['A', 'A/B']),
  levels: new Map([
    ['A', level([node('B', 5), node('E', 1)])],
    ['A/B', level([node('C'), node('D')], { total: 5, endCursor: 'cursor' })],
  ]),
};
const rows = visibleRows(STATE);
const KEYS = ['A', 'A/B', 'A/B/C', 'A/B/D', 'A/B/', 'A/E'];
const at = (key: string) => KEYS.indexOf(key);

test('each row has its position among the rows of its level', () => {
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
  expect(rows[at('A/B/')]).toMatchObject({ remaining: 3 });
});

test('a node that is its own ancestor cannot be expanded, so a cycle in the data ends', () => {
  const cycle = visibleRows({ ...STATE, levels: new Map([['A', level([node('A', 2)])]]) });
  expect(cycle).toMatchObject([{ expanded: true }, { key: 'A/A', repeated: true }]);
  expect(cycle[1]).not.toHaveProperty('expanded');
});

test('an error takes the place of the level that could not be read', () => {
  const error = new Error('no');
  const broken = visibleRows({ ...STATE, levels: new Map([['A', level([], { error })]]) });
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
] as const)('%s on row %s', (key, from, move) => expect(keyAction(key, rows, at(from))).toEqual(move));

test('typed text finds the next row with that prefix and wraps at the end', () => {
  expect(findByPrefix('d', rows, at('A'))).toBe('A/B/D');
  expect(findByPrefix('e t', rows, at('A'))).toBe('A/E');
  expect(findByPrefix('a', rows, at('A/E'))).toBe('A');
  expect(findByPrefix('b', rows, at('A/B'))).toBe('A/B');
  expect(findByPrefix('x', rows, at('A'))).toBeUndefined();
});
