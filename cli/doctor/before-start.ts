import type { CommandContext } from '../command';
import type { Finding } from './finding';
import { diskFindings, javaFinding, localStartFinding, memoryFinding, nodeFinding } from './machine';
import { portFinding } from './port';

export interface BeforeStart {
  /** Whether this process is going to open the ports: a service that has opened them already is then a problem. */
  readonly toOpen?: boolean;
}

/**
 * Runs every check of what a start needs that can be made before it, all at once, in less than two seconds on an idle machine.
 * Starts nothing; creates DATA_DIR. Throws a ConfigError for invalid settings.
 */
export async function findingsBeforeStart(context: CommandContext, options: BeforeStart = {}): Promise<Finding[]> {
  const config = context.config();
  const isLocal = config.NEO4J_URI === undefined;
  const disks = diskFindings(config);
  const isWritable = disks.every(({ state }) => state !== 'problem');
  const later = await Promise.all([
    isLocal ? javaFinding(config) : undefined,
    isLocal && isWritable ? localStartFinding(config) : undefined,
    portFinding(config, options),
  ]);
  const findings = [nodeFinding(process.version, today()), memoryFinding(config), ...disks, ...later];
  return findings.filter((finding) => finding !== undefined);
}

/** As an ISO date. */
export const today = () => new Date().toISOString().slice(0, 10);
