import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Graph } from '../../graph/graph';
import { LoadLocked } from '../errors';
import { PATIENT, retried } from './retry';
import { STATEMENTS } from './statements';

const BEAT_MS = 3_000;
const STALE_MS = 30_000;

export interface LoadLock {
  readonly owner: string;
  release(): Promise<void>;
}

/**
 * Takes the graph's one lock for loading and keeps it alive. One left behind is taken over when its process is known to
 * be gone, or after 30 s without a sign of life. Throws a LoadLocked when somebody else is at work.
 */
export async function takeLock(graph: Graph): Promise<LoadLock> {
  const owner = `${hostname()} ${process.pid} ${randomUUID()}`;
  const parameters = { owner, free: await abandonedOwner(graph), staleMs: STALE_MS };
  const [taken] = await retried(() => graph.write([{ statement: STATEMENTS['take-lock'], parameters }], PATIENT));
  if (taken?.length !== 1) throw new LoadLocked(await explanation(graph));
  const beat = () => graph.write([{ statement: STATEMENTS['keep-lock'], parameters: { owner } }]);
  const timer = setInterval(() => void beat().catch(() => undefined), BEAT_MS).unref();
  return {
    owner,
    release: async () => {
      clearInterval(timer);
      await graph.write([{ statement: STATEMENTS['leave-lock'], parameters: { owner } }]).catch(() => undefined);
    },
  };
}

interface Holder {
  readonly owner: string;
  readonly age: number;
}

async function abandonedOwner(graph: Graph): Promise<string> {
  const [holder] = await retried(() => graph.read<Holder>(STATEMENTS['read-lock'], {}, PATIENT));
  if (!holder) return '';
  const [host, pid] = holder.owner.split(' ');
  return host === hostname() && !lives(Number(pid)) ? holder.owner : '';
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function explanation(graph: Graph): Promise<string> {
  const [holder] = await retried(() => graph.read<Holder>(STATEMENTS['read-lock'], {}, PATIENT));
  if (!holder) return 'Somebody else is loading into this graph.';
  const [host, pid] = holder.owner.split(' ');
  return `Somebody else is loading into this graph: process ${pid} on ${host}, last seen ${Math.round(holder.age / 1000)} s ago.`;
}
