import cluster from 'node:cluster';
import { RateLimiterCluster } from 'rate-limiter-flexible';
import type { AnswerCache } from '../../federation/caching/answer-cache';
import type { CreateLimiter } from '../../gateway/http/rate-limit';
import type { Metrics } from '../../telemetry/metrics';
import { isMessage, type Addresses, type WorkerMessage } from './messages';

/** What a serving process does differently when it is one of several: the primary process does the rest. */
export interface WorkerRole {
  /** Whether this process loads the sample if the graph is empty. */
  readonly loadsSample: boolean;
  /** Whether it listens before it is ready, because no other process serves yet. */
  readonly listensAtOnce: boolean;
  /** Tells the primary process which addresses this process serves. */
  announce(addresses: Addresses): void;
  /** Returns metrics whose text is that of all serving processes together. */
  metricsOfAll(metrics: Metrics): Metrics;
  /** Removes cached responses of subgraphs in the other serving processes too, and here when one of them does. */
  shareRemovals(answers: Pick<AnswerCache, 'onRemove' | 'removeHere'>): void;
  /** Creates a limiter whose points are counted by the primary process. */
  readonly createLimiter: CreateLimiter;
}

/** Set by the primary process for the processes that it starts. */
export const LOADS_SAMPLE = 'ODS_WORKER_LOADS_SAMPLE';
export const LISTENS_AT_ONCE = 'ODS_WORKER_LISTENS_AT_ONCE';

/** Returns the role of this process; undefined if it serves alone, or is the primary process. */
export function workerRole(env: Readonly<Record<string, string | undefined>>): WorkerRole | undefined {
  if (!cluster.isWorker) return undefined;
  return {
    loadsSample: env[LOADS_SAMPLE] === '1',
    listensAtOnce: env[LISTENS_AT_ONCE] === '1',
    announce: (addresses) => send({ ods: 'listening', addresses }),
    metricsOfAll: (metrics) => ({ ...metrics, text: exchangeMetrics(metrics) }),
    shareRemovals(answers) {
      answers.onRemove((removals) => send({ ods: 'removed', removals }));
      process.on(
        'message',
        (message) => isMessage(message) && message.ods === 'removed' && answers.removeHere(message.removals),
      );
    },
    createLimiter: (points, duration) =>
      new RateLimiterCluster({ keyPrefix: 'clients', points, duration, timeoutMs: LIMITER_MS }),
  };
}

/** Milliseconds that the primary process has to answer. */
const LIMITER_MS = 3_000;

function send(message: WorkerMessage): void {
  if (process.connected) process.send!(message);
}

/** Tells the primary process the values of this process when it asks, and returns the function that asks it for those of all. */
function exchangeMetrics(metrics: Metrics): () => Promise<string> {
  const waiting = new Map<number, (text: string) => void>();
  process.on('message', (message) => {
    if (!isMessage(message)) return;
    if (message.ods === 'values?')
      void metrics.values().then((values) => send({ ods: 'values', id: message.id, values }));
    if (message.ods !== 'metrics') return;
    waiting.get(message.id)?.(message.text);
    waiting.delete(message.id);
  });
  let requests = 0;
  return () =>
    new Promise((resolve) => {
      const id = requests++;
      waiting.set(id, resolve);
      send({ ods: 'metrics?', id });
    });
}
