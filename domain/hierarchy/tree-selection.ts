import { when, type MaybePromise } from '../../maybe-promise';
import type { WorkBudget } from '../../work-budget';
import type { Hop } from './one-level';
import { byDepth, type Traversal } from './traverse';

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
export function selectNodes(
  traversal: Traversal,
  matches: (code: string) => boolean,
  maxNodes: number,
  work: WorkBudget,
): MaybePromise<TreeSelection> {
  const { start, depths, hops } = traversal;
  const matching = work.filter([...depths.keys()], matches);
  return when(
    when(matching, (ends) => codesLeadingTo(ends, traversal, work)),
    (included) => {
      const entries = work.filter([...depths], ([code]) => code === start || included.has(code));
      const sorted = when(entries, (found) => work.sort(found, byDepth));
      return when(sorted, (found) => {
        const kept = new Set(found.slice(0, maxNodes).map(([code]) => code));
        const isDeeper = someHop(hops, ({ code }) => !depths.has(code));
        const cyclic = hasCycle(kept, hops, work);
        return when(cyclic, (hasCycleIn) => ({
          codes: [...kept],
          truncated: found.length > maxNodes || isDeeper,
          hasCycle: hasCycleIn,
        }));
      });
    },
  );
}

function someHop(hops: ReadonlyMap<string, readonly Hop[]>, matches: (hop: Hop) => boolean): boolean {
  for (const hopsOfCode of hops.values()) for (const hop of hopsOfCode) if (matches(hop)) return true;
  return false;
}

/** Returns the given codes and every code from which hops lead to one of them, at any distance. */
function codesLeadingTo(
  ends: readonly string[],
  { hops }: Traversal,
  work: WorkBudget,
): MaybePromise<ReadonlySet<string>> {
  const sources = new Map<string, string[]>();
  const entries = [...hops];
  const visited = work.each(entries.length, (index) => {
    const [from, hopsOfCode] = entries[index]!;
    for (const { code } of hopsOfCode) addTo(sources, code, from);
  });
  return when(visited, () => {
    const leading = new Set(ends);
    for (const code of leading) for (const from of sources.get(code) ?? []) leading.add(from);
    return leading;
  });
}

/** Returns whether the hops between the codes have a cycle, by topological sorting (Kahn's algorithm). */
export function hasCycle(
  codes: ReadonlySet<string>,
  hops: ReadonlyMap<string, readonly Hop[]>,
  work: WorkBudget,
): MaybePromise<boolean> {
  const remainingHops = new Map<string, number>();
  const sources = new Map<string, string[]>();
  const list = [...codes];
  const visited = work.each(list.length, (index) => {
    const code = list[index]!;
    const targets = new Set<string>();
    for (const hop of hops.get(code) ?? []) if (codes.has(hop.code)) targets.add(hop.code);
    remainingHops.set(code, targets.size);
    for (const next of targets) addTo(sources, next, code);
  });
  return when(visited, () => {
    const sorted = list.filter((code) => remainingHops.get(code) === 0);
    for (const code of sorted)
      for (const from of sources.get(code) ?? []) {
        remainingHops.set(from, remainingHops.get(from)! - 1);
        if (remainingHops.get(from) === 0) sorted.push(from);
      }
    return sorted.length < codes.size;
  });
}

function addTo(lists: Map<string, string[]>, key: string, item: string): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}
