import type { Hop } from './one-level';
import type { Traversal } from './traverse';

/** The codes of a traversal that become nodes of a tree. */
export interface TreeSelection {
  /** By depth, then code; the root first. */
  readonly codes: readonly string[];
  readonly truncated: boolean;
  readonly hasCycle: boolean;
}

/**
 * Selects the root, the codes that match, and every code that leads to one of them, at most `maxNodes`. The traversal
 * must include the hops of its deepest level, so that a cut there is noticed.
 */
export function selectNodes(traversal: Traversal, matches: (code: string) => boolean, maxNodes: number): TreeSelection {
  const included = codesLeadingTo([...traversal.depths.keys()].filter(matches), traversal);
  const entries = [...traversal.depths].filter(([code]) => code === traversal.start || included.has(code));
  const codes = entries.sort(([a, depthA], [b, depthB]) => depthA - depthB || (a < b ? -1 : 1)).map(([code]) => code);
  const kept = new Set(codes.slice(0, maxNodes));
  const isDeeper = [...traversal.hops.values()].some((hops) => hops.some(({ code }) => !traversal.depths.has(code)));
  return {
    codes: [...kept],
    truncated: codes.length > maxNodes || isDeeper,
    hasCycle: hasCycle(kept, traversal.hops),
  };
}

/** Returns the given codes and every code from which hops lead to one of them, at any distance. */
function codesLeadingTo(ends: readonly string[], { hops }: Traversal): ReadonlySet<string> {
  const sources = new Map<string, string[]>();
  for (const [from, hopsOfCode] of hops)
    for (const { code } of hopsOfCode) {
      const list = sources.get(code);
      if (list) list.push(from);
      else sources.set(code, [from]);
    }
  const leading = new Set(ends);
  for (const code of leading) for (const from of sources.get(code) ?? []) leading.add(from);
  return leading;
}

/** Returns whether the hops between the codes have a cycle, by topological sorting (Kahn's algorithm). */
export function hasCycle(codes: ReadonlySet<string>, hops: ReadonlyMap<string, readonly Hop[]>): boolean {
  const remainingHops = new Map<string, number>();
  const sources = new Map<string, string[]>();
  for (const code of codes) {
    const targets = new Set((hops.get(code) ?? []).map((hop) => hop.code).filter((next) => codes.has(next)));
    remainingHops.set(code, targets.size);
    for (const next of targets) sources.set(next, [...(sources.get(next) ?? []), code]);
  }
  const sorted = [...codes].filter((code) => remainingHops.get(code) === 0);
  for (const code of sorted)
    for (const from of sources.get(code) ?? []) {
      remainingHops.set(from, remainingHops.get(from)! - 1);
      if (remainingHops.get(from) === 0) sorted.push(from);
    }
  return sorted.length < codes.size;
}
