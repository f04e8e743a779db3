import type { ServerResponse } from 'node:http';

/** Limits the requests in progress and the bytes of responses that slow clients have not read yet. */
export interface ConcurrencyLimit {
  /** Whether the next request would be rejected. */
  readonly isReached: boolean;
  /** Requests in progress. */
  readonly active: number;
  /** Counts a request as in progress. Returns false, and counts nothing, if the limit is reached. */
  tryAcquire(): boolean;
  release(): void;
  /** Counts the bytes of a response until the returned function is called, when the response was sent. */
  addUnsentBytes(bytes: number): () => void;
}

/** Creates a limit of `maxRequests` in progress and `maxBytes` of unsent responses. */
export function createConcurrencyLimit(maxRequests: number, maxBytes: number): ConcurrencyLimit {
  let active = 0;
  let unsentBytes = 0;
  return {
    get isReached() {
      return active >= maxRequests || unsentBytes > maxBytes;
    },
    get active() {
      return active;
    },
    tryAcquire() {
      if (this.isReached) return false;
      active++;
      return true;
    },
    release: () => void active--,
    addUnsentBytes(bytes) {
      unsentBytes += bytes;
      return () => void (unsentBytes -= bytes);
    },
  };
}

/** Counts the bytes of a response until it was sent. Does nothing if the client is gone already. */
export function addUnsent(raw: ServerResponse, bytes: number, concurrency: ConcurrencyLimit): void {
  if (!raw.destroyed) raw.on('close', concurrency.addUnsentBytes(bytes));
}
