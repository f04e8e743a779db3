import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { silentReport } from '../../../cli/report';
import type { Graph } from '../../../graph/graph';
import { takeLock } from '../../../graph-seed/catalog/lock';
import { LoadLocked } from '../../../graph-seed/errors';
import { loadMeasure } from '../../../graph-seed/load-measure';
import { loadReleases } from '../../../graph-seed/load-release';
import { abortRelease, listReleases, pruneReleases } from '../../../graph-seed/releases';
import { graphLines, wipe } from '../../support/database/graph-hash';
import { hourLater } from '../../support/database/hour-later';
import { organisation, rel, writeReleaseZip } from '../../support/database/release-builder';
import { emptyNeo4j, type EmptyNeo4j } from '../../support/database/empty-neo4j';
import { startSourceFile } from '../../support/process/processes';

jest.setTimeout(300_000); // a loader sleeps longer than its lease

const folder = mkdtempSync(join(tmpdir(), 'ods-graph-lost-lock-'));
let neo4j: EmptyNeo4j;
let graph: Graph;
let first: string;
let second: string;

beforeAll(async () => {
  neo4j = await emptyNeo4j();
  graph = neo4j.graph;
  const records = (month: string) => [
    organisation('A', { name: `NAME ${month}`, rels: [rel('RE4', month, 'B')] }),
    organisation('B'),
    organisation('C', { rels: [rel('RE4', `7${month}`, `NONE${month}`)] }),
  ];
  first = await writeReleaseZip(join(folder, 'first.zip'), { date: '2024-06-30', full: records('6') });
  second = await writeReleaseZip(join(folder, 'second.zip'), { date: '2024-09-30', full: records('9') });
});
afterAll(async () => {
  await neo4j?.close();
  rmSync(folder, { recursive: true, force: true });
});

const run = (text: string) => graph.run<{ n: number }>({ name: 'of-the-test', text });
const load = (on: Graph, ...files: string[]) =>
  loadReleases({ graph: on, files, report: silentReport, options: { force: true } });

async function loadBoth(): Promise<void> {
  await wipe(graph);
  await load(graph, first, second);
}

/** Gives the lock to another owner, as a takeover after 30 s does. */
const takeOver = () => run("MATCH (l:Lock) SET l.owner = 'another', l.heartbeat = timestamp()");
const freeLock = () => run('MATCH (l:Lock) REMOVE l.owner, l.heartbeat, l.askedBy');

/** A graph whose lock is taken over just before a statement is sent. `lines` is the graph at this moment. */
function takenOverBefore(name: string) {
  const taken = { lines: null as string[] | null };
  const act = async (names: readonly string[]) => {
    if (taken.lines !== null || !names.includes(name)) return;
    await takeOver();
    taken.lines = await graphLines(graph);
  };
  const wrapped: Graph = {
    ...graph,
    run: async (statement, ...rest) => (await act([statement.name]), graph.run(statement, ...rest)),
    write: async (steps, ...rest) => (
      await act(steps.map(({ statement }) => statement.name)),
      graph.write(steps, ...rest)
    ),
  };
  return { taken, graph: wrapped };
}

/** Runs work whose lock is taken over before a statement: it must throw LoadLocked and change nothing more. */
async function losesLock(name: string, work: (graph: Graph) => Promise<unknown>): Promise<void> {
  const { taken, graph: losing } = takenOverBefore(name);
  await expect(work(losing)).rejects.toThrow(LoadLocked);
  expect(taken.lines).not.toBeNull();
  expect(await graphLines(graph)).toEqual(taken.lines);
  await freeLock();
}

test.each(['take-out-releases', 'sweep-nodes', 'sweep-relationships', 'sweep-organisations', 'end-sweep'])(
  'pruning stops before %s when the lock is lost',
  async (name) => {
    await loadBoth();
    await run("CREATE (:Organisation {code: 'ALONE'})");
    await losesLock(name, (on) => pruneReleases(hourLater(on), 1));
  },
);

test.each([
  'mark-aborting',
  'abort-relationships',
  'abort-nodes',
  'reopen-relationships',
  'reopen-nodes',
  'sweep-organisations',
  'abort-journal',
])('undoing a load stops before %s when the lock is lost', async (name) => {
  await loadBoth();
  await run("MATCH (c:Catalog) MATCH (r:Release {number: 2}) SET r.status = 'LOADING', c.live = 1");
  await losesLock(name, (on) => abortRelease(on, '2024-09-30'));
});

test.each([
  'start-release',
  'states',
  'end-states',
  'relationships',
  'end-relationships',

  'end-findings',
  'findings',
  'touched',
  'publish',
])('a load stops before %s when the lock is lost', async (name) => {
  await wipe(graph);
  await load(graph, first);
  await losesLock(name, (on) => load(on, second));
});

test('a batch whose response was lost is not written twice after a takeover', async () => {
  await wipe(graph);
  await load(graph, first);
  let isLost = false;
  const overtaken: Graph = {
    ...graph,
    write: async (steps, ...rest) => {
      const tables = await graph.write(steps, ...rest);
      if (isLost || !steps.some(({ statement }) => statement.name === 'states')) return tables as never;
      isLost = true;
      await takeOver();
      throw Object.assign(new Error('The response is lost.'), { code: 'ServiceUnavailable' });
    },
  };
  const states = async () => (await run('MATCH (s:State {fromRelease: 2}) RETURN count(s) AS n'))[0]!.n;
  await expect(load(overtaken, second)).rejects.toThrow(LoadLocked);
  const once = await states();
  await freeLock();
  await load(graph, second);
  expect(await states()).toBe(once);
});

test.each(['sweep-measurements', 'sweep-extracts'])('a measure stops before %s when the lock is lost', async (name) => {
  await loadBoth();
  await run(`CREATE (:Extract {number: 1, fromGeneration: 2147483647}) CREATE (:Measurement {extract: 1, code: 'A'})`);
  const file = join(folder, 'sizes.csv');
  writeFileSync(file, 'code,value\nA1,1\n');
  const request = { id: 'beds', file, options: { date: '2021-01-01' }, report: silentReport };
  await losesLock(name, (on) => loadMeasure({ ...request, graph: on }));
});

test('a process that is stopped longer than its lease deletes nothing after it continues', async () => {
  await wipe(graph);
  await load(graph, first, second);
  const { uri, user, password } = neo4j;
  const environment = { NEO4J_URI: uri, NEO4J_USER: user, NEO4J_PASSWORD: password, DATA_DIR: folder };
  const { child, finished } = startSourceFile('cli/main.ts', ['releases', '--prune', '--keep', '1'], environment);
  const isSweeping = async () => (await run('MATCH (c:Catalog) RETURN coalesce(c.sweeping, 0) AS n'))[0]!.n > 0;
  while (child.exitCode === null && !(await isSweeping())) await sleep(50);
  child.kill('SIGSTOP');
  await run('MATCH (l:Lock) SET l.heartbeat = timestamp() - 31000'); // 31 s pass
  const lock = await takeLock(graph);
  const state = `CREATE (:Release {id: '2024-12-31', number: 3, status: 'LOADING'})
    CREATE (:State {hash: 'new', code: 'NEW', fromRelease: 3, untilRelease: 2147483647})`;
  await run(state);
  const before = await graphLines(graph);
  await sleep(8_000);
  child.kill('SIGCONT');
  const { code, err } = await finished;
  expect([code, err]).toEqual([3, expect.stringContaining('taken over the load lock')]);
  expect(await graphLines(graph)).toEqual(before);
  await lock.release();
  expect(await listReleases(graph)).toHaveLength(2);
});
