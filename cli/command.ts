import type { Config } from '../config';
import type { Report } from './report';

/** What every command receives. Data goes to `out` (stdout), everything else to `report` (stderr). */
export interface CommandContext {
  /** Settings, read on first use; throws a ConfigError. */
  config(): Config;
  out(text: string): void;
  readonly report: Report;
}
