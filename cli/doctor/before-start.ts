import { stateOfLocalNeo4j } from '../../database/local-neo4j';
import type { CommandContext } from '../command';
import type { Finding } from './finding';
import {
  dataDirFinding,
  javaFinding,
  localStartFinding,
  memoryFinding,
  nodeFinding,
  temporaryFinding,
} from './machine';
import { portFinding } from './port';

export interface BeforeStart {
  /** Whether this process is going to open the ports: a service that has opened them already is then a problem. */
  readonly toOpen?: boolean;
}

/**
 * Runs every check of what a start needs that can be made before it, all at once, in less than two seconds on an idle machine.
 * Starts nothing; creates DATA_DIR. Throws a ConfigError for invalid settings.
 */
export async function findingsBeforeStart(
  { config: read }: Pick<CommandContext, 'config'>,
  { toOpen = false }: BeforeStart = {},
): Promise<Finding[]> {
  const config = read();
  const local = config.NEO4J_URI === undefined ? stateOfLocalNeo4j({ dataDir: config.DATA_DIR }) : undefined;
  const starts = local !== undefined && !local.runs;
  // A start writes temporary files only if it loads the sample: the rest of a file system may be read-only.
  const writesFiles = !toOpen || (starts && !local.hasStore);
  const disk = dataDirFinding(config);
  const findings = await Promise.all([
    nodeFinding(process.version, today()),
    memoryFinding({ ...config, ...(local?.runs && { LOCAL_NEO4J_HEAP: '0m', LOCAL_NEO4J_PAGE_CACHE: '0m' }) }),
    disk,
    writesFiles ? temporaryFinding() : undefined,
    starts ? javaFinding(config) : undefined,
    starts && disk.state !== 'problem' ? localStartFinding(config) : undefined,
    portFinding(config, { toOpen }),
  ]);
  return findings.filter((finding) => finding !== undefined);
}

/** As an ISO date. */
export const today = () => new Date().toISOString().slice(0, 10);
