import { KnownError } from '../../../../errors';
import { Gatherer } from '../../../../graph/batching/batch-queue';

interface Asked {
  readonly keys: readonly string[];
  answer(): void;
  fail(error: Error): void;
}

/** A gatherer whose queries are answered by hand, and what it asked. */
function open(settings: Partial<ConstructorParameters<typeof Gatherer>[2]> = {}) {
  const asked: Asked[] = [];
  const kept = new Map<string, string>();
  const ask = (keys: readonly string[]) =>
    new Promise<string[]>((resolve, fail) => {
      asked.push({ keys, answer: () => resolve(keys.map((key) => key.toLowerCase())), fail });
    });
  const facts = {
    idOf: (key: string) => key,
    get: (key: string) => kept.get(key),
    set: (key: string, answer: string) => void kept.set(key, answer),
  };
  return { asked, gatherer: new Gatherer(ask, facts, { deadlineMs: 1_000, ...settings }) };
}

/** Long enough for what was answered to be passed on, and for the next query to leave. */
const tick = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
const codes = (count: number, from = 0) => Array.from({ length: count }, (_, at) => `K${from + at}`);

test('two queries are in flight, and what is asked meanwhile forms the next one', async () => {
  const { asked, gatherer } = open();
  const answers = ['A', 'B', 'C', 'D', 'E'].map((key) => gatherer.gather([key]));
  expect(asked.map(({ keys }) => keys)).toEqual([['A'], ['B']]);
  asked[0]!.answer();
  await tick();
  expect(asked.map(({ keys }) => keys)).toEqual([['A'], ['B'], ['C', 'D', 'E']]);
  asked[1]!.answer();
  asked[2]!.answer();
  expect(await Promise.all(answers)).toEqual([['a'], ['b'], ['c'], ['d'], ['e']]);
});

test('those who have just been answered travel together with their next keys', async () => {
  const { asked, gatherer } = open();
  const client = async (name: string) => {
    await gatherer.gather([`${name}1`]);
    await new Promise(process.nextTick); // as a DataLoader asks
    await gatherer.gather([`${name}2`]);
  };
  const clients = ['X', 'Y', 'A', 'B', 'C'].map(client);
  asked[0]!.answer();
  await tick();
  asked[2]!.answer();
  await tick();
  expect(asked.map(({ keys }) => keys.join(' '))).toEqual(['X1', 'Y1', 'A1 B1 C1 X2', 'A2 B2 C2']);
  for (let at = 1; at < asked.length; at++) {
    asked[at]!.answer();
    await tick();
  }
  await Promise.all(clients);
});

test('equal keys in flight share one answer, also within a list', async () => {
  const { asked, gatherer } = open();
  const answers = [gatherer.gather(['A', 'B', 'A']), gatherer.gather(['B']), gatherer.gather(['A', 'C'])];
  expect(asked.map(({ keys }) => keys)).toEqual([['A', 'B'], ['C']]);
  asked.forEach((query) => query.answer());
  expect(await Promise.all(answers)).toEqual([['a', 'b', 'a'], ['b'], ['a', 'c']]);
});

test('lists of several callers are joined up to 500 keys; a list is not cut, however long', async () => {
  const { asked, gatherer } = open();
  void gatherer.gather(['X']);
  void gatherer.gather(['Y']);
  for (const from of [0, 300, 600]) void gatherer.gather(codes(300, from));
  void gatherer.gather(codes(5_000, 1_000));
  for (let at = 0; at < 5; at++) {
    asked[at]!.answer();
    await tick();
  }
  expect(asked.map(({ keys }) => keys.length)).toEqual([1, 1, 300, 300, 300, 5_000]);
  asked.slice(5).forEach((query) => query.answer());
});

test('one bad key fails alone', async () => {
  const { asked, gatherer } = open();
  const answers = codes(100).map((key) => gatherer.gather([key]));
  const settled = Promise.allSettled(answers);
  for (let at = 0; at < asked.length || at < 2; at++) {
    if (asked[at]!.keys.includes('K42')) asked[at]!.fail(new Error('divided by zero'));
    else asked[at]!.answer();
    await tick();
  }
  const failed = (await settled).flatMap(({ status }, at) => (status === 'rejected' ? [`K${at}`] : []));
  expect(failed).toEqual(['K42']);
  expect(asked.length).toBeLessThan(25);
});

test('when every key is bad, not every key is tried', async () => {
  const { asked, gatherer } = open();
  const settled = Promise.allSettled([gatherer.gather(codes(500))]);
  for (let at = 0; at < asked.length; at++) {
    asked[at]!.fail(new Error('broken'));
    await tick();
  }
  expect((await settled)[0]!.status).toBe('rejected');
  expect(asked.length).toBeLessThan(30);
});

test('a batch that failed because the database is away is not split', async () => {
  const { asked, gatherer } = open();
  const answer = gatherer.gather(codes(10));
  asked[0]!.fail(new KnownError('DATABASE_UNAVAILABLE', 'The database cannot be reached.'));
  await expect(answer).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
  expect(asked).toHaveLength(1);
});

test('each caller has its own deadline, and keys that nobody waits for any more are not asked', async () => {
  const { asked, gatherer } = open({ deadlineMs: 60 });
  const late = ['A', 'B', 'C'].map((key) => gatherer.gather([key]).catch((error: KnownError) => error.code));
  await new Promise((resolve) => setTimeout(resolve, 40));
  const inTime = gatherer.gather(['D']);
  expect(await Promise.all(late)).toEqual(['DATABASE_TIMEOUT', 'DATABASE_TIMEOUT', 'DATABASE_TIMEOUT']);
  asked[0]!.answer();
  await tick();
  expect(asked.map(({ keys }) => keys)).toEqual([['A'], ['B'], ['D']]);
  asked[2]!.answer();
  expect(await inTime).toEqual(['d']);
});

test('an answer that came too late for its caller serves the next one', async () => {
  const { asked, gatherer } = open({ deadlineMs: 10 });
  await expect(gatherer.gather(['A'])).rejects.toMatchObject({ code: 'DATABASE_TIMEOUT' });
  asked[0]!.answer();
  await tick();
  expect(await gatherer.gather(['A'])).toEqual(['a']);
  expect(asked).toHaveLength(1);
});
