import { setTimeout as after } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { openNeo4j } from '../../../graph/neo4j/neo4j';
import { openGateway, type TestGateway } from '../../support/gateway/gateway';
import { sampleGraph, sharedNeo4j } from '../../support/database/sample-graph';
import { openTcpProxy, type TcpProxy } from '../../support/database/tcp-proxy';
import { waitFor } from '../../support/process/wait-for';
import { retryTimed } from '../../support/process/retry-timed';

retryTimed('the promise is an upper bound of time, with a database that is stopped and started');

const QUERY =
  'query($codes: [ID!]!) { organisations(codes: $codes) { code name parents(view: COMMISSIONING) { code } } }';
let next = 0;
/** Returns variables with codes that no cache holds yet. */
const uncachedVariables = () => ({
  variables: { codes: Array.from({ length: 5 }, () => `ZXP${String((next++ % 300) + 1).padStart(4, '0')}`) },
});

interface FaultyDatabase {
  readonly gateway: TestGateway;
  readonly proxy: TcpProxy;
}

/** Runs `act` with a gateway whose database is behind a faulty TCP proxy. */
async function withFaultyDatabase(act: (setup: FaultyDatabase) => Promise<void>): Promise<void> {
  const { uri, user, password } = sharedNeo4j();
  const proxy = await openTcpProxy(Number(new URL(uri).port));
  const graph = openNeo4j({ uri: `bolt://127.0.0.1:${proxy.port}`, user, password });
  const gateway = await openGateway(graph);
  gateway.health.markWarm();
  try {
    expect((await gateway.query(QUERY, uncachedVariables())).errors).toEqual([]);
    await act({ gateway, proxy });
  } finally {
    await gateway.close();
    await graph.close();
    await proxy.close();
  }
}

/** A busy machine delays some requests, and a wrong wait delays all: bounds of time are those of the fastest request. */
const fastest = (requests: readonly { readonly milliseconds: number }[]) =>
  Math.min(...requests.map(({ milliseconds }) => milliseconds));

async function timedQuery(gateway: TestGateway) {
  const started = performance.now();
  const { status, code } = await gateway.query(QUERY, uncachedVariables());
  return { status, code, milliseconds: performance.now() - started };
}

const readyz = async (gateway: TestGateway) => (await gateway.app.inject('/readyz')).statusCode;

/** Resolves to the milliseconds until a query succeeds again. Throws after `most` milliseconds. */
async function untilQuerySucceeds(gateway: TestGateway, most = 10_000): Promise<number> {
  const started = performance.now();
  while (performance.now() - started < most) {
    if ((await gateway.query(QUERY, uncachedVariables())).status === 200) return performance.now() - started;
    await after(100);
  }
  throw new Error(`No query succeeded within ${most} ms.`);
}

test('fault 1: a database that refuses connections causes immediate errors and no readiness until it recovers', () =>
  withFaultyDatabase(async ({ gateway, proxy }) => {
    proxy.set({ refuse: true });
    await after(1_100); // the live pointer may be a second old
    const refused = [];
    for (let request = 0; request < 6; request++) refused.push(await timedQuery(gateway));
    for (const { status, code } of refused) expect([status, code]).toEqual([503, 'DATABASE_UNAVAILABLE']);
    expect(fastest(refused.slice(0, 2))).toBeLessThan(100); // each connects again; later the circuit is open
    expect(fastest(refused)).toBeLessThan(10);
    expect(await readyz(gateway)).toBe(503);
    proxy.set({});
    expect(await untilQuerySucceeds(gateway)).toBeLessThan(6_000);
    await after(1_100);
    expect(await readyz(gateway)).toBe(200);
  }));

test('fault 2: a database that hangs causes errors at the deadline until it recovers', () =>
  withFaultyDatabase(async ({ gateway, proxy }) => {
    proxy.set({ blackhole: true });
    const responses = await Promise.all(Array.from({ length: 10 }, () => timedQuery(gateway)));
    for (const { status, code, milliseconds } of responses) {
      expect([status, code]).toEqual([503, 'DATABASE_TIMEOUT']);
      expect(milliseconds).toBeLessThan(5_500);
    }
    expect(fastest(responses)).toBeLessThan(2_200); // one read waits until its deadline, and no read follows it
    expect((await gateway.app.inject('/livez')).statusCode).toBe(200);
    proxy.set({});
    expect(await untilQuerySucceeds(gateway)).toBeLessThan(6_000);
  }));

test('fault 3: with a slow database every request succeeds or is rejected at once', () =>
  withFaultyDatabase(async ({ gateway, proxy }) => {
    proxy.set({ latencyMs: 200 });
    const responses = await Promise.all(Array.from({ length: 400 }, () => timedQuery(gateway)));
    expect([...new Set(responses.map(({ status }) => status))].sort()).toEqual([200, 503]);
    for (const { status, code, milliseconds } of responses) {
      if (status === 503) expect(['OVERLOADED', 'DATABASE_TIMEOUT']).toContain(code);
      expect(milliseconds).toBeLessThan(5_500);
    }
  }));

test('fault 4: a request succeeds when its database connection is lost once', () =>
  withFaultyDatabase(async ({ gateway, proxy }) => {
    proxy.set({ resetAfterBytes: 200, resets: 1 });
    expect(await timedQuery(gateway)).toMatchObject({ status: 200, code: undefined });
  }));

test('fault 15: with every connection in use, a request is refused with 503 and Retry-After', async () => {
  const narrow = openNeo4j({ ...sharedNeo4j(), maxConnections: 1 });
  const text = 'UNWIND range(1, 100000000) AS number WITH number WHERE number % 7 = 8 RETURN count(*) AS count';
  const gateway = await openGateway(narrow);
  try {
    expect((await gateway.query(QUERY, uncachedVariables())).errors).toEqual([]);
    const slow = narrow.read({ name: 'slow', text }).catch(() => undefined);
    await after(50);
    const refused = await gateway.post({ query: QUERY, ...uncachedVariables() });
    expect(refused.json()).toMatchObject({ errors: [{ extensions: { code: 'OVERLOADED' } }] });
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([503, '1']);
    await slow;
    await untilQuerySucceeds(gateway);
  } finally {
    await gateway.close();
    await narrow.close();
  }
});

test('fault 24: clients that disconnect early leak no connections', () =>
  withFaultyDatabase(async ({ gateway }) => {
    const agent = new Agent();
    const body = JSON.stringify({ query: QUERY, ...uncachedVariables() });
    const headers = { 'content-type': 'application/json' };
    const disconnectEarly = () =>
      request(`${gateway.url}/graphql`, {
        ...{ method: 'POST', headers, body, dispatcher: agent },
        signal: AbortSignal.timeout(10),
      }).then(
        (response) => response.body.dump(),
        () => undefined,
      );
    const transactions = () => sampleGraph().read({ name: 'transactions', text: 'SHOW TRANSACTIONS YIELD status' });
    const before = (await transactions()).length;
    for (let wave = 0; wave < 50; wave++) await Promise.all(Array.from({ length: 20 }, disconnectEarly));
    expect((await gateway.query(QUERY, uncachedVariables())).status).toBe(200);
    await agent.destroy();
    await untilConnections(gateway, 2);
    await waitFor('the end of all transactions', async () => (await transactions()).length <= before, 10);
  }));

/** Resolves when the server has at most `most` open connections. */
async function untilConnections(gateway: TestGateway, most: number): Promise<void> {
  const open = () =>
    new Promise<number>((resolve) => gateway.app.server.getConnections((_error, count) => resolve(count)));
  await waitFor(`at most ${most} connections`, async () => (await open()) <= most, 10);
}
