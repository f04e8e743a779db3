import { setTimeout as after } from 'node:timers/promises';
import type { Health } from '../gateway/http/health';
import type { ReadSide } from '../graph/read-side';
import { warmUp, type WarmUpSettings } from '../graph/warm-up';
import type { Logger } from '../telemetry/logger';
import type { Report } from './report';
import type { ShutdownSignal } from './shutdown-signal';

export interface BecomeReadySettings {
  readonly health: Pick<Health, 'markWarm' | 'reportWarmUpFailure'>;
  readonly logger: Pick<Logger, 'warn'>;
  readonly report: Pick<Report, 'line'>;
  readonly stop: Pick<ShutdownSignal, 'requested'>;
  /** Reads into the caches what the largest questions need; see readAhead. */
  readonly readAhead: () => Promise<void>;
  /** Frees the memory of what the warm-up has read and no cache holds. */
  readonly collectGarbage: () => Promise<void>;
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

/** Attempts to read ahead. A database that is too slow for it still serves everything else. */
const READ_AHEAD_ATTEMPTS = 10;

/**
 * Warms up the reads until every query is fast, reads ahead what the largest questions need, and then marks the process
 * as ready. After a failure it shows the reason in `/readyz`, logs it and tries again. Pass a read side without a
 * cache. Never rejects.
 */
export async function becomeReady(readSide: ReadSide, settings: BecomeReadySettings): Promise<void> {
  const { health, logger, report, stop, limits = LIMITS } = settings;
  if (stop.requested) return;
  const started = performance.now();
  report.line(
    `Warming up the reads, which usually takes ${inSeconds(limits.enoughMs)} to ${inSeconds(limits.longestMs)}.`,
  );
  const warm = async () => {
    const { error, slowestMs } = await warmUp(readSide, { ...limits, stopped: () => stop.requested });
    if (error) throw error;
    return slowestMs;
  };
  const slowestMs = await untilDone(warm, Infinity, settings);
  if (!stop.requested) report.line('The reads are warm. Reading ahead what questions about whole regions need.');
  const isAhead = await untilDone(() => settings.readAhead().then(() => true), READ_AHEAD_ATTEMPTS, settings);
  if (stop.requested) return;
  if (slowestMs !== undefined && slowestMs > FAST_MS)
    logger.warn({ slowestMs }, 'ready, but the slowest read of the warm-up is still slow');
  if (!isAhead) logger.warn('ready, but the first questions about whole regions may take longer than a request may');
  await settings.collectGarbage();
  health.markWarm();
  report.line(`Ready: /readyz returns 200, ${inSeconds(performance.now() - started)} after the warm-up began.`);
}

const inSeconds = (ms = 0) => `${Math.round(ms / 1_000)} s`;

/** Returns what `work` returns; undefined after the last attempt, or when the process stops. */
async function untilDone<T>(
  work: () => Promise<T>,
  attempts: number,
  { health, logger, stop, pauseMs = 1_000 }: BecomeReadySettings,
): Promise<T | undefined> {
  let logged: string | undefined;
  for (let attempt = 0; attempt < attempts && !stop.requested; attempt++) {
    try {
      return await work();
    } catch (caught) {
      if (stop.requested) return undefined;
      const error = caught as Error;
      health.reportWarmUpFailure(error.message);
      if (error.message !== logged) logger.warn({ err: error }, 'the warm-up failed and is tried again');
      logged = error.message;
      await after(pauseMs, undefined, { ref: false });
    }
  }
  return undefined;
}
