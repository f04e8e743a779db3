import type { MeasuredSizes } from '../ods/measured-sizes';
import type { WorkBudget } from '../work-budget';
import { createBatchQueries, type BatchQueriesSettings } from './batching/batch-queries';
import { ChangeEpochs } from './cache/change-epochs';
import { createLoaders, type Loaders, type ReadObserver, type ReleaseFacts } from './loaders';
import { ReleaseSet } from './release-set';
import type { TextIndexes } from './text-index/text-indexes';

/**
 * All that a process has read of one set of releases: which organisations they changed, their relationship types, and
 * the facts, with the reads in progress. It is replaced as a whole when the set is not continued, so nothing of a graph
 * that is gone can be served for the graph that replaced it. A request keeps the one that it started with.
 */
export interface KnownFacts {
  readonly releases: ReleaseSet;
  readonly changeEpochs: ChangeEpochs;
  /** The relationship types of all loaded releases, sorted by code. */
  linkTypes: readonly string[];
  /** How long the lists of each loaded release are, by its number; null for a release that an older version loaded. */
  sizes: ReadonlyMap<number, MeasuredSizes | null>;
  /** Creates the loaders of one request. `work` is its computing time. */
  loaders(onRead?: ReadObserver, work?: WorkBudget): Loaders;
  /** The codes greater than `after` that a release above one number and up to another changed, in order. */
  changedCodes(above: number, upTo: number, after: string): Iterable<string>;
  /** Whether a release above one number and up to another changed an organisation. */
  hasChanged(code: string, above: number, upTo: number): boolean;
}

/** Creates what is known before anything was read. */
export function createKnownFacts(
  settings: Omit<BatchQueriesSettings, 'changeEpochs' | 'linkTypes'>,
  textIndexes: TextIndexes,
): KnownFacts {
  const changeEpochs = new ChangeEpochs();
  const queries = createBatchQueries({ ...settings, changeEpochs, linkTypes: () => known.linkTypes });
  const ofRelease: ReleaseFacts = {
    textIndex: (release) => textIndexes.at(release, known),
    sizes: (release) => known.sizes.get(release) ?? undefined,
  };
  const known: KnownFacts = {
    releases: new ReleaseSet(),
    changeEpochs,
    linkTypes: [],
    sizes: new Map(),
    loaders: (onRead, work) => createLoaders(queries, ofRelease, onRead, work),
    changedCodes: (above, upTo, after) => changeEpochs.changedCodes(above, upTo, after),
    hasChanged: (code, above, upTo) => changeEpochs.hasChanged(code, above, upTo),
  };
  return known;
}
