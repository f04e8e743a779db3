import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { setTimeout as after } from 'node:timers/promises';
import { RateLimiterClusterMaster } from 'rate-limiter-flexible';
import { CommandError } from '../command';
import type { Report } from '../report';
import type { ShutdownSignal } from '../shutdown-signal';
import { combineMetrics } from './combined-metrics';
import { isMessage, type Addresses, type PrimaryMessage, type RemovedMessage } from './messages';
import { createRestartDelays } from './restart-delay';
import { LISTENS_AT_ONCE, LOADS_SAMPLE } from './worker';

export interface PrimarySettings {
  /** The number of serving processes. */
  readonly count: number;
  /** Flags of Node.js for each of them, besides those of this process. */
  readonly flags: readonly string[];
  readonly report: Report;
  readonly stop: ShutdownSignal;
  /** Called once, when the first process listens. */
  readonly onListening: (addresses: Addresses) => void;
}

/** The serving processes. One that ends is started again; SIGHUP replaces one after the other without a lost request. */
export interface Workers {
  /** Rejects with a CommandError if a process ends before any has listened. */
  readonly failed: Promise<never>;
  /** Stops every process as SIGTERM does, and resolves when all have ended. */
  close(): Promise<void>;
}

const FAILED = 'The first serving process ended before it listened.';

/**
 * Starts the serving processes, which share the ports: the first one, and when it listens the others. Problems of a start
 * are thus said once.
 */
export function startWorkers(settings: PrimarySettings): Workers {
  const { count, flags, report, stop } = settings;
  // This program again; a connection is handed to the processes in turn.
  const execArgv = [...process.execArgv, ...flags];
  cluster.setupPrimary({ exec: process.argv[1]!, args: process.argv.slice(2), execArgv });
  new RateLimiterClusterMaster();
  const serving = new Set<Worker>();
  const metrics = combineMetrics(() => [...serving]);
  const delays = createRestartDelays();
  const failure = rejectable();
  let hasListened = false;
  let isReplacing = false;

  const onListening = (addresses: Addresses) => {
    if (hasListened) return;
    hasListened = true;
    settings.onListening(addresses);
    for (let started = 1; started < count; started++) start();
  };
  const start = (isFirst = false) => {
    const startedAt = performance.now();
    const roles = { [LOADS_SAMPLE]: isFirst ? '1' : '0', [LISTENS_AT_ONCE]: serving.size === 0 ? '1' : '0' };
    const worker = cluster.fork(roles);
    worker.on('message', (message: unknown) => {
      if (!isMessage(message)) return;
      if (message.ods === 'metrics?') void metrics.text().then((text) => reply(worker, message.id, text));
      if (message.ods === 'removed') tellOthers(worker, message);
      if (message.ods !== 'listening') return;
      serving.add(worker);
      onListening(message.addresses);
    });
    worker.on('exit', (code, signal) => {
      serving.delete(worker);
      if (stop.requested || worker.exitedAfterDisconnect) return;
      if (!hasListened) return failure.reject(new CommandError(FAILED, code === 2 ? 2 : 1));
      void restart(worker, isFirst, { reason: signal ?? `exit code ${code}`, livedMs: performance.now() - startedAt });
    });
    return worker;
  };
  const restart = async (worker: Worker, isFirst: boolean, { reason, livedMs }: Ending) => {
    const delay = delays.next(livedMs);
    report.line(`Serving process ${worker.process.pid} ended (${reason}): another one starts in ${delay} ms.`);
    metrics.recordRestart();
    await after(delay, undefined, { ref: false });
    if (!stop.requested) start(isFirst);
  };
  const replaceAll = async () => {
    if (isReplacing || !hasListened) return;
    isReplacing = true;
    report.line('SIGHUP: the serving processes are replaced one after the other.');
    for (const worker of liveWorkers()) if (!stop.requested) await replace(worker, start, report);
    isReplacing = false;
  };
  process.on('SIGHUP', () => void replaceAll());
  start(true);
  void failure.promise.catch(() => undefined);
  return { failed: failure.promise, close: () => stopAll(stop) };
}

function tellOthers(from: Worker, message: RemovedMessage): void {
  for (const worker of liveWorkers()) if (worker !== from && worker.isConnected()) worker.send(message);
}

interface Ending {
  readonly reason: string;
  readonly livedMs: number;
}

function reply(worker: Worker, id: number, text: string): void {
  const message: PrimaryMessage = { ods: 'metrics', id, text };
  if (worker.isConnected()) worker.send(message);
}

/** Starts a process, waits until it listens, which is when it is ready, and then stops the old one. */
async function replace(old: Worker, start: () => Worker, report: Report): Promise<void> {
  const next = start();
  const listens = new Promise<boolean>((resolve) => {
    next.on('message', (message: unknown) => isMessage(message) && message.ods === 'listening' && resolve(true));
    next.once('exit', () => resolve(false));
  });
  if (!(await listens)) return report.line(`Serving process ${old.process.pid} stays, because the new one ended.`);
  old.exitedAfterDisconnect = true;
  const ended = once(old, 'exit');
  old.process.kill('SIGTERM');
  await ended;
}

/** Passes signals on to the serving processes; the second one skips their shutdown delay. */
async function stopAll({ repeated }: ShutdownSignal): Promise<void> {
  const workers = liveWorkers();
  const ended = workers.map((worker) => worker.isDead() || once(worker, 'exit'));
  const kill = () => workers.forEach((worker) => worker.process.kill('SIGTERM'));
  kill();
  void repeated.then(kill);
  await Promise.all(ended);
}

function liveWorkers(): Worker[] {
  return Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
}

/** A promise that is rejected from outside. Node 20 has no Promise.withResolvers. */
function rejectable() {
  let reject!: (error: Error) => void;
  const promise = new Promise<never>((_resolve, fail) => (reject = fail));
  return { promise, reject };
}
