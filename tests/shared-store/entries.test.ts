import { createAnswerCache } from '../../federation/caching/answer-cache';
import { keyOf } from '../../federation/caching/cache-keys';
import type { Entry } from '../../federation/caching/entry';
import { createRedisClient } from '../../shared-store/client';
import { openSharedStore, type SharedStoreSettings } from '../../shared-store/shared-store';
import { startRedis, type TestRedis } from '../support/process/redis-server';
import { waitFor } from '../support/process/wait-for';

let redis: TestRedis;
const opened: { close(): Promise<void> }[] = [];
beforeAll(async () => {
  redis = await startRedis(['--requirepass', 'a password']);
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.close()));
});
afterAll(() => redis?.close());

let prefixes = 0;
beforeEach(() => void prefixes++);

/** Opens a replica of the service: a cache in this process over the store that all replicas of a test share. */
async function openReplica(bytes = 1_000_000, more: Partial<SharedStoreSettings> = {}) {
  const outcomes: string[] = [];
  const problems: string[] = [];
  const store = openSharedStore({
    url: redis.url,
    password: () => 'a password',
    prefix: `test${prefixes}:`,
    timeoutMs: 2_000,
    warn: ({ err }) => void problems.push(err.message),
    record: (command, outcome) => void outcomes.push(`${command} ${outcome}`),
    ...more,
  });
  opened.push(store);
  const answers = createAnswerCache({ bytes, shared: store.entries });
  const isConnected = async () => {
    await store.entries.get(['x']);
    return outcomes.includes('get done');
  };
  if (!more.url && !more.password) await waitFor('the connection', isConnected);
  outcomes.length = 0;
  return { answers, store, outcomes, problems };
}

async function rawClient() {
  const client = createRedisClient({ url: redis.url, password: () => 'a password', onError: () => undefined });
  await client.connect();
  opened.push({ close: async () => client.destroy() });
  return client;
}

const key = (name: string, type = 'Practice', subgraph = 'vaccinations') => keyOf(subgraph, type, [name]);
const entry = (text: string, tags: readonly string[] = []): Entry => ({
  text,
  tags,
  expiresAt: Date.now() + 60_000,
  immutable: false,
});
type Replica = Awaited<ReturnType<typeof openReplica>>;

async function keep({ answers, outcomes }: Replica, entries: Readonly<Record<string, Entry>>) {
  const before = outcomes.filter((outcome) => outcome === 'set done').length;
  answers.keep(new Map(Object.entries(entries)), answers.removals);
  await waitFor('the write', () => outcomes.filter((outcome) => outcome === 'set done').length > before);
}

async function texts({ answers }: Replica, ...keys: string[]) {
  return (await answers.find('vaccinations', keys)).map((found) => found?.text);
}

test('what one replica keeps, another one has, also without memory of its own', async () => {
  const [one, other, third] = [await openReplica(), await openReplica(), await openReplica(0)];
  await keep(one, { [key('a')]: entry('{"doses":1}'), [key('b')]: entry('null') });
  expect(await texts(other, key('a'), key('c'), key('b'))).toEqual(['{"doses":1}', undefined, 'null']);
  expect(await texts(third, key('b'), key('a'))).toEqual(['null', '{"doses":1}']);
  const asked = other.outcomes.length;
  expect(await texts(other, key('b'), key('a'))).toEqual(['null', '{"doses":1}']);
  expect(other.outcomes).toHaveLength(asked); // from its own memory
});

test('the store drops each entry at its end, and a tag with its last entry; keys show no value', async () => {
  const replica = await openReplica();
  await keep(replica, { [key('secret')]: entry('1', ['june']) });
  const client = await rawClient();
  const keys = await client.keys(`test${prefixes}:*`);
  expect(keys).toEqual(expect.arrayContaining([expect.stringMatching(/^test\d+:vaccinations:Practice:[\w-]{43}$/)]));
  expect(keys).toHaveLength(2);
  for (const each of keys) {
    const left = await client.pTTL(each);
    expect(left).toBeGreaterThan(30_000);
    expect(left).toBeLessThanOrEqual(60_000);
  }
});

test.each([
  ['a tag', { tag: 'june', subgraphs: ['vaccinations'] }, [undefined, undefined, '3', '4']],
  ['a subgraph', { subgraph: 'vaccinations' }, [undefined, undefined, undefined, '4']],
  ['a type', { subgraph: 'vaccinations', type: 'Practice' }, [undefined, '2', '3', '4']],
] as const)('a removal by %s reaches the store and the memory of each replica', async (_what, selection, left) => {
  const [one, other] = [await openReplica(), await openReplica()];
  const keys = [key('a'), key('b', 'Trust'), key('c', 'Trust'), key('d', 'Practice', 'vaccinations2')];
  await keep(one, {
    [keys[0]!]: entry('1', ['june']),
    [keys[1]!]: entry('2', ['may', 'june']),
    [keys[2]!]: entry('3', ['may']),
    [keys[3]!]: entry('4', ['june']),
  });
  expect(await texts(other, ...keys)).toEqual(['1', '2', '3', '4']);
  expect(await one.answers.remove([selection])).toBe(left.filter((text) => text === undefined).length);
  await waitFor('the news of the removal', () => other.answers.removals > 0);
  for (const replica of [one, other]) expect(await texts(replica, ...keys)).toEqual(left);
});

test('a replica that may have missed a removal forgets what it has', async () => {
  const replica = await openReplica();
  await keep(replica, { [key('a')]: entry('1') });
  const client = await rawClient();
  await waitFor(
    'the loss of its subscription',
    async () => ((await client.sendCommand(['CLIENT', 'KILL', 'TYPE', 'pubsub'])) as unknown as number) > 0,
  );
  await waitFor('its new subscription', () => replica.answers.removals > 0);
  expect(replica.answers.bytes).toBe(0);
});

test('a value that is no entry is not used', async () => {
  const replica = await openReplica();
  const client = await rawClient();
  const values = ['', '{', '[]', '{"text":1}', JSON.stringify({ ...entry('1'), expiresAt: 1 })];
  for (const [at, value] of values.entries()) await client.set(`test${prefixes}:${key(String(at))}`, value);
  expect(await texts(replica, ...values.map((_, at) => key(String(at))))).toEqual(values.map(() => undefined));
});

test('a wrong password, an unknown host and a closed port are reported, and nothing waits for them', async () => {
  for (const more of [
    { password: () => 'wrong' },
    { url: 'redis://127.0.0.1:1' },
    { url: 'redis://unknown.invalid:6379' },
  ]) {
    const replica = await openReplica(1_000_000, more);
    expect(await texts(replica, key('a'))).toEqual([undefined]);
    expect(replica.outcomes).toEqual(['get failed']);
    replica.answers.keep(new Map([[key('a'), entry('1')]]), replica.answers.removals);
    expect(await texts(replica, key('a'))).toEqual(['1']);
    await waitFor('the report', () => replica.problems.length > 0);
    expect(replica.problems.join()).not.toContain('wrong password');
  }
});
