import type { KnownFacts } from '../../graph/known-facts';
import type { Context } from '../context';
import type { Moment } from '../moment';

/** The codes of a release that are known to have neither a predecessor nor a successor: nearly all. */
type CodesOfRelease = Map<number, Set<string>>;

const knownCodes = new WeakMap<KnownFacts, CodesOfRelease>();
const MOST_RELEASES = 3;

/**
 * Returns the codes of a release that are known to have no succession, so that they need no look-up. Facts of a release never
 * change: callers add to it what they have read.
 */
export function withoutSuccessions({ snapshot: { known } }: Context, { release }: Moment): Set<string> {
  let releases = knownCodes.get(known);
  if (!releases) knownCodes.set(known, (releases = new Map()));
  let codes = releases.get(release.number);
  if (!codes) {
    if (releases.size >= MOST_RELEASES) releases.clear();
    releases.set(release.number, (codes = new Set()));
  }
  return codes;
}
