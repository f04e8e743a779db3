import { setTimeout as after } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openNeo4j } from '../../../graph/neo4j/neo4j';
import type { Graph } from '../../../graph/graph';
import { openGateway, type TestGateway } from '../../support/gateway/gateway';
import { sampleGraph, sharedNeo4j } from '../../support/database/sample-graph';
import { openRawConnection } from '../../support/gateway/raw-http';
import { openInMemoryGateway } from '../../support/gateway/in-memory-gateway';
import { computedMs } from '../../support/process/longest-turn';
import { waitFor } from '../../support/process/wait-for';
import { retryTimed } from '../../support/process/retry-timed';

retryTimed('the promise is an upper bound of time and of memory, beside other suites');

const QUERY = '{ organisation(code: "ZXP0001") { code name parents(view: COMMISSIONING) { code } } }';
let gateway: TestGateway;
beforeAll(async () => void (gateway = await openGateway(sampleGraph())));
afterAll(() => gateway.close());

test('fault 20: a jump of the clock does not affect deadlines and cache ages', async () => {
  expect((await gateway.query(QUERY)).errors).toEqual([]);
  const real = Date.now;
  try {
    for (const hours of [1, -1]) {
      Date.now = () => real() + hours * 3_600_000;
      expect((await gateway.query(QUERY)).errors).toEqual([]);
      await after(1_100); // the live pointer is read again
      expect((await gateway.query(QUERY)).errors).toEqual([]);
    }
  } finally {
    Date.now = real;
  }
});

test('fault 21: requests succeed after the event loop was blocked', async () => {
  const waiting = Array.from({ length: 50 }, () => gateway.query(QUERY));
  for (const until = performance.now() + 500; performance.now() < until;);
  expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual(Array(50).fill(200));
  expect((await gateway.app.inject('/livez')).statusCode).toBe(200);
});

test('fault 21: a limit of points and one of concurrent requests count rightly while the event loop is blocked', async () => {
  const limited = await openInMemoryGateway({ ratePointsPerMinute: 60, limits: { concurrency: 20 } });
  const send = () => limited.post({ query: '{ echo(text: "a") }' });
  const waiting = Array.from({ length: 100 }, send);
  for (const until = performance.now() + 500; performance.now() < until;);
  const statuses = (await Promise.all(waiting)).map(({ statusCode }) => statusCode);
  const count = (status: number) => statuses.filter((found) => found === status).length;
  const passed = count(200);
  expect([passed > 0, passed + count(429) + count(503)]).toEqual([true, 100]);
  for (let more = 0; more < 70; more++) statuses.push((await send()).statusCode);
  expect(count(200)).toBe(60); // every slot is free again, and no point was lost
  expect(statuses.at(-1)).toBe(429);
  await limited.close();
});

test('fault 22: a flood of different documents does not leak memory', async () => {
  const inMemory = await openInMemoryGateway();
  const flood = async (from: number) => {
    for (let at = from; at < from + 1_100; at++) {
      const fields = Array.from({ length: 20 }, (_, n) => `a${n}: organisation(code: "${at}") { code name }`).join(' ');
      expect((await inMemory.post({ query: `{ ${fields} }` })).statusCode).toBe(200);
    }
  };
  await flood(0); // fills every cache that is limited by a number of entries
  const before = usedHeap();
  await flood(10_000);
  expect(usedHeap() - before).toBeLessThan(10_000_000);
  await inMemory.close();
}, 120_000); // 2,200 documents fill the caches

/** Returns the used bytes of the heap after a full garbage collection. */
function usedHeap(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

test('fault 25: slow clients do not delay other clients', async () => {
  const server = await openInMemoryGateway();
  const port = Number(new URL(await server.app.listen({ port: 0, host: '127.0.0.1' })).port);
  const body = JSON.stringify({ query: '{ large(bytes: 500000) }' });
  const request = `POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
  /** The milliseconds of computing that fifty requests take. */
  const fifty = async () => {
    const began = computedMs();
    for (let at = 0; at < 50; at++) expect((await server.post({ query: '{ echo(text: "a") }' })).statusCode).toBe(200);
    return computedMs() - began;
  };
  const least = async () => Math.min(await fifty(), await fifty(), await fifty());
  await fifty();
  const alone = await least();
  const readers = Array.from({ length: 200 }, () => openRawConnection(port, request));
  for (const { socket } of readers) socket.pause();
  await after(500);
  await waitFor('an end of the work for the slow clients', async () => {
    const began = computedMs();
    await after(100);
    return computedMs() - began < 10;
  });
  expect(await least()).toBeLessThan(1.5 * alone + 5);
  for (const { socket } of readers) socket.destroy();
  await server.close();
});

test('fault 26: many concurrent equal requests share the reads of the database', async () => {
  const shared = openNeo4j(sharedNeo4j());
  const reads = new Map<string, number>();
  const count = (name: string) => void reads.set(name, (reads.get(name) ?? 0) + 1);
  const countingGraph: Graph = {
    ...shared,
    read: (statement, ...rest) => (count(statement.name), shared.read(statement, ...rest)),
    table: (statement, ...rest) => (count(statement.name), shared.table(statement, ...rest)),
  };
  const cold = await openGateway(countingGraph);
  const responses = await Promise.all(Array.from({ length: 200 }, () => cold.query(QUERY)));
  await cold.close();
  await shared.close();
  expect(new Set(responses.map(({ data }) => JSON.stringify(data))).size).toBe(1);
  expect(reads.size).toBeGreaterThan(2);
  for (const [name, times] of reads) expect([name, times <= 2]).toEqual([name, true]);
});
