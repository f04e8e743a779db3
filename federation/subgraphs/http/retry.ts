import { KnownError } from '../../../errors';
import type { Deadline } from './deadline';
import { headerOf, ResponseFault, type HttpResponse } from './http-response';

/** How often a query is sent again, and when. */
export interface RetrySettings {
  /** The most retries. */
  readonly times: number;
  /** Milliseconds before the first retry, doubled for each further one. A random half of it is left out. */
  readonly backOffMs: number;
  readonly maxBackOffMs: number;
}

const DEFAULT_RETRY: RetrySettings = { times: 1, backOffMs: 100, maxBackOffMs: 1_000 };

/** The complete settings; undefined for no retry. */
export function retrySettings(given: boolean | Partial<RetrySettings> = true): RetrySettings | undefined {
  if (given === false) return undefined;
  return { ...DEFAULT_RETRY, ...(given === true ? {} : given) };
}

/**
 * Sends a query again after a lost connection, a status 502 to 504, or 429 with `retry-after`: not before the back-off and
 * what `retry-after` demands, and not if the deadline is over by then. Returns or throws the last outcome.
 */
export async function withRetry(
  send: () => Promise<HttpResponse>,
  settings: RetrySettings | undefined,
  deadline: Deadline,
): Promise<HttpResponse> {
  for (let retries = 0; ; retries++) {
    const outcome = await outcomeOf(send);
    const mayRetry = settings !== undefined && retries < settings.times && isTransient(outcome, deadline);
    const delayMs = mayRetry ? delayOf(outcome, retries, settings) : Infinity;
    if (delayMs < deadline.remainingMs) {
      await deadline.wait(delayMs);
      continue;
    }
    if ('error' in outcome) throw outcome.error;
    return outcome;
  }
}

type Outcome = HttpResponse | { readonly error: unknown };

function outcomeOf(send: () => Promise<HttpResponse>): Promise<Outcome> {
  return send().catch((error: unknown) => ({ error }));
}

function isTransient(outcome: Outcome, deadline: Deadline): boolean {
  if (!('error' in outcome)) return isDownstreamFailure(outcome) || (outcome.status === 429 && hasRetryAfter(outcome));
  const { error } = outcome;
  return !deadline.endReason && !(error instanceof KnownError) && !(error instanceof ResponseFault);
}

/** Whether a proxy reports that it could not reach the subgraph in time. */
export function isDownstreamFailure({ status }: HttpResponse): boolean {
  return status >= 502 && status <= 504;
}

const hasRetryAfter = (response: HttpResponse): boolean => retryAfterMs(response) !== undefined;

function delayOf(outcome: Outcome, retries: number, { backOffMs, maxBackOffMs }: RetrySettings): number {
  const backOff = Math.min(maxBackOffMs, backOffMs * 2 ** retries);
  const demanded = 'error' in outcome ? 0 : (retryAfterMs(outcome) ?? 0);
  return demanded + backOff * (0.5 + Math.random() / 2);
}

/** The longest `retry-after` that is believed. */
const MOST_RETRY_AFTER_MS = 3_600_000;

/** Milliseconds of the header `retry-after`, which is a number of seconds or a date; undefined without a valid one. */
export function retryAfterMs(response: Pick<HttpResponse, 'headers'>, now = Date.now()): number | undefined {
  const value = headerOf(response, 'retry-after').trim();
  if (/^\d{1,10}$/.test(value)) return Math.min(Number(value) * 1_000, MOST_RETRY_AFTER_MS);
  const date = /^[A-Za-z]/.test(value) ? Date.parse(value) : NaN;
  return Number.isNaN(date) ? undefined : Math.min(Math.max(0, date - now), MOST_RETRY_AFTER_MS);
}
