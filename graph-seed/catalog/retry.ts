import { setTimeout as sleep } from 'node:timers/promises';
import { faultOf, type Fault } from '../../graph/neo4j/neo4j-errors';

/** A load waits longer for an answer than a request may. */
export const PATIENT = { deadlineMs: 60_000 };

export type Failure = 'again' | 'smaller' | 'exists' | 'final';

const MEMORY = /MemoryPoolOutOfMemory|OutOfMemory|TransactionMemory/i;
const STOPPED = /^Neo\.ClientError\.Transaction\.|LockClientStopped/;
const PASSING: ReadonlySet<Fault> = new Set(['refused', 'lost', 'transient', 'late', 'busy', 'connecting']);

/** What may be done about an error of the database, or of what caused it. Errors of our own are final. */
export function failureOf(error: unknown): Failure {
  const causes = causesOf(error).filter(isOfDatabase);
  const codes = causes.map(({ code }) => String(code));
  if (causes.some((cause) => faultOf(cause) === 'denied')) return 'final';
  if (codes.some((code) => MEMORY.test(code))) return 'smaller';
  if (codes.includes('Neo.ClientError.Schema.ConstraintValidationFailed')) return 'exists';
  const passes = causes.some((cause) => PASSING.has(faultOf(cause)) || STOPPED.test(String(cause.code)));
  return passes ? 'again' : 'final';
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

type Coded = Error & { readonly code: unknown };

function causesOf(error: unknown): Error[] {
  const causes: Error[] = [];
  for (let one = error; one instanceof Error && causes.length < 8; one = one.cause) causes.push(one);
  return causes;
}

/** The driver gives every error of its own a code, 'N/A' where it knows none better; ours of the database begin with DATABASE. */
function isOfDatabase(error: Error): error is Coded {
  const { code } = error as Partial<Coded>;
  return (
    typeof code === 'string' && /^Neo\.|^N\/A$|^(ServiceUnavailable|SessionExpired|DATABASE_\w+|OVERLOADED)$/.test(code)
  );
}
