import { byText } from '../../ods/orders';
import { firstHopPerCode, type Hop } from './one-level';
import type { HierarchyPath } from '../../schema/hierarchy';
import type { Moment } from '../moment';
import { RelationshipAt } from '../records/relationship';
import type { Traversal } from './traverse';

/** A step of a path: the hop and where it starts. */
export interface PathStep {
  readonly from: string;
  readonly hop: Hop;
}

/** Converts the steps of an upward traversal to a path of the API. */
export function toPath(steps: readonly PathStep[], at: Moment): HierarchyPath {
  const hops = steps.map(({ from, hop }) => new RelationshipAt(hop.link, at, from, true));
  return { hops, length: hops.length };
}

/** Returns one shortest path to each code of a traversal; among equals, the one by the first hop. */
export function shortestPaths({ start, depths, hops }: Traversal): ReadonlyMap<string, readonly PathStep[]> {
  const paths = new Map<string, readonly PathStep[]>([[start, []]]);
  for (const [from, path] of paths) {
    for (const hop of hops.get(from) ?? [])
      if (!paths.has(hop.code) && depths.has(hop.code)) paths.set(hop.code, [...path, { from, hop }]);
  }
  return paths;
}

/**
 * Returns at most `limit` simple paths to a code of the traversal: shortest first, then by the codes on the path. Of
 * several links between two codes only the first one is used. Distances to the end cut every search that cannot
 * succeed.
 */
export function simplePaths(traversal: Traversal, to: string, limit: number): (readonly PathStep[])[] {
  const distances = distancesTo(to, traversal);
  const found: (readonly PathStep[])[] = [];
  const shortest = distances.get(traversal.start);
  if (shortest === undefined) return found;
  const extend = (from: string, path: readonly PathStep[], length: number, visited: ReadonlySet<string>): void => {
    if (from === to && path.length === length) found.push(path);
    if (from === to) return;
    for (const hop of firstHopPerCode(traversal.hops.get(from) ?? []).sort(byCode)) {
      const remaining = distances.get(hop.code);
      if (found.length >= limit || remaining === undefined || visited.has(hop.code)) continue;
      if (path.length + 1 + remaining <= length)
        extend(hop.code, [...path, { from, hop }], length, new Set(visited).add(hop.code));
    }
  };
  for (let length = shortest; length < traversal.depths.size && found.length < limit; length++)
    extend(traversal.start, [], length, new Set([traversal.start]));
  return found;
}

/** Returns the number of hops from each code to `to`, for codes that reach it. */
function distancesTo(to: string, { hops }: Traversal): Map<string, number> {
  const sources = new Map<string, string[]>();
  for (const [from, hopsOfCode] of hops)
    for (const { code } of hopsOfCode) sources.set(code, [...(sources.get(code) ?? []), from]);
  const distances = new Map([[to, 0]]);
  for (const [code, distance] of distances)
    for (const from of sources.get(code) ?? []) if (!distances.has(from)) distances.set(from, distance + 1);
  return distances;
}

function byCode(a: Hop, b: Hop): number {
  return byText(a.code, b.code);
}
