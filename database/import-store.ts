/** Builds a local store that does not exist yet from CSV files, with the bulk importer that is part of Neo4j's jars. */
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, fsyncSync, lstatSync, openSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { writeConfiguration } from './configuration';
import { toLocalNeo4jError } from './errors';
import { draftOf, removeDraft, removeDrafts } from './import-drafts';
import { causeIn, untilEnd } from './importer';
import { layoutOf, NEO4J_VERSION, type Layout, type LocalNeo4jSettings } from './layout';
import { findJavaAndJars, makeDataFolder, underLock } from './local-neo4j';
import { takeLockFile } from './lock';
import { passwordOf } from './password';
import { identify, onExit } from './process';
import { findRunning } from './running';
import { noop, refuseEarly } from './start';
import { environmentOfOthers } from './environment';

/** CSV files of nodes with one label, or of relationships of one type. The first one starts with the header. */
export interface ImportGroup {
  readonly name: string;
  readonly files: readonly string[];
}

export interface ImportInput {
  readonly nodes: readonly ImportGroup[];
  readonly relationships: readonly ImportGroup[];
  /** The character between the elements of a list. */
  readonly listDelimiter: string;
  /** Whether a text may have line breaks. The importer then reads each file with one thread. */
  readonly multiline: boolean;
}

/** A new store was not made. The message says why; there is still no store. */
export class ImportFailed extends Error {}

/** What the folder of a store that never was may have: the password, and the id of the server. */
const BEFORE_STORE = new Set(['dbms', 'server_id']);

/** Whether a data folder has no store yet, and no Neo4j runs there. Throws LocalNeo4jError if it cannot be read. */
export function isStoreMissing(settings: Pick<LocalNeo4jSettings, 'dataDir' | 'jarsDir'>): boolean {
  const layout = layoutOf(settings);
  try {
    return !mayHaveStore(layout) && findRunning(layout) === null;
  } catch (error) {
    throw toLocalNeo4jError(error, layout.folder);
  }
}

/** A link to a folder elsewhere counts as a store: to replace the folder would remove the link. */
function mayHaveStore({ data }: Layout): boolean {
  const found = lstatSync(data, { throwIfNoEntry: false });
  if (found === undefined) return false;
  return found.isSymbolicLink() || readdirSync(data).some((name) => !BEFORE_STORE.has(name));
}

/**
 * Takes the right to load into a store that does not exist yet, until the returned function is called or the process ends.
 * Returns the process id of another one that has it.
 */
export function takeFirstLoad(settings: Pick<LocalNeo4jSettings, 'dataDir' | 'jarsDir'>): (() => void) | number {
  const layout = layoutOf(settings);
  try {
    makeDataFolder(layout);
    return takeLockFile(layout.firstLoad);
  } catch (error) {
    throw toLocalNeo4jError(error, layout.folder);
  }
}

/** Throws what would make an import fail later: no Java, no disk, no port. Downloads the jars if they are missing. */
export async function prepareImport(settings: LocalNeo4jSettings): Promise<void> {
  const layout = layoutOf(settings);
  try {
    makeDataFolder(layout);
    await refuseEarly(layout, settings);
    await findJavaAndJars(settings);
  } catch (error) {
    throw toLocalNeo4jError(error, layout.folder);
  }
}

/**
 * Builds the store of a data folder that has none. It is built in a folder of its own, which is renamed when it is
 * complete, so there is a whole store or none at any time. Throws ImportFailed.
 */
export async function importStore(settings: LocalNeo4jSettings, input: ImportInput): Promise<void> {
  const layout = layoutOf(settings);
  const java = await findJavaAndJars(settings);
  await underLock(layout, settings.log, async () => {
    if (!isStoreMissing(settings)) throw new ImportFailed('another process has made the store in the meantime');
    removeDrafts(layout, settings.log);
    const draft = draftOf(layout);
    try {
      await build(draft, settings, java, input);
      publish(draft, layout);
    } catch (error) {
      throw error instanceof ImportFailed ? error : new ImportFailed((error as Error).message, { cause: error });
    } finally {
      removeDraft(draft.folder);
    }
  });
}

async function build(draft: Layout, settings: LocalNeo4jSettings, java: string, input: ImportInput): Promise<void> {
  passwordOf(draft);
  writeConfiguration(draft, settings, 0);
  const child = launch(draft, settings, java, input);
  const removeHandler = settings.endWithProcess ? noop : onExit(() => removeDraft(draft.folder));
  try {
    const importer = child.pid === undefined ? null : identify(child.pid);
    if (importer) writeFileSync(draft.running, JSON.stringify(importer));
    const end = await untilEnd(child, draft.folder, settings.startStalledMs);
    if (end !== 0) throw new ImportFailed(`Neo4j's importer ${end}${causeIn(draft.console)}`);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  } finally {
    removeHandler();
  }
}

/** Starts the importer detached from the terminal, so that Ctrl-C reaches only this process, which decides when it ends. */
function launch(draft: Layout, settings: LocalNeo4jSettings, java: string, input: ImportInput): ChildProcess {
  const console = openSync(draft.console, 'w', 0o600);
  try {
    const [first] = input.nodes.flatMap(({ files }) => files);
    const command = [
      `NEO4J_HOME=${draft.home}`,
      `NEO4J_CONF=${draft.conf}`,
      java,
      ...importArguments(draft, settings, input),
    ];
    const child = spawn('env', command, {
      cwd: dirname(first!),
      env: environmentOfOthers(),
      detached: true,
      stdio: ['ignore', console, console],
    });
    child.once('error', noop);
    return child;
  } finally {
    closeSync(console);
  }
}

/** The files are named without their folder, because the importer reads a path as a pattern, and commas part names. */
function importArguments(
  { jars, folder }: Layout,
  { heap, pageCache }: LocalNeo4jSettings,
  input: ImportInput,
): string[] {
  const groups = (option: string, all: readonly ImportGroup[]) =>
    all.map(({ name, files }) => `--${option}=${name}=${files.map((file) => basename(file)).join(',')}`);
  return [
    `-Xmx${heap}`,
    '-XX:+UseParallelGC',
    '-XX:+ExitOnOutOfMemoryError',
    '--add-opens=java.base/java.nio=ALL-UNNAMED',
    '-cp',
    join(jars, '*'),
    'org.neo4j.cli.AdminTool',
    ...['database', 'import', 'full', 'neo4j'],
    `--max-off-heap-memory=${pageCache}`,
    '--id-type=string',
    `--array-delimiter=${input.listDelimiter}`,
    `--multiline-fields=${input.multiline}`,
    `--report-file=${join(folder, 'report')}`,
    ...groups('nodes', input.nodes),
    ...groups('relationships', input.relationships),
  ];
}

/**
 * Renames the complete store. Before, the folder of the real one has at most a password of a store that never was. The
 * importer has written its own files to the disk when it ends.
 */
function publish(draft: Layout, layout: Layout): void {
  for (const path of [join(draft.data, 'dbms', 'auth.ini'), join(draft.data, 'dbms'), draft.data]) toDisk(path);
  writeFileSync(layout.storeVersion, `${NEO4J_VERSION}\n`);
  rmSync(layout.data, { recursive: true, force: true });
  renameSync(draft.data, layout.data);
  toDisk(layout.folder);
}

/** Waits until a file or the entries of a folder are on the disk. */
function toDisk(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
