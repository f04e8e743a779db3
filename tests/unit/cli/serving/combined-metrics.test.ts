import type { Worker } from 'node:cluster';
import { EventEmitter } from 'node:events';
import { combineMetrics } from '../../../../cli/serving/combined-metrics';
import { createMetrics } from '../../../../telemetry/metrics';
import { readMetrics } from '../../../support/gateway/metrics';

const open: (() => void)[] = [];
beforeEach(() => void jest.useFakeTimers());
afterEach(() => {
  jest.useRealTimers();
  for (const close of open.splice(0)) close();
});

const FAILED = 'ods_errors_total{code="INTERNAL_SERVER_ERROR"}';
const COUNT = 'ods_http_request_duration_seconds_count{route="/graphql"}';

/** A serving process without a process: its metrics, and how it answers the primary one. */
function startWorker() {
  const metrics = createMetrics();
  open.push(() => metrics.close());
  const state = { isSilent: false, isDead: false };
  const emitter = new EventEmitter();
  const worker = Object.assign(emitter, {
    isDead: () => state.isDead,
    send({ id }: { readonly id: number }) {
      if (state.isSilent) return;
      const answer = (values: unknown) =>
        emitter.emit('message', { ods: 'values', id, values: structuredClone(values) });
      void metrics.values().then(answer);
    },
  });
  const fail = (times: number) => {
    for (let at = 0; at < times; at++) metrics.recordError('INTERNAL_SERVER_ERROR');
    for (let at = 0; at < times; at++) metrics.recordResponse('/graphql', 500, 0.1);
  };
  const exit = () => ((state.isDead = true), emitter.emit('exit'));
  return { worker: worker as unknown as Worker, metrics, state, fail, exit };
}

function combine(...started: readonly { readonly worker: Worker }[]) {
  const serving = started.map(({ worker }) => worker);
  const combined = combineMetrics(() => serving);
  const read = async () => {
    const text = combined.text();
    await jest.advanceTimersByTimeAsync(5_000);
    return readMetrics(await text);
  };
  return { serving, read };
}

test('the counters and histograms of a process that ended or does not answer stay, and count once', async () => {
  const [first, second] = [startWorker(), startWorker()];
  const { serving, read } = combine(first, second);
  const counts = async () => {
    const values = await read();
    return [values.get('ods_workers'), values.get(FAILED), values.get(COUNT)];
  };
  first.fail(2);
  second.fail(3);
  expect(await counts()).toEqual([2, 5, 5]);
  second.state.isSilent = true;
  second.fail(1);
  expect(await counts()).toEqual([1, 5, 5]);
  second.state.isSilent = false;
  expect(await counts()).toEqual([2, 6, 6]);
  serving.pop();
  second.exit();
  expect(await counts()).toEqual([1, 6, 6]);
  const third = startWorker();
  third.fail(4);
  serving.push(third.worker);
  first.fail(1);
  expect(await counts()).toEqual([2, 11, 11]);
  serving.pop();
  third.exit();
  expect(await counts()).toEqual([1, 11, 11]);
});

test('an answer that arrives while the process ends does not count twice', async () => {
  const [first, second] = [startWorker(), startWorker()];
  const { serving, read } = combine(first, second);
  second.fail(3);
  await read();
  first.state.isSilent = true;
  const waiting = read();
  await jest.advanceTimersByTimeAsync(100);
  serving.pop();
  second.exit();
  expect((await waiting).get(FAILED)).toBe(3);
  expect((await read()).get(FAILED)).toBe(3);
});

test('states are those of the processes that answer: readiness of the least ready, the heap of the fullest', async () => {
  const [first, second] = [startWorker(), startWorker()];
  const { read } = combine(first, second);
  first.metrics.observe('ods_process_heap_used_ratio', () => 0.98);
  second.metrics.observe('ods_process_heap_used_ratio', () => 0.5);
  first.metrics.observe('ods_requests_in_work', () => 3);
  second.metrics.observe('ods_requests_in_work', () => 4);
  first.metrics.observeReadiness(() => Promise.resolve(false));
  second.metrics.observeReadiness(() => Promise.resolve(true));
  const both = await read();
  expect(both.get('ods_process_heap_used_ratio')).toBe(0.98);
  expect(both.get('ods_requests_in_work')).toBe(7);
  expect(both.get('ods_ready')).toBe(0);
  first.state.isSilent = true;
  const one = await read();
  expect(one.get('ods_process_heap_used_ratio')).toBe(0.5);
  expect(one.get('ods_requests_in_work')).toBe(4);
  expect(one.get('ods_ready')).toBe(1);
});

test('processes whose database hangs still answer, and say that they are not ready', async () => {
  const [first, second] = [startWorker(), startWorker()];
  const { read } = combine(first, second);
  for (const { metrics, fail } of [first, second]) {
    metrics.observeReadiness(() => new Promise(() => undefined));
    metrics.observeRelease(() => new Promise(() => undefined));
    fail(1);
  }
  const values = await read();
  expect(values.get('ods_workers')).toBe(2);
  expect(values.get('ods_ready')).toBe(0);
  expect(values.get(FAILED)).toBe(2);
});
