import { onAbort } from './on-abort';

/** Ends a call at its timeout or when its caller aborts. Cheaper than an AbortController for each call. */
export class Deadline {
  /** Whether the timeout ended it. */
  timedOut = false;
  /** Whether a request was sent before it ended. */
  sent = false;
  /** Why it ended; undefined until then. */
  endReason: Error | undefined;
  /** There is one listener: the latest replaces the one before. */
  private onEnd: ((reason: Error) => void) | undefined;
  private readonly timer: NodeJS.Timeout;
  private readonly endsAt: number;
  private readonly stopListening: () => void;

  constructor(caller: AbortSignal, timeoutMs: number) {
    this.endsAt = performance.now() + timeoutMs;
    this.timer = setTimeout(() => {
      this.timedOut = true;
      this.end(new Error(`${timeoutMs} ms have passed`));
    }, timeoutMs);
    this.stopListening = onAbort(caller, (reason) => this.end(reason));
  }

  /** Milliseconds that are left; 0 when it has ended. */
  get remainingMs(): number {
    return this.endReason ? 0 : Math.max(0, this.endsAt - performance.now());
  }

  /** Calls the listener when it ends, at once if it has ended, unless another listener is given before. */
  whenEnded(listener: (reason: Error) => void): void {
    if (this.endReason) listener(this.endReason);
    else this.onEnd = listener;
  }

  /** Waits. Rejects with the reason when it ends before. */
  wait(ms: number): Promise<void> | undefined {
    if (ms === 0 && !this.endReason) return undefined;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, ms);
      this.whenEnded((reason) => {
        clearTimeout(timer);
        reject(reason);
      });
    });
  }

  /** Removes the timer and the listener. */
  clear(): void {
    clearTimeout(this.timer);
    this.stopListening();
  }

  private end(reason: Error): void {
    this.endReason = reason;
    this.onEnd?.(reason);
  }
}
