import type { Level, TreeNode } from './model';
import type { Sort } from './settings';

/** The order and the filter of the rows. */
export interface Arrangement {
  readonly sort: Sort;
  readonly filter: string;
}

const wordsOf = (filter: string): string[] => filter.toLowerCase().split(/\s+/).filter(Boolean);

/** Returns whether each word of the filter is in the name or the code of an organisation. */
export function matcher(filter: string): (node: TreeNode) => boolean {
  const words = wordsOf(filter);
  return ({ name, code }) => {
    const text = `${name} ${code}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
}

export const isFiltered = ({ filter }: Arrangement): boolean => wordsOf(filter).length > 0;

/** The nodes of a level in order. They come by name; until all are loaded, no other order can be shown. */
export function inOrder({ nodes, loading }: Level, sort: Sort): readonly TreeNode[] {
  if (sort === 'name') return nodes;
  if (loading) return [];
  const sorted = nodes.map((node) => node);
  return sorted.sort(sort === 'code' ? byCode : bySize);
}

const byCode = (a: TreeNode, b: TreeNode): number => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0);
const bySize = (a: TreeNode, b: TreeNode): number => sizeOf(b) - sizeOf(a);
/** No list size is less than one of 0. */
const sizeOf = ({ measurement }: TreeNode): number => measurement?.value ?? -1;
