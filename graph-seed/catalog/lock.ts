import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Graph, Parameters, Statement } from '../../graph/graph';
import { LoadLocked, lockLost } from '../errors';
import { classifyFailure, LOAD_DEADLINE, withRetry } from './retry';
import { STATEMENTS } from './statements';
import { isRunning } from '../../is-running';

const RENEW_MS = 3_000;
const STALE_MS = 30_000;
const DELETING_DEADLINE = { deadlineMs: 600_000 };
const ATTEMPTS = 5;

export interface LoadLock {
  readonly owner: string;
  /** Renews the lock. Throws LoadLocked when another process has taken it over, and database errors after retries. */
  keep(): Promise<void>;
  release(): Promise<void>;
}

/** The owners that this process has been. Its id may have been that of a process of the same container before a restart. */
const owners = new Set<string>();

/**
 * Acquires the graph's single load lock and renews it every 3 s. Takes over an abandoned lock: at once if its process
 * on this host has ended, else after 30 s without renewal. Throws LoadLocked when another process holds the lock.
 */
export async function takeLock(graph: Graph): Promise<LoadLock> {
  const owner = `${hostname()} ${process.pid} ${randomUUID()}`;
  owners.add(owner);
  for (let attempt = 1; ; attempt++) {
    const holder = await readHolder(graph);
    const parameters = { owner, free: holder && hasEnded(holder) ? holder.owner : '', staleMs: STALE_MS };
    const [taken] = await withRetry(() =>
      graph.write([{ statement: STATEMENTS['take-lock'], parameters }], LOAD_DEADLINE),
    );
    if (taken?.length === 1) return keepRenewed(graph, owner);
    // The last transaction of a process that has ended may take the lock between the reading and the writing.
    if (attempt === ATTEMPTS || (await isLocked(graph))) throw new LoadLocked(await lockedMessage(graph));
  }
}

/** Whether a running process holds the load lock, or one of another host that has renewed it in the last 30 s. */
export async function isLocked(graph: Graph): Promise<boolean> {
  const holder = await readHolder(graph);
  return holder !== undefined && !hasEnded(holder) && holder.age <= STALE_MS;
}

/** Renews a lock every 3 s. A transient failure is followed by the next attempt; any other is thrown by `keep`. */
function keepRenewed(graph: Graph, owner: string): LoadLock {
  let failure: unknown = null;
  const renew = async () => {
    const [kept] = await graph.write([{ statement: STATEMENTS['keep-lock'], parameters: { owner } }]);
    if (kept?.length !== 1) throw lockLost();
  };
  const timer = setInterval(() => {
    renew().catch((error: unknown) => {
      if (classifyFailure(error) === 'retry') return;
      failure ??= error;
      clearInterval(timer);
    });
  }, RENEW_MS).unref();
  return {
    owner,
    keep: async () => {
      if (failure !== null) throw failure;
      await withRetry(renew);
    },
    release: async () => {
      clearInterval(timer);
      await graph.write([{ statement: STATEMENTS['leave-lock'], parameters: { owner } }]).catch(() => undefined);
    },
  };
}

/**
 * Runs a statement that works in small transactions, each of which tests the owner of the lock. Throws LoadLocked when
 * the lock was lost before or during it; then it changed nothing from that moment on.
 */
export async function runHolding(
  graph: Graph,
  lock: LoadLock,
  statement: Statement,
  parameters: Parameters = {},
): Promise<void> {
  await withRetry(() => graph.run(statement, { ...parameters, owner: lock.owner }, DELETING_DEADLINE));
  await lock.keep();
}

/** Runs statements that test the owner of the lock, in one transaction. Throws LoadLocked when the lock was lost. */
export async function writeHolding(
  graph: Graph,
  lock: LoadLock,
  statements: readonly Statement[],
  parameters: Parameters = {},
): Promise<void> {
  const steps = statements.map((statement) => ({ statement, parameters: { ...parameters, owner: lock.owner } }));
  await withRetry(() => graph.write(steps));
  await lock.keep();
}

interface LockHolder {
  /** Host name, process id and a random id, separated by blanks. */
  readonly owner: string;
  /** Milliseconds since the last renewal. */
  readonly age: number;
}

async function readHolder(graph: Graph): Promise<LockHolder | undefined> {
  const [holder] = await withRetry(() => graph.read<LockHolder>(STATEMENTS['read-lock'], {}, LOAD_DEADLINE));
  return holder;
}

/** Whether the holder is a process of this host that has ended. */
function hasEnded({ owner }: LockHolder): boolean {
  const [host, pid] = owner.split(' ');
  if (host !== hostname()) return false;
  return Number(pid) === process.pid ? !owners.has(owner) : !isRunning(Number(pid));
}

async function lockedMessage(graph: Graph): Promise<string> {
  const holder = await readHolder(graph);
  if (!holder) return 'Another process is loading into this graph.';
  const [host, pid] = holder.owner.split(' ');
  return `Another process is loading into this graph: process ${pid} on ${host}, last active ${Math.round(holder.age / 1000)} s ago.`;
}
