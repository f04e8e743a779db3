import type { FastifyReply } from 'fastify';
import { withTimeLimit } from '../../time-limit';
import type { Limits } from '../limits';
import type { ConcurrencyLimit } from './concurrency-limit';
import { abortOnDisconnect, type RequestDeadline } from './request-deadline';
import { overloaded, requestTimeout } from './errors/request-errors';

/**
 * Executes a request that takes one of the concurrent places until it is done. `execute` stops at the deadline that it
 * gets, which also ends when the client disconnects. Rejects with OVERLOADED, and with REQUEST_TIMEOUT at the deadline.
 */
export async function withinDeadline<Result>(
  reply: FastifyReply,
  { limits, concurrency }: { readonly limits: Limits; readonly concurrency: ConcurrencyLimit },
  execute: (deadline: RequestDeadline) => Promise<Result>,
): Promise<Result> {
  if (!concurrency.tryAcquire()) throw overloaded(limits);
  const { timeoutMs } = limits;
  const abort = new AbortController();
  abortOnDisconnect(reply, abort);
  const deadline = { at: performance.now() + timeoutMs, signal: abort.signal, timeoutMs };
  try {
    return await withTimeLimit(timeoutMs, execute(deadline), () => {
      throw requestTimeout(timeoutMs);
    });
  } finally {
    abort.abort();
    concurrency.release();
  }
}
