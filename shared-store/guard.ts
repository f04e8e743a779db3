/** How long the shared store may take, and when it is left alone. */
export interface GuardSettings {
  /** Milliseconds that a command may take. */
  readonly timeoutMs: number;
  /** Failures in a row after which nothing is sent for `pauseMs`. */
  readonly failures?: number;
  readonly pauseMs?: number;
  /** A monotonic clock in milliseconds. */
  readonly now?: () => number;
}

/** How a command ended: it was carried out, it failed, it took too long, or it was not sent, because those before it failed. */
export type CommandOutcome = 'done' | 'failed' | 'late' | 'skipped';

/** Runs commands so that a store that is slow, full or down costs a request at most the time limit, and only now and then. */
export interface Guard {
  /** Returns the result of a command; undefined if it was skipped, failed or was late. Never rejects. */
  run<T>(
    command: () => Promise<T>,
  ): Promise<{ readonly outcome: CommandOutcome; readonly value?: T; readonly error?: unknown }>;
  readonly isPaused: boolean;
}

export function createGuard({
  timeoutMs,
  failures = 5,
  pauseMs = 5_000,
  now = () => performance.now(),
}: GuardSettings): Guard {
  let inARow = 0;
  let trialAt = 0;
  const mayRun = () => {
    if (inARow < failures) return true;
    if (now() < trialAt) return false;
    trialAt = now() + pauseMs;
    return true;
  };
  const failed = () => {
    inARow++;
    if (inARow >= failures) trialAt = now() + pauseMs;
  };
  return {
    get isPaused() {
      return inARow >= failures;
    },
    run(command) {
      if (!mayRun()) return Promise.resolve({ outcome: 'skipped' });
      return new Promise((resolve) => {
        let isLate = false;
        const timer = setTimeout(() => {
          isLate = true;
          failed();
          resolve({ outcome: 'late' });
        }, timeoutMs);
        /** A late end changes nothing: a store that is always late is not one that has recovered. */
        const end = (settle: () => void) => {
          clearTimeout(timer);
          if (!isLate) settle();
        };
        started(command).then(
          (value) =>
            end(() => {
              inARow = 0;
              resolve({ outcome: 'done', value });
            }),
          (error: unknown) =>
            end(() => {
              failed();
              resolve({ outcome: 'failed', error });
            }),
        );
      });
    },
  };
}

/** Starts a command; one that throws is one that rejects. */
async function started<T>(command: () => Promise<T>): Promise<T> {
  return command();
}
