import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { layoutOf } from '../../../database/layout';
import { openLocalNeo4j, statusOfLocalNeo4j, stopLocalNeo4j } from '../../../database/local-neo4j';
import { isAlive } from '../../../database/process';
import { findRunning, type RunningNeo4j } from '../../../database/running';
import type { Graph } from '../../../graph/graph';
import { openNeo4j } from '../../../graph/neo4j/neo4j';
import { killProcess, JARS_DIR, temporaryFolder, testSettings } from '../../support/database/fresh-neo4j';
import { runCli, startSourceFile } from '../../support/process/processes';

const dataDir = temporaryFolder();
const settings = { ...testSettings(dataDir), endWithProcess: false };
const layout = layoutOf({ dataDir });
const ENV = { DATA_DIR: dataDir, LOCAL_NEO4J_HEAP: '512m', LOCAL_NEO4J_PAGE_CACHE: '64m' };
const OPEN = 'tests/support/database/hold-neo4j.ts';
const START_TIMEOUT_MS = 240_000;

beforeAll(() => {
  mkdirSync(layout.folder, { recursive: true });
  symlinkSync(JARS_DIR, join(layout.folder, 'jars'));
});
afterAll(async () => {
  await stopLocalNeo4j(settings);
  rmSync(dataDir, { recursive: true, force: true });
}, 60_000); // Neo4j is stopped

const running = () => findRunning(layout) as RunningNeo4j;
const one = { name: 'one', text: 'RETURN 1 AS one' };

async function withGraph<T>(work: (graph: Graph) => Promise<T>): Promise<T> {
  const password = readFileSync(layout.password, 'utf8').trim();
  const graph = openNeo4j({ uri: running().uri, user: 'neo4j', password, deadlineMs: 20_000 });
  return work(graph).finally(() => graph.close());
}

/** Starts a process that keeps the local Neo4j open until it ends. Resolves when the process has opened it. */
async function startHolder() {
  const other = startSourceFile(OPEN, [dataDir, JARS_DIR]);
  while (!other.text.out.includes('ready')) {
    if (other.child.exitCode !== null) throw new Error(other.text.err);
    await sleep(50);
  }
  return { ...other, opened: JSON.parse(other.text.out.split('\n')[0] as string) as { pid: number; owned: boolean } };
}

test(
  'one of two processes that start together starts Neo4j, and the last one to end stops it',
  async () => {
    const two = await Promise.all([startHolder(), startHolder()]);
    const { pid } = running();
    expect(two.map(({ opened }) => opened.pid)).toEqual([pid, pid]);
    expect(two.filter(({ opened }) => opened.owned)).toHaveLength(1);
    const [owner, other] = two[0].opened.owned ? two : [two[1], two[0]];
    owner.child.kill('SIGTERM');
    await owner.finished;
    await expect(withGraph((graph) => graph.read(one))).resolves.toEqual([{ one: 1 }]);
    expect(await statusOfLocalNeo4j(settings)).toMatchObject({ running: true, answers: true, owner: other.child.pid });
    const last = running();
    other.child.kill('SIGTERM');
    await other.finished;
    while (isAlive(last)) await sleep(50);
    expect(findRunning(layout)).toBeNull();
  },
  START_TIMEOUT_MS,
);

test(
  'a Neo4j whose owner was killed is reused, and db stop ends it',
  async () => {
    const owner = await startHolder();
    const orphan = running();
    owner.child.kill('SIGKILL');
    await owner.finished;
    const local = await openLocalNeo4j(settings);
    expect([local.pid, local.owned]).toEqual([orphan.pid, false]);
    await local.close();
    expect(isAlive(orphan)).toBe(true);
    const { code, out } = await runCli(['db', 'status', '--json'], ENV);
    expect([code, JSON.parse(out)]).toMatchObject([0, { running: true, answers: true, pid: orphan.pid, owner: null }]);
    expect(await runCli(['db', 'stop'], ENV)).toMatchObject({ code: 0, err: 'The local Neo4j has stopped.\n' });
    expect(isAlive(orphan)).toBe(false);
  },
  START_TIMEOUT_MS,
);

test(
  'a commit survives kill -9, Neo4j returns on the same port, and a run file of a reused process id is ignored',
  async () => {
    const local = await openLocalNeo4j(settings);
    await withGraph((graph) => graph.run({ name: 'write', text: "CREATE (:Kept {code: 'ZXP0001'})" }));
    await killProcess(local.pid);
    await local.close();
    writeFileSync(layout.running, JSON.stringify({ ...running(), pid: process.pid, born: '1', uri: local.uri }));
    const again = await openLocalNeo4j(settings);
    expect([again.owned, again.uri]).toEqual([true, local.uri]);
    const query = { name: 'kept', text: 'MATCH (kept:Kept) RETURN kept.code AS code' };
    expect(await withGraph((graph) => graph.read(query))).toEqual([{ code: 'ZXP0001' }]);
    await again.close();
  },
  START_TIMEOUT_MS,
);

test(
  'a Neo4j that dies restarts on its port when restart is on, even if that was taken, and not after db stop',
  async () => {
    const logged: string[] = [];
    const local = await openLocalNeo4j({ ...settings, restart: true, log: (line) => logged.push(line) });
    const first = local.pid;
    const { port } = running();
    expect(port).toBeLessThan(32_768); // above are the ports of clients
    const taker = createServer((socket) => void socket.destroy());
    await killProcess(first);
    await once(taker.listen(port, '127.0.0.1'), 'listening');
    while (!logged.some((line) => line.includes('another program uses it'))) await sleep(50);
    taker.close();
    while (local.pid === first) await sleep(50);
    expect(logged).toContain(`The local Neo4j, process ${first}, exited unexpectedly; restarting it.`);
    expect(running()).toMatchObject({ pid: local.pid, uri: local.uri });
    const second = local.pid;
    expect(await stopLocalNeo4j(settings)).toBe(true);
    await sleep(500);
    expect([local.pid, findRunning(layout)]).toEqual([second, null]);
    await local.close();
  },
  START_TIMEOUT_MS,
);

test(
  'Neo4j accepts only the password in its file, and LOAD CSV reads no file and no URL',
  async () => {
    const local = await openLocalNeo4j(settings);
    expect(statSync(layout.password).mode & 0o777).toBe(0o600);
    const unauthorised = openNeo4j({ uri: local.uri, user: 'neo4j', password: 'neo4j' });
    await expect(unauthorised.read(one)).rejects.toThrow();
    await unauthorised.close();
    const csv = (from: string) => ({ name: 'csv', text: `LOAD CSV FROM '${from}' AS row RETURN row` });
    await withGraph(async (graph) => {
      for (const from of ['file:///etc/hostname', 'http://127.0.0.1:1/x', 'https://[::1]:1/x'])
        await expect(graph.run(csv(from))).rejects.toThrow();
    });
    await local.close();
  },
  START_TIMEOUT_MS,
);

test(
  'an error names a store that another Neo4j uses, and the other Neo4j keeps running',
  async () => {
    const local = await openLocalNeo4j(settings);
    const file = readFileSync(layout.running);
    rmSync(layout.running);
    await expect(openLocalNeo4j(settings)).rejects.toMatchObject({
      reason: 'STORE_IN_USE',
      message: expect.stringMatching(/is in use by a Neo4j.*DATA_DIR/),
    });
    writeFileSync(layout.running, file);
    expect(await withGraph((graph) => graph.read(one))).toEqual([{ one: 1 }]);
    await local.close();
  },
  START_TIMEOUT_MS,
);

test(
  'an interrupted start leaves no process running',
  async () => {
    const other = startSourceFile(OPEN, [dataDir, JARS_DIR]);
    while (findRunning(layout) === null) await sleep(20);
    const started = running();
    other.child.kill('SIGTERM');
    expect(await other.finished).toMatchObject({ code: 143 });
    while (isAlive(started)) await sleep(20);
    expect(findRunning(layout)).toBeNull();
  },
  START_TIMEOUT_MS,
);
