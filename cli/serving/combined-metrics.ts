import type { Worker } from 'node:cluster';
import { COLLECT_MS } from '../../telemetry/metrics/last-known';
import {
  addUpMetrics,
  createRegistry,
  joinMetrics,
  partMetrics,
  type MetricValues,
} from '../../telemetry/metrics/registry';
import { isMessage, type PrimaryMessage } from './messages';

/** Milliseconds that a serving process has to tell its values: longer than it waits for its database. */
const ANSWER_MS = COLLECT_MS + 1_000;

export interface CombinedMetrics {
  /** Counts a process that ended and was started again. */
  recordRestart(): void;
  /**
   * Returns the metrics of all processes that serve, added up, in the Prometheus text format. The counters and histograms of a
   * process that ended, or does not answer, stay in it as they were last: a counter that falls counts as a new start, and all
   * that was ever counted would count again.
   */
  text(): Promise<string>;
}

/** Adds up the metrics of the serving processes. `serving` returns those that can be asked. */
export function combineMetrics(serving: () => readonly Worker[]): CombinedMetrics {
  const own = createRegistry();
  const restarts = own.counter({
    name: 'ods_worker_restarts_total',
    help: 'Serving processes that ended and were started again.',
  });
  const workers = own.gauge({
    name: 'ods_workers',
    help: 'Serving processes whose metrics these are.',
  });
  const totals = keepTotals();
  const stateOf = async (worker: Worker) => {
    const values = await valuesOf(worker);
    if (!values) return undefined;
    const parts = partMetrics(values);
    totals.keep(worker, parts.totals);
    return parts.states;
  };
  return {
    recordRestart: () => restarts.inc(),
    async text() {
      const states = (await Promise.all(serving().map(stateOf))).filter((found) => found !== undefined);
      workers.set(states.length);
      return addUpMetrics([...states, ...totals.all(), await own.values()]);
    },
  };
}

/** Keeps the counters and histograms of each process as they were last. */
function keepTotals() {
  const last = new Map<Worker, MetricValues>();
  let ended: MetricValues = [];
  const end = (worker: Worker) => {
    ended = joinMetrics([ended, last.get(worker)!]);
    last.delete(worker);
  };
  return {
    keep(worker: Worker, values: MetricValues): void {
      if (worker.isDead()) return;
      if (!last.has(worker)) worker.once('exit', () => end(worker));
      last.set(worker, values);
    },
    /** Returns those of every process that was ever asked, the ended ones added up. */
    all: (): MetricValues[] => [ended, ...last.values()],
  };
}

let requests = 0;

/** Returns the values of one process; undefined if it ends or does not answer. */
function valuesOf(worker: Worker): Promise<MetricValues | undefined> {
  const id = requests++;
  return new Promise((resolve) => {
    const end = (values?: MetricValues) => {
      clearTimeout(timer);
      worker.off('message', onMessage);
      worker.off('exit', onExit);
      resolve(values);
    };
    const onMessage = (message: unknown) => {
      if (isMessage(message) && message.ods === 'values' && message.id === id) end(message.values);
    };
    const onExit = () => end();
    const timer = setTimeout(end, ANSWER_MS);
    worker.on('message', onMessage);
    worker.once('exit', onExit);
    const message: PrimaryMessage = { ods: 'values?', id };
    worker.send(message, (error) => error && end());
  });
}
