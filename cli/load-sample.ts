import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import type { Config } from '../config';
import { KnownError } from '../errors';
import { databaseProblemOf } from '../graph/neo4j/database-problem';
import { LIST_SIZES, writeListSizes } from '../sample/list-sizes';
import { writePostcodes } from '../sample/postcodes';
import { writeReleases } from '../sample/write-release';
import { checkTemporaryFolder } from './check-folders';
import { CommandError, type CommandContext } from './command';
import type { ShutdownSignal } from './shutdown-signal';

const EXIT_LOCKED = 3;

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
 * start continues it.
 */
export async function loadSample(empty: boolean, context: CommandContext, stop: ShutdownSignal): Promise<void> {
  const mark = unfinishedMark(context.config().DATA_DIR);
  checkTemporaryFolder();
  context.report.line(
    empty
      ? 'The graph is empty: loading the bundled sample of invented organisations.'
      : 'The bundled sample is not complete: loading the rest.',
  );
  writeMark(mark);
  const folder = await mkdtemp(join(tmpdir(), 'ods-graph-sample-'));
  try {
    const code = await runCommand(['load', ...(await writeReleases(folder))], context, stop);
    const sized = code === 0 ? await runCommand(await listSizesCommand(folder), context, stop) : code;
    const done =
      sized === 0 ? await runCommand(['load-postcodes', await writePostcodes(folder)], context, stop) : sized;
    if (stop.requested) return;
    rmSync(mark, { force: true });
    if (code === EXIT_LOCKED)
      context.report.line('Another process is loading a release. It will be served as soon as it is live.');
    else if (done !== 0 && !empty) context.report.line('The rest of the sample was not loaded.');
    else if (done !== 0) throw new CommandError(`The sample could not be loaded (exit code ${done}).`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

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
  const options = ['--name', name, '--unit', unit, '--source', source];
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
