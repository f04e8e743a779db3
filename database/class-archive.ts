/**
 * An archive of the classes that Neo4j loads, already parsed and checked, which halves the processor time of a start. It is made
 * once in the background: the first start writes a list of its classes, and another JVM makes the archive of them.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { environmentOfOthers } from './environment';
import { knownVersionOf } from './java';
import { NEO4J_VERSION, type Layout, type LocalNeo4jSettings } from './layout';
import { onExit } from './process';
import { findRunning, type RunningNeo4j } from './running';

const NAME = /^classes-[0-9a-f]{16}\.(?:jsa|list|part)$/;
/** Bytes that must be free: an archive takes about 95 MB. */
const FREE_BYTES = 1024 ** 3;
/** Milliseconds after a start until the archive is made: by then the classes of queries are loaded too. */
const DELAY_MS = 120_000;
/** A JVM does not read longer lines of a list, although it writes them. */
const LONGEST_LINE = 4_000;
const LOWEST_PRIORITY = 19;

export interface ClassArchive {
  readonly archive: string;
  readonly list: string;
  readonly draft: string;
}

/** The paths of the archive for these jars and this Java. Undefined if the version of Java is not known. A JVM uses no archive of another one. */
export function classArchiveOf({ folder, jars }: Layout, java: string): ClassArchive | undefined {
  const version = knownVersionOf(java);
  if (version === undefined) return undefined;
  const key = createHash('sha256')
    .update(JSON.stringify([NEO4J_VERSION, jars, java, version]))
    .digest('hex');
  const path = (extension: string) => join(folder, `classes-${key.slice(0, 16)}.${extension}`);
  return { archive: path('jsa'), list: path('list'), draft: path('part') };
}

/** The options of a JVM that uses the archive, or else writes the list for it. A JVM that cannot use the archive starts without it. */
export function archiveOptions(paths: ClassArchive | undefined): string[] {
  if (paths === undefined) return [];
  const { archive, list } = paths;
  if (existsSync(archive)) return [`-XX:SharedArchiveFile=${archive}`];
  return [`-XX:DumpLoadedClassList=${list}`];
}

export interface ToArchive {
  readonly layout: Layout;
  readonly java: string;
  /** The Neo4j whose classes are archived. */
  readonly running: RunningNeo4j;
  readonly log: LocalNeo4jSettings['log'];
}

/** Makes the archive later, at the lowest priority, if there is none, enough space and the Neo4j still runs. Never throws. */
export function makeArchiveLater(paths: ClassArchive | undefined, from: ToArchive, delayMs = DELAY_MS): void {
  if (paths === undefined || existsSync(paths.archive)) return;
  setTimeout(() => {
    try {
      if (findRunning(from.layout)?.pid === from.running.pid) makeArchive(paths, from);
    } catch {
      // Starts stay as they are.
    }
  }, delayMs).unref();
}

function makeArchive(paths: ClassArchive, { layout, java, log }: ToArchive): void {
  const { bavail, bsize } = statfsSync(layout.folder);
  if (bavail * bsize < FREE_BYTES || existsSync(paths.archive)) return;
  removeOthers(layout, paths);
  const lines = readFileSync(paths.list, 'utf8').split('\n').slice(0, -1); // the JVM may be writing the last one
  writeFileSync(paths.list, `${lines.filter(({ length }) => length < LONGEST_LINE).join('\n')}\n`);
  const child = spawn(java, makingArguments(layout, paths), {
    cwd: layout.folder,
    env: environmentOfOthers(),
    stdio: 'ignore',
  });
  child.unref();
  if (child.pid) setPriority(child.pid, LOWEST_PRIORITY);
  const end = () => void child.kill('SIGKILL');
  const removeHandler = onExit(end);
  child.once('error', () => undefined);
  child.once('exit', (code) => {
    removeHandler();
    rmSync(paths.list, { force: true });
    if (code !== 0) return rmSync(paths.draft, { force: true });
    renameSync(paths.draft, paths.archive);
    const megabytes = Math.round(statSync(paths.archive).size / 1e6);
    log(`The next starts of the local Neo4j are faster: an archive of its classes, ${megabytes} MB, was made.`);
  });
}

function makingArguments({ jars }: Layout, { list, draft }: ClassArchive): string[] {
  const options = ['-Xmx256m', '-XX:+UseSerialGC', '-XX:+IgnoreUnrecognizedVMOptions', '-Xshare:dump', '-Xlog:disable'];
  return [...options, `-XX:SharedClassListFile=${list}`, `-XX:SharedArchiveFile=${draft}`, '-cp', join(jars, '*')];
}

/** Removes archives for other jars or another Java, and what a start left that was killed. */
function removeOthers({ folder }: Layout, { list }: ClassArchive): void {
  for (const name of readdirSync(folder))
    if (NAME.test(name) && join(folder, name) !== list) rmSync(join(folder, name), { force: true });
}
