import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { HOME } from '../../../config';

const HOOK = join(HOME, 'tests', 'support', 'typescript.cjs');

/** Those of a suite that are still alive end with it, whatever became of their tests. */
const alive = new Set<ChildProcess>();
afterAll(() => {
  for (const child of alive) child.kill('SIGKILL');
});

export interface Finished {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Starts a source file as a process of its own, for example runSource('cli/main.ts', ['db', 'status']). */
export function startSource(file: string, args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['-r', HOOK, join(HOME, file), ...args], {
    env: { ...process.env, NEO4J_URI: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  alive.add(child);
  child.once('exit', () => alive.delete(child));
  const text = { out: '', err: '' };
  child.stdout.on('data', (chunk) => (text.out += chunk));
  child.stderr.on('data', (chunk) => (text.err += chunk));
  const finished = once(child, 'close').then(([code]): Finished => ({ code, ...text }));
  return { child, text, finished };
}

/** Runs ods-graph to its end, on a data folder of the test's own. */
export function runProgram(args: readonly string[], env: Record<string, string>): Promise<Finished> {
  return startSource('cli/main.ts', args, env).finished;
}
