import { databaseProblemOf } from '../../graph/neo4j/database-problem';
import { withTimeLimit } from '../../time-limit';

/** Whether a load balancer should send requests to this process. */
export interface Health {
  readonly stopping: boolean;
  /** Whether `markWarm` was called. */
  readonly isWarm: boolean;
  /** Call when the caches are warm: the process is not ready before. */
  markWarm(): void;
  /** Call when a warm-up has failed: the reason is shown until `markWarm`. */
  reportWarmUpFailure(reason: string): void;
  /** Makes the process not ready. It still serves requests. */
  stop(): void;
  /** Returns why the process is not ready; empty if it is ready. */
  unreadyReasons(): Promise<readonly string[]>;
  /** Returns what is degraded in a process that may be ready. */
  degradations(): readonly string[];
}

export interface HealthSettings {
  /** Resolves if the database responds and a release is live. Rejects with the reason otherwise. */
  probe(): Promise<void>;
  /** Returns what is degraded and does not make the process unready. */
  readonly degradations?: () => readonly string[];
  /** Milliseconds for which a result of the probe is cached. */
  readonly cacheMs?: number;
  /** Milliseconds until the probe times out. */
  readonly timeoutMs?: number;
}

/** Probes on demand; concurrent callers share one probe. */
export function createHealth(settings: HealthSettings): Health {
  const { probe, degradations = () => [], cacheMs = 1_000, timeoutMs = 2_500 } = settings;
  let [warm, stopping] = [false, false];
  let warmUp = 'Warming up.';
  let last: { readonly at: number; readonly reason: Promise<string | undefined> } | undefined;

  function probed(): Promise<string | undefined> {
    const now = performance.now();
    if (!last || now - last.at > cacheMs) last = { at: now, reason: within(timeoutMs, probe) };
    return last.reason;
  }

  return {
    get stopping() {
      return stopping;
    },
    get isWarm() {
      return warm;
    },
    degradations,
    markWarm: () => void (warm = true),
    reportWarmUpFailure: (reason) => void (warmUp = `Warming up. The last attempt failed: ${reason}`),
    stop: () => void (stopping = true),
    async unreadyReasons() {
      const found = await probed();
      return [...(stopping ? ['Shutting down.'] : []), ...(warm ? [] : [warmUp]), ...(found ? [found] : [])];
    },
  };
}

async function within(ms: number, probe: () => Promise<void>): Promise<string | undefined> {
  const result = probe().then(
    () => undefined,
    (error: Error) => databaseProblemOf(error)?.reason ?? error.message,
  );
  return withTimeLimit(ms, result, () => 'The database does not respond.');
}
