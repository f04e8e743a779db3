import { inOrder, isFiltered, matcher, type Arrangement } from './arrange';
import { groupKey, loadMoreKey, type GroupRow, type KindGroup, type Level, type NodeRow } from './model';
import type { Row, TreeNode, TreeState } from './model';

interface Context {
  readonly state: TreeState;
  readonly arrangement: Arrangement;
  readonly filtered: boolean;
  matches(node: TreeNode): boolean;
}

/** Where a row is, before its position among the rows of its level is known. */
interface Place {
  readonly key: string;
  readonly parent: string;
  readonly level: number;
}

const NOT_PLACED = { position: 1, size: 1 };

/** The rows of the tree from top to bottom. With a filter: the rows that match, and those above them. */
export function visibleRows(state: TreeState, arrangement: Arrangement): Row[] {
  const filtered = isFiltered(arrangement);
  const context = { state, arrangement, filtered, matches: matcher(arrangement.filter) };
  const { root } = state;
  return nodeRows(context, root, { key: root.code, parent: '', level: 1 });
}

function nodeRows(context: Context, node: TreeNode, place: Place): Row[] {
  const { state } = context;
  const repeated = place.parent.split('/').includes(node.code);
  const level = state.levels.get(place.key);
  const expanded = node.nextLevelCount === 0 || repeated ? undefined : state.open.has(place.key);
  const row: NodeRow = { ...place, ...NOT_PLACED, node, loading: level?.loading ?? false, repeated };
  const below = expanded && level ? levelRows(context, level, place) : [];
  if (context.filtered && place.parent !== '' && below.length === 0 && !context.matches(node)) return [];
  return [expanded === undefined ? row : { ...row, expanded }, ...below];
}

function groupRows(context: Context, group: KindGroup, place: Place): Row[] {
  const { state, filtered, matches } = context;
  const level = state.levels.get(place.key);
  const expanded = state.open.has(place.key);
  const loading = level?.loading ?? false;
  const below = expanded && level ? levelRows(context, level, place) : [];
  const complete = level !== undefined && !loading && level.endCursor === null && !level.error;
  if (filtered && complete && !level.nodes.some(matches) && below.length === 0) return [];
  const row: GroupRow = { ...place, ...NOT_PLACED, group, expanded, loading };
  return [filtered && level ? { ...row, matches: level.nodes.filter(matches).length } : row, ...below];
}

function levelRows(context: Context, level: Level, above: Place): Row[] {
  const { arrangement, filtered } = context;
  const placeOf = (key: string): Place => ({ key, parent: above.key, level: above.level + 1 });
  const blocks = level.groups
    ? level.groups.map((group) => groupRows(context, group, placeOf(groupKey(above.key, group.kind))))
    : inOrder(level, arrangement.sort).map((node) => nodeRows(context, node, placeOf(`${above.key}/${node.code}`)));
  const shown = blocks.filter((rows) => rows.length > 0);
  const more = moreRows(level, placeOf(loadMoreKey(above.key)));
  const all = filtered || level.groups ? 0 : level.total;
  return inPosition([...shown, ...more.map((row) => [row])], all);
}

/** Gives the first row of each block its position among the `total` rows of the level, or among these if they are more. */
function inPosition(blocks: readonly (readonly Row[])[], total: number): Row[] {
  const size = Math.max(total, blocks.length);
  return blocks.flatMap(([first, ...below], index) => [{ ...first!, position: index + 1, size }, ...below]);
}

/** The row of what is not loaded yet; none if the level is complete. */
function moreRows({ nodes, total, endCursor, loading, error }: Level, place: Place): Row[] {
  if (endCursor === null && !loading && !error) return [];
  const row = { ...place, ...NOT_PLACED, remaining: total - nodes.length, loaded: nodes.length, loading };
  return [error ? { ...row, error } : row];
}
