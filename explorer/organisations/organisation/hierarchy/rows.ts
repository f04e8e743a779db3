import type { OrganisationRef } from '../../graphql/types';

/** An organisation in a tree; `nextLevelCount` is the number of its children or parents. */
export interface TreeNode extends OrganisationRef {
  readonly kinds: readonly string[];
  readonly nextLevelCount: number;
}

/** The loaded nodes below a node; `endCursor` is null on the last page. */
export interface Level {
  readonly nodes: readonly TreeNode[];
  readonly total: number;
  readonly endCursor: string | null;
  readonly loading: boolean;
  readonly error?: Error;
}

/** Keys are the codes from the root to a node, joined by slashes, because an organisation can appear more than once. */
export interface TreeState {
  readonly root: TreeNode;
  readonly open: ReadonlySet<string>;
  readonly levels: ReadonlyMap<string, Level>;
}

interface Position {
  readonly key: string;
  /** Key of the parent row; '' for the root. */
  readonly parent: string;
  readonly level: number;
  readonly position: number;
  readonly size: number;
}

export interface NodeRow extends Position {
  readonly node: TreeNode;
  /** Undefined for a row that cannot be opened. */
  readonly expanded?: boolean;
  readonly loading: boolean;
  /** True if the organisation is also one of its own ancestors: the data has a cycle. */
  readonly repeated: boolean;
}

/** The row that loads the rest of a level, or shows why that failed. */
export interface LoadMoreRow extends Position {
  readonly remaining: number;
  readonly loading: boolean;
  readonly error?: Error;
}

export type Row = NodeRow | LoadMoreRow;

export const isNode = (row: Row): row is NodeRow => 'node' in row;
export const loadMoreKey = (parent: string): string => `${parent}/`;
export const codeOf = (key: string): string => key.split('/').at(-1)!;

/** The visible rows of the tree from top to bottom. */
export function visibleRows(state: TreeState): Row[] {
  const position = { key: state.root.code, parent: '', level: 1, position: 1, size: 1 };
  return nodeRows(state, state.root, position);
}

function nodeRows(state: TreeState, node: TreeNode, position: Position): Row[] {
  const { key } = position;
  const repeated = position.parent.split('/').includes(node.code);
  const level = state.levels.get(key);
  const expanded = node.nextLevelCount === 0 || repeated ? undefined : state.open.has(key);
  const loading = level?.loading ?? false;
  const row = { ...position, node, loading, repeated, ...(expanded === undefined ? {} : { expanded }) };
  return expanded && level ? [row, ...levelRows(state, level, position)] : [row];
}

function levelRows(state: TreeState, { nodes, total, endCursor, loading, error }: Level, above: Position): Row[] {
  const at = { parent: above.key, level: above.level + 1 };
  const size = Math.max(total, nodes.length + (error ? 1 : 0));
  const rows = nodes.flatMap((node, index) =>
    nodeRows(state, node, { ...at, key: `${above.key}/${node.code}`, position: index + 1, size }),
  );
  if (endCursor === null && !error) return rows;
  const more = {
    ...at,
    key: loadMoreKey(above.key),
    position: nodes.length + 1,
    size,
    remaining: total - nodes.length,
  };
  return [...rows, { ...more, loading, ...(error ? { error } : {}) }];
}
