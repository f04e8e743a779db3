import { KnownError } from '../../errors';

/**
 * What went wrong with a statement: the connection was `refused`, or every statement is, as after a full disk; it was `lost`; a `transient` error of the server, the same
 * statement may pass; `late`, the server gave the statement up; `busy`, no connection was free in time; `connecting`,
 * there was room for one, but it was not made in time; `denied`,
 * credentials, rights or database are wrong; `statement`, the statement or its parameters are at fault.
 */
export type Fault = 'refused' | 'lost' | 'transient' | 'late' | 'busy' | 'connecting' | 'denied' | 'statement';

/** A connection was not made in time although the pool had room for it. */
export class StillConnecting extends Error {
  constructor(override readonly cause: unknown) {
    super('The connection is still being made.');
  }
}

/** Sorts an error of the driver by its code; its messages are read only where it gives no code. */
export function faultOf(error: unknown): Fault {
  if (error instanceof StillConnecting) return 'connecting';
  const { code = '', message = '' } = (error ?? {}) as { code?: unknown; message?: unknown };
  const [named, said] = [String(code), String(message)];
  if (/^Connection acquisition timed out|no available threads/.test(said)) return 'busy';
  if (/TransactionTimedOut/.test(named)) return 'late';
  if (named.startsWith('Neo.TransientError.')) return 'transient';
  if (/^Neo\.ClientError\.(Security|Database)\./.test(named)) return 'denied';
  if (/^Neo\.DatabaseError\.(Transaction|Database)\./.test(named)) return 'refused';
  if (named.startsWith('Neo.')) return 'statement';
  return /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH/.test(said) ? 'refused' : 'lost';
}

/** Whether the database could not be asked, so that no other question would fare better. */
export function isUnreachable(fault: Fault): boolean {
  return fault === 'refused' || fault === 'lost' || fault === 'denied';
}

/** What the caller of a read gets: a known error with the cause kept inside; a fault of the statement itself as it is. */
export function knownFault(error: unknown, deadlineMs: number): unknown {
  if (error instanceof KnownError) return error;
  const fault = faultOf(error);
  if (fault === 'statement') return error;
  if (fault === 'late' || fault === 'connecting') return tooLate(deadlineMs, error);
  if (fault === 'busy')
    return new KnownError('OVERLOADED', 'Every connection to the database is in use.', { cause: error });
  return new KnownError('DATABASE_UNAVAILABLE', 'The database cannot be reached.', { cause: error });
}

export function tooLate(deadlineMs: number, cause?: unknown): KnownError {
  return new KnownError('DATABASE_TIMEOUT', `The database did not answer within ${deadlineMs} ms.`, { cause });
}
