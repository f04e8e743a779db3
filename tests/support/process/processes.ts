import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { HOME } from '../../../config';

const HOOK = join(HOME, 'tests', 'support', 'typescript.cjs');

/** Processes still running at the end of a suite are killed, also after failed tests. */
const alive = new Set<ChildProcess>();
afterAll(() => {
  for (const child of alive) child.kill('SIGKILL');
});

export interface ProcessResult {
  /** Null when a signal ended the process. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Starts a TypeScript or JavaScript file in a new process, for example startSourceFile('cli/main.ts', ['db', 'status']). */
export function startSourceFile(file: string, args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['-r', HOOK, join(HOME, file), ...args], {
    env: { ...process.env, NEO4J_URI: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  alive.add(child);
  child.once('exit', () => alive.delete(child));
  const text = { out: '', err: '' };
  child.stdout.on('data', (chunk) => (text.out += chunk));
  child.stderr.on('data', (chunk) => (text.err += chunk));
  const finished = once(child, 'close').then(([code]): ProcessResult => ({ code, ...text }));
  return { child, text, finished };
}

/** Runs ods-graph in a new process and waits for its end. */
export function runCli(args: readonly string[], env: Record<string, string>): Promise<ProcessResult> {
  return startSourceFile('cli/main.ts', args, env).finished;
}
