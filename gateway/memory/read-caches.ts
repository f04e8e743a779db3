import { ITEM_BYTES, memoFor, type MemoLimit } from '../../domain/memo';
import { limitInterned } from '../../graph/cache/intern';
import type { ReadSide } from '../../graph/read-side';
import type { ResizableCache } from './cache-budget';

/** A small cache of facts shares fewer texts: one for each so many bytes. */
const BYTES_PER_TEXT = 512;

/** The cached facts of requests, with the texts that all facts share. */
export function mainFactCache(reads: ReadSide, size: number): ResizableCache {
  const facts = factCache(reads);
  limitInterned(size / BYTES_PER_TEXT);
  return {
    get bytes() {
      return facts.bytes;
    },
    resize(bytes) {
      facts.resize(bytes);
      limitInterned(bytes / BYTES_PER_TEXT);
    },
  };
}

/** The cached facts of a read side. */
export function factCache(reads: ReadSide): ResizableCache {
  return {
    get bytes() {
      return reads.cacheSize().bytes;
    },
    resize: (bytes) => reads.resizeCache(bytes),
  };
}

/** The lists that are computed from the facts of a read side. */
export interface ListCache extends ResizableCache {
  readonly limit: MemoLimit;
}

export function listCache(reads: ReadSide, size: number): ListCache {
  const limit = { items: Math.floor(size / ITEM_BYTES) };
  const memo = () => memoFor(reads.catalog.known, limit);
  return {
    limit,
    get bytes() {
      return memo().items * ITEM_BYTES;
    },
    resize(bytes) {
      limit.items = Math.floor(bytes / ITEM_BYTES);
      memo().trim();
    },
  };
}

/** Two caches that share one size: `share` of it is the first one's. */
export function joinCaches(first: ResizableCache, second: ResizableCache, share: number): ResizableCache {
  return {
    get bytes() {
      return first.bytes + second.bytes;
    },
    resize(bytes) {
      first.resize(Math.floor(bytes * share));
      second.resize(Math.floor(bytes * (1 - share)));
    },
  };
}
