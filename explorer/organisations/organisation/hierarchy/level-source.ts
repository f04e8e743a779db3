import type { KindGroup, TreeNode } from './model';

/** A page of the organisations one level below or above another. */
export interface LevelPage {
  readonly nodes: readonly TreeNode[];
  readonly total: number;
  readonly endCursor: string | null;
}

/** Where the levels of a tree come from. */
export interface LevelSource {
  /** The kinds among the children of an organisation, with the number of children of each. */
  groups(code: string, signal: AbortSignal): Promise<readonly KindGroup[]>;
  page(code: string, kind: string | undefined, after: string | null, signal: AbortSignal): Promise<LevelPage>;
}
