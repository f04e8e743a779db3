import type { Config } from '../config';
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
}

/** 0 done, 1 failed, 2 wrong usage, 3 another load is running. */
export type ExitCode = 0 | 1 | 2 | 3;

/** Ends a command with a message on stderr and an exit code. */
export class CommandError extends Error {
  constructor(
    message: string,
    readonly exitCode: ExitCode = 1,
  ) {
    super(message);
  }
}
