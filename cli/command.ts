import type { Config } from '../config';
import type { Report } from './report';

/** What every command receives. Data goes to `out` (stdout), everything else to `report` (stderr). */
export interface CommandContext {
  /** The environment as it was given, for `config` and for programs that a command starts. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Settings, read on first use; throws a ConfigError. */
  config(): Config;
  /** Writes to stdout as it stands. */
  out(text: string): void;
  readonly report: Report;
}

/** 0 done, 1 failed, 2 wrong usage, 3 somebody else is loading. */
export type ExitCode = 0 | 1 | 2 | 3;

/** Ends a command with a sentence on stderr and an exit code. */
export class CommandError extends Error {
  constructor(
    message: string,
    readonly exitCode: ExitCode = 1,
  ) {
    super(message);
  }
}
