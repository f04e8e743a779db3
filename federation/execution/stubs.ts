import type { FlattenNodePathSegment } from '../planning/planner';
import { keysIn, type ProvidersOf } from './providers';

/** Which subgraphs get stubs for entities that they refer to and that another subgraph does not have. */
export interface StubRules {
  /** The subgraph that can return stubs. */
  readonly from: string;
  readonly referrers: ReadonlySet<string>;
}

/** A key of a representation: `stub` asks for a stub instead of null. No field can have this name. */
export const UNKNOWN_KEY = '__unknown';

/** Whether the entities at a path get stubs: each subgraph that returns them has to be a referrer. */
export function getsStubs(
  path: readonly FlattenNodePathSegment[],
  subgraph: string,
  { stubs, providersOf }: { readonly stubs?: StubRules | undefined; readonly providersOf: ProvidersOf },
): boolean {
  if (subgraph !== stubs?.from || stubs.referrers.size === 0) return false;
  const providers = providersOf(keysIn(path));
  return providers.length > 0 && providers.every((name) => stubs.referrers.has(name));
}
