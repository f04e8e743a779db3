import { loadSources, type SupergraphSources, type LoadedSources } from './sources';
import type { ExecutorPool } from '../subgraphs/executor-pool';
import type { SdlStore } from './sdl-store';
import { createFileWatcher } from './file-watcher';

/** How often the sources of the supergraph are polled, in milliseconds. */
export interface PollIntervals {
  readonly files: number;
  /** Applies to subgraphs whose SDL is introspected. */
  readonly subgraphs: number;
}

export interface SourcesPoller {
  /** Reads the sources, and watches the files it read from then on. */
  read(): Promise<LoadedSources>;
  /** Whether to read the sources again: a file changed, or the interval for introspected subgraphs passed. */
  isDue(): Promise<boolean>;
}

export function createPoller(
  sources: SupergraphSources,
  pool: ExecutorPool,
  every: PollIntervals,
  store?: SdlStore,
): SourcesPoller {
  let files = createFileWatcher();
  let readAt = 0;
  let introspected = false;
  return {
    async read() {
      files = createFileWatcher();
      readAt = performance.now();
      const loaded = await loadSources(sources, files, pool, store);
      introspected = loaded.introspected;
      return loaded;
    },
    async isDue() {
      return (introspected && performance.now() - readAt >= every.subgraphs) || files.changed();
    },
  };
}
