/** Whether requests should be sent here, and why not. */
export interface Health {
  readonly stopping: boolean;
  /** The reads have been run often enough that the first client will not wait for them. */
  warmedUp(): void;
  /** From now on not ready; serving goes on. */
  stop(): void;
  /** Why it is not ready; empty when it is. */
  reasons(): Promise<readonly string[]>;
}

export interface HealthSettings {
  /** Answers when the database does and a release is live; throws the reason otherwise. */
  probe(): Promise<void>;
  /** Milliseconds for which an answer of the probe is used again. */
  readonly keepMs?: number;
  /** Milliseconds until the probe is given up. */
  readonly deadlineMs?: number;
}

/** Probes on demand, once for all who ask at the same time. */
export function createHealth({ probe, keepMs = 1_000, deadlineMs = 2_500 }: HealthSettings): Health {
  let [warm, stopping] = [false, false];
  let last: { readonly at: number; readonly reason: Promise<string | undefined> } | undefined;

  function probed(): Promise<string | undefined> {
    const now = performance.now();
    if (!last || now - last.at > keepMs) last = { at: now, reason: within(deadlineMs, probe) };
    return last.reason;
  }

  return {
    get stopping() {
      return stopping;
    },
    warmedUp: () => void (warm = true),
    stop: () => void (stopping = true),
    async reasons() {
      const found = await probed();
      return [...(stopping ? ['Shutting down.'] : []), ...(warm ? [] : ['Warming up.']), ...(found ? [found] : [])];
    },
  };
}

async function within(ms: number, probe: () => Promise<void>): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('The database does not answer.'), ms);
  });
  const answer = probe().then(
    () => undefined,
    (error: Error) => error.message,
  );
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
