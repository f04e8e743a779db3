import type { Hop } from './one-level';
import type { HierarchyPath } from '../../schema/hierarchy';
import type { Moment } from '../moment';
import { RelationshipAt } from '../records/relationship';
import type { Walked } from './traverse';

/** A step of a path: the hop and where it starts. */
export interface Step {
  readonly from: string;
  readonly hop: Hop;
}

/** Steps of an upward walk as a path of an answer. */
export function toPath(steps: readonly Step[], at: Moment): HierarchyPath {
  const hops = steps.map(({ from, hop }) => new RelationshipAt(hop.link, at, from, true));
  return { hops: hops, length: hops.length };
}

/** A shortest way to each code reached, by the first hop that leads there. */
export function shortestPaths({ start, depths, hops }: Walked): ReadonlyMap<string, readonly Step[]> {
  const paths = new Map<string, readonly Step[]>([[start, []]]);
  for (const [from, path] of paths) {
    for (const hop of hops.get(from) ?? [])
      if (!paths.has(hop.code) && depths.has(hop.code)) paths.set(hop.code, [...path, { from, hop }]);
  }
  return paths;
}

/**
 * Simple paths to a code reached, at most `limit`: shortest first, then by the codes on the way. Of several links
 * between two codes the first one counts.
 */
export function simplePaths(walked: Walked, to: string, limit: number): (readonly Step[])[] {
  const left = distancesTo(to, walked);
  const found: (readonly Step[])[] = [];
  const least = left.get(walked.start);
  if (least === undefined) return found;
  const extend = (from: string, path: readonly Step[], length: number, visited: ReadonlySet<string>): void => {
    if (from === to && path.length === length) found.push(path);
    if (from === to) return;
    for (const hop of onePerCode(walked.hops.get(from) ?? [])) {
      const rest = left.get(hop.code);
      if (found.length >= limit || rest === undefined || visited.has(hop.code)) continue;
      if (path.length + 1 + rest <= length)
        extend(hop.code, [...path, { from, hop }], length, new Set(visited).add(hop.code));
    }
  };
  for (let length = least; length < walked.depths.size && found.length < limit; length++)
    extend(walked.start, [], length, new Set([walked.start]));
  return found;
}

/** Hops from each code to the one given, where it can be reached. */
function distancesTo(to: string, { hops }: Walked): Map<string, number> {
  const sources = new Map<string, string[]>();
  for (const [from, onward] of hops)
    for (const { code } of onward) sources.set(code, [...(sources.get(code) ?? []), from]);
  const distances = new Map([[to, 0]]);
  for (const [code, distance] of distances)
    for (const from of sources.get(code) ?? []) if (!distances.has(from)) distances.set(from, distance + 1);
  return distances;
}

function onePerCode(hops: readonly Hop[]): Hop[] {
  const first = new Map<string, Hop>();
  for (const hop of hops) if (!first.has(hop.code)) first.set(hop.code, hop);
  return [...first.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}
