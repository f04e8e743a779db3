import { setTimeout as after } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openNeo4j } from '../../../graph/neo4j/neo4j';
import type { Graph } from '../../../graph/graph';
import { openGateway, type TestGateway } from '../../support/gateway/gateway';
import { sampleGraph, sharedNeo4j } from '../../support/database/graph';
import { openRaw } from '../../support/gateway/raw-http';
import { standIn } from '../../support/gateway/in-memory-gateway';
import '../../support/process/retry-timed';

const QUERY = '{ organisation(code: "ZXP0001") { code name parents(view: COMMISSIONING) { code } } }';
let gateway: TestGateway;
beforeAll(async () => void (gateway = await openGateway(sampleGraph())));
afterAll(() => gateway.close());

test('fault 20: a clock that jumps moves no deadline and no age', async () => {
  expect((await gateway.ask(QUERY)).errors).toEqual([]);
  const real = Date.now;
  try {
    for (const hours of [1, -1]) {
      Date.now = () => real() + hours * 3_600_000;
      expect((await gateway.ask(QUERY)).errors).toEqual([]);
      await after(1_100); // the live pointer is read again
      expect((await gateway.ask(QUERY)).errors).toEqual([]);
    }
  } finally {
    Date.now = real;
  }
});

test('fault 21: after the event loop was blocked everything answers again', async () => {
  const waiting = Array.from({ length: 50 }, () => gateway.ask(QUERY));
  for (const until = performance.now() + 500; performance.now() < until;);
  expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual(Array(50).fill(200));
  expect((await gateway.app.inject('/livez')).statusCode).toBe(200);
});

test('fault 22: a flood of different documents leaves no memory behind', async () => {
  const small = await standIn();
  const flood = async (from: number) => {
    for (let at = from; at < from + 1_100; at++) {
      const fields = Array.from({ length: 20 }, (_, n) => `a${n}: organisation(code: "${at}") { code name }`).join(' ');
      expect((await small.post({ query: `{ ${fields} }` })).statusCode).toBe(200);
    }
  };
  await flood(0); // fills every cache that is bounded by a number
  const before = retained();
  await flood(10_000);
  expect(retained() - before).toBeLessThan(10_000_000);
  await small.close();
}, 120_000);

/** Bytes of the heap that are in use after a full collection. */
function retained(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

test('fault 25: clients who read slowly keep nobody else waiting', async () => {
  const server = await standIn();
  const port = Number(new URL(await server.app.listen({ port: 0, host: '127.0.0.1' })).port);
  const body = JSON.stringify({ query: '{ large(bytes: 500000) }' });
  const request = `POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
  const readers = Array.from({ length: 200 }, () => openRaw(port, request));
  for (const { socket } of readers) socket.pause();
  await after(500);
  const times: number[] = [];
  for (let at = 0; at < 50; at++) {
    const started = performance.now();
    expect((await server.post({ query: '{ echo(text: "a") }' })).statusCode).toBe(200);
    times.push(performance.now() - started);
  }
  for (const { socket } of readers) socket.destroy();
  await server.close();
  expect(times.sort((a, b) => a - b)[25]).toBeLessThan(200);
});

test('fault 26: a herd after the same answer costs one read for each question', async () => {
  const shared = openNeo4j(sharedNeo4j());
  const asked = new Map<string, number>();
  const count = (name: string) => void asked.set(name, (asked.get(name) ?? 0) + 1);
  const counting: Graph = {
    ...shared,
    read: (statement, ...rest) => (count(statement.name), shared.read(statement, ...rest)),
    table: (statement, ...rest) => (count(statement.name), shared.table(statement, ...rest)),
  };
  const cold = await openGateway(counting);
  const answers = await Promise.all(Array.from({ length: 200 }, () => cold.ask(QUERY)));
  await cold.close();
  await shared.close();
  expect(new Set(answers.map(({ data }) => JSON.stringify(data))).size).toBe(1);
  expect(asked.size).toBeGreaterThan(2);
  for (const [name, times] of asked) expect([name, times <= 2]).toEqual([name, true]);
});
