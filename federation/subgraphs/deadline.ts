/** The end of a call: its time has passed, or its caller has gone. An AbortController of its own would cost more than it says. */
export class Deadline {
  /** Whether it was the time. */
  passed = false;
  /** Why it is over, once it is. */
  ended: Error | undefined;
  /** Called when it ends; whoever waits now takes the place of whoever waited before. */
  onEnd: ((reason: Error) => void) | undefined;
  private readonly timer: NodeJS.Timeout;
  private readonly leave: () => void;

  constructor(
    private readonly caller: AbortSignal,
    timeoutMs: number,
  ) {
    this.leave = () => this.end(caller.reason as Error);
    this.timer = setTimeout(() => {
      this.passed = true;
      this.end(new Error(`${timeoutMs} ms have passed`));
    }, timeoutMs);
    if (caller.aborted) this.leave();
    else caller.addEventListener('abort', this.leave, { once: true });
  }

  /** Nothing waits for it any more. */
  clear(): void {
    clearTimeout(this.timer);
    this.caller.removeEventListener('abort', this.leave);
  }

  private end(reason: Error): void {
    this.ended = reason;
    this.onEnd?.(reason);
  }
}
