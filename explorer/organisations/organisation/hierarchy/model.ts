import type { OrganisationRef } from '../../graphql/types';

export interface Measurement {
  readonly value: number;
  readonly date: string;
}

/** An organisation in a tree; `nextLevelCount` is the number of its children or parents. */
export interface TreeNode extends OrganisationRef {
  readonly kinds: readonly string[];
  readonly nextLevelCount: number;
  /** The list size and the reason why there is none. Absent if list sizes were not asked for. */
  readonly measurement?: Measurement | null;
  readonly measurementMissing?: string | null;
}

/** The organisations of one kind among the children of an organisation. One of two kinds is in both groups. */
export interface KindGroup {
  readonly kind: string;
  readonly count: number;
}

/** What is loaded below a node or a group; `endCursor` is null on the last page. With `groups`, there are no nodes. */
export interface Level {
  readonly groups?: readonly KindGroup[];
  readonly nodes: readonly TreeNode[];
  readonly total: number;
  readonly endCursor: string | null;
  readonly loading: boolean;
  readonly error?: Error;
}

export const EMPTY_LEVEL: Level = { nodes: [], total: 0, endCursor: null, loading: false };

/**
 * Keys are the codes from the root to a node, joined by slashes, because an organisation can appear more than once. A group
 * adds a tilde and its kind. Codes have neither.
 */
export interface TreeState {
  readonly root: TreeNode;
  readonly open: ReadonlySet<string>;
  readonly levels: ReadonlyMap<string, Level>;
}

export const loadMoreKey = (parent: string): string => `${parent}/`;
export const groupKey = (parent: string, kind: string): string => `${parent}/~${kind}`;
export const parentKey = (key: string): string => key.slice(0, Math.max(key.lastIndexOf('/'), 0));

/** The kind of a group; undefined for the key of a node. */
export function kindOf(key: string): string | undefined {
  const last = key.slice(key.lastIndexOf('/') + 1);
  return last.startsWith('~') ? last.slice(1) : undefined;
}

/** The code of the node that a key is of, or whose children a group has. */
export function codeOf(key: string): string {
  return key
    .split('/')
    .filter((part) => !part.startsWith('~'))
    .at(-1)!;
}

/** The node of a key; undefined for a group and for what is not loaded. */
export function nodeAt({ root, levels }: TreeState, key: string): TreeNode | undefined {
  if (key === root.code) return root;
  const code = key.slice(key.lastIndexOf('/') + 1);
  return levels.get(parentKey(key))?.nodes.find((node) => node.code === code);
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

export interface GroupRow extends Position {
  readonly group: KindGroup;
  readonly expanded: boolean;
  readonly loading: boolean;
  /** How many of the group match the filter; undefined without a filter. */
  readonly matches?: number;
}

/** The row of what is not loaded yet: it loads the rest of a level, or shows why that failed. */
export interface LoadMoreRow extends Position {
  readonly remaining: number;
  readonly loaded: number;
  readonly loading: boolean;
  readonly error?: Error;
}

export type Row = NodeRow | GroupRow | LoadMoreRow;

export const isNode = (row: Row): row is NodeRow => 'node' in row;
export const isGroup = (row: Row): row is GroupRow => 'group' in row;
/** Whether a row is open; undefined for one that cannot be opened. */
export const expandedOf = (row: Row): boolean | undefined => ('expanded' in row ? row.expanded : undefined);
