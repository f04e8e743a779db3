import { unavailable } from '../../execution-errors';
import type { Deadline } from './deadline';

/** So many requests in so many milliseconds, which may all be sent at once. */
export interface RateSettings {
  readonly requests: number;
  readonly perMs: number;
}

export interface LimitSettings {
  readonly name: string;
  readonly maxRequests?: number;
  readonly rate?: RateSettings;
}

/** A limit of the gateway kept a request from being sent, so the subgraph did not fail. */
export class LimitReached extends Error {}

/** Runs a function within the limits of a subgraph. Rejects with an error whose cause is a LimitReached. */
export type WithinLimits = <T>(send: () => Promise<T>, deadline: Deadline) => Promise<T>;

/** Creates the limits of one subgraph: requests at once, and requests in a time. */
export function createLimits({ name, maxRequests, rate }: LimitSettings): WithinLimits {
  if (maxRequests === undefined && !rate) return (send) => send();
  const slots = maxRequests === undefined ? undefined : createSlots(maxRequests);
  const delays = rate && createRate(rate);
  return async (send, deadline) => {
    if (delays) await deadline.wait(delayOf(delays, name, deadline));
    if (!slots) return send();
    await slots.take(deadline);
    try {
      return await send();
    } finally {
      slots.release();
    }
  };
}

/** Returns the time to wait. Throws SUBGRAPH_UNAVAILABLE if the request would be late. */
function delayOf(rate: Rate, subgraph: string, deadline: Deadline): number {
  const delayMs = rate.delayMs();
  if (delayMs < deadline.remainingMs) {
    rate.take();
    return delayMs;
  }
  const cause = new LimitReached('the rate of requests to it is reached');
  throw unavailable(subgraph, cause, undefined, Math.ceil(delayMs / 1_000));
}

interface Rate {
  /** Milliseconds until one more request is allowed. */
  delayMs(): number;
  take(): void;
}

/** Counts requests. `now` is a monotonic clock in milliseconds. */
export function createRate({ requests, perMs }: RateSettings, now = () => performance.now()): Rate {
  const interval = perMs / requests;
  /** When all requests that were allowed so far are paid for. */
  let paidAt = 0;
  return {
    delayMs: () => Math.max(0, paidAt + interval - perMs - now()),
    take: () => void (paidAt = Math.max(paidAt, now()) + interval),
  };
}

interface Slots {
  /** Waits for a free slot, in the order of the calls. Rejects when the deadline ends. */
  take(deadline: Deadline): Promise<void> | undefined;
  release(): void;
}

function createSlots(most: number): Slots {
  let free = most;
  const waiting = new Set<() => void>();
  return {
    take(deadline) {
      if (free > 0) return void free--;
      return new Promise((resolve, reject) => {
        waiting.add(resolve);
        deadline.whenEnded((reason) => {
          waiting.delete(resolve);
          reject(new LimitReached(`${most} requests to it are in progress`, { cause: reason }));
        });
      });
    },
    release() {
      const [next] = waiting;
      if (!next) return void free++;
      waiting.delete(next);
      next();
    },
  };
}
