import { setTimeout as sleep } from 'node:timers/promises';
import { KnownError } from '../../errors';
import type { Breaker } from './circuit-breaker';
import { faultOf, isUnreachable, knownFault, StillConnecting, type Fault } from './neo4j-errors';

/**
 * Runs a read until it succeeds, within its deadline: again at once after a lost connection or a transient error, then
 * after 50 to 80 ms, then no more; a refused connection is tried once more only; one that is still being made is waited
 * for. `attempt` receives the milliseconds left.
 */
export async function persist<T>(
  deadlineMs: number,
  breaker: Breaker,
  attempt: (leftMs: number) => Promise<T>,
): Promise<T> {
  const until = performance.now() + deadlineMs;
  for (let tried = 1; ; tried++) {
    breaker.enter();
    try {
      const answer = await attempt(until - performance.now());
      breaker.passed();
      return answer;
    } catch (error) {
      note(error, breaker);
      const pause = pauseAfter(tried, error);
      if (pause === null || performance.now() + pause >= until) throw knownFault(error, deadlineMs);
      if (pause > 0) await sleep(pause);
    }
  }
}

function note(error: unknown, breaker: Breaker): void {
  const fault = error instanceof KnownError ? 'late' : faultOf(error);
  if (isUnreachable(fault)) breaker.missed();
  else if (fault === 'late' || fault === 'busy' || fault === 'connecting') breaker.undecided();
  else breaker.passed();
}

const RETRIED: Readonly<Partial<Record<Fault, number>>> = {
  refused: 1,
  lost: 2,
  transient: 2,
  connecting: Infinity,
};

function pauseAfter(tried: number, error: unknown): number | null {
  if (error instanceof KnownError || tried > (RETRIED[faultOf(error)] ?? 0)) return null;
  return tried === 1 || error instanceof StillConnecting ? 0 : 50 + Math.random() * 30;
}
