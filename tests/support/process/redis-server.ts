import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findSteadyPort } from '../../../database/bolt';
import { REDIS } from '../redis.cjs';

/** A Redis or Valkey of a test, on a port of this machine alone. It keeps nothing on disk. */
export interface TestRedis {
  readonly url: string;
  /** Starts it again on the same port, empty. */
  start(): Promise<void>;
  /** Ends it at once. */
  kill(): Promise<void>;
  /** Stops its process, so that it accepts connections and answers nothing. */
  freeze(): void;
  thaw(): void;
  close(): Promise<void>;
}

/** Starts a server. `options` are of its command line, for example ['--maxmemory', '2mb']. The caller closes it. */
export async function startRedis(options: readonly string[] = []): Promise<TestRedis> {
  const folder = mkdtempSync(join(tmpdir(), 'redis-'));
  const port = (await findSteadyPort())!;
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
  let child: ChildProcess;
  const start = async () => {
    child = spawn(REDIS, [...args, ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise<void>((resolve, reject) => {
      let text = '';
      child.stdout!.on('data', (chunk) => (text += chunk).includes('Ready to accept connections') && resolve());
      child.once('exit', () => reject(new Error(`${REDIS} ended: ${text}`)));
      child.once('error', reject);
    });
  };
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    start,
    kill,
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    async close() {
      await kill();
      rmSync(folder, { recursive: true });
    },
  };
}
