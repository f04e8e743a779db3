/** When a subgraph that fails is left alone. */
export interface BreakerSettings {
  /** Failures without a success between them that open the breaker. */
  readonly failures: number;
  /** Milliseconds until one call is let through to see whether it answers again. */
  readonly restMs: number;
}

export const BREAKER: BreakerSettings = { failures: 10, restMs: 5_000 };

export interface Breaker {
  /** Whether calls are turned away, but for the one that is let through after each rest. */
  readonly isOpen: boolean;
  /** Whether a call may be made now; the one that is let through after the rest must be reported by `succeeded` or `failed`. */
  admits(): boolean;
  succeeded(): void;
  failed(): void;
}

/** A circuit breaker. `now` is monotonic, in milliseconds: a clock that jumps must not open or close it. */
export function createBreaker({ failures, restMs }: BreakerSettings, now = () => performance.now()): Breaker {
  let inARow = 0;
  let closedFrom = 0;
  return {
    get isOpen() {
      return inARow >= failures;
    },
    admits() {
      if (inARow < failures) return true;
      if (now() < closedFrom) return false;
      closedFrom = now() + restMs;
      return true;
    },
    succeeded() {
      inARow = 0;
    },
    failed() {
      inARow++;
      if (inARow >= failures) closedFrom = now() + restMs;
    },
  };
}
