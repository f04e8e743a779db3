import { RateLimiterRedis, type RateLimiterRes } from 'rate-limiter-flexible';
import type { RedisClient } from './client';

/** Counts points in this process. `consume` rejects with a RateLimiterRes when there are not enough. */
export interface LocalLimiter {
  consume(key: string, points?: number): Promise<RateLimiterRes>;
  reward(key: string, points?: number): Promise<RateLimiterRes>;
}

export type LimiterWithFallback = LocalLimiter;

interface LimiterSettings {
  readonly client: RedisClient;
  readonly prefix: string;
  readonly points: number;
  readonly seconds: number;
  readonly local: LocalLimiter;
}

/** Runs a command within the time limit; undefined if it did not end in time. */
type Run = <T>(command: () => Promise<T>) => Promise<T | undefined>;

/** Creates a limiter whose points all processes count together; while the store does not answer, each counts on its own. */
export function createSharedLimiter({ client, prefix, points, seconds, local }: LimiterSettings, run: Run) {
  const shared = new RateLimiterRedis({
    storeClient: client,
    useRedisPackage: true,
    keyPrefix: `${prefix}#points`,
    points,
    duration: seconds,
  });
  return {
    async consume(key: string, count = 1) {
      const result = await run(() => settled(shared.consume(key, count)));
      if (!result) return local.consume(key, count);
      if ('refused' in result) throw result.refused as unknown;
      return result.allowed;
    },
    async reward(key: string, count = 1) {
      return (await run(() => shared.reward(key, count))) ?? local.reward(key, count);
    },
  };
}

/** A refusal is an answer of the store, not a failure. */
async function settled(consuming: Promise<RateLimiterRes>) {
  try {
    return { allowed: await consuming };
  } catch (refused) {
    if (refused instanceof Error) throw refused;
    return { refused: refused as RateLimiterRes };
  }
}
