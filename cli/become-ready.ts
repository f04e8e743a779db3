import { setTimeout as after } from 'node:timers/promises';
import type { Health } from '../gateway/http/health';
import type { ReadSide } from '../graph/read-side';
import { warmUp, type WarmUpSettings } from '../graph/warm-up';
import type { Logger } from '../telemetry/logger';
import type { ShutdownSignal } from './shutdown-signal';

export interface BecomeReadySettings {
  readonly health: Pick<Health, 'markWarm' | 'reportWarmUpFailure'>;
  readonly logger: Pick<Logger, 'warn'>;
  readonly stop: Pick<ShutdownSignal, 'requested'>;
  /** Milliseconds between two attempts. Default 1,000. */
  readonly pauseMs?: number;
  readonly limits?: WarmUpSettings;
}

/** Milliseconds of rounds that a warm-up takes in any case, and after which it ends although reads are still slow. */
export const WARM_UP_MS = 10_000;
const LONGEST_MS = 60_000;
/** A quarter of the deadline of a read: what every query must keep before requests are routed here. */
const FAST_MS = 500;
const LIMITS: WarmUpSettings = { enoughMs: WARM_UP_MS, fastMs: FAST_MS, longestMs: LONGEST_MS, texts: true };

/**
 * Warms up the reads until every query is fast, then marks the process as ready. After a failure it shows the reason in
 * `/readyz`, logs it and tries again. Pass a read side without a cache. Never rejects.
 */
export async function becomeReady(readSide: ReadSide, settings: BecomeReadySettings): Promise<void> {
  const { health, logger, stop, limits = LIMITS, pauseMs = 1_000 } = settings;
  let logged: string | undefined;
  for (;;) {
    const { error, slowestMs } = await warmUp(readSide, { ...limits, stopped: () => stop.requested });
    if (stop.requested) return;
    if (error === undefined) {
      if (slowestMs > FAST_MS) logger.warn({ slowestMs }, 'ready, but the slowest read of the warm-up is still slow');
      return health.markWarm();
    }
    health.reportWarmUpFailure(error.message);
    if (error.message !== logged) logger.warn({ err: error }, 'the warm-up failed and is tried again');
    logged = error.message;
    await after(pauseMs, undefined, { ref: false });
  }
}
