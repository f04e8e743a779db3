import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { KnownError } from '../errors';
import { LIST_SIZES, writeListSizes } from '../sample/list-sizes';
import { writeReleases } from '../sample/write-release';
import { CommandError, type CommandContext } from './command';
import type { ShutdownSignal } from './shutdown-signal';

const EXIT_LOCKED = 3;

/** How long a new database may take to respond, and the pause between attempts. */
const PROBE_TIMEOUT_MS = 30_000;
const RETRY_MS = 200;

/**
 * Loads the bundled sample with `ods-graph load` in another process, because the serving process never writes. The
 * first release is served while the second one is loaded.
 */
export async function loadSample(context: CommandContext, stop: ShutdownSignal): Promise<void> {
  context.report.line('The graph is empty: loading the bundled sample of invented organisations.');
  const folder = await mkdtemp(join(tmpdir(), 'ods-graph-sample-'));
  try {
    const code = await runCommand(['load', ...(await writeReleases(folder))], context, stop);
    if (stop.requested) return;
    if (code === EXIT_LOCKED)
      context.report.line('Another process is loading a release. It will be served as soon as it is live.');
    else if (code !== 0) throw new CommandError(`The sample could not be loaded (exit code ${code}).`);
    else await runCommand(await listSizesCommand(folder), context, stop);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Returns whether no release is live: `probe` then rejects with NO_RELEASE. If the database does not respond in time,
 * returns false, so that the server starts without it.
 */
export async function isEmpty(probe: () => Promise<void>, { report }: CommandContext): Promise<boolean> {
  const until = performance.now() + PROBE_TIMEOUT_MS;
  for (;;) {
    try {
      await probe();
      return false;
    } catch (error) {
      if (error instanceof KnownError && error.code === 'NO_RELEASE') return true;
      if (performance.now() > until) {
        report.line(`${(error as Error).message} Requests will work as soon as the database responds.`);
        return false;
      }
      await after(RETRY_MS);
    }
  }
}

/** Command line that loads the list sizes of the sample. */
async function listSizesCommand(folder: string): Promise<string[]> {
  const { id, name, unit, source } = LIST_SIZES;
  const options = ['--name', name, '--unit', unit, '--source', source];
  return ['load-measure', id, await writeListSizes(folder), ...options];
}

/** Runs a command in another process with its output on stderr, and returns its exit code. A shutdown stops it too; the next start resumes the load. */
async function runCommand(
  command: readonly string[],
  { env }: CommandContext,
  stop: ShutdownSignal,
): Promise<number | null> {
  const program = require.main!.filename;
  const args = [...process.execArgv, program, ...command];
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 2, 2] });
  void stop.signal.then(() => child.kill('SIGTERM'));
  const [code] = (await once(child, 'close')) as [number | null];
  return code;
}
