import { when, type MaybePromise } from '../../maybe-promise';
import { NO_METRICS, type FederationMetrics } from '../../telemetry/metrics';
import { keyPrefix } from './cache-keys';
import {
  readEntry,
  writeEntry,
  type Entry,
  type Removal,
  type Selection,
  type SharedEntries,
  type SharedEntry,
} from './entry';
import { MemoryEntries } from './memory-entries';

export interface AnswerCacheSettings {
  /** Bytes in this process; 0 keeps nothing here. */
  readonly bytes: number;
  /** What several processes share. Absent: each has its own. */
  readonly shared?: SharedEntries | undefined;
  /**
   * Who asks: requests with different values share nothing. `carries` tells whether the subgraph receives a header of the
   * client, under any name. Absent: the headers alone tell.
   */
  identityOf?(context: unknown, carries: (header: string) => boolean): string | undefined;
  readonly metrics?: Pick<FederationMetrics, 'recordCacheLookups'>;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** Keeps the responses of other teams' subgraphs, in this process and, if set, in a store that several processes share. */
export interface AnswerCache extends Pick<AnswerCacheSettings, 'identityOf'> {
  /** Estimated bytes in this process. */
  readonly bytes: number;
  resize(bytes: number): void;
  readonly now: () => number;
  /** Returns the entries in the order of the keys. A promise only if the shared store is asked. */
  find(subgraph: string, keys: readonly string[]): MaybePromise<readonly (Entry | undefined)[]>;
  /** Changes with each removal: what was asked for before one must not be kept after it. */
  readonly removals: number;
  /** Keeps entries, unless something was removed since `removals` was read. */
  keep(entries: ReadonlyMap<string, Entry>, removals: number): void;
  /** Removes entries everywhere. Resolves with how many were removed; undefined if the shared store could not be reached. */
  remove(selections: readonly Selection[]): Promise<number | undefined>;
  /** The listener is called with each call of `remove`. */
  onRemove(listener: (selections: readonly Selection[]) => void): void;
  /** Removes entries in this process, because another one has done so. */
  removeHere(selections: readonly Selection[]): void;
}

export function createAnswerCache(settings: AnswerCacheSettings): AnswerCache {
  const { bytes, shared, identityOf, metrics = NO_METRICS, now = Date.now } = settings;
  const memory = new MemoryEntries(bytes, now);
  const state = { removals: 0 };
  let announce: (selections: readonly Selection[]) => void = () => undefined;
  const removeFromMemory = (removal: Removal) => {
    state.removals++;
    return memory.remove(removal);
  };
  shared?.onRemoved((removal) => {
    state.removals++;
    if (removal) memory.remove(removal);
    else memory.clear();
  });
  const read = createReader(memory, shared, { state, now });
  return {
    ...(identityOf && { identityOf }),
    now,
    get bytes() {
      return memory.bytes;
    },
    resize: (size) => memory.resize(size),
    get removals() {
      return state.removals;
    },
    find: (subgraph, keys) =>
      when(read(keys), (found) => {
        const hits = found.filter(Boolean).length;
        metrics.recordCacheLookups(subgraph, { hits, misses: found.length - hits });
        return found;
      }),
    keep(entries, since) {
      if (since !== state.removals) return;
      for (const [key, entry] of entries) memory.set(key, entry);
      shared?.set([...entries].map(([key, entry]) => toShared(key, entry, now())));
    },
    async remove(selections) {
      announce(selections);
      const counts = selections.map(toRemoval).map((removal) => {
        const here = removeFromMemory(removal);
        return shared ? shared.remove(removal) : here;
      });
      const settled = await Promise.all(counts);
      return settled.includes(undefined) ? undefined : settled.reduce<number>((sum, each) => sum + each!, 0);
    },
    onRemove: (listener) => void (announce = listener),
    removeHere: (selections) => selections.map(toRemoval).forEach(removeFromMemory),
  };
}

/** Returns a function that reads this process's entries, and those that it does not have from the shared store. */
function createReader(
  memory: MemoryEntries,
  shared: SharedEntries | undefined,
  { state, now }: { readonly state: { readonly removals: number }; readonly now: () => number },
) {
  return (keys: readonly string[]): MaybePromise<readonly (Entry | undefined)[]> => {
    const found = keys.map((key) => memory.get(key));
    const missing = shared ? keys.filter((_, at) => !found[at]) : [];
    if (missing.length === 0) return found;
    const before = state.removals;
    return shared!.get(missing).then((values) => {
      const read = values.map((value) => usable(value, now()));
      if (state.removals !== before) return found; // what was read may just have been removed
      read.forEach((entry, at) => entry && memory.set(missing[at]!, entry));
      let next = 0;
      return found.map((entry) => entry ?? read[next++]);
    });
  };
}

function toShared(key: string, entry: Entry, now: number): SharedEntry {
  return { key, value: writeEntry(entry), ttlMs: entry.expiresAt - now, tags: entry.tags };
}

function usable(value: string | undefined, now: number): Entry | undefined {
  const entry = value === undefined ? undefined : readEntry(value);
  return entry && entry.expiresAt > now ? entry : undefined;
}

function toRemoval(selection: Selection): Removal {
  if ('tag' in selection)
    return { tag: selection.tag, prefixes: selection.subgraphs.map((subgraph) => keyPrefix(subgraph)) };
  return { prefixes: [keyPrefix(selection.subgraph, selection.type)] };
}
