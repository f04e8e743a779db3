import { isIPv6 } from 'node:net';
import { RateLimiterMemory, type RateLimiterAbstract, type RateLimiterRes } from 'rate-limiter-flexible';
import { KnownError } from '../../errors';

/** Limits the cost points of each client per minute. */
export interface RateLimit {
  /** Takes points from a client: an IP address, or the client of a token. Rejects with RATE_LIMITED and the seconds to wait; then it takes nothing. */
  charge(client: string, points: number): Promise<void>;
}

/** Charged for each request in addition to what it returns, so that invalid requests are not free. */
export const POINTS_PER_REQUEST = 1;

const SECONDS = 60;

/** Counts the points of clients: in this process, or in one that several share. */
export type PointsLimiter = Pick<RateLimiterAbstract, 'consume' | 'reward'>;
/** Creates a counter of points per so many seconds. */
export type CreateLimiter = (points: number, seconds: number) => PointsLimiter;

/** Counts points in this process. */
export const createRateLimiter = (points: number, duration: number) => new RateLimiterMemory({ points, duration });

/** Creates a limit of `limit` points per client and minute. The minute starts with the client's first request. */
export function createRateLimit(limit: number, createLimiter: CreateLimiter = createRateLimiter): RateLimit {
  const limiter = createLimiter(limit, SECONDS);
  return {
    async charge(client, points) {
      if (points === 0) return;
      const key = clientKey(client);
      try {
        await limiter.consume(key, points);
      } catch (rejected) {
        if (rejected instanceof Error) throw rejected;
        await limiter.reward(key, points);
        throw rateLimited(points, limit, rejected as RateLimiterRes);
      }
    },
  };
}

/** Returns the key of a client: that of a token as it is, its IPv4 address or the first 64 bits of its IPv6 address, because one client owns all addresses of a /64. */
export function clientKey(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('%')[0]!.split('::');
  const groups = head === '' ? [] : head.split(':');
  const missing = tail === undefined ? 0 : 8 - groups.length - (tail === '' ? 0 : tail.split(':').length);
  const all = [...groups, ...Array<string>(Math.max(0, missing)).fill('0'), ...(tail ? tail.split(':') : [])];
  return all
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':');
}

function rateLimited(points: number, limit: number, { msBeforeNext }: RateLimiterRes): KnownError {
  const retryAfter = Math.max(1, Math.ceil(msBeforeNext / 1_000));
  const message =
    points > limit
      ? `The operation may cost ${points} points, more than the limit of ${limit} per minute. Request less data at once.`
      : `The request costs ${points} points, more than are left of the ${limit} per minute. Try again in ${retryAfter} s.`;
  return new KnownError('RATE_LIMITED', message, { extensions: { retryAfter } });
}
