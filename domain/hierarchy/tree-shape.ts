import type { Hop } from './one-level';
import type { Walked } from './traverse';

/** Which codes of a walk are listed, and what is known of them. */
export interface TreeShape {
  /** By depth, then code; the root first. */
  readonly codes: readonly string[];
  readonly truncated: boolean;
  readonly hasCycle: boolean;
}

/**
 * The codes of a walk to list: the root, those that are wanted, and everyone on the way to them, at most `most`. The
 * walk has the hops of its deepest level too, so that a cut there is noticed.
 */
export function shapeOf(walk: Walked, isWanted: (code: string) => boolean, most: number): TreeShape {
  const onTheWay = leadingTo([...walk.depths.keys()].filter(isWanted), walk);
  const listed = [...walk.depths].filter(([code]) => code === walk.start || onTheWay.has(code));
  const codes = listed.sort(([a, near], [b, far]) => near - far || (a < b ? -1 : 1)).map(([code]) => code);
  const kept = new Set(codes.slice(0, most));
  const isDeeper = [...walk.hops.values()].some((hops) => hops.some(({ code }) => !walk.depths.has(code)));
  return {
    codes: [...kept],
    truncated: codes.length > most || isDeeper,
    hasCycle: hasCycle(kept, walk.hops),
  };
}

/** Codes from which a hop leads to one of those given, at any distance, and those themselves. */
function leadingTo(ends: readonly string[], { hops }: Walked): ReadonlySet<string> {
  const sources = new Map<string, string[]>();
  for (const [from, onward] of hops)
    for (const { code } of onward) {
      const known = sources.get(code);
      if (known) known.push(from);
      else sources.set(code, [from]);
    }
  const leading = new Set(ends);
  for (const code of leading) for (const from of sources.get(code) ?? []) leading.add(from);
  return leading;
}

/** Whether some of the codes lie above themselves: taking away those without hops to the rest never ends. */
export function hasCycle(codes: ReadonlySet<string>, hops: ReadonlyMap<string, readonly Hop[]>): boolean {
  const open = new Map<string, number>();
  const sources = new Map<string, string[]>();
  for (const code of codes) {
    const onward = new Set((hops.get(code) ?? []).map((hop) => hop.code).filter((next) => codes.has(next)));
    open.set(code, onward.size);
    for (const next of onward) sources.set(next, [...(sources.get(next) ?? []), code]);
  }
  const done = [...codes].filter((code) => open.get(code) === 0);
  for (const code of done)
    for (const from of sources.get(code) ?? []) {
      open.set(from, open.get(from)! - 1);
      if (open.get(from) === 0) done.push(from);
    }
  return done.length < codes.size;
}
