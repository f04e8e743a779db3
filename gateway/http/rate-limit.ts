import { isIPv6 } from 'node:net';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { KnownError } from '../../errors';

/** The points that each client has in a minute; those of one process. */
export interface Rate {
  /** Takes points from the client at an address. Errors: RATE_LIMITED, with the seconds to wait; nothing is taken then. */
  charge(address: string, points: number): Promise<void>;
}

const SECONDS = 60;

/** So many points a minute for each client, the minute beginning with its first request. */
export function createRate(limit: number): Rate {
  const limiter = new RateLimiterMemory({ points: limit, duration: SECONDS });
  return {
    async charge(address, points) {
      if (points === 0) return;
      const client = clientOf(address);
      try {
        await limiter.consume(client, points);
      } catch (refused) {
        if (refused instanceof Error) throw refused;
        await limiter.reward(client, points);
        throw limited(points, limit, refused as RateLimiterRes);
      }
    },
  };
}

/** Who is behind an address: of IPv6 its first half, for one client has the whole of the other. */
export function clientOf(address: string): string {
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

function limited(points: number, limit: number, { msBeforeNext }: RateLimiterRes): KnownError {
  const retryAfter = Math.max(1, Math.ceil(msBeforeNext / 1_000));
  const message =
    points > limit
      ? `The operation may cost ${points} points, more than the ${limit} of a minute: ask for less in one request.`
      : `The ${limit} points of this minute do not suffice for the ${points} of this request; there are new ones in ${retryAfter} s.`;
  return new KnownError('RATE_LIMITED', message, { extensions: { retryAfter } });
}
