/** When requests to a failing subgraph stop. */
export interface CircuitBreakerSettings {
  /** Consecutive failures that open the breaker. */
  readonly failures: number;
  /** Milliseconds until an open breaker allows one trial call. */
  readonly resetMs: number;
}

export const DEFAULT_BREAKER: CircuitBreakerSettings = { failures: 10, resetMs: 5_000 };

/** A subgraph that asks for more could shut itself off by mistake. */
const MOST_RETRY_AFTER_MS = 60_000;

/** Allows every call. */
export const NO_BREAKER: CircuitBreaker = {
  isOpen: false,
  allows: () => true,
  succeeded: () => undefined,
  failed: () => undefined,
};

export interface CircuitBreaker {
  /** Whether calls are rejected, except one trial call after each `resetMs`. */
  readonly isOpen: boolean;
  /** Whether a call may start now. Report the outcome of an allowed call with `succeeded` or `failed`. */
  allows(): boolean;
  succeeded(): void;
  /** `retryAfterMs` is how long the subgraph asked to be left alone: an open breaker waits that long, at most a minute. */
  failed(retryAfterMs?: number): void;
}

/** Creates a circuit breaker. `now` is a monotonic clock in milliseconds, so that clock changes do not affect it. */
export function createCircuitBreaker(
  { failures, resetMs }: CircuitBreakerSettings,
  now = () => performance.now(),
): CircuitBreaker {
  let consecutive = 0;
  let trialAt = 0;
  return {
    get isOpen() {
      return consecutive >= failures;
    },
    allows() {
      if (consecutive < failures) return true;
      if (now() < trialAt) return false;
      trialAt = now() + resetMs;
      return true;
    },
    succeeded() {
      consecutive = 0;
    },
    failed(retryAfterMs = 0) {
      consecutive++;
      if (consecutive >= failures) trialAt = now() + Math.max(resetMs, Math.min(retryAfterMs, MOST_RETRY_AFTER_MS));
    },
  };
}
