import { inFlight } from '../../../../federation/subgraphs/in-flight';

/** Calls that the test itself settles. */
function calls() {
  const started: { resolve(value: string): void; reject(error: Error): void; signal: AbortSignal }[] = [];
  const share = inFlight<string>();
  const ask = (key: string, signal?: AbortSignal) =>
    share(key, (own) => new Promise((resolve, reject) => void started.push({ resolve, reject, signal: own })), signal);
  return { ask, started };
}

test('callers with one key share one call, others do not', async () => {
  const { ask, started } = calls();
  const answers = Promise.all([ask('a'), ask('a'), ask('b')]);
  expect(started).toHaveLength(2);
  started[0]!.resolve('A');
  started[1]!.resolve('B');
  expect(await answers).toEqual(['A', 'A', 'B']);
});

test('what has landed is asked anew', async () => {
  const { ask, started } = calls();
  const first = ask('a');
  started[0]!.resolve('1');
  expect(await first).toBe('1');
  const second = ask('a');
  started[1]!.resolve('2');
  expect(await second).toBe('2');
});

test('a failure is shared and not remembered', async () => {
  const { ask, started } = calls();
  const both = Promise.allSettled([ask('a'), ask('a')]);
  started[0]!.reject(new Error('lost'));
  expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const again = ask('a');
  started[1]!.resolve('found');
  expect(await again).toBe('found');
});

test('the call goes on while anybody waits, and is given up when nobody does', async () => {
  const { ask, started } = calls();
  const [one, other] = [new AbortController(), new AbortController()];
  const waiting = Promise.allSettled([ask('a', one.signal), ask('a', other.signal)]);
  one.abort(new Error('gone'));
  expect(started[0]!.signal.aborted).toBe(false);
  other.abort(new Error('gone too'));
  expect(started[0]!.signal.aborted).toBe(true);
  expect(await waiting).toEqual([
    { status: 'rejected', reason: new Error('gone') },
    { status: 'rejected', reason: new Error('gone too') },
  ]);
});

test('who comes after it was given up starts anew', async () => {
  const { ask, started } = calls();
  const gone = new AbortController();
  const left = ask('a', gone.signal).catch(() => 'left');
  gone.abort();
  const next = ask('a');
  started[1]!.resolve('fresh');
  expect([await left, await next]).toEqual(['left', 'fresh']);
});

test('who is gone before the call does not start one', async () => {
  const { ask, started } = calls();
  await expect(ask('a', AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
  expect(started).toHaveLength(0);
});
