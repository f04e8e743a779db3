import { statfsSync } from 'node:fs';
import type { Config } from '../../config';
import { findJava, knownVersionOf, majorVersion } from '../../database/java';
import { findStartProblem, JARS_BYTES, stateOfLocalNeo4j } from '../../database/local-neo4j';
import { checkDataDir, checkTemporaryFolder } from '../check-folders';
import { localMebibytes, localSettings } from '../local-settings';
import { memoryBytes } from '../serving/heap-flags';
import { ok, problem, problemOf, warning, type Finding } from './finding';

/** Last days of support by major version of Node.js, from its release schedule. */
const SUPPORTED_UNTIL: Readonly<Record<number, string>> = {
  20: '2026-04-30',
  22: '2027-04-30',
  24: '2028-04-30',
  26: '2029-04-30',
};
/** The newest major version with long-term support. The image is built on it. */
export const NEWEST_LONG_TERM = 26;
const OLDEST: readonly [major: number, minor: number] = [20, 20];

/** Checks the version of Node.js. `today` is an ISO date. */
export function nodeFinding(version: string, today: string): Finding {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const name = 'Node.js';
  const newer = `Install Node.js ${NEWEST_LONG_TERM}.`;
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]))
    return problem(name, `Version ${version} is older than ${OLDEST.join('.')}.`, newer);
  const until = SUPPORTED_UNTIL[major];
  if (until === undefined && major < NEWEST_LONG_TERM)
    return warning(name, `Version ${version} is no version with long-term support.`, newer);
  if (until !== undefined && until < today)
    return warning(name, `Version ${version} has had no security updates since ${until}.`, newer);
  return ok(name, `Version ${version}${until === undefined ? '' : `, supported until ${until}`}.`);
}

const MIB = 2 ** 20;
/** MiB of the serving process with a national release. */
const PROCESS_MIB = 700;

/** Checks the memory that this machine or container has. */
export function memoryFinding(
  config: Pick<Config, 'NEO4J_URI' | 'LOCAL_NEO4J_HEAP' | 'LOCAL_NEO4J_PAGE_CACHE' | 'WORKERS'>,
  bytes = memoryBytes(),
): Finding {
  const local = localMebibytes(config);
  const needed = local + PROCESS_MIB * config.WORKERS;
  const has = `${amount(bytes)} of memory`;
  const processes = config.WORKERS > 1 ? `${config.WORKERS} serving processes` : 'one serving process';
  const seen = `${has}. About ${amount(needed * MIB)} are needed for ${processes}${local > 0 ? ' and the local Neo4j' : ''}.`;
  if (bytes >= needed * MIB) return ok('Memory', seen);
  if (bytes < local * MIB)
    return problem(
      'Memory',
      `${has}, less than the ${amount(local * MIB)} of LOCAL_NEO4J_HEAP and LOCAL_NEO4J_PAGE_CACHE.`,
      'Set both to smaller sizes, or set NEO4J_URI to a Neo4j on another machine.',
    );
  const smaller =
    local > 0
      ? 'Set LOCAL_NEO4J_HEAP and LOCAL_NEO4J_PAGE_CACHE to smaller sizes'
      : 'Set CACHE_BYTES to a smaller size';
  return warning(
    'Memory',
    seen,
    `${smaller}${config.WORKERS > 1 ? ' or WORKERS to fewer processes' : ''}, or use a machine with more memory.`,
  );
}

/** Free space that the store of two national releases with its transaction logs may need. */
const RELEASE_BYTES = 3 * 1024 ** 3;

/** Checks that DATA_DIR can be written to, and that a national release fits, or at least a first start. */
export function dataDirFinding(config: Pick<Config, 'DATA_DIR' | 'CURSOR_SECRET' | 'NEO4J_URI'>): Finding {
  return checked('Folder DATA_DIR', () => spaceFinding(config));
}

/** Checks that temporary files can be written, which loads do. */
export function temporaryFinding(): Finding {
  return checked('Folder TMPDIR', () => {
    checkTemporaryFolder();
    return ok('Folder TMPDIR', 'Files can be written.');
  });
}

function spaceFinding(config: Pick<Config, 'DATA_DIR' | 'CURSOR_SECRET' | 'NEO4J_URI'>): Finding {
  checkDataDir(config);
  const name = 'Folder DATA_DIR';
  if (config.NEO4J_URI !== undefined) return ok(name, `${config.DATA_DIR} can be written to.`);
  const { bavail, bsize, blocks } = statfsSync(config.DATA_DIR);
  const free = bavail * bsize;
  const seen = `${config.DATA_DIR} has ${amount(free)} of free space.`;
  if (blocks === 0 || free >= RELEASE_BYTES) return ok(name, seen);
  const needed = bytesOfFirstStart(config.DATA_DIR);
  if (free < needed)
    return problem(
      name,
      seen,
      `The first start needs about ${amount(needed)} for Neo4j and the sample: free some space, or set DATA_DIR to a folder on another disk.`,
    );
  return warning(
    name,
    seen,
    `A national release and its logs may need ${amount(RELEASE_BYTES)}: free some space, or set DATA_DIR.`,
  );
}

/** Bytes that the store of the sample takes, and those that a load leaves free. */
const SAMPLE_STORE_BYTES = 60_000_000;
const RESERVED_BYTES = 200_000_000;

/** The free space that a start needs; 0 if there is a store already. */
function bytesOfFirstStart(dataDir: string): number {
  const { hasStore, hasJars } = stateOfLocalNeo4j({ dataDir });
  return hasStore ? 0 : SAMPLE_STORE_BYTES + RESERVED_BYTES + (hasJars ? 0 : JARS_BYTES);
}

function checked(name: string, check: () => Finding): Finding {
  try {
    return check();
  } catch (error) {
    return problemOf(name, error);
  }
}

/** The versions of Java on which Neo4j 5.26 is supported; both have long-term support. */
const SUPPORTED_JAVA: readonly number[] = [17, 21];

/** Checks the Java runtime of the local Neo4j. */
export async function javaFinding({ JAVA_HOME: home }: Pick<Config, 'JAVA_HOME'>): Promise<Finding> {
  try {
    const java = await findJava(home);
    return javaVersionFinding(java, knownVersionOf(java) ?? '');
  } catch (error) {
    return problemOf('Java', error);
  }
}

/** Judges a Java that is not too old. `text` is what it says of its version. */
export function javaVersionFinding(java: string, text: string): Finding {
  const version = majorVersion(text);
  const [one, other] = SUPPORTED_JAVA;
  if (version !== null && SUPPORTED_JAVA.includes(version))
    return ok('Java', `${java} is Java ${version}, on which the local Neo4j is supported.`);
  const seen = `${java} is Java ${version ?? 'of an unknown version'}. Neo4j 5.26 is supported on ${one} and ${other}.`;
  return warning('Java', seen, `Install Java ${other}, or set JAVA_HOME to it.`);
}

/** Returns what else would prevent the start of the local Neo4j, for example that its jars are missing and Maven too. */
export async function localStartFinding(config: Config): Promise<Finding | undefined> {
  const problem = await findStartProblem(localSettings(config));
  return problem && problemOf('Local Neo4j', problem);
}

/** Bytes as text, for example '1.5 GB'. */
export function amount(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.round(bytes / 1e6)} MB`;
}
