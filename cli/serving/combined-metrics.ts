import type { Worker } from 'node:cluster';
import { addUpMetrics, createRegistry, type MetricValues } from '../../telemetry/metrics/registry';
import { isMessage, type PrimaryMessage } from './messages';

/** Milliseconds that a serving process has to tell its values; without them, the metrics are those of the others. */
const ANSWER_MS = 2_000;

export interface CombinedMetrics {
  /** Counts a process that ended and was started again. */
  recordRestart(): void;
  /** Returns the metrics of all processes that serve, added up, in the Prometheus text format. */
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
  return {
    recordRestart: () => restarts.inc(),
    async text() {
      const values = (await Promise.all(serving().map(valuesOf))).filter((found) => found !== undefined);
      workers.set(values.length);
      return addUpMetrics([...values, await own.values()]);
    },
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
