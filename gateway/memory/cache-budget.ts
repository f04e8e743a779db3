import type { CacheChoice, CacheName, CacheSizes } from './cache-sizes';

/** A cache whose size can change while it is used. */
export interface ResizableCache {
  /** Estimated bytes in use. */
  readonly bytes: number;
  /** Evicts entries until the cache has at most so many bytes, which it also keeps from now on. */
  resize(bytes: number): void;
}

/** The bytes that a cache holds, and at most may hold at the moment. */
export interface CacheUse {
  readonly bytes: number;
  readonly limit: number;
}

/** The caches of a process, which shrink together when the heap is nearly full. */
export interface CacheBudget {
  /** Bytes of the heap that the caches were chosen for. */
  readonly heapLimit: number;
  readonly sizes: CacheSizes;
  /** Adds a cache. Several caches of one name share its size in equal parts. */
  add(name: CacheName, cache: ResizableCache): void;
  use(): ReadonlyMap<CacheName, CacheUse>;
  /** How often the caches were made smaller. */
  readonly reductions: number;
  /** Makes the caches smaller or larger. `fullness` is the share of the heap that was in use after a garbage collection. */
  adapt(fullness: number): void;
}

/** Above this share of the heap, the caches shrink; below the other one, they may grow again. */
const FULL = 0.75;
const ROOMY = 0.55;
/** Each reduction keeps at most this share of what all caches hold. */
const KEPT = 0.75;
const SHRINK = 0.85;
const GROW = 1.1;
/** Caches never shrink below this share of their sizes. */
const SMALLEST = 0.02;

export function createCacheBudget({ sizes, heapLimit }: Pick<CacheChoice, 'sizes' | 'heapLimit'>): CacheBudget {
  const caches = new Map<CacheName, readonly ResizableCache[]>();
  let [share, reductions] = [1, 0];
  const limitOf = (name: CacheName) => Math.floor(sizes[name] * share);

  function resize(next: number): void {
    if (next < share) reductions++;
    share = next;
    for (const name of caches.keys()) resizeAll(name);
  }

  function resizeAll(name: CacheName): void {
    const sharing = caches.get(name)!;
    for (const cache of sharing) cache.resize(Math.floor(limitOf(name) / sharing.length));
  }

  /** What all caches would hold together at a share. */
  function heldAt(next: number): number {
    return [...caches].reduce((sum, [name, sharing]) => sum + Math.min(bytesOf(sharing), sizes[name] * next), 0);
  }

  /** Returns the next smaller share that frees memory, however full the caches are. */
  function smallerShare(): number {
    const target = heldAt(1) * KEPT;
    let next = share * SHRINK;
    while (next > SMALLEST && heldAt(next) > target) next *= SHRINK;
    return Math.max(SMALLEST, next);
  }

  return {
    heapLimit,
    sizes,
    add(name, cache) {
      const sharing = [...(caches.get(name) ?? []), cache];
      caches.set(name, sharing);
      if (sharing.length > 1) resizeAll(name);
    },
    use: () => new Map([...caches].map(([name, sharing]) => [name, { bytes: bytesOf(sharing), limit: limitOf(name) }])),
    get reductions() {
      return reductions;
    },
    adapt(fullness) {
      if (fullness > FULL && share > SMALLEST) resize(smallerShare());
      else if (fullness < ROOMY && share < 1) resize(Math.min(1, share * GROW));
    },
  };
}

function bytesOf(sharing: readonly ResizableCache[]): number {
  return sharing.reduce((sum, { bytes }) => sum + bytes, 0);
}
