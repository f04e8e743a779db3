import { stratify, tree } from 'd3-hierarchy';
import type { Direction } from '../branch/walk';

/** One of the flat nodes that the API answers with; `parentCodes` are those above it in the view. */
export interface BranchNode {
  readonly depth: number;
  readonly parentCodes: readonly string[];
  readonly organisation: { readonly code: string; readonly name: string; readonly kinds: readonly string[] };
}

/** In pixels from the root. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Dot extends Point {
  readonly node: BranchNode;
  /** Degrees from the right, clockwise. */
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

export const MOST = 500;
const RING = 90;
const WIDEST = 280;
const MARGIN = 80;

interface Link {
  readonly near: string;
  readonly far: string;
}

/** A branch round its root, the nearest 500 of it; who has several above it hangs on one, `extra` links lead to the others. */
export function layoutOf(nodes: readonly BranchNode[], direction: Direction): Layout {
  const drawn = [...nodes].sort((one, other) => one.depth - other.depth).slice(0, MOST);
  const byCode = new Map(drawn.map((node) => [node.organisation.code, node]));
  const links = linksOf(drawn, direction).filter(({ near, far }) => byCode.has(near) && byCode.has(far));
  const hangsOn = new Map<string, string>();
  for (const { near, far } of links)
    if (!hangsOn.has(far) && byCode.get(near)!.depth === byCode.get(far)!.depth - 1) hangsOn.set(far, near);
  const dots = placed(drawn, hangsOn);
  const at = new Map(dots.map((dot) => [dot.node.organisation.code, dot]));
  return {
    dots,
    links: links.map(({ near, far }) => ({
      key: `${near} ${far}`,
      from: at.get(near)!,
      to: at.get(far)!,
      extra: hangsOn.get(far) !== near,
    })),
    box: boxOf(dots),
  };
}

function linksOf(nodes: readonly BranchNode[], direction: Direction): Link[] {
  return nodes.flatMap(({ organisation: { code }, parentCodes }) =>
    parentCodes.map((parent) => (direction === 'DOWN' ? { near: parent, far: code } : { near: code, far: parent })),
  );
}

function placed(nodes: readonly BranchNode[], hangsOn: ReadonlyMap<string, string>): Dot[] {
  const root = stratify<BranchNode>()
    .id(({ organisation }) => organisation.code)
    .parentId(({ organisation }) => hangsOn.get(organisation.code))([...nodes]);
  const radius = Math.min(WIDEST, RING * root.height);
  const lay = tree<BranchNode>()
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

function boxOf(dots: readonly Dot[]): Layout['box'] {
  const xs = dots.map(({ x }) => x);
  const ys = dots.map(({ y }) => y);
  const [left, top] = [Math.min(...xs) - MARGIN, Math.min(...ys) - MARGIN];
  return { left, top, width: Math.max(...xs) + MARGIN - left, height: Math.max(...ys) + MARGIN - top };
}

/** How many of each kind, most first. */
export function kindsIn(nodes: readonly BranchNode[]): readonly (readonly [kind: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const { organisation } of nodes) {
    const kind = organisation.kinds[0] ?? 'OTHER';
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].sort(([, one], [, other]) => other - one);
}
