import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import type { Config } from '../config';
import { KnownError } from '../errors';
import type { Graph } from '../graph/graph';
import { databaseProblemOf } from '../graph/neo4j/database-problem';
import { isLocked } from '../graph-seed/catalog/lock';
import { hasRealRelease } from '../graph-seed/catalog/stored-catalog';
import { LIST_SIZES, writeListSizes } from '../sample/list-sizes';
import { writePostcodes } from '../sample/postcodes';
import { writeReleases } from '../sample/write-release';
import { makeTemporaryFolder } from '../temporary-folder';
import { checkTemporaryFolder } from './check-folders';
import { CommandError, type CommandContext } from './command';
import type { ShutdownSignal } from './shutdown-signal';

const EXIT_LOCKED = 3;
/** Milliseconds between two looks at the lock of another load. */
const LOCK_LOOK_MS = 2_000;

const RETRY_MS = 200;
/** Milliseconds between two lines that say what is waited for. */
const REPORT_MS = 30_000;

/** Whether the sample must be loaded: the graph is empty, or a load of the sample by this program has not finished. */
export function needsSample(empty: boolean, { DATA_DIR }: Pick<Config, 'DATA_DIR'>): boolean {
  return empty || existsSync(unfinishedMark(DATA_DIR));
}

/**
 * Loads the bundled sample with `ods-graph load` in another process, because the serving process never writes. The
 * first release is served while the second one is loaded. A file in DATA_DIR marks an unfinished load, so that the next
 * start continues it. If another process loads, this resolves, and the sample is loaded later, unless a real release is there.
 */
export async function loadSample(
  empty: boolean,
  graph: Graph,
  context: CommandContext,
  stop: ShutdownSignal,
): Promise<void> {
  const { report } = context;
  const mark = unfinishedMark(context.config().DATA_DIR);
  checkTemporaryFolder();
  if (!empty && (await isReplaced(graph))) return rmSync(mark, { force: true });
  report.line(
    empty
      ? 'The graph is empty: loading the bundled sample of invented organisations.'
      : 'The bundled sample is not complete: loading the rest.',
  );
  writeMark(mark);
  let onLocked = () => {};
  const locked = new Promise<void>((resolve) => (onLocked = resolve));
  const loading = loadParts({ graph, context, stop, onLocked }).then(async (code) => {
    if (stop.requested) return;
    if (code === 0 || (await isReplaced(graph))) rmSync(mark, { force: true });
    else if (!empty) report.line('The rest of the sample was not loaded. The next start tries it again.');
    else throw new CommandError(`The sample could not be loaded (exit code ${code}).`);
  });
  await Promise.race([loading, locked]);
  loading.catch((error: Error) => report.line(error.message));
}

interface SampleLoad {
  readonly graph: Graph;
  readonly context: CommandContext;
  readonly stop: ShutdownSignal;
  /** Called when the load must wait for another process. */
  readonly onLocked: () => void;
}

/** Loads the parts of the sample one after the other. Returns the exit code of the first one that fails. */
async function loadParts(load: SampleLoad): Promise<number | null> {
  const folder = makeTemporaryFolder(join(tmpdir(), 'ods-graph-sample-'));
  const parts = [
    async () => ['load', ...(await writeReleases(folder))],
    () => listSizesCommand(folder),
    async () => ['load-postcodes', '--only-sample', await writePostcodes(folder)],
  ];
  try {
    for (const part of parts) {
      const code = await runUnlocked(await part(), load);
      if (code !== 0 || load.stop.requested) return code;
    }
    return 0;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs a command of a load when no other process loads. Returns its exit code: 3 if the sample is not needed any more. */
async function runUnlocked(command: readonly string[], load: SampleLoad): Promise<number | null> {
  const { graph, context, stop, onLocked } = load;
  for (let waited = false; ; waited = true) {
    const code = await runCommand(command, context, stop);
    if (code !== EXIT_LOCKED || stop.requested) return code;
    if (!waited) context.report.line('Another process is loading a release. It will be served as soon as it is live.');
    onLocked();
    while (!stop.requested && (await isLocked(graph).catch(() => true)))
      await Promise.race([after(LOCK_LOOK_MS, undefined, { ref: false }), stop.signal]);
    if (stop.requested || (await isReplaced(graph))) return code;
  }
}

/** Whether a real release is loaded, in whose graph nothing of the sample may be. */
const isReplaced = (graph: Graph): Promise<boolean> => hasRealRelease(graph).catch(() => false);

const unfinishedMark = (dataDir: string) => join(dataDir, 'sample-unfinished');

/** Without DATA_DIR, which an existing Neo4j does not need, an interrupted load is not continued. */
function writeMark(path: string): void {
  try {
    writeFileSync(path, '');
  } catch {
    return;
  }
}

/**
 * Waits until the database responds, however long that takes, and reports what it waits for. Returns whether no release
 * is live: `probe` then rejects with NO_RELEASE. Returns undefined after a signal to stop.
 */
export async function isEmpty(
  probe: () => Promise<void>,
  { report }: Pick<CommandContext, 'report'>,
  stop: Pick<ShutdownSignal, 'requested'>,
): Promise<boolean | undefined> {
  let [reported, reportedAt] = ['', performance.now()];
  while (!stop.requested) {
    try {
      await probe();
      return false;
    } catch (error) {
      if (error instanceof KnownError && error.code === 'NO_RELEASE') return true;
      const reason = databaseProblemOf(error)?.reason ?? (error as Error).message;
      const wait = reason === reported ? REPORT_MS : SOON_MS;
      if (performance.now() - reportedAt > wait) {
        report.line(`Waiting for the database: ${reason}`);
        [reported, reportedAt] = [reason, performance.now()];
      }
      await after(RETRY_MS);
    }
  }
  return undefined;
}

/** Milliseconds until the first line, and between lines with different reasons. */
const SOON_MS = 4_000;

/** Command line that loads the list sizes of the sample. */
async function listSizesCommand(folder: string): Promise<string[]> {
  const { id, name, unit, source } = LIST_SIZES;
  const options = ['--name', name, '--unit', unit, '--source', source, '--only-sample'];
  return ['load-measure', id, await writeListSizes(folder), ...options];
}

/** Runs a command in another process with its output on stderr, and returns its exit code. It ends with this process; the next start resumes the load. */
async function runCommand(
  command: readonly string[],
  { env }: CommandContext,
  stop: ShutdownSignal,
): Promise<number | null> {
  const program = require.main!.filename;
  const args = [...process.execArgv, program, ...command];
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 2, 2, 'ipc'] });
  void stop.signal.then(() => child.kill('SIGTERM'));
  const [code] = (await once(child, 'close')) as [number | null];
  return code;
}
