import { createAnswerCache } from '../../federation/caching/answer-cache';
import { cacheAnswers } from '../../federation/caching/caching-executor';
import { createRateLimit, createRateLimiter } from '../../gateway/http/rate-limit';
import { createRedisClient } from '../../shared-store/client';
import { openSharedStore } from '../../shared-store/shared-store';
import type { SubgraphRequest } from '../../federation/subgraphs/subgraph-executor';
import { startRedis, type TestRedis } from '../support/process/redis-server';
import { waitFor } from '../support/process/wait-for';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.close()));
});

async function open(options: readonly string[] = [], timeoutMs = 1_000) {
  const redis = await startRedis(options);
  opened.unshift(redis);
  const store = await openStore(redis, timeoutMs);
  return { redis, ...store };
}

async function openStore({ url }: TestRedis, timeoutMs: number) {
  const outcomes: string[] = [];
  const record = (command: string, outcome: string) => void outcomes.push(`${command} ${outcome}`);
  const store = openSharedStore({
    url,
    password: () => undefined,
    prefix: 'p:',
    timeoutMs,
    record,
    warn: () => undefined,
  });
  opened.unshift(store);
  const answers = createAnswerCache({ bytes: 0, shared: store.entries });
  let [fetches, at] = [0, 0];
  const execute = cacheAnswers(
    async ({ variables }) => {
      fetches++;
      const header = (name: string) => (name === 'cache-control' ? 'max-age=60' : '');
      return { data: { value: variables.n, fill: 'x'.repeat(50_000) }, hints: { header, extensions: undefined } };
    },
    { subgraph: { name: 'a', url: 'http://a.example' }, version: '1', answers },
  );
  const operation = { subgraph: 'a', kind: 'query' as const, query: '{ value }' };
  /** Asks for a value that is new unless `n` is given. Returns how many requests the subgraph received for it. */
  const ask = async (n = at++) => {
    const before = fetches;
    const request: SubgraphRequest = { operation, variables: { n }, variablesText: () => `{"n":${n}}`, context: {} };
    expect((await execute(request)).data!.value).toBe(n);
    return fetches - before;
  };
  const isConnected = async () => {
    await store.entries.get(['x']);
    return outcomes.splice(0).includes('get done');
  };
  await waitFor('the connection', isConnected);
  return { store, answers, outcomes, ask, isConnected };
}

test('a store that does not answer costs five requests the time limit, and the others nothing', async () => {
  const { redis, ask, outcomes } = await open([], 50);
  await ask(0);
  await waitFor('the write', () => outcomes.includes('set done'));
  expect(await ask(0)).toBe(0);
  outcomes.length = 0;
  redis.freeze();
  for (let n = 0; n < 20; n++) expect(await ask(0)).toBe(1);
  expect(outcomes.filter((each) => each === 'get late')).toHaveLength(5);
  expect(outcomes.filter((each) => each === 'get skipped')).toHaveLength(15);
  redis.thaw();
});

test('a store that is down is not missed, and is used again when it is back', async () => {
  const { redis, ask, outcomes, isConnected } = await open();
  await redis.kill();
  for (let n = 0; n < 10; n++) expect(await ask(0)).toBe(1);
  expect(outcomes).not.toContain('get done');
  await redis.start();
  await waitFor('the connection', isConnected);
  await ask(1);
  await waitFor('an answer from it', async () => (await ask(1)) === 0);
});

test('a store that is full still answers, and the requests do too', async () => {
  const { ask, outcomes } = await open(['--maxmemory', '2mb', '--maxmemory-policy', 'noeviction'], 10_000);
  for (let n = 0; n < 40; n++) expect(await ask()).toBe(1);
  await waitFor('a refused write', () => outcomes.includes('set failed'));
  expect(outcomes.filter((each) => each.startsWith('get')).every((each) => each === 'get done')).toBe(true);
});

test('processes count the points of a client together; while the store is down, each on its own', async () => {
  const one = await open();
  const other = await openStore(one.redis, 1_000);
  const [first, second] = [one, other].map(({ store }) =>
    createRateLimit(10, (points, seconds) => store.createLimiter(points, seconds, createRateLimiter(points, seconds))),
  );
  await first!.charge('192.0.2.1', 6);
  await expect(second!.charge('192.0.2.1', 6)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  await second!.charge('192.0.2.1', 4);
  await expect(first!.charge('192.0.2.1', 1)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  await second!.charge('192.0.2.2', 10);
  await one.redis.kill();
  await first!.charge('192.0.2.1', 10);
  await expect(first!.charge('192.0.2.1', 1)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  await second!.charge('192.0.2.1', 10);
});

test('writes that were not sent are not counted as waiting: the store is used again after an outage', async () => {
  const { redis, store, outcomes } = await open();
  const set = () => store.entries.set([{ key: 'k', value: 'x'.repeat(1_000_000), ttlMs: 60_000, tags: [] }]);
  await redis.kill();
  const ended = () => outcomes.filter((each) => each === 'set failed' || each === 'set late').length;
  for (let n = 0; n < 5; n++) set();
  await waitFor('the outage', () => ended() === 5);
  for (let n = 0; n < 30; n++) set();
  await waitFor('what is not sent', () => outcomes.filter((each) => each === 'set skipped').length === 30);
  await redis.start();
  await waitFor('a write', () => (set(), outcomes.includes('set done')));
});

test('a removal that other processes cannot be told of has failed', async () => {
  const { redis, store } = await open();
  const removal = { prefixes: ['k'] };
  expect(await store.entries.remove(removal)).toBe(0);
  const admin = createRedisClient({ url: redis.url, password: () => undefined, onError: () => undefined });
  await admin.connect();
  await admin.sendCommand(['ACL', 'SETUSER', 'default', 'resetchannels']);
  admin.destroy();
  expect(await store.entries.remove(removal)).toBeUndefined();
});
