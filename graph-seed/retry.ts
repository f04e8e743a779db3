import { setTimeout as sleep } from 'node:timers/promises';

/** A load waits longer for an answer than a request may. */
export const PATIENT = { deadlineMs: 60_000 };

export type Failure = 'again' | 'smaller' | 'exists' | 'final';

const MEMORY = /MemoryPoolOutOfMemory|OutOfMemory|TransactionMemory/i;
const AGAIN =
  /^Neo\.TransientError\.|^(ServiceUnavailable|SessionExpired|DATABASE_UNAVAILABLE|DATABASE_TIMEOUT|OVERLOADED)$/;
const SLOW = /TransactionTimedOut|LockClient|Neo\.ClientError\.Transaction\.(Terminated|TransactionTimedOut)/;

/** What may be done about an error of the database: by the code that it, or what caused it, carries. */
export function failureOf(error: unknown): Failure {
  const codes = codesOf(error);
  if (codes.some((code) => /^Neo\.ClientError\.(Security|Database)\./.test(code))) return 'final';
  if (codes.some((code) => MEMORY.test(code))) return 'smaller';
  if (codes.some((code) => code === 'Neo.ClientError.Schema.ConstraintValidationFailed')) return 'exists';
  return codes.some((code) => AGAIN.test(code) || SLOW.test(code)) ? 'again' : 'final';
}

const ATTEMPTS = 8;
const FIRST_MS = 100;
const LONGEST_MS = 5_000;

/** Does something until it succeeds, as long as it fails with what passes: some 20 s in all. `onRetry` hears of each. */
export async function retried<T>(act: () => Promise<T>, onRetry: () => void = () => undefined): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await act();
    } catch (error) {
      if (attempt === ATTEMPTS || failureOf(error) !== 'again') throw error;
      onRetry();
      const wait = Math.min(FIRST_MS * 2 ** attempt, LONGEST_MS);
      await sleep(wait * (0.5 + Math.random() / 2));
    }
  }
}

function codesOf(error: unknown): string[] {
  const codes: string[] = [];
  for (let one = error; one instanceof Error && codes.length < 8; one = one.cause)
    codes.push(String((one as { code?: unknown }).code ?? ''), one.name);
  return codes;
}
