import { isFiltered, matcher } from './arrange';
import { kindOf, type KindGroup, type Level, type Row, type TreeState } from './model';
import type { Direction, Sort } from './settings';
import type { Opened } from './tree-store';
import { STATUS_WORDS } from './words';

interface Shown {
  readonly state: TreeState;
  readonly rows: readonly Row[];
  readonly direction: Direction;
  readonly sort: Sort;
  readonly filter: string;
  readonly opened?: Opened | undefined;
}

/** What the tree shows, in words. A change of it is announced. */
export function statusText({ state, rows, direction, sort, filter, opened }: Shown): string {
  if (rows.some(({ loading }) => loading)) return STATUS_WORDS.loading;
  const levels = openLevels(state);
  const notAll = levels.some(([, { endCursor, error }]) => endCursor !== null || error !== undefined);
  const order = STATUS_WORDS.sorted[sort];
  if (isFiltered({ sort, filter })) return filterText(levels, filter) + order + (notAll ? STATUS_WORDS.notAll : '');
  const { nextLevelCount } = state.root;
  const groups = state.levels.get(state.root.code)?.groups;
  const count = direction === 'DOWN' ? STATUS_WORDS.below(nextLevelCount) : STATUS_WORDS.above(nextLevelCount);
  const kinds = groups ? kindsText(groups, nextLevelCount) : '.';
  return `${count}${kinds}${order}${order !== '' && notAll ? STATUS_WORDS.notAll : ''}${openedText(opened)}`;
}

/** The number of kinds. What has two kinds is in two groups, so that their counts are more than all together. */
function kindsText(groups: readonly KindGroup[], all: number): string {
  const sum = groups.reduce((total, { count }) => total + count, 0);
  return `${STATUS_WORDS.inKinds(groups.length)}.${sum > all ? STATUS_WORDS.twoKinds : ''}`;
}

function openedText(opened: Opened | undefined): string {
  if (!opened) return '';
  const { kind, opened: count, left } = opened;
  return kind === undefined ? STATUS_WORDS.opened(count, left) : STATUS_WORDS.openedKind(kind, count, left);
}

/** How many organisations of the open levels match. One that is in two groups of a level counts once. */
function filterText(levels: readonly (readonly [string, Level])[], filter: string): string {
  const matches = matcher(filter);
  const all = new Map(
    levels.flatMap(([key, { nodes }]) => nodes.map((node) => [`${ownerOf(key)}/${node.code}`, node] as const)),
  );
  return STATUS_WORDS.matches([...all.values()].filter(matches).length, all.size, filter.trim());
}

/** The loaded levels that are open and below open ones. */
function openLevels({ open, levels, root }: TreeState): readonly (readonly [string, Level])[] {
  const isOpen = (key: string): boolean =>
    open.has(key) && (key === root.code || isOpen(key.slice(0, key.lastIndexOf('/'))));
  return [...levels].filter(([key]) => isOpen(key));
}

const ownerOf = (key: string): string => (kindOf(key) === undefined ? key : key.slice(0, key.lastIndexOf('/')));
