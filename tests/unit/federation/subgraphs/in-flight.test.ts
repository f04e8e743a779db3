import { shareInFlight } from '../../../../federation/subgraphs/http/in-flight';

/** Calls that the test settles. */
function calls() {
  const started: { resolve(value: string): void; reject(error: Error): void; signal: AbortSignal }[] = [];
  const share = shareInFlight<string>();
  const request = (key: string, signal?: AbortSignal) =>
    share(key, (own) => new Promise((resolve, reject) => void started.push({ resolve, reject, signal: own })), signal);
  return { request, started };
}

test('callers with the same key share one call, callers with other keys do not', async () => {
  const { request, started } = calls();
  const results = Promise.all([request('a'), request('a'), request('b')]);
  expect(started).toHaveLength(2);
  started[0]!.resolve('A');
  started[1]!.resolve('B');
  expect(await results).toEqual(['A', 'A', 'B']);
});

test('a settled call is not reused', async () => {
  const { request, started } = calls();
  const first = request('a');
  started[0]!.resolve('1');
  expect(await first).toBe('1');
  const second = request('a');
  started[1]!.resolve('2');
  expect(await second).toBe('2');
});

test('a failure is shared by its callers and not cached', async () => {
  const { request, started } = calls();
  const results = Promise.allSettled([request('a'), request('a')]);
  started[0]!.reject(new Error('lost'));
  expect((await results).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const again = request('a');
  started[1]!.resolve('found');
  expect(await again).toBe('found');
});

test('the call continues while any caller waits and is aborted when the last one leaves', async () => {
  const { request, started } = calls();
  const [one, other] = [new AbortController(), new AbortController()];
  const waiting = Promise.allSettled([request('a', one.signal), request('a', other.signal)]);
  one.abort(new Error('cancelled'));
  expect(started[0]!.signal.aborted).toBe(false);
  other.abort(new Error('cancelled too'));
  expect(started[0]!.signal.aborted).toBe(true);
  expect(await waiting).toEqual([
    { status: 'rejected', reason: new Error('cancelled') },
    { status: 'rejected', reason: new Error('cancelled too') },
  ]);
});

test('a caller that arrives after the abort starts a new call', async () => {
  const { request, started } = calls();
  const controller = new AbortController();
  const aborted = request('a', controller.signal).catch(() => 'aborted');
  controller.abort();
  const next = request('a');
  started[1]!.resolve('fresh');
  expect([await aborted, await next]).toEqual(['aborted', 'fresh']);
});

test('a caller that is already aborted starts no call', async () => {
  const { request, started } = calls();
  await expect(request('a', AbortSignal.abort(new Error('cancelled')))).rejects.toThrow('cancelled');
  expect(started).toHaveLength(0);
});
