import { KnownError } from '../../../../errors';
import { BatchQueue } from '../../../../graph/batching/batch-queue';

interface PendingQuery {
  readonly keys: readonly string[];
  resolve(): void;
  reject(error: Error): void;
}

/** A queue with the queries that it ran, which the test settles. */
function createQueue(settings: Partial<ConstructorParameters<typeof BatchQueue>[2]> = {}) {
  const queries: PendingQuery[] = [];
  const stored = new Map<string, string>();
  const run = (keys: readonly string[]) =>
    new Promise<string[]>((resolve, reject) => {
      queries.push({ keys, resolve: () => resolve(keys.map((key) => key.toLowerCase())), reject });
    });
  const store = {
    idOf: (key: string) => key,
    get: (key: string) => stored.get(key),
    set: (key: string, result: string) => void stored.set(key, result),
  };
  return { queries, queue: new BatchQueue(run, store, { deadlineMs: 1_000, ...settings }) };
}

/** Long enough to settle the callers and to start the next query. */
const tick = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
const codes = (count: number, from = 0) => Array.from({ length: count }, (_, at) => `K${from + at}`);

test('two queries are in flight, and keys that arrive meanwhile form the next batch', async () => {
  const { queries, queue } = createQueue();
  const results = ['A', 'B', 'C', 'D', 'E'].map((key) => queue.run([key]));
  expect(queries.map(({ keys }) => keys)).toEqual([['A'], ['B']]);
  queries[0]!.resolve();
  await tick();
  expect(queries.map(({ keys }) => keys)).toEqual([['A'], ['B'], ['C', 'D', 'E']]);
  queries[1]!.resolve();
  queries[2]!.resolve();
  expect(await Promise.all(results)).toEqual([['a'], ['b'], ['c'], ['d'], ['e']]);
});

test('callers of a settled query share a batch for their next keys', async () => {
  const { queries, queue } = createQueue();
  const client = async (name: string) => {
    await queue.run([`${name}1`]);
    await new Promise(process.nextTick); // a DataLoader also dispatches in the next tick
    await queue.run([`${name}2`]);
  };
  const clients = ['X', 'Y', 'A', 'B', 'C'].map(client);
  queries[0]!.resolve();
  await tick();
  queries[2]!.resolve();
  await tick();
  expect(queries.map(({ keys }) => keys.join(' '))).toEqual(['X1', 'Y1', 'A1 B1 C1 X2', 'A2 B2 C2']);
  for (let at = 1; at < queries.length; at++) {
    queries[at]!.resolve();
    await tick();
  }
  await Promise.all(clients);
});

test('equal pending keys share one result, also within a list', async () => {
  const { queries, queue } = createQueue();
  const results = [queue.run(['A', 'B', 'A']), queue.run(['B']), queue.run(['A', 'C'])];
  expect(queries.map(({ keys }) => keys)).toEqual([['A', 'B'], ['C']]);
  queries.forEach((query) => query.resolve());
  expect(await Promise.all(results)).toEqual([['a', 'b', 'a'], ['b'], ['a', 'c']]);
});

test('lists of several callers are joined up to 500 keys, and one list is not split up to 2,000', async () => {
  const { queries, queue } = createQueue();
  void queue.run(['X']);
  void queue.run(['Y']);
  for (const from of [0, 300, 600]) void queue.run(codes(300, from));
  void queue.run(codes(1_500, 1_000));
  for (let at = 0; at < 5; at++) {
    queries[at]!.resolve();
    await tick();
  }
  expect(queries.map(({ keys }) => keys.length)).toEqual([1, 1, 300, 300, 300, 1_500]);
  queries.slice(5).forEach((query) => query.resolve());
});

test('a failing key rejects its own caller only', async () => {
  const { queries, queue } = createQueue();
  const results = codes(100).map((key) => queue.run([key]));
  const settled = Promise.allSettled(results);
  for (let at = 0; at < queries.length || at < 2; at++) {
    if (queries[at]!.keys.includes('K42')) queries[at]!.reject(new Error('divided by zero'));
    else queries[at]!.resolve();
    await tick();
  }
  const failed = (await settled).flatMap(({ status }, at) => (status === 'rejected' ? [`K${at}`] : []));
  expect(failed).toEqual(['K42']);
  expect(queries.length).toBeLessThan(25);
});

test('when every key fails, not every key is tried alone', async () => {
  const { queries, queue } = createQueue();
  const settled = Promise.allSettled([queue.run(codes(500))]);
  for (let at = 0; at < queries.length; at++) {
    queries[at]!.reject(new Error('broken'));
    await tick();
  }
  expect((await settled)[0]!.status).toBe('rejected');
  expect(queries.length).toBeLessThan(30);
});

test('a batch that failed because the database is unavailable is not split', async () => {
  const { queries, queue } = createQueue();
  const result = queue.run(codes(10));
  queries[0]!.reject(new KnownError('DATABASE_UNAVAILABLE', 'The database cannot be reached.'));
  await expect(result).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
  expect(queries).toHaveLength(1);
});

test('each caller has its own deadline, and keys without a waiting caller are not queried', async () => {
  const { queries, queue } = createQueue({ deadlineMs: 60 });
  const late = ['A', 'B', 'C'].map((key) => queue.run([key]).catch((error: KnownError) => error.code));
  await new Promise((resolve) => setTimeout(resolve, 40));
  const inTime = queue.run(['D']);
  expect(await Promise.all(late)).toEqual(['DATABASE_TIMEOUT', 'DATABASE_TIMEOUT', 'DATABASE_TIMEOUT']);
  queries[0]!.resolve();
  await tick();
  expect(queries.map(({ keys }) => keys)).toEqual([['A'], ['B'], ['D']]);
  queries[2]!.resolve();
  expect(await inTime).toEqual(['d']);
});

test('a deadline that changes while the process becomes warm counts from the next list on', async () => {
  let deadlineMs = 1;
  const { queries, queue } = createQueue({ deadlineMs: () => deadlineMs });
  await expect(queue.run(['A'])).rejects.toMatchObject({ code: 'DATABASE_TIMEOUT' });
  deadlineMs = 60_000;
  const second = queue.run(['B']);
  queries[1]!.resolve();
  expect(await second).toEqual(['b']);
});

test('a result that arrives after the deadline is stored for the next caller', async () => {
  const { queries, queue } = createQueue({ deadlineMs: 10 });
  await expect(queue.run(['A'])).rejects.toMatchObject({ code: 'DATABASE_TIMEOUT' });
  queries[0]!.resolve();
  await tick();
  expect(await queue.run(['A'])).toEqual(['a']);
  expect(queries).toHaveLength(1);
});

test('the parts of a long list that were read before its deadline are not read again', async () => {
  const { queries, queue } = createQueue({ deadlineMs: 500 });
  const list = codes(4_500);
  const first = expect(queue.run(list)).rejects.toMatchObject({ code: 'DATABASE_TIMEOUT' });
  while (queries.length < 2) await tick(); // on a slow machine, the queue pauses while it collects the keys
  expect(queries.map(({ keys }) => keys.length)).toEqual([2_000, 2_000]);
  queries[0]!.resolve();
  await first;
  let isSettled = false;
  const second = queue.run(list).finally(() => (isSettled = true));
  while (!isSettled) {
    queries.slice(1).forEach((query) => query.resolve());
    await tick();
  }
  expect(await second).toHaveLength(4_500);
  expect(queries.reduce((sum, { keys }) => sum + keys.length, 0)).toBe(4_500);
});
