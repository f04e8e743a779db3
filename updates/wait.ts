import { setTimeout as after } from 'node:timers/promises';

/** Waits for some milliseconds. Rejects when the signal is aborted. */
export type Wait = (ms: number, signal?: AbortSignal) => Promise<void>;

export const wait: Wait = (ms, signal) => after(ms, undefined, { ...(signal && { signal }) });

/** The longest wait that a service can ask for with Retry-After. */
const MAX_WAIT_MS = 60_000;

/** Returns the milliseconds before attempt `attempt` + 1: 1 s, 2 s, 4 s …, or what the service asks for, at most a minute. */
export function backOffMs(attempt: number, retryAfterMs = 0): number {
  return Math.min(MAX_WAIT_MS, Math.max(1_000 * 2 ** (attempt - 1), retryAfterMs));
}

/** Returns the milliseconds of a Retry-After header: seconds or a date. Undefined if there is none or it is invalid. */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d{1,6}$/.test(header)) return Number(header) * 1_000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
