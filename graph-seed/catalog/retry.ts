import { setTimeout as sleep } from 'node:timers/promises';
import { errorKindOf, type Neo4jErrorKind } from '../../graph/neo4j/neo4j-errors';

/** Deadline of one transaction of a load: longer than that of a client request. */
export const LOAD_DEADLINE = { deadlineMs: 60_000 };

/**
 * `retry`: transient; `split`: too large for the server's memory; `exists`: already written; `fatal`: anything else.
 */
export type Failure = 'retry' | 'split' | 'exists' | 'fatal';

const MEMORY = /MemoryPoolOutOfMemory|OutOfMemory|TransactionMemory/i;
const STOPPED = /^Neo\.ClientError\.Transaction\.|LockClientStopped/;
const TRANSIENT: ReadonlySet<Neo4jErrorKind> = new Set([
  'refused',
  'lost',
  'transient',
  'timeout',
  'busy',
  'connecting',
]);

/** Classifies a database error, or the database error that caused it. Errors of other origin are fatal. */
export function classifyFailure(error: unknown): Failure {
  const causes = causesOf(error).filter(isDatabaseError);
  const codes = causes.map(({ code }) => String(code));
  if (causes.some((cause) => errorKindOf(cause) === 'denied')) return 'fatal';
  if (codes.some((code) => MEMORY.test(code))) return 'split';
  if (codes.includes('Neo.ClientError.Schema.ConstraintValidationFailed')) return 'exists';
  const transient = causes.some((cause) => TRANSIENT.has(errorKindOf(cause)) || STOPPED.test(String(cause.code)));
  return transient ? 'retry' : 'fatal';
}

/** Why a constraint or an index cannot be created or dropped: it is there already, or it belongs to a constraint. */
export function schemaFailure(error: unknown): 'exists' | 'owned' | 'other' {
  const codes = causesOf(error)
    .filter(isDatabaseError)
    .map(({ code }) => String(code));
  if (codes.some((code) => /^Neo\.ClientError\.Schema\.\w+AlreadyExists$/.test(code))) return 'exists';
  return codes.includes('Neo.ClientError.Schema.ForbiddenOnConstraintIndex') ? 'owned' : 'other';
}

const ATTEMPTS = 8;
const FIRST_MS = 100;
const MAX_MS = 5_000;

/** Runs `work`, retrying transient failures for about 20 s in total. Calls `onRetry` before each retry. */
export async function withRetry<T>(work: () => Promise<T>, onRetry: () => void = () => undefined): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === ATTEMPTS || classifyFailure(error) !== 'retry') throw error;
      onRetry();
      const wait = Math.min(FIRST_MS * 2 ** attempt, MAX_MS);
      await sleep(wait * (0.5 + Math.random() / 2));
    }
  }
}

type Coded = Error & { readonly code: unknown };

function causesOf(error: unknown): Error[] {
  const causes: Error[] = [];
  for (let cause = error; cause instanceof Error && causes.length < 8; cause = cause.cause) causes.push(cause);
  return causes;
}

/** Driver errors always have a code, 'N/A' by default; our own database errors have codes that start with DATABASE. */
function isDatabaseError(error: Error): error is Coded {
  const { code } = error as Partial<Coded>;
  return (
    typeof code === 'string' && /^Neo\.|^N\/A$|^(ServiceUnavailable|SessionExpired|DATABASE_\w+|OVERLOADED)$/.test(code)
  );
}
