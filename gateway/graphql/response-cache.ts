import { LRUCache } from 'lru-cache';
import type { Snapshot } from '../../graph/catalog';
import type { KnownFacts } from '../../graph/known-facts';

/** A complete response. */
export interface CachedResponse {
  readonly bytes: Buffer;
  readonly headers: Readonly<Record<string, string>>;
  /** Its estimated cost in points, which is charged for a cached response too. */
  readonly cost: number;
}

/** Caches responses by request and data version. */
export interface ResponseCache {
  /** Returns the cache key; undefined for a request that is too long to be cached. */
  keyOf(parts: CacheKeyParts): string | undefined;
  get(key: string): CachedResponse | undefined;
  set(key: string, response: CachedResponse): void;
  /** Evicts the least recently used responses until at most so many bytes are in use, which it also keeps from now on. */
  resize(bytes: number): void;
  /** Bytes in use and number of responses. */
  readonly size: { readonly bytes: number; readonly entries: number };
}

/** Everything that a response depends on. */
export interface CacheKeyParts {
  /** The request body, unparsed. */
  readonly body: string;
  readonly asOf: string | undefined;
  readonly mediaType: string;
  readonly snapshot: Snapshot;
  /** Number of supergraphs served so far: each may respond differently. */
  readonly supergraphVersion: number;
}

/** Characters of a request body that is cached. */
const MAX_BODY_LENGTH = 16_384;
/** Bytes of an entry besides its key and its response. */
const ENTRY_OVERHEAD = 500;

/**
 * Creates a least-recently-used cache of at most `maxSize` bytes; 0 caches nothing. It is emptied when the graph was
 * replaced; a response that is computed meanwhile has the key of the graph before and is never found.
 */
export function createResponseCache(maxSize: number): ResponseCache {
  const cache =
    maxSize === 0
      ? undefined
      : new LRUCache<string, CachedResponse>({
          maxSize,
          maxEntrySize: Math.max(1, Math.floor(maxSize / 8)),
          sizeCalculation: ({ bytes }, key) => bytes.length + 2 * key.length + ENTRY_OVERHEAD,
        });
  let limit = maxSize;
  const evictToLimit = () => {
    while (cache && cache.calculatedSize > limit) cache.pop();
  };
  let [known, replaced]: [KnownFacts | undefined, number] = [undefined, 0];
  return {
    keyOf({ body, asOf = '', mediaType, snapshot, supergraphVersion }) {
      if (!cache) return undefined;
      if (known !== snapshot.known) {
        if (known !== undefined) replaced++;
        known = snapshot.known;
        cache.clear();
      }
      return body.length <= MAX_BODY_LENGTH
        ? `${supergraphVersion} ${replaced} ${dataVersion(snapshot)}\n${asOf}\n${mediaType}\n${body}`
        : undefined;
    },
    get: (key) => cache?.get(key),
    set(key, response) {
      cache?.set(key, response);
      evictToLimit();
    },
    resize(bytes) {
      limit = bytes;
      evictToLimit();
    },
    get size() {
      return { bytes: cache?.calculatedSize ?? 0, entries: cache?.size ?? 0 };
    },
  };
}

const versions = new WeakMap<Snapshot, string>();

/** Returns equal strings for snapshots with equal data. */
function dataVersion(snapshot: Snapshot): string {
  let version = versions.get(snapshot);
  if (version === undefined) {
    const { live, releases, generation, postcodes } = snapshot;
    const loaded = releases.map(({ number, id, sha256 }) => `${number} ${id} ${sha256}`);
    version = [live.number, generation, postcodes, ...loaded].join(';');
    versions.set(snapshot, version);
  }
  return version;
}
