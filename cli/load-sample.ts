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
import type { Stop } from './stop';

const LOADING_ELSEWHERE = 3;

/** How long a database that has just started may take to answer at all, and how often it is asked. */
const PATIENCE_MS = 30_000;
const RETRY_MS = 200;

/**
 * Loads the bundled sample by `ods-graph load` in a process of its own: a process that serves never writes. Its first
 * release is answered from while the second one is loaded.
 */
export async function loadSample(context: CommandContext, stop: Stop): Promise<void> {
  context.report.line('The graph is empty: loading the bundled sample of invented organisations.');
  const folder = await mkdtemp(join(tmpdir(), 'ods-graph-sample-'));
  try {
    const code = await run(['load', ...(await writeReleases(folder))], context, stop);
    if (stop.asked) return;
    if (code === LOADING_ELSEWHERE)
      context.report.line('Somebody else is loading a release; it will be served when it is live.');
    else if (code !== 0) throw new CommandError(`The sample could not be loaded (exit code ${code}).`);
    else await run(await listSizes(folder), context, stop);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Whether no release is live. `probe` rejects with NO_RELEASE when there is none. A database that does not answer in
 * time is not known to be empty: serving begins without it.
 */
export async function isEmpty(probe: () => Promise<void>, { report }: CommandContext): Promise<boolean> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      await probe();
      return false;
    } catch (error) {
      if (error instanceof KnownError && error.code === 'NO_RELEASE') return true;
      if (performance.now() > until) {
        report.line(`${(error as Error).message} Requests are answered as soon as it does.`);
        return false;
      }
      await after(RETRY_MS);
    }
  }
}

/** The command that loads the sample's list sizes; a sample without them is still one. */
async function listSizes(folder: string): Promise<string[]> {
  const { id, name, unit, source } = LIST_SIZES;
  const options = ['--name', name, '--unit', unit, '--source', source];
  return ['load-measure', id, await writeListSizes(folder), ...options];
}

/** Runs one of our commands in a process of its own: its exit code; what it prints goes to our stderr. When we are asked to stop, so is it: the next start goes on. */
async function run(command: readonly string[], { env }: CommandContext, stop: Stop): Promise<number | null> {
  const program = require.main!.filename;
  const args = [...process.execArgv, program, ...command];
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 2, 2] });
  void stop.signal.then(() => child.kill('SIGTERM'));
  const [code] = (await once(child, 'close')) as [number | null];
  return code;
}
