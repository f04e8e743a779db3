/** Ends a call at its timeout or when its caller aborts. Cheaper than an AbortController for each call. */
export class Deadline {
  /** Whether the timeout ended it. */
  timedOut = false;
  /** Whether a request was sent before it ended. */
  sent = false;
  /** Why it ended; undefined until then. */
  endReason: Error | undefined;
  /** Called when it ends. There is one listener: the latest assignment replaces the one before. */
  onEnd: ((reason: Error) => void) | undefined;
  private readonly timer: NodeJS.Timeout;
  private readonly onAbort: () => void;

  constructor(
    private readonly caller: AbortSignal,
    timeoutMs: number,
  ) {
    this.onAbort = () => this.end(caller.reason as Error);
    this.timer = setTimeout(() => {
      this.timedOut = true;
      this.end(new Error(`${timeoutMs} ms have passed`));
    }, timeoutMs);
    if (caller.aborted) this.onAbort();
    else caller.addEventListener('abort', this.onAbort, { once: true });
  }

  /** Removes the timer and the listener. */
  clear(): void {
    clearTimeout(this.timer);
    this.caller.removeEventListener('abort', this.onAbort);
  }

  private end(reason: Error): void {
    this.endReason = reason;
    this.onEnd?.(reason);
  }
}
