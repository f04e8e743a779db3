import { createMetrics } from '../../../telemetry/metrics';
import { COLLECT_MS, lastKnown } from '../../../telemetry/metrics/last-known';
import { readMetrics } from '../../support/gateway/metrics';

const LATE = COLLECT_MS * 2;
const later = <Value>(ms: number, value: Value) => new Promise<Value>((resolve) => setTimeout(resolve, ms, value));
beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** Returns the result, and after how many milliseconds it was there. */
async function timed<Value>(work: () => Promise<Value>): Promise<readonly [Value, number]> {
  const started = Date.now();
  const result = work().then((value) => [value, Date.now() - started] as const);
  await jest.advanceTimersByTimeAsync(LATE);
  return result;
}

test('a value that is late is the one from before, and the late one comes at the next time', async () => {
  const answers = [() => 'first', () => later(LATE, 'second'), () => later(LATE, 'third')];
  const read = lastKnown(() => answers.shift()!());
  expect(await timed(read)).toEqual(['first', 0]);
  expect(await timed(read)).toEqual(['first', COLLECT_MS]);
  expect(await timed(read)).toEqual(['second', COLLECT_MS]);
});

test('a failed read gives nothing, and so does a late one after it', async () => {
  const answers = [() => 'first', () => Promise.reject(new Error('down')), () => later(LATE, 'third')];
  const read = lastKnown(() => answers.shift()!());
  expect(await timed(read)).toEqual(['first', 0]);
  expect(await timed(read)).toEqual([undefined, 0]);
  expect(await timed(read)).toEqual([undefined, COLLECT_MS]);
});

test('a database that hangs holds the metrics up for a second at most, and they say what was last known', async () => {
  const metrics = createMetrics();
  let hangs = false;
  const live = { id: '2024-10-31', number: 2, publicationDate: '2024-10-31' };
  metrics.observeReadiness(() => later(hangs ? LATE : 0, !hangs));
  metrics.observeRelease(() => (hangs ? later(LATE, live) : live));
  const text = () => timed(() => metrics.text());
  const readyIn = ([served]: readonly [string, number]) => readMetrics(served).get('ods_ready');
  expect(readyIn(await text())).toBe(1);
  hangs = true;
  const [late, ms] = await text();
  expect(ms).toBe(COLLECT_MS);
  expect(readyIn([late, ms])).toBe(1);
  expect(readMetrics(late).get('ods_release_live{release="2024-10-31",number="2"}')).toBe(1);
  expect(readyIn(await text())).toBe(0);
  metrics.close();
});
