import { randomBytes } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Graph } from '../../../graph/graph';
import { openNeo4j } from '../../../graph/neo4j/neo4j';
import { createReadSide } from '../../../graph/read-side';
import { sampleGraph, sharedNeo4j } from '../../support/database/sample-graph';
import { openTcpProxy, type TcpProxy } from '../../support/database/tcp-proxy';
import { retryTimed } from '../../support/process/retry-timed';

retryTimed('the promise is an upper bound of time, with a database that hangs');

/** A busy machine delays some calls, and a wrong wait delays all: bounds of time are those of the fastest call. */
const fastest = (calls: readonly { readonly ms: number }[]) => Math.min(...calls.map(({ ms }) => ms));
/** Milliseconds within which a read fails that need not wait: with its retries, and while the circuit is open. */
const [AT_ONCE_MS, OPEN_CIRCUIT_MS] = [100, 10];

const ONE = { name: 'one', text: 'RETURN 1 AS one' };
/** A response of about 40 KB. */
const MANY = { name: 'many', text: 'UNWIND range(1, 2000) AS number RETURN number, "abcdefgh" AS text' };

let proxy: TcpProxy;
let graph: Graph;
/** How often the text of MANY was sent to the server. */
let runsSent = 0;

beforeAll(async () => {
  await sampleGraph().read(MANY, {}, { deadlineMs: 20_000 });
});

const openThroughProxy = () => openNeo4j({ ...sharedNeo4j(), uri: `bolt://127.0.0.1:${proxy.port}` });

beforeEach(async () => {
  const { uri } = sharedNeo4j();
  const countRuns = (sent: Buffer) => void (runsSent += sent.toString('latin1').split(MANY.text).length - 1);
  proxy = await openTcpProxy(Number(new URL(uri).port), countRuns);
  graph = openThroughProxy();
  await graph.read(ONE, {}, { deadlineMs: 10_000 });
});

/** Each test ends with a read that must succeed. */
afterEach(async () => {
  proxy.set({});
  await retryUntilSuccess(() => graph.read(ONE), 5_000);
  await graph.close();
  await proxy.close();
});

const timed = async (work: Promise<unknown>) => {
  const start = performance.now();
  const outcome = await work.then(
    () => 'succeeded',
    (error: { code?: string }) => error.code ?? String(error),
  );
  return { outcome, ms: performance.now() - start };
};

async function retryUntilSuccess(read: () => Promise<unknown>, withinMs: number): Promise<number> {
  const start = performance.now();
  for (;;) {
    if ((await timed(read())).outcome === 'succeeded') return performance.now() - start;
    if (performance.now() - start > withinMs) throw new Error(`No success within ${withinMs} ms.`);
    await sleep(20);
  }
}

test('fault 1: a database that refuses connections fails reads within 100 ms, and reads succeed within 2 s of its return', async () => {
  const others = Array.from({ length: 5 }, openThroughProxy);
  await Promise.all(others.map((each) => each.read(ONE)));
  proxy.set({ refuse: true });
  const firsts = [];
  for (const each of [graph, ...others]) firsts.push(await timed(each.read(ONE)));
  expect(new Set(firsts.map(({ outcome }) => outcome))).toEqual(new Set(['DATABASE_UNAVAILABLE']));
  expect(fastest(firsts)).toBeLessThan(AT_ONCE_MS);
  await Promise.all(others.map((each) => each.close()));
  await Promise.all(Array.from({ length: 10 }, () => timed(graph.read(ONE))));
  const tried = proxy.accepted;
  const refused = [];
  for (let call = 0; call < 5; call++) refused.push(await timed(graph.read(ONE)));
  expect(new Set(refused.map(({ outcome }) => outcome))).toEqual(new Set(['DATABASE_UNAVAILABLE']));
  expect(fastest(refused)).toBeLessThan(OPEN_CIRCUIT_MS);
  expect(proxy.accepted - tried).toBeLessThanOrEqual(2); // the circuit is open: only probes connect
  proxy.set({});
  expect(await retryUntilSuccess(() => graph.read(ONE), 5_000)).toBeLessThan(2_000);
});

test('fault 1: a port without a listener fails reads within 100 ms', async () => {
  const unreachable = openNeo4j({ uri: 'bolt://127.0.0.1:1', user: 'neo4j', password: 'none' });
  const firsts = [await timed(unreachable.read(ONE)), await timed(unreachable.read(ONE))];
  expect(firsts.map(({ outcome }) => outcome)).toEqual(Array(2).fill('DATABASE_UNAVAILABLE'));
  expect(fastest(firsts)).toBeLessThan(AT_ONCE_MS);
  await expect(unreachable.ping()).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
  await unreachable.close();
});

test('fault 2: a database that hangs fails reads at their deadline, and reads succeed within 5 s of its return', async () => {
  await Promise.all(Array.from({ length: 8 }, () => graph.read(ONE)));
  proxy.set({ blackhole: true });
  const hung = await Promise.all(Array.from({ length: 8 }, () => timed(graph.read(ONE))));
  expect(new Set(hung.map(({ outcome }) => outcome))).toEqual(new Set(['DATABASE_TIMEOUT']));
  expect(fastest(hung)).toBeGreaterThan(1_900);
  expect(fastest(hung)).toBeLessThan(2_050);
  await sleep(1_700);
  proxy.set({});
  expect(await retryUntilSuccess(() => graph.read(ONE), 5_000)).toBeLessThan(5_000);
});

test('fault 2: the pool drops connections that hung', async () => {
  proxy.set({ blackhole: true });
  await Promise.all(Array.from({ length: 30 }, () => timed(graph.read(ONE))));
  await sleep(1_700);
  proxy.set({});
  await retryUntilSuccess(() => graph.read(ONE), 5_000);
  await sleep(500);
  const before = proxy.accepted;
  for (let call = 0; call < 50; call++) await graph.read(ONE);
  expect(proxy.accepted - before).toBeLessThanOrEqual(1);
  expect(await connectionsOf(proxy)).toBeLessThanOrEqual(24);
});

test('fault 3: reads from a slow database succeed before the deadline and fail at it', async () => {
  await Promise.all(Array.from({ length: 8 }, () => graph.read(ONE)));
  for (const latencyMs of [200, 1_000]) {
    proxy.set({ latencyMs });
    const slow = await Promise.all(Array.from({ length: 8 }, () => timed(graph.read(ONE))));
    for (const { outcome, ms } of slow) {
      expect(outcome).toBe('succeeded');
      expect(ms).toBeGreaterThan(latencyMs - 10);
    }
  }
  proxy.set({ latencyMs: 3_000 });
  const late = await Promise.all(Array.from({ length: 8 }, () => timed(graph.read(ONE))));
  expect(new Set(late.map(({ outcome }) => outcome))).toEqual(new Set(['DATABASE_TIMEOUT']));
  expect(fastest(late)).toBeLessThan(2_050);
});

test('fault 4: a connection that is reset during a response costs one retry, and at most 200 ms', async () => {
  const whole = await sampleGraph().read(MANY);
  const [calls, resets] = [[], []] as { ms: number }[][];
  for (let call = 0; call < 3; call++) {
    proxy.set({});
    calls!.push(await timed(graph.read(MANY)));
    proxy.set({ resetAfterBytes: 2_000, resets: 1 });
    const runs = runsSent;
    const reading = graph.read(MANY);
    resets!.push(await timed(reading));
    expect(await reading).toEqual(whole);
    expect(runsSent - runs).toBe(2);
  }
  expect(fastest(resets!) - fastest(calls!)).toBeLessThan(200);
});

test('fault 5: when every response is cut, the circuit opens after at most 20 calls and reads fail quickly', async () => {
  proxy.set({ resetAfterBytes: 2_000 });
  for (let call = 0; call < 20; call++) await timed(graph.read(MANY));
  const [accepted, runs] = [proxy.accepted, runsSent];
  const refused = [];
  for (let call = 0; call < 20; call++) refused.push(await timed(graph.read(MANY)));
  expect(new Set(refused.map(({ outcome }) => outcome))).toEqual(new Set(['DATABASE_UNAVAILABLE']));
  expect(fastest(refused)).toBeLessThan(OPEN_CIRCUIT_MS);
  expect([proxy.accepted - accepted <= 2, runsSent - runs <= 2]).toEqual([true, true]); // probes
});

test('fault 6: a response that arrives byte by byte is correct', async () => {
  proxy.set({ sliceBytes: 1 });
  const cpu = process.cpuUsage();
  expect(await graph.read(MANY)).toEqual(await sampleGraph().read(MANY));
  expect(process.cpuUsage(cpu).user / 1_000).toBeLessThan(4_000);
});

test('fault 7: random bytes instead of Bolt fail reads, and the process survives', async () => {
  const sockets: Socket[] = [];
  const randomServer = await listen((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.on('data', () => socket.write(randomBytes(512)));
  });
  const randomGraph = openNeo4j({ uri: `bolt://127.0.0.1:${randomServer.port}`, user: 'neo4j', password: 'none' });
  for (let call = 0; call < 5; call++) {
    const { outcome, ms } = await timed(randomGraph.read(ONE));
    expect(['DATABASE_UNAVAILABLE', 'DATABASE_TIMEOUT']).toContain(outcome);
    expect(ms).toBeLessThan(4_000);
  }
  await sleep(200);
  expect(sockets.length).toBeGreaterThan(0);
  expect(sockets.filter(({ destroyed }) => !destroyed)).toHaveLength(0); // each connection is dropped
  await randomGraph.close();
  await randomServer.close();
});

test('fault 15: a read fails with OVERLOADED within 1 s when every connection is in use', async () => {
  const narrow = openNeo4j({ ...sharedNeo4j(), uri: `bolt://127.0.0.1:${proxy.port}`, maxConnections: 1 });
  await narrow.read(ONE);
  const slow = {
    name: 'slow',
    text: 'UNWIND range(1, 100000000) AS number WITH number WHERE number % 7 = 8 RETURN count(*) AS count',
  };
  const slowRead = timed(narrow.read(slow));
  await sleep(50);
  const waiting = await Promise.all(Array.from({ length: 3 }, () => timed(narrow.read(ONE))));
  expect(new Set(waiting.map(({ outcome }) => outcome))).toEqual(new Set(['OVERLOADED']));
  expect(fastest(waiting)).toBeLessThan(1_000);
  expect((await slowRead).outcome).toBe('DATABASE_TIMEOUT');
  await retryUntilSuccess(() => narrow.read(ONE), 5_000);
  await narrow.close();
});

test('fault 20: a clock that jumps by an hour changes no deadline', async () => {
  const now = Date.now;
  Date.now = () => now() + 3_600_000;
  try {
    const reads = createReadSide(graph);
    expect(await reads.catalog.snapshot()).toMatchObject({ live: { number: 2 } });
    Date.now = () => now() - 3_600_000;
    expect((await timed(graph.read(ONE))).outcome).toBe('succeeded');
    expect(reads.catalog.snapshot()).not.toBeInstanceOf(Promise);
  } finally {
    Date.now = now;
  }
});

test('fault 26: five hundred requests after a release change read a key at most twice', async () => {
  let tableReads = 0;
  const counting: Graph = { ...graph, table: (...rest) => (tableReads++, graph.table(...rest)) };
  const reads = createReadSide(counting, { deadlineMs: 10_000 });
  await reads.catalog.snapshot();
  tableReads = 0;
  await Promise.all(
    Array.from({ length: 500 }, async () => reads.loaders().state.load({ code: 'ZXP0001', release: 2 })),
  );
  expect(tableReads).toBeLessThanOrEqual(2);
});

test('errors for callers contain no text of the server', async () => {
  const { uri } = sharedNeo4j();
  const unauthorised = openNeo4j({ uri, user: 'neo4j', password: 'wrong' });
  const error = (await unauthorised.read(ONE).catch((caught: Error) => caught)) as Error & { code?: string };
  if (error.code !== undefined)
    expect(error).toMatchObject({ code: 'DATABASE_UNAVAILABLE', message: 'The database cannot be reached.' });
  await unauthorised.close();
});

async function listen(onConnection: (socket: Socket) => void): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer(onConnection).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  return { port, close: () => new Promise((resolve) => void server.close(() => resolve())) };
}

/** Returns the number of open connections to the proxy. */
async function connectionsOf({ port }: TcpProxy): Promise<number> {
  const sockets = (
    process as unknown as { _getActiveHandles(): { remotePort?: number; destroyed?: boolean }[] }
  )._getActiveHandles();
  return sockets.filter(({ remotePort, destroyed }) => remotePort === port && !destroyed).length;
}
