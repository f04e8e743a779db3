import { CommanderError } from 'commander';
import { ConfigError, type Config } from '../config';
import { KnownError } from '../errors';
import { databaseProblemOf } from '../graph/neo4j/database-problem';
import type { Report } from './report';

/** The input and output of every command. Data goes to `out` (stdout), everything else to `report` (stderr). */
export interface CommandContext {
  /** The unparsed environment, for `config` and for child processes. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Settings, read on first use; throws a ConfigError. */
  config(): Config;
  /** Writes to stdout without changes. */
  out(text: string): void;
  /** Resolves when stdout takes more text. Absent: it always does. */
  readonly flushed?: () => Promise<void>;
  readonly report: Report;
  /** Starts this program again with more flags of Node.js, in the same process. Returns if that is impossible. Absent: it is. */
  readonly restart?: (flags: readonly string[]) => void;
}

/** Returns the flags of Node.js that this process has: those of NODE_OPTIONS, then those of the command line. */
export const flagsOf = ({ NODE_OPTIONS: options = '' }: CommandContext['env']): string =>
  `${options} ${process.execArgv.join(' ')}`;

/**
 * 0 done, 1 failed, 2 wrong usage, 3 another load is running. Of a pull also: 4 nothing new, 5 the service refuses the key
 * or the item, 6 the service cannot be used at the moment. 7 loaded, but the webhook did not accept the message. Of a
 * composition: 8 it composes, and breaks clients.
 */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** Ends a command with a message on stderr and an exit code. */
export class CommandError extends Error {
  constructor(
    message: string,
    readonly exitCode: ExitCode = 1,
  ) {
    super(message);
  }
}

/** Reports why a command ended, and returns its exit code. */
export function reportError(error: unknown, { report, env }: Pick<CommandContext, 'report' | 'env'>): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof ConfigError) {
    report.line(error.message);
    return 2;
  }
  const problem = databaseProblemOf(error);
  if (!(error instanceof Error)) report.line(String(error));
  else if (problem && error instanceof KnownError) report.line(`${error.message} ${problem.reason}`);
  else report.line(env.LOG_LEVEL === 'debug' ? (error.stack ?? error.message) : error.message);
  if (error instanceof KnownError && (problem === undefined || problem.mayEnd)) report.line(error.next);
  return exitCodeOf(error);
}

const OTHER_EXIT_CODES = [2, 3, 4, 5, 6, 7, 8] as const satisfies readonly ExitCode[];

function exitCodeOf(error: unknown): ExitCode {
  const given = (error as { exitCode?: unknown }).exitCode;
  return OTHER_EXIT_CODES.find((code) => code === given) ?? 1;
}
