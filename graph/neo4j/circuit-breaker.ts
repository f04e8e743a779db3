import { KnownError } from '../../errors';

export interface BreakerSettings {
  /** Failures in a row until it opens. */
  readonly failures?: number;
  /** Milliseconds it stays open at first, then twice as long each time up to the longest. */
  readonly pauseMs?: number;
  readonly longestMs?: number;
}

/**
 * Spares callers and the database the attempts that cannot succeed: open after some failures in a row, then one caller
 * at a time tries whether the database is back.
 */
export class Breaker {
  private failed = 0;
  private pause = 0;
  private openUntil = 0;
  private probing = false;
  private readonly settings: Required<BreakerSettings>;

  constructor(settings: BreakerSettings = {}) {
    this.settings = { failures: 5, pauseMs: 250, longestMs: 1_000, ...settings };
  }

  /** Lets a caller through. Throws DATABASE_UNAVAILABLE at once while it is open. */
  enter(): void {
    if (this.pause === 0) return;
    if (this.probing || performance.now() < this.openUntil)
      throw new KnownError('DATABASE_UNAVAILABLE', 'The database cannot be reached.');
    this.probing = true;
  }

  /** The database answered. */
  passed(): void {
    this.failed = this.pause = 0;
    this.probing = false;
  }

  /** The database could not be reached. */
  missed(): void {
    if (++this.failed < this.settings.failures && !this.probing) return;
    this.pause = Math.min(Math.max(2 * this.pause, this.settings.pauseMs), this.settings.longestMs);
    this.openUntil = performance.now() + this.pause;
    this.probing = false;
  }

  /** Neither: it was too slow. One who tried whether it is back has not found it so; the next may try soon. */
  undecided(): void {
    if (!this.probing) return;
    this.pause = 0;
    this.missed();
  }
}
