import type { Kind } from './kinds';
import { upLinks, type View } from './views';
import { children, compare, isActive, isOf, parents, reached, type Moment } from './hierarchy';

export interface TreeArguments {
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
  /** Whether one of its nodes is above itself by way of others. */
  readonly hasCycle: boolean;
}

const MAX_NODES = 5_000;

/** Returns the root, the organisations of the kinds (downwards only active ones), and all organisations on the way to them. */
export function tree(on: Moment, root: string, { view, direction, kinds, maxDepth }: TreeArguments): Tree {
  const next = (code: string) =>
    direction === 'UP' ? parents(on, code, view) : children(on, code, view, { includeInactive: true });
  const depths = new Map([[root, 0], ...reached(root, next, maxDepth)]);
  const isWanted = (code: string) => (direction === 'UP' || isActive(on, code)) && isOf(on, code, kinds);
  const isOnTheWay = (code: string): boolean =>
    isWanted(code) || [...reached(code, next).keys()].some((below) => depths.has(below) && isWanted(below));
  const included = [...depths.keys()].filter((code) => code === root || isOnTheWay(code));
  included.sort((a, b) => depths.get(a)! - depths.get(b)! || compare(a, b));
  const nodes = new Set(included.slice(0, MAX_NODES));
  const parentsIn = (code: string) => parents(on, code, view).filter((parent) => nodes.has(parent));
  const up = [...nodes]
    .flatMap((code) => upLinks(on.release, code, view, on))
    .filter(({ target }) => nodes.has(target));
  return {
    nodes: [...nodes].map((code) => ({
      code,
      depth: depths.get(code)!,
      parentCodes: parentsIn(code).sort(compare),
      childCount: children(on, code, view).length,
    })),
    edges: up.map(({ id }) => id).sort(compare),
    truncated:
      included.length > MAX_NODES || [...depths.keys()].some((code) => next(code).some((each) => !depths.has(each))),
    hasCycle: [...nodes].some((code) => isAboveItself(code, parentsIn)),
  };
}

/** `reached` leaves out the start, so the organisations one level up are asked. */
function isAboveItself(code: string, parentsOf: (code: string) => readonly string[]): boolean {
  return parentsOf(code).some((parent) => parent === code || reached(parent, parentsOf).has(code));
}

/** Returns the simple paths from one organisation up to another, else down to it, as codes. Shortest first. */
export function paths(on: Moment, from: string, to: string, view: View, limit: number): readonly (readonly string[])[] {
  const up = pathsUp(on, from, to, view);
  const found = up.length > 0 ? up : pathsUp(on, to, from, view).map((path) => [...path].reverse());
  return found.sort((a, b) => a.length - b.length || compare(a.join(' '), b.join(' '))).slice(0, limit);
}

function pathsUp(on: Moment, from: string, to: string, view: View): (readonly string[])[] {
  const found: (readonly string[])[] = [];
  const walk = (path: readonly string[]): void => {
    const at = path.at(-1) as string;
    if (at === to) found.push(path);
    else for (const parent of parents(on, at, view)) if (!path.includes(parent)) walk([...path, parent]);
  };
  walk([from]);
  return found;
}
