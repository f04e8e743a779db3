import { spawnSync } from 'node:child_process';
import { hostname } from 'node:os';
import neo4j, { type Driver, type Transaction } from 'neo4j-driver';
import type { Graph } from '../../../graph/graph';
import { isLocked, takeLock } from '../../../graph-seed/catalog/lock';
import { prepareGraph, prepareIndexes } from '../../../graph-seed/catalog/stored-catalog';
import { INDEXES, STATEMENTS } from '../../../graph-seed/catalog/statements';
import { LoadLocked } from '../../../graph-seed/errors';
import { emptyNeo4j, type EmptyNeo4j } from '../../support/database/empty-neo4j';
import { waitFor } from '../../support/process/wait-for';

let server: EmptyNeo4j;
let graph: Graph;
let driver: Driver;

beforeAll(async () => {
  server = await emptyNeo4j();
  graph = server.graph;
  driver = neo4j.driver(server.uri, neo4j.auth.basic(server.user, server.password));
  await prepareGraph(graph);
  await prepareIndexes(graph);
}, 120_000); // Neo4j may have to be started
afterAll(async () => {
  await driver?.close();
  await server?.close();
});

const run = (text: string) => graph.run({ name: 'of-the-test', text });

/** Process id of a process that has ended. */
const endedPid = (): number => spawnSync(process.execPath, ['--version']).pid;

/** Runs `act` while another transaction, which has run a statement, is open. It commits when `act` waits for it. */
async function beforeCommit<T>(write: (open: Transaction) => Promise<unknown>, act: () => Promise<T>): Promise<T> {
  const session = driver.session();
  const open = session.beginTransaction();
  await write(open);
  const acting = act();
  acting.catch(() => undefined); // looked at after the commit
  await untilOneWaits();
  await open.commit();
  await session.close();
  return acting;
}

/**
 * Resolves when another transaction waits for the open one. One that waits for a schema lock has no query yet, as the open one,
 * which is idle.
 */
async function untilOneWaits(): Promise<void> {
  const text = `SHOW TRANSACTIONS YIELD status, currentQueryId, elapsedTime
    WHERE status STARTS WITH 'Blocked' OR (currentQueryId = '' AND elapsedTime.milliseconds > 300)
    RETURN count(*) AS n`;
  const waits = async () => (await graph.run<{ n: number }>({ name: 'waiting', text }))[0]!.n > 1;
  await waitFor('a transaction that waits', waits);
}

describe('a process that has ended', () => {
  const lockOf = (owner: string) => (open: Transaction) =>
    open.run(STATEMENTS['take-lock'].text, { owner, free: '', staleMs: 30_000 });

  test('does not keep the load lock that its last transaction takes while another process asks for it', async () => {
    const ended = `${hostname()} ${endedPid()} of-the-test`;
    const lock = await beforeCommit(lockOf(ended), () => takeLock(graph));
    expect(await isLocked(graph)).toBe(true);
    await lock.keep();
    await lock.release();
    expect(await isLocked(graph)).toBe(false);
  });

  test('is not confused with a running one, which keeps the lock', async () => {
    const running = `${hostname()} ${process.ppid} of-the-test`;
    await expect(beforeCommit(lockOf(running), () => takeLock(graph))).rejects.toThrow(LoadLocked);
    expect(await isLocked(graph)).toBe(true);
    await run('MATCH (lock:Lock) SET lock.heartbeat = timestamp() - 40000');
    expect(await isLocked(graph)).toBe(false);
    await (await takeLock(graph)).release();
  });
});

test('a lock of an earlier process with the id of this one is taken over at once, one of this process is not', async () => {
  const lock = await takeLock(graph);
  await expect(takeLock(graph)).rejects.toThrow(LoadLocked);
  await run(`MATCH (lock:Lock) SET lock.owner = '${hostname()} ${process.pid} of-the-test'`);
  const next = await takeLock(graph);
  await expect(lock.keep()).rejects.toThrow(LoadLocked);
  await next.release();
});

test('an index that another transaction creates at the same time is there', async () => {
  await run('DROP INDEX role_code');
  await beforeCommit(
    (open) => open.run(INDEXES['role-code']!.text),
    () => prepareIndexes(graph),
  );
});

test('an index that a constraint left behind because its process ended is dropped', async () => {
  await run('DROP CONSTRAINT batch');
  await run('CREATE INDEX batch FOR (n:Batch) ON (n.release, n.name)');
  await prepareGraph(graph);
  expect(await run("SHOW CONSTRAINTS YIELD name WHERE name = 'batch' RETURN name")).toEqual([{ name: 'batch' }]);
});

test('another index with the name of a constraint is kept, and an error', async () => {
  await run('DROP CONSTRAINT batch');
  await run('CREATE INDEX batch FOR (n:Batch) ON (n.name)');
  await expect(prepareGraph(graph)).rejects.toThrow(/batch/);
  expect(await run("SHOW INDEXES YIELD name, properties WHERE name = 'batch' RETURN properties")).toEqual([
    { properties: ['name'] },
  ]);
  await run('DROP INDEX batch');
  await prepareGraph(graph);
});
