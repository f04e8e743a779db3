import { KnownError } from '../../errors';

export interface CircuitBreakerSettings {
  /** Failures in a row until it opens. Default 5. */
  readonly failures?: number;
  /** Milliseconds that it stays open, doubled after each failed probe up to `longestMs`. Defaults 250 and 1,000. */
  readonly pauseMs?: number;
  readonly longestMs?: number;
}

/** Opens after several failures in a row, so that callers fail at once. After a pause it lets one caller at a time probe. */
export class CircuitBreaker {
  private failed = 0;
  /** 0 while closed. */
  private pause = 0;
  private openUntil = 0;
  private probing = false;
  private readonly settings: Required<CircuitBreakerSettings>;

  constructor(settings: CircuitBreakerSettings = {}) {
    this.settings = { failures: 5, pauseMs: 250, longestMs: 1_000, ...settings };
  }

  /** Call before each attempt. Throws DATABASE_UNAVAILABLE while the breaker is open, or another caller probes. */
  enter(): void {
    if (this.pause === 0) return;
    if (this.probing || performance.now() < this.openUntil)
      throw new KnownError('DATABASE_UNAVAILABLE', 'The database cannot be reached.');
    this.probing = true;
  }

  /** The database responded. */
  recordSuccess(): void {
    this.failed = this.pause = 0;
    this.probing = false;
  }

  /** The database could not be reached. */
  recordFailure(): void {
    if (++this.failed < this.settings.failures && !this.probing) return;
    this.pause = Math.min(Math.max(2 * this.pause, this.settings.pauseMs), this.settings.longestMs);
    this.openUntil = performance.now() + this.pause;
    this.probing = false;
  }

  /** The database was too slow, which proves neither. Only a probe counts it as a failure, with the shortest pause. */
  recordTimeout(): void {
    if (!this.probing) return;
    this.pause = 0;
    this.recordFailure();
  }
}
