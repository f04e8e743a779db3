import { LRUCache } from 'lru-cache';
import type { Snapshot } from '../../../graph/catalog';
import type { KnownFacts } from '../../../graph/known-facts';
import type { Coding } from '../../http/compression';
import type { OperationIdentity } from '../../../telemetry/metrics/operations';
import type { AnswerCaching } from './answer-caching';

/** A complete response. */
export interface CachedResponse {
  readonly bytes: Buffer;
  readonly headers: Readonly<Record<string, string>>;
  /** Its estimated cost in points, which is charged for a cached response too. */
  readonly cost: number;
  /** Which operation it answers. */
  readonly operation?: OperationIdentity | undefined;
  /** How clients may keep it. Absent: not at all. */
  readonly caching?: AnswerCaching | undefined;
  /** Its bytes in content codings. */
  readonly coded?: Readonly<Partial<Record<Coding, Buffer>>>;
  /** Keeps the document that the request holds under its hash. */
  readonly keepDocument?: (() => void) | undefined;
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
  /** The request body or the query string, unparsed. */
  readonly body: string;
  readonly asOf: string | undefined;
  readonly mediaType: string;
  readonly snapshot: Pick<Snapshot, 'known' | 'content'>;
  /** Number of supergraphs served so far: each may respond differently. */
  readonly supergraphVersion: number;
  /** Of the documents that may be executed. */
  readonly documents: string;
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
          sizeCalculation: sizeOf,
        });
  let limit = maxSize;
  const evictToLimit = () => {
    while (cache && cache.calculatedSize > limit) cache.pop();
  };
  let known: KnownFacts | undefined;
  return {
    keyOf({ body, asOf = '', mediaType, snapshot, supergraphVersion, documents }) {
      if (!cache) return undefined;
      if (known !== snapshot.known) cache.clear();
      known = snapshot.known;
      return body.length <= MAX_BODY_LENGTH
        ? `${supergraphVersion} ${snapshot.content} ${documents}\n${asOf}\n${mediaType}\n${body}`
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

function sizeOf({ bytes, coded = {} }: CachedResponse, key: string): number {
  const copies = Object.values(coded).reduce((sum, { length }) => sum + length, 0);
  return bytes.length + copies + 2 * key.length + ENTRY_OVERHEAD;
}
