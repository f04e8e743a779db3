import type { Config } from '../config';
import { AuthFileError, readAuthFile, type AuthSettings } from '../gateway/auth/auth-file';
import { CommandError } from './command';

/** Reads the file that AUTH names; undefined without one. Throws a CommandError with every problem. */
export function authSettings({ AUTH }: Config): AuthSettings | undefined {
  try {
    return AUTH === undefined ? undefined : readAuthFile(AUTH);
  } catch (error) {
    throw asCommandError(error);
  }
}

/** An invalid file is wrong usage (exit code 2). */
export async function explainAuth<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asCommandError(error);
  }
}

function asCommandError(error: unknown): unknown {
  return error instanceof AuthFileError ? new CommandError(error.message, 2) : error;
}
