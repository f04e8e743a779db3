import { setTimeout as sleep } from 'node:timers/promises';
import { KnownError } from '../../errors';
import type { CircuitBreaker } from './circuit-breaker';
import { areCredentialsDenied } from './database-problem';
import { errorKindOf, isUnreachable, StillConnectingError, toKnownError, type Neo4jErrorKind } from './neo4j-errors';

/**
 * Runs a read, with retries, within its deadline. After a lost connection or a transient error it retries at once, then
 * after 50 to 80 ms, then no more. After a refused connection it retries once. While a connection is still being made
 * it retries until the deadline. `attempt` receives the milliseconds left.
 */
export async function retryRead<T>(
  deadlineMs: number,
  breaker: CircuitBreaker,
  attempt: (leftMs: number) => Promise<T>,
): Promise<T> {
  const until = performance.now() + deadlineMs;
  for (let attempts = 1; ; attempts++) {
    breaker.enter();
    try {
      const result = await attempt(until - performance.now());
      breaker.recordSuccess();
      return result;
    } catch (error) {
      recordOutcome(error, breaker);
      const pause = pauseAfter(attempts, error);
      if (pause === null || performance.now() + pause >= until) throw toKnownError(error, deadlineMs);
      if (pause > 0) await sleep(pause);
    }
  }
}

/** An error of the statement itself is a success for the breaker: the database responded. */
function recordOutcome(error: unknown, breaker: CircuitBreaker): void {
  const kind = error instanceof KnownError ? 'timeout' : errorKindOf(error);
  if (kind === 'denied' && areCredentialsDenied(error)) breaker.recordDenied(error);
  else if (isUnreachable(kind)) breaker.recordFailure(error);
  else if (kind === 'timeout' || kind === 'busy' || kind === 'connecting') breaker.recordTimeout(error);
  else breaker.recordSuccess();
}

const MAX_RETRIES: Readonly<Partial<Record<Neo4jErrorKind, number>>> = {
  refused: 1,
  lost: 2,
  transient: 2,
  connecting: Infinity,
};

/** Returns the milliseconds until the next attempt, or null for no further attempt. */
function pauseAfter(attempts: number, error: unknown): number | null {
  if (error instanceof KnownError || attempts > (MAX_RETRIES[errorKindOf(error)] ?? 0)) return null;
  return attempts === 1 || error instanceof StillConnectingError ? 0 : 50 + Math.random() * 30;
}
