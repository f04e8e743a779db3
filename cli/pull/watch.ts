import type { Wait } from '../../updates/wait';
import { reportError, type CommandContext } from '../command';
import type { ShutdownSignal } from '../shutdown-signal';

export interface WatchSettings {
  readonly intervalMs: number;
  readonly stop: ShutdownSignal;
  readonly wait: Wait;
}

/**
 * Calls `look` at once and then after each interval, until SIGTERM or SIGINT. A failure is reported, and the next interval
 * tries again. Wrong usage or settings end the watch. A signal ends a wait or a download; a load is completed first.
 */
export async function watch(
  look: (signal: AbortSignal) => Promise<void>,
  context: Pick<CommandContext, 'report' | 'env'>,
  { intervalMs, stop, wait }: WatchSettings,
): Promise<void> {
  const ended = new AbortController();
  void stop.signal.then(() => ended.abort());
  while (!ended.signal.aborted) {
    context.report.line(`${new Date().toISOString()} Looking for new releases.`);
    try {
      await look(ended.signal);
    } catch (error) {
      if (ended.signal.aborted) return;
      if ((error as { exitCode?: unknown }).exitCode === 2) throw error;
      reportError(error, context);
    }
    await wait(intervalMs, ended.signal).catch(() => undefined);
  }
}
