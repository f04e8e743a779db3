import type { Named } from '../answers';

/** An organisation in a tree; `further` is how many lie one level on. */
export interface TreeNode extends Named {
  readonly kinds: readonly string[];
  readonly further: number;
}

/** What has been read of the level below a node; `next` is the cursor of its next page. */
export interface Level {
  readonly nodes: readonly TreeNode[];
  readonly total: number;
  readonly next: string | null;
  readonly waiting: boolean;
  readonly error?: Error;
}

/** Nodes are named by the codes from the root to them, joined by slashes: one may stand in several places. */
export interface TreeState {
  readonly root: TreeNode;
  readonly open: ReadonlySet<string>;
  readonly levels: ReadonlyMap<string, Level>;
}

interface Placed {
  readonly key: string;
  /** The key of the node above; empty for the root. */
  readonly parent: string;
  readonly level: number;
  readonly position: number;
  readonly size: number;
}

export interface NodeRow extends Placed {
  readonly node: TreeNode;
  /** Undefined for what cannot be opened. */
  readonly expanded?: boolean;
  readonly busy: boolean;
  /** It stands above itself: the data goes round in a circle here. */
  readonly repeated: boolean;
}

/** Stands for the rest of a level, or for what could not be read of it. */
export interface MoreRow extends Placed {
  readonly left: number;
  readonly busy: boolean;
  readonly error?: Error;
}

export type Row = NodeRow | MoreRow;

export const isNode = (row: Row): row is NodeRow => 'node' in row;
export const moreKey = (parent: string): string => `${parent}/`;
export const codeOf = (key: string): string => key.split('/').at(-1)!;

/** What can be seen of the tree, from top to bottom. */
export function rowsOf(state: TreeState): Row[] {
  const placed = { key: state.root.code, parent: '', level: 1, position: 1, size: 1 };
  return withBelow(state, state.root, placed);
}

function withBelow(state: TreeState, node: TreeNode, placed: Placed): Row[] {
  const { key } = placed;
  const repeated = placed.parent.split('/').includes(node.code);
  const level = state.levels.get(key);
  const expanded = node.further === 0 || repeated ? undefined : state.open.has(key);
  const busy = level?.waiting ?? false;
  const row = { ...placed, node, busy, repeated, ...(expanded === undefined ? {} : { expanded }) };
  return expanded && level ? [row, ...levelRows(state, level, placed)] : [row];
}

function levelRows(state: TreeState, { nodes, total, next, waiting, error }: Level, above: Placed): Row[] {
  const at = { parent: above.key, level: above.level + 1 };
  const size = Math.max(total, nodes.length + (error ? 1 : 0));
  const rows = nodes.flatMap((node, index) =>
    withBelow(state, node, { ...at, key: `${above.key}/${node.code}`, position: index + 1, size }),
  );
  if (next === null && !error) return rows;
  const more = { ...at, key: moreKey(above.key), position: nodes.length + 1, size, left: total - nodes.length };
  return [...rows, { ...more, busy: waiting, ...(error ? { error } : {}) }];
}
