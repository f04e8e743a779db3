import { keyAction, findByPrefix } from '../../../explorer/organisations/organisation/hierarchy/keyboard';
import type { Level, TreeNode, TreeState } from '../../../explorer/organisations/organisation/hierarchy/model';
import { visibleRows } from '../../../explorer/organisations/organisation/hierarchy/rows';
import { paramsWith, settingsOf } from '../../../explorer/organisations/organisation/hierarchy/settings';
import { statusText } from '../../../explorer/organisations/organisation/hierarchy/status';
import { partsOf } from '../../../explorer/organisations/organisation/hierarchy/virtual-rows';

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
const BY_NAME = { sort: 'name', filter: '' } as const;
const rows = visibleRows(STATE, BY_NAME);
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
  const cycle = visibleRows({ ...STATE, levels: new Map([['A', level([node('A', 2)])]]) }, BY_NAME);
  expect(cycle).toMatchObject([{ expanded: true }, { key: 'A/A', repeated: true }]);
  expect(cycle[1]).not.toHaveProperty('expanded');
});

test('an error takes the place of the level that could not be read', () => {
  const error = new Error('no');
  const broken = visibleRows({ ...STATE, levels: new Map([['A', level([], { error })]]) }, BY_NAME);
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
  ['PageDown', 'A/B', { to: 'A/E' }],
  ['PageUp', 'A/E', { to: 'A' }],
  ['Home', 'A/E', { to: 'A' }],
  ['End', 'A', { to: 'A/E' }],
  ['Enter', 'A/B', { enter: true }],
  [' ', 'A/B', { toggle: 'A/B' }],
  [' ', 'A/B/', { enter: true }],
  ['Tab', 'A', undefined],
] as const)('%s on row %s', (key, from, move) => expect(keyAction(key, rows, at(from))).toEqual(move));

test('* opens all rows of the level of a row, and Enter opens a group', () => {
  expect(keyAction('*', rows, at('A/E'))).toEqual({ openAll: [rows[at('A/B')], rows[at('A/E')]] });
  const grouped = visibleRows(GROUPED, BY_NAME);
  expect(keyAction('Enter', grouped, 1)).toEqual({ toggle: 'A/~PHARMACY' });
});

const group = (kind: string) => `${kind.toLowerCase()}s`;
const find = (typed: string, from: string) => findByPrefix(typed, rows, at(from), group);

test('typed text finds the next row with that prefix and wraps at the end', () => {
  expect(find('d', 'A')).toBe('A/B/D');
  expect(find('e t', 'A')).toBe('A/E');
  expect(find('a', 'A/E')).toBe('A');
  expect(find('b', 'A/B')).toBe('A/B');
  expect(find('x', 'A')).toBeUndefined();
  expect(findByPrefix('ph', visibleRows(GROUPED, BY_NAME), 0, group)).toBe('A/~PHARMACY');
});

/** The root A with 30 pharmacies, of which three are loaded, and a trust in a closed group. */
const GROUPED: TreeState = {
  root: node('A', 31),
  open: new Set(['A', 'A/~PHARMACY']),
  levels: new Map([
    [
      'A',
      level([], {
        groups: [
          { kind: 'PHARMACY', count: 30 },
          { kind: 'TRUST', count: 1 },
        ],
      }),
    ],
    ['A/~PHARMACY', level([node('M'), node('P'), node('N')], { total: 30, endCursor: 'cursor' })],
  ]),
};
const placesOf = (state: TreeState, arrangement: Parameters<typeof visibleRows>[1]) =>
  visibleRows(state, arrangement).map(({ key, position, size }) => `${key} ${position}/${size}`);

test('groups have their own positions, and what is in a group has those of the whole group', () => {
  expect(placesOf(GROUPED, BY_NAME)).toEqual([
    'A 1/1',
    'A/~PHARMACY 1/2',
    'A/~PHARMACY/M 1/30',
    'A/~PHARMACY/P 2/30',
    'A/~PHARMACY/N 3/30',
    'A/~PHARMACY/ 4/30',
    'A/~TRUST 2/2',
  ]);
});

test('a filter leaves what matches and what is above it, counted among what is shown', () => {
  const complete: TreeState = {
    ...STATE,
    open: new Set(['A', 'A/B', 'A/E']),
    levels: new Map([
      ['A', level([node('B', 5), node('E', 1)])],
      ['A/B', level([node('C'), node('D')])],
      ['A/E', level([node('DX')])],
    ]),
  };
  const filter = ' d  TRUST ';
  expect(placesOf(complete, { sort: 'name', filter })).toEqual([
    ...['A 1/1', 'A/B 1/2', 'A/B/D 1/1', 'A/E 2/2', 'A/E/DX 1/1'],
  ]);
  expect(placesOf(complete, { sort: 'name', filter: 'nobody' })).toEqual(['A 1/1']);
  const shown = { state: complete, rows: visibleRows(complete, { sort: 'name', filter }), direction: 'DOWN' } as const;
  expect(statusText({ ...shown, sort: 'name', filter })).toBe(
    '2 organisations of 5 in the open levels match “d  TRUST”.',
  );
});

test('a filter says when not all of a level is loaded', () => {
  const filter = 'p';
  const found = visibleRows(GROUPED, { sort: 'name', filter });
  expect(found.map(({ key }) => key)).toEqual(['A', 'A/~PHARMACY', 'A/~PHARMACY/P', 'A/~PHARMACY/', 'A/~TRUST']);
  expect(statusText({ state: GROUPED, rows: found, direction: 'DOWN', sort: 'name', filter })).toMatch(
    /^1 organisation of 3 .+ Part of the open levels is not loaded/,
  );
});

test('the counts of groups that share organisations are explained', () => {
  const shown = { rows: [], direction: 'DOWN', sort: 'name', filter: '' } as const;
  const state = { ...GROUPED, root: node('A', 31) };
  expect(statusText({ ...shown, state })).toBe('31 organisations one level below, of 2 kinds.');
  expect(statusText({ ...shown, state: { ...GROUPED, root: node('A', 30) } })).toMatch(
    /two kinds is in both groups\.$/,
  );
});

test('rows are sorted by code, or by list size with those without one last; not before all are loaded', () => {
  const sized = (code: string, value?: number) => ({
    ...node(code),
    measurement: value === undefined ? null : { value, date: '2024-09-01' },
  });
  const nodes = [sized('P', 5), sized('M'), sized('N', 70), sized('K', 0)];
  const of = (more: Partial<Level>): TreeState => ({ ...STATE, levels: new Map([['A', level(nodes, more)]]) });
  const codes = (state: TreeState, sort: 'code' | 'size') =>
    visibleRows(state, { sort, filter: '' })
      .slice(1)
      .map(({ key }) => key);
  expect(codes(of({}), 'code')).toEqual(['A/K', 'A/M', 'A/N', 'A/P']);
  expect(codes(of({}), 'size')).toEqual(['A/N', 'A/P', 'A/K', 'A/M']);
  expect(codes(of({ loading: true, endCursor: 'cursor' }), 'code')).toEqual(['A/']);
});

test('the address holds the settings that are no defaults, and what others put into it', () => {
  expect(settingsOf({ view: 'network', direction: 'up', sort: 'none', group: 'NONE' })).toEqual({
    ...{ view: 'NETWORK', direction: 'UP', sort: 'name', group: 'none', filter: '', open: '' },
  });
  const params = { other: '1', view: 'NETWORK', filter: 'leeds' };
  expect(paramsWith(params, { filter: '', sort: 'code', open: 'PHARMACY' })).toEqual({
    ...{ other: '1', view: 'NETWORK', sort: 'code', open: 'PHARMACY' },
  });
});

test('of a long list only what is seen is rendered, and the row with the focus', () => {
  const heights = Array<number>(1_000).fill(10);
  const parts = partsOf(heights, { top: 5_000, height: 100 }, 3);
  expect(parts.slice(0, 3)).toEqual([{ gap: 30, before: 3 }, { at: 3 }, { gap: 4_880, before: 492 }]);
  expect(parts.filter((part) => 'at' in part)).toHaveLength(27);
  const total = parts.reduce((sum, part) => sum + ('gap' in part ? part.gap : 10), 0);
  expect(total).toBe(10_000);
  expect(partsOf([10, 10, 10], { top: 0, height: 600 }, 0)).toEqual([{ at: 0 }, { at: 1 }, { at: 2 }]);
});
