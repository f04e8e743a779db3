import type { Kind } from './kinds';
import { upLinks, type View } from './views';
import { children, compare, isActive, isOf, parents, reached, type Ground } from './walk';

export interface TreeQuestion {
  readonly view: View;
  readonly direction: 'UP' | 'DOWN';
  readonly kinds: readonly Kind[];
  readonly maxDepth: number;
}

export interface Tree {
  /** By depth, then code. */
  readonly nodes: readonly { code: string; depth: number; parentCodes: readonly string[]; childCount: number }[];
  /** Ids of the links, sorted. */
  readonly edges: readonly string[];
  readonly truncated: boolean;
}

const MOST = 5_000;

/** A branch: the root, those wanted, and everyone on the way to them; downwards those not active are not wanted. */
export function tree(on: Ground, root: string, { view, direction, kinds, maxDepth }: TreeQuestion): Tree {
  const next = (code: string) =>
    direction === 'UP' ? parents(on, code, view) : children(on, code, view, { includeInactive: true });
  const depths = new Map([[root, 0], ...reached(root, next, maxDepth)]);
  const isWanted = (code: string) => (direction === 'UP' || isActive(on, code)) && isOf(on, code, kinds);
  const isOnTheWay = (code: string): boolean =>
    isWanted(code) || [...reached(code, next).keys()].some((below) => depths.has(below) && isWanted(below));
  const listed = [...depths.keys()].filter((code) => code === root || isOnTheWay(code));
  listed.sort((a, b) => depths.get(a)! - depths.get(b)! || compare(a, b));
  const kept = new Set(listed.slice(0, MOST));
  const up = [...kept].flatMap((code) => upLinks(on.release, code, view, on)).filter(({ target }) => kept.has(target));
  return {
    nodes: [...kept].map((code) => ({
      code,
      depth: depths.get(code)!,
      parentCodes: parents(on, code, view)
        .filter((parent) => kept.has(parent))
        .sort(compare),
      childCount: children(on, code, view).length,
    })),
    edges: up.map(({ id }) => id).sort(compare),
    truncated: listed.length > MOST || [...depths.keys()].some((code) => next(code).some((each) => !depths.has(each))),
  };
}

/** The simple ways from one organisation to another, upwards, else downwards: the codes on each, shortest first. */
export function paths(on: Ground, from: string, to: string, view: View, limit: number): readonly (readonly string[])[] {
  const up = waysUp(on, from, to, view);
  const found = up.length > 0 ? up : waysUp(on, to, from, view).map((way) => [...way].reverse());
  return found.sort((a, b) => a.length - b.length || compare(a.join(' '), b.join(' '))).slice(0, limit);
}

function waysUp(on: Ground, from: string, to: string, view: View): (readonly string[])[] {
  const found: (readonly string[])[] = [];
  const walk = (way: readonly string[]): void => {
    const at = way.at(-1) as string;
    if (at === to) found.push(way);
    else for (const parent of parents(on, at, view)) if (!way.includes(parent)) walk([...way, parent]);
  };
  walk([from]);
  return found;
}
