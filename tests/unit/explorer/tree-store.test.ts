import type { LevelSource } from '../../../explorer/organisations/organisation/hierarchy/level-source';
import type { TreeNode, TreeState } from '../../../explorer/organisations/organisation/hierarchy/model';
import { visibleRows } from '../../../explorer/organisations/organisation/hierarchy/rows';
import { TreeStore } from '../../../explorer/organisations/organisation/hierarchy/tree-store';

const node = (code: string, kind: string, nextLevelCount = 0): TreeNode => ({
  ...{ code, name: `${code} NAME`, isActive: true, kinds: [kind], nextLevelCount },
});

type Children = Readonly<Record<string, readonly TreeNode[]>>;

/** Levels from a table, in pages of `size`, and the pages that were asked for. */
function tableSource(children: Children, size = 200): LevelSource & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    groups: (code) => {
      asked.push(`${code} kinds`);
      const kinds = (children[code] ?? []).flatMap((one) => one.kinds);
      const count = (kind: string) => kinds.filter((one) => one === kind).length;
      return Promise.resolve([...new Set(kinds)].map((kind) => ({ kind, count: count(kind) })));
    },
    page: (code, kind, after) => {
      asked.push([code, kind, after].filter(Boolean).join(' '));
      const all = (children[code] ?? []).filter(({ kinds }) => kind === undefined || kinds.includes(kind));
      const start = Number(after ?? 0);
      const end = start + size;
      const endCursor = end < all.length ? String(end) : null;
      return Promise.resolve({ nodes: all.slice(start, end), total: all.length, endCursor });
    },
  };
}

function storeOf(source: LevelSource, rootCount: number, isGrouped = true): TreeStore {
  const state: TreeState = { root: node('R', 'REGION', rootCount), open: new Set(['R']), levels: new Map() };
  return new TreeStore(state, source, isGrouped, () => undefined);
}

const many = (prefix: string, kind: string, count: number) =>
  Array.from({ length: count }, (_, at) => node(`${prefix}${at}`, kind));
const rowsOf = ({ state }: TreeStore) => visibleRows(state, { sort: 'name', filter: '' });
const keysOf = (store: TreeStore) => rowsOf(store).map(({ key }) => key);

test('a level of more than 20 is loaded as counts of its kinds; a group is loaded when it is opened', async () => {
  const source = tableSource({ R: [...many('P', 'PHARMACY', 30), ...many('T', 'TRUST', 2)] });
  const store = storeOf(source, 32);
  await store.restart(source, true);
  expect(keysOf(store)).toEqual(['R', 'R/~PHARMACY', 'R/~TRUST']);
  expect(source.asked).toEqual(['R kinds']);
  await store.open('R/~TRUST');
  expect(keysOf(store)).toEqual(['R', 'R/~PHARMACY', 'R/~TRUST', 'R/~TRUST/T0', 'R/~TRUST/T1']);
  await store.restart(source, false);
  expect(rowsOf(store)).toHaveLength(33);
});

test('the only kind of a level is open, and a level of at most 20 has no groups', async () => {
  const source = tableSource({ R: many('P', 'PHARMACY', 21) });
  const store = storeOf(source, 21);
  await store.restart(source, true);
  expect(rowsOf(store)).toHaveLength(23);
  const few = tableSource({ R: many('P', 'PHARMACY', 20) });
  const small = storeOf(few, 20);
  await small.restart(few, true);
  expect(few.asked).toEqual(['R']);
});

test('a level is loaded page by page, up to ten pages, and further when it is asked for', async () => {
  const source = tableSource({ R: many('P', 'PHARMACY', 25) }, 2);
  const store = storeOf(source, 25, false);
  await store.restart(source, false);
  expect(source.asked).toHaveLength(10);
  expect(rowsOf(store).at(-1)).toMatchObject({ key: 'R/', remaining: 5, position: 21, size: 25, loading: false });
  await store.load('R');
  expect(source.asked).toHaveLength(13);
  expect(rowsOf(store)).toHaveLength(26);
});

test('all of a kind is opened: its groups, then the organisations of the kind, at most 100 at once', async () => {
  const children: Record<string, readonly TreeNode[]> = {
    R: [...Array.from({ length: 120 }, (_, at) => node(`I${at}`, 'ICB', 1)), node('T', 'TRUST')],
  };
  for (let at = 0; at < 120; at++) children[`I${at}`] = [node(`P${at}`, 'PHARMACY')];
  const source = tableSource(children);
  const store = storeOf(source, 121);
  await store.restart(source, true);
  expect(await store.openKind('ICB')).toEqual({ kind: 'ICB', opened: 101, left: 20 });
  expect(keysOf(store)).toContain('R/~ICB/I99/P99');
  expect(keysOf(store)).not.toContain('R/~ICB/I100/P100');
  expect(await store.openKind('ICB')).toEqual({ kind: 'ICB', opened: 20, left: 0 });
});

test('groups are opened once for a filter, and a failed level is loaded again', async () => {
  const source = tableSource({ R: [...many('P', 'PHARMACY', 30), ...many('T', 'TRUST', 2)] });
  const store = storeOf(source, 32);
  await store.restart(source, true);
  const once = new Set<string>();
  store.openGroups(once);
  store.close('R/~TRUST');
  store.openGroups(once);
  expect([...store.state.open]).toEqual(['R', 'R/~PHARMACY']);
  const page = source.page.bind(source);
  source.page = () => Promise.reject(new Error('no'));
  await store.restart(source, false);
  expect(rowsOf(store)[1]).toMatchObject({ key: 'R/', error: new Error('no'), loading: false });
  source.page = page;
  await store.load('R');
  expect(rowsOf(store)).toHaveLength(33);
});
