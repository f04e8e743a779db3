import { stratify, tree } from 'd3-hierarchy';
import type { Direction } from '../hierarchy/settings';

/** A node as the API returns it; `parentCodes` are its parents in the view. */
export interface HierarchyNode {
  readonly depth: number;
  readonly parentCodes: readonly string[];
  readonly organisation: { readonly code: string; readonly name: string; readonly kinds: readonly string[] };
}

/** Pixels from the root. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Dot extends Point {
  readonly node: HierarchyNode;
  /** Degrees, clockwise from the right. */
  readonly angle: number;
}

export interface Layout {
  readonly dots: readonly Dot[];
  readonly links: readonly {
    readonly key: string;
    readonly from: Point;
    readonly to: Point;
    readonly extra: boolean;
  }[];
  readonly box: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
}

export const MAX_NODES = 500;
const RING_DISTANCE = 90;
const MAX_RADIUS = 280;
const MARGIN = 80;

interface Line {
  readonly inner: string;
  readonly outer: string;
}

/** Lays out the 500 nearest nodes around the root. A node with several parents is placed below one; `extra` links lead to the others. */
export function layOut(nodes: readonly HierarchyNode[], direction: Direction): Layout {
  const nearest = [...nodes].sort((one, other) => one.depth - other.depth).slice(0, MAX_NODES);
  const byCode = new Map(nearest.map((node) => [node.organisation.code, node]));
  const links = linesOf(nearest, direction).filter(({ inner, outer }) => byCode.has(inner) && byCode.has(outer));
  const parentOf = new Map<string, string>();
  for (const { inner, outer } of links)
    if (!parentOf.has(outer) && byCode.get(inner)!.depth === byCode.get(outer)!.depth - 1) parentOf.set(outer, inner);
  const dots = placeDots(nearest, parentOf);
  const at = new Map(dots.map((dot) => [dot.node.organisation.code, dot]));
  return {
    dots,
    links: links.map(({ inner, outer }) => ({
      key: `${inner} ${outer}`,
      from: at.get(inner)!,
      to: at.get(outer)!,
      extra: parentOf.get(outer) !== inner,
    })),
    box: boundingBox(dots),
  };
}

function linesOf(nodes: readonly HierarchyNode[], direction: Direction): Line[] {
  return nodes.flatMap(({ organisation: { code }, parentCodes }) =>
    parentCodes.map((parent) =>
      direction === 'DOWN' ? { inner: parent, outer: code } : { inner: code, outer: parent },
    ),
  );
}

function placeDots(nodes: readonly HierarchyNode[], parentOf: ReadonlyMap<string, string>): Dot[] {
  const root = stratify<HierarchyNode>()
    .id(({ organisation }) => organisation.code)
    .parentId(({ organisation }) => parentOf.get(organisation.code))([...nodes]);
  const radius = Math.min(MAX_RADIUS, RING_DISTANCE * root.height);
  const lay = tree<HierarchyNode>()
    .size([2 * Math.PI, radius])
    .separation((one, other) => (one.parent === other.parent ? 1 : 2) / (one.depth || 1));
  return lay(root)
    .descendants()
    .map(({ x, y, data }) => ({
      node: data,
      x: y * Math.cos(x - Math.PI / 2),
      y: y * Math.sin(x - Math.PI / 2),
      angle: (x * 180) / Math.PI - 90,
    }));
}

function boundingBox(dots: readonly Dot[]): Layout['box'] {
  const xs = dots.map(({ x }) => x);
  const ys = dots.map(({ y }) => y);
  const [left, top] = [Math.min(...xs) - MARGIN, Math.min(...ys) - MARGIN];
  return { left, top, width: Math.max(...xs) + MARGIN - left, height: Math.max(...ys) + MARGIN - top };
}

/** Number of nodes by kind, largest first. */
export function countByKind(nodes: readonly HierarchyNode[]): readonly (readonly [kind: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const { organisation } of nodes) {
    const kind = organisation.kinds[0] ?? 'OTHER';
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].sort(([, one], [, other]) => other - one);
}
