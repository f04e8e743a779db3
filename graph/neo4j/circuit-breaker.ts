import { KnownError } from '../../errors';

export interface CircuitBreakerSettings {
  /** Failures in a row until it opens. Default 5. */
  readonly failures?: number;
  /** Milliseconds that it stays open, doubled after each failed probe up to `longestMs`. Defaults 250 and 1,000. */
  readonly pauseMs?: number;
  readonly longestMs?: number;
  /** The same after denied credentials, which open it at once: more attempts would lock the account. Defaults 10,000 and 60,000. */
  readonly deniedPauseMs?: number;
  readonly longestDeniedMs?: number;
  /** Called when it opens, with the error, and without one when it closes again. */
  readonly onChange?: (error?: unknown) => void;
}

/** Opens after several failures in a row, so that callers fail at once. After a pause it lets one caller at a time probe. */
export class CircuitBreaker {
  private failed = 0;
  /** 0 while closed. */
  private pause = 0;
  private openUntil = 0;
  private probing = false;
  private denied = false;
  private lastError: unknown;
  private readonly settings: Required<CircuitBreakerSettings>;

  constructor(settings: CircuitBreakerSettings = {}) {
    const denied = { deniedPauseMs: 10_000, longestDeniedMs: 60_000 };
    this.settings = { failures: 5, pauseMs: 250, longestMs: 1_000, ...denied, onChange: () => undefined, ...settings };
  }

  /** Whether it is open because the credentials were denied. */
  get isDenied(): boolean {
    return this.denied;
  }

  /** Call before each attempt. Throws DATABASE_UNAVAILABLE while the breaker is open, or another caller probes. */
  enter(): void {
    if (this.pause === 0) return;
    if (this.probing || performance.now() < this.openUntil)
      throw new KnownError('DATABASE_UNAVAILABLE', 'The database cannot be reached.', { cause: this.lastError });
    this.probing = true;
  }

  /** The database responded. After denied credentials only a probe proves that new connections succeed. */
  recordSuccess(): void {
    if (!this.denied || this.probing) this.close();
  }

  /** Lets attempts pass again. */
  close(): void {
    const wasOpen = this.pause > 0;
    this.failed = this.pause = 0;
    this.probing = this.denied = false;
    if (wasOpen) this.settings.onChange();
  }

  /** The database could not be reached. */
  recordFailure(error?: unknown): void {
    const { failures, pauseMs, longestMs } = this.settings;
    if (this.denied && !this.probing) return;
    if (++this.failed >= failures || this.probing) this.open(error, pauseMs, longestMs, false);
  }

  /** The database denied the credentials. */
  recordDenied(error: unknown): void {
    const { deniedPauseMs, longestDeniedMs } = this.settings;
    if (this.denied && !this.probing) return;
    this.open(error, deniedPauseMs, longestDeniedMs, true);
  }

  /** The database was too slow, which proves neither. Only a probe counts it as a failure, with the shortest pause. */
  recordTimeout(error?: unknown): void {
    if (!this.probing) return;
    this.pause = 0;
    this.recordFailure(error);
  }

  private open(error: unknown, shortest: number, longest: number, denied: boolean): void {
    const isNew = this.pause === 0 || this.denied !== denied;
    this.pause = Math.min(Math.max(this.denied === denied ? 2 * this.pause : 0, shortest), longest);
    this.openUntil = performance.now() + this.pause;
    this.probing = false;
    this.denied = denied;
    this.lastError = error;
    if (isNew) this.settings.onChange(error);
  }
}
