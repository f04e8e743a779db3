import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Graph } from '../../graph/graph';
import { LoadLocked } from '../errors';
import { LOAD_DEADLINE, withRetry } from './retry';
import { STATEMENTS } from './statements';

const RENEW_MS = 3_000;
const STALE_MS = 30_000;

export interface LoadLock {
  readonly owner: string;
  release(): Promise<void>;
}

/**
 * Acquires the graph's single load lock and renews it every 3 s. Takes over an abandoned lock: at once if its process
 * on this host has ended, else after 30 s without renewal. Throws LoadLocked when another process holds the lock.
 */
export async function takeLock(graph: Graph): Promise<LoadLock> {
  const owner = `${hostname()} ${process.pid} ${randomUUID()}`;
  const parameters = { owner, free: await abandonedOwner(graph), staleMs: STALE_MS };
  const [taken] = await withRetry(() =>
    graph.write([{ statement: STATEMENTS['take-lock'], parameters }], LOAD_DEADLINE),
  );
  if (taken?.length !== 1) throw new LoadLocked(await lockedMessage(graph));
  const renew = () => graph.write([{ statement: STATEMENTS['keep-lock'], parameters: { owner } }]);
  const timer = setInterval(() => void renew().catch(() => undefined), RENEW_MS).unref();
  return {
    owner,
    release: async () => {
      clearInterval(timer);
      await graph.write([{ statement: STATEMENTS['leave-lock'], parameters: { owner } }]).catch(() => undefined);
    },
  };
}

interface LockHolder {
  /** Host name, process id and a random id, separated by blanks. */
  readonly owner: string;
  /** Milliseconds since the last renewal. */
  readonly age: number;
}

async function abandonedOwner(graph: Graph): Promise<string> {
  const [holder] = await withRetry(() => graph.read<LockHolder>(STATEMENTS['read-lock'], {}, LOAD_DEADLINE));
  if (!holder) return '';
  const [host, pid] = holder.owner.split(' ');
  return host === hostname() && !isRunning(Number(pid)) ? holder.owner : '';
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function lockedMessage(graph: Graph): Promise<string> {
  const [holder] = await withRetry(() => graph.read<LockHolder>(STATEMENTS['read-lock'], {}, LOAD_DEADLINE));
  if (!holder) return 'Another process is loading into this graph.';
  const [host, pid] = holder.owner.split(' ');
  return `Another process is loading into this graph: process ${pid} on ${host}, last active ${Math.round(holder.age / 1000)} s ago.`;
}
