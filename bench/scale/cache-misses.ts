import { randomOf } from '../support/damage';

interface CacheSettings {
  readonly seed: number;
  readonly keys: number;
  /** Of the keys, how many the cache holds. */
  readonly held: number;
  /** The key of rank r is asked for as often as 1 / r^skew of the first one. */
  readonly skew: number;
  readonly requests: number;
}

/** Simulates a cache that drops what was not asked for longest. Returns the share of requests whose key it does not hold. */
export function missesOf({ seed, keys, held, skew, requests }: CacheSettings): number {
  if (held >= keys) return 0;
  const random = randomOf(seed);
  const draw = rankDrawer(keys, skew, random);
  const cache = new Set<number>();
  let misses = 0;
  for (let at = 0; at < requests * 2; at++) {
    const key = draw();
    const isHeld = cache.delete(key);
    if (!isHeld && at >= requests) misses++;
    cache.add(key);
    if (cache.size > held) cache.delete(cache.values().next().value!);
  }
  return misses / requests;
}

/** Draws ranks by the inverse of their summed frequencies. */
function rankDrawer(keys: number, skew: number, random: () => number): () => number {
  const sums = new Float64Array(keys);
  let sum = 0;
  for (let rank = 0; rank < keys; rank++) sums[rank] = sum += (rank + 1) ** -skew;
  return () => {
    const wanted = random() * sum;
    let [low, high] = [0, keys - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle]! < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}
