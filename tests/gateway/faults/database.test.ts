import { setTimeout as after } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { openNeo4j } from '../../../graph/neo4j/neo4j';
import { openGateway, type TestGateway } from '../../support/gateway/gateway';
import { sharedNeo4j } from '../../support/database/graph';
import { openProxy, type Proxy } from '../../support/database/tcp-proxy';
import { until } from '../../support/process/until';
import '../../support/process/retry-timed';

const QUERY =
  'query($codes: [ID!]!) { organisations(codes: $codes) { code name parents(view: COMMISSIONING) { code } } }';
let next = 0;
/** Codes that no cache holds yet. */
const fresh = () => ({
  variables: { codes: Array.from({ length: 5 }, () => `ZXP${String((next++ % 300) + 1).padStart(4, '0')}`) },
});

interface Served {
  readonly gateway: TestGateway;
  readonly proxy: Proxy;
}

/** A gateway without a cache of facts, with a faulty network before its database. */
async function served(act: (served: Served) => Promise<void>): Promise<void> {
  const { uri, user, password } = sharedNeo4j();
  const proxy = await openProxy(Number(new URL(uri).port));
  const graph = openNeo4j({ uri: `bolt://127.0.0.1:${proxy.port}`, user, password });
  const gateway = await openGateway(graph);
  gateway.health.warmedUp();
  try {
    expect((await gateway.ask(QUERY, fresh())).errors).toEqual([]);
    await act({ gateway, proxy });
  } finally {
    await gateway.close();
    await graph.close();
    await proxy.close();
  }
}

async function timed(gateway: TestGateway) {
  const started = performance.now();
  const { status, code } = await gateway.ask(QUERY, fresh());
  return { status, code, milliseconds: performance.now() - started };
}

const readyz = async (gateway: TestGateway) => (await gateway.app.inject('/readyz')).statusCode;

/** Settles with the milliseconds until the gateway answers again. */
async function untilItAnswers(gateway: TestGateway, most = 10_000): Promise<number> {
  const started = performance.now();
  while (performance.now() - started < most) {
    if ((await gateway.ask(QUERY, fresh())).status === 200) return performance.now() - started;
    await after(100);
  }
  throw new Error(`It did not answer within ${most} ms.`);
}

test('fault 1: the database refuses: an error at once, not ready, and recovery without a restart', () =>
  served(async ({ gateway, proxy }) => {
    proxy.set({ refuse: true });
    await after(1_100); // the live pointer may be a second old
    await timed(gateway);
    const { status, code, milliseconds } = await timed(gateway);
    expect([status, code]).toEqual([503, 'DATABASE_UNAVAILABLE']);
    expect(milliseconds).toBeLessThan(1_900);
    expect(await readyz(gateway)).toBe(503);
    proxy.set({});
    expect(await untilItAnswers(gateway)).toBeLessThan(6_000);
    await after(1_100);
    expect(await readyz(gateway)).toBe(200);
  }));

test('fault 2: the database hangs: an error at the deadline, and recovery without a restart', () =>
  served(async ({ gateway, proxy }) => {
    proxy.set({ blackhole: true });
    const answers = await Promise.all(Array.from({ length: 10 }, () => timed(gateway)));
    for (const { status, code, milliseconds } of answers) {
      expect([503, 200]).toContain(status);
      expect(code).toMatch(/^DATABASE_/);
      expect(milliseconds).toBeLessThan(5_500);
    }
    expect((await gateway.app.inject('/livez')).statusCode).toBe(200);
    proxy.set({});
    expect(await untilItAnswers(gateway)).toBeLessThan(6_000);
  }));

test('fault 3: the database is slow: everybody is answered, or sent away at once', () =>
  served(async ({ gateway, proxy }) => {
    proxy.set({ latencyMs: 200 });
    const answers = await Promise.all(Array.from({ length: 400 }, () => timed(gateway)));
    expect([...new Set(answers.map(({ status }) => status))].sort()).toEqual([200, 503]);
    for (const { status, code, milliseconds } of answers) {
      if (status === 503) expect(['OVERLOADED', 'DATABASE_TIMEOUT']).toContain(code);
      expect(milliseconds).toBeLessThan(5_500);
    }
  }));

test('fault 4: a connection is lost once in the middle: the answer is right', () =>
  served(async ({ gateway, proxy }) => {
    proxy.set({ resetAfterBytes: 200, resets: 1 });
    expect(await timed(gateway)).toMatchObject({ status: 200, code: undefined });
  }));

test('fault 24: clients who leave early leak nothing', () =>
  served(async ({ gateway }) => {
    const leavers = new Agent();
    const body = JSON.stringify({ query: QUERY, ...fresh() });
    const headers = { 'content-type': 'application/json' };
    const leave = () =>
      request(`${gateway.url}/graphql`, {
        ...{ method: 'POST', headers, body, dispatcher: leavers },
        signal: AbortSignal.timeout(5),
      }).then(
        (answer) => answer.body.dump(),
        () => undefined,
      );
    for (let wave = 0; wave < 20; wave++) await Promise.all(Array.from({ length: 20 }, leave));
    expect((await gateway.ask(QUERY, fresh())).status).toBe(200);
    await leavers.destroy();
    await untilFew(gateway, 2);
  }));

/** Settles when the server holds no more connections than those of the asker. */
async function untilFew(gateway: TestGateway, most: number): Promise<void> {
  const open = () =>
    new Promise<number>((resolve) => gateway.app.server.getConnections((_error, count) => resolve(count)));
  await until(`at most ${most} connections`, async () => (await open()) <= most, 10);
}
