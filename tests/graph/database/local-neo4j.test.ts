import { mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { layoutOf } from '../../../database/layout';
import { openLocalNeo4j, statusOfLocalNeo4j, stopLocalNeo4j } from '../../../database/local-neo4j';
import { isAlive } from '../../../database/process';
import { findRunning, type Running } from '../../../database/running';
import type { Graph } from '../../../graph/graph';
import { openNeo4j } from '../../../graph/neo4j/neo4j';
import { endNow, JARS_DIR, temporaryFolder, testSettings } from '../../support/database/neo4j';
import { runProgram, startSource } from '../../support/process/processes';

const dataDir = temporaryFolder();
const settings = { ...testSettings(dataDir), leash: false };
const layout = layoutOf({ dataDir });
const ENV = { DATA_DIR: dataDir, LOCAL_NEO4J_HEAP: '512m', LOCAL_NEO4J_PAGE_CACHE: '64m' };
const OPEN = 'tests/support/database/hold-neo4j.ts';
const STARTS = 240_000;

beforeAll(() => {
  mkdirSync(layout.folder, { recursive: true });
  symlinkSync(JARS_DIR, join(layout.folder, 'jars'));
});
afterAll(async () => {
  await stopLocalNeo4j(settings);
  rmSync(dataDir, { recursive: true, force: true });
}, 60_000);

const running = () => findRunning(layout) as Running;
const ask = { name: 'ask', text: 'RETURN 1 AS one' };

async function withGraph<T>(work: (graph: Graph) => Promise<T>): Promise<T> {
  const password = readFileSync(layout.password, 'utf8').trim();
  const graph = openNeo4j({ uri: running().uri, user: 'neo4j', password, deadlineMs: 20_000 });
  return work(graph).finally(() => graph.close());
}

/** Another process that opens the local Neo4j and holds it until it is ended. Resolves once it has it. */
async function holder() {
  const other = startSource(OPEN, [dataDir, JARS_DIR]);
  while (!other.text.out.includes('ready')) {
    if (other.child.exitCode !== null) throw new Error(other.text.err);
    await sleep(50);
  }
  return { ...other, ended: JSON.parse(other.text.out.split('\n')[0] as string) as { pid: number; owned: boolean } };
}

test(
  'of two processes that start at once one starts Neo4j, and the last one out stops it',
  async () => {
    const two = await Promise.all([holder(), holder()]);
    const { pid } = running();
    expect(two.map(({ ended }) => ended.pid)).toEqual([pid, pid]);
    expect(two.filter(({ ended }) => ended.owned)).toHaveLength(1);
    const [owner, other] = two[0].ended.owned ? two : [two[1], two[0]];
    owner.child.kill('SIGTERM');
    await owner.finished;
    await expect(withGraph((graph) => graph.read(ask))).resolves.toEqual([{ one: 1 }]);
    expect(await statusOfLocalNeo4j(settings)).toMatchObject({ running: true, answers: true, owner: other.child.pid });
    const last = running();
    other.child.kill('SIGTERM');
    await other.finished;
    while (isAlive(last)) await sleep(50);
    expect(findRunning(layout)).toBeNull();
  },
  STARTS,
);

test(
  'what a killed owner leaves behind is found and used, until db stop ends it',
  async () => {
    const owner = await holder();
    const orphan = running();
    owner.child.kill('SIGKILL');
    await owner.finished;
    const local = await openLocalNeo4j(settings);
    expect([local.pid, local.owned]).toEqual([orphan.pid, false]);
    await local.close();
    expect(isAlive(orphan)).toBe(true);
    const { code, out } = await runProgram(['db', 'status', '--json'], ENV);
    expect([code, JSON.parse(out)]).toMatchObject([0, { running: true, answers: true, pid: orphan.pid, owner: null }]);
    expect(await runProgram(['db', 'stop'], ENV)).toMatchObject({ code: 0, err: 'The local Neo4j has stopped.\n' });
    expect(isAlive(orphan)).toBe(false);
  },
  STARTS,
);

test(
  'a commit survives kill -9, on the same port, and a file that names a process of another birth is no Neo4j',
  async () => {
    const local = await openLocalNeo4j(settings);
    await withGraph((graph) => graph.run({ name: 'write', text: "CREATE (:Kept {code: 'ZXP0001'})" }));
    await endNow(local.pid);
    await local.close();
    writeFileSync(layout.running, JSON.stringify({ ...running(), pid: process.pid, born: '1', uri: local.uri }));
    const again = await openLocalNeo4j(settings);
    expect([again.owned, again.uri]).toEqual([true, local.uri]);
    const kept = { name: 'kept', text: 'MATCH (kept:Kept) RETURN kept.code AS code' };
    expect(await withGraph((graph) => graph.read(kept))).toEqual([{ code: 'ZXP0001' }]);
    await again.close();
  },
  STARTS,
);

test(
  'one that dies is started again on its port for who asked for that, and db stop is not undone',
  async () => {
    const said: string[] = [];
    const local = await openLocalNeo4j({ ...settings, restart: true, log: (line) => said.push(line) });
    const first = local.pid;
    await endNow(first);
    while (local.pid === first) await sleep(50);
    expect(said).toContain(`The local Neo4j, process ${first}, ended unexpectedly; starting it again.`);
    expect(running()).toMatchObject({ pid: local.pid, uri: local.uri });
    const second = local.pid;
    expect(await stopLocalNeo4j(settings)).toBe(true);
    await sleep(500);
    expect([local.pid, findRunning(layout)]).toEqual([second, null]);
    await local.close();
  },
  STARTS,
);

test(
  'its door takes the password of its file alone, and it reads no file and no address for anybody',
  async () => {
    const local = await openLocalNeo4j(settings);
    expect(statSync(layout.password).mode & 0o777).toBe(0o600);
    const stranger = openNeo4j({ uri: local.uri, user: 'neo4j', password: 'neo4j' });
    await expect(stranger.read(ask)).rejects.toThrow();
    await stranger.close();
    const csv = (from: string) => ({ name: 'csv', text: `LOAD CSV FROM '${from}' AS row RETURN row` });
    await withGraph(async (graph) => {
      for (const from of ['file:///etc/hostname', 'http://127.0.0.1:1/x', 'https://[::1]:1/x'])
        await expect(graph.run(csv(from))).rejects.toThrow();
    });
    await local.close();
  },
  STARTS,
);

test(
  'a store that another Neo4j holds is named, and that one is not harmed',
  async () => {
    const local = await openLocalNeo4j(settings);
    const file = readFileSync(layout.running);
    rmSync(layout.running);
    await expect(openLocalNeo4j(settings)).rejects.toMatchObject({
      reason: 'STORE_IN_USE',
      message: expect.stringMatching(/should be free.*holds it.*DATA_DIR/),
    });
    writeFileSync(layout.running, file);
    expect(await withGraph((graph) => graph.read(ask))).toEqual([{ one: 1 }]);
    await local.close();
  },
  STARTS,
);

test(
  'a start that is interrupted leaves nothing running',
  async () => {
    const other = startSource(OPEN, [dataDir, JARS_DIR]);
    while (findRunning(layout) === null) await sleep(20);
    const started = running();
    other.child.kill('SIGTERM');
    expect(await other.finished).toMatchObject({ code: 143 });
    while (isAlive(started)) await sleep(20);
    expect(findRunning(layout)).toBeNull();
  },
  STARTS,
);
