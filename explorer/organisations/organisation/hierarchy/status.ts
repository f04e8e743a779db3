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
  /** Whether list sizes were asked for and none are loaded, so that `sort` is another order. */
  readonly lacksSizes?: boolean | undefined;
  readonly opened?: Opened | undefined;
}

/** What the tree shows, in words. A change of it is announced. */
export function statusText(shown: Shown): string {
  const { state, rows, sort, filter, opened } = shown;
  if (rows.some(({ loading }) => loading)) return STATUS_WORDS.loading;
  const levels = openLevels(state);
  const filtered = isFiltered({ sort, filter });
  const order = shown.lacksSizes ? STATUS_WORDS.lacksSizes : STATUS_WORDS.sorted[sort];
  const isAllOfKind =
    opened?.kind === undefined || levels.every((level) => !mayHold(level, opened.kind!) || isWhole(level));
  const needsAll = filtered || STATUS_WORDS.sorted[sort] !== '' || !isAllOfKind;
  const failed = levels.filter(([, { error }]) => error !== undefined).length;
  return [
    filtered ? filterText(levels, filter) : countText(shown),
    order,
    filtered ? '' : openedText(opened, isAllOfKind),
    needsAll && levels.some(isCut) ? STATUS_WORDS.notAll : '',
    failed > 0 ? STATUS_WORDS.failed(failed) : '',
  ].join('');
}

type KeyedLevel = readonly [key: string, level: Level];

/** Whether part of a level is loaded, and the reader can ask for more. */
const isCut = ([, { endCursor, error }]: KeyedLevel): boolean => endCursor !== null && error === undefined;
const isWhole = ([, { endCursor, error }]: KeyedLevel): boolean => endCursor === null && error === undefined;

/** Whether organisations of a kind can be in a level. In a group of another kind, they are also in the group of theirs. */
const mayHold = ([key]: KeyedLevel, kind: string): boolean => [undefined, kind].includes(kindOf(key));

/** How many organisations are one level below or above, whether they are loaded or not. */
function countText({ state, direction }: Shown): string {
  const { nextLevelCount } = state.root;
  const groups = state.levels.get(state.root.code)?.groups;
  const count = direction === 'DOWN' ? STATUS_WORDS.below(nextLevelCount) : STATUS_WORDS.above(nextLevelCount);
  return `${count}${groups ? kindsText(groups, nextLevelCount) : '.'}`;
}

/** The number of kinds. What has two kinds is in two groups, so that their counts are more than all together. */
function kindsText(groups: readonly KindGroup[], all: number): string {
  const sum = groups.reduce((total, { count }) => total + count, 0);
  return `${STATUS_WORDS.inKinds(groups.length)}.${sum > all ? STATUS_WORDS.twoKinds : ''}`;
}

function openedText(opened: Opened | undefined, isAll: boolean): string {
  if (!opened) return '';
  const { kind, opened: count, left } = opened;
  return kind === undefined ? STATUS_WORDS.opened(count, left) : STATUS_WORDS.openedKind(kind, count, left, isAll);
}

/** How many organisations of the open levels match. One that is in two groups of a level counts once. */
function filterText(levels: readonly KeyedLevel[], filter: string): string {
  const matches = matcher(filter);
  const all = new Map(
    levels.flatMap(([key, { nodes }]) => nodes.map((node) => [`${ownerOf(key)}/${node.code}`, node] as const)),
  );
  return STATUS_WORDS.matches([...all.values()].filter(matches).length, all.size, filter.trim());
}

/** The loaded levels that are open and below open ones. */
function openLevels({ open, levels, root }: TreeState): readonly KeyedLevel[] {
  const isOpen = (key: string): boolean =>
    open.has(key) && (key === root.code || isOpen(key.slice(0, key.lastIndexOf('/'))));
  return [...levels].filter(([key]) => isOpen(key));
}

const ownerOf = (key: string): string => (kindOf(key) === undefined ? key : key.slice(0, key.lastIndexOf('/')));
