import { KnownError } from '../../errors';

/**
 * What an error of the driver means:
 * - `refused`: no connection, or the server refuses every statement, for example because its disk is full.
 * - `lost`: the connection broke.
 * - `transient`: the server failed, but the same statement may succeed now.
 * - `timeout`: the server stopped the statement at its time limit.
 * - `busy`: no connection of the pool became free in time.
 * - `connecting`: the pool had room for a connection, but it was not established in time.
 * - `denied`: wrong credentials, rights or database.
 * - `statement`: the statement or its parameters are wrong.
 */
export type Neo4jErrorKind =
  'refused' | 'lost' | 'transient' | 'timeout' | 'busy' | 'connecting' | 'denied' | 'statement';

/** A connection was not established in time, although the pool had room for it. */
export class StillConnectingError extends Error {
  constructor(override readonly cause: unknown) {
    super('The connection is still being made.');
  }
}

/** Classifies an error of the driver by its code, and by its message only where the driver gives no code. */
export function errorKindOf(error: unknown): Neo4jErrorKind {
  if (error instanceof StillConnectingError) return 'connecting';
  const fields = (error ?? {}) as { code?: unknown; message?: unknown };
  const [code, message] = [String(fields.code ?? ''), String(fields.message ?? '')];
  if (/^Connection acquisition timed out|no available threads/.test(message)) return 'busy';
  if (/TransactionTimedOut/.test(code)) return 'timeout';
  if (code.startsWith('Neo.TransientError.')) return 'transient';
  if (/^Neo\.ClientError\.(Security|Database)\./.test(code)) return 'denied';
  if (/^Neo\.DatabaseError\.(Transaction|Database)\./.test(code)) return 'refused';
  if (code.startsWith('Neo.')) return 'statement';
  return /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH/.test(message) ? 'refused' : 'lost';
}

/** Whether the database is unreachable, so that every other statement would fail too. */
export function isUnreachable(kind: Neo4jErrorKind): boolean {
  return kind === 'refused' || kind === 'lost' || kind === 'denied';
}

/** Returns the error for the caller of a read: a KnownError with the error as its cause, or a `statement` error unchanged. */
export function toKnownError(error: unknown, deadlineMs: number): unknown {
  if (error instanceof KnownError) return error;
  const kind = errorKindOf(error);
  if (kind === 'statement') return error;
  if (kind === 'timeout' || kind === 'connecting') return timeoutError(deadlineMs, error);
  if (kind === 'busy')
    return new KnownError('OVERLOADED', 'Every connection to the database is in use.', { cause: error });
  return new KnownError('DATABASE_UNAVAILABLE', 'The database cannot be reached.', { cause: error });
}

export function timeoutError(deadlineMs: number, cause?: unknown): KnownError {
  return new KnownError('DATABASE_TIMEOUT', `The database did not answer within ${deadlineMs} ms.`, { cause });
}
