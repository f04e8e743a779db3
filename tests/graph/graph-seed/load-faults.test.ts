import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentReport } from '../../../cli/report';
import type { Graph, ReadOptions, Step } from '../../../graph/graph';
import { openNeo4j } from '../../../graph/neo4j/neo4j';
import { loadReleases, type LoadRequest } from '../../../graph-seed/load-release';
import { finishAborts, listReleases } from '../../../graph-seed/releases';
import { classifyFailure } from '../../../graph-seed/catalog/retry';
import { takeLock } from '../../../graph-seed/catalog/lock';
import { prepareGraph } from '../../../graph-seed/catalog/stored-catalog';
import { LoadInterrupted, LoadLocked } from '../../../graph-seed/errors';
import { writeReleases } from '../../../sample/write-release';
import { graphHash, graphLines, wipe } from '../../support/database/graph-hash';
import { freshNeo4j, type TestNeo4j } from '../../support/database/fresh-neo4j';
import { forgetLock, Killed, killedAfter } from '../../support/database/killed-load';
import { writeSmallReleases } from '../../support/database/small-releases';
import { waitFor } from '../../support/process/wait-for';
import { startSourceFile } from '../../support/process/processes';

jest.setTimeout(300_000); // a load is repeated for each step at which it ends

const folder = mkdtempSync(join(tmpdir(), 'ods-graph-load-faults-'));
let neo4j: TestNeo4j;
let graph: Graph;
/** Two small releases with every kind of fact. */
let first: string;
let second: string;
/** Graph hashes of undisturbed loads of the first release and of both. */
let hashes: { first: string; both: string };

/** Small batches, so that a small release has several of each kind. */
const BATCH_ROWS = 5;
const request = (on: Graph, ...files: string[]): LoadRequest => ({
  graph: on,
  files,
  report: silentReport,
  options: { force: true },
  batchRows: BATCH_ROWS,
});
const load = (on: Graph, ...files: string[]) => loadReleases(request(on, ...files));

beforeAll(async () => {
  [neo4j, [first, second]] = await Promise.all([freshNeo4j(), writeSmallReleases(folder)]);
  graph = neo4j.graph;
  await load(graph, first);
  const after = await graphHash(graph);
  await load(graph, second);
  hashes = { first: after, both: await graphHash(graph) };
});
afterAll(async () => {
  await neo4j?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Removes the newest release, as if it had never been loaded. */
async function takeBack(): Promise<void> {
  const text = `MATCH (c:Catalog) MATCH (r:Release) WITH c, r ORDER BY r.number DESC LIMIT 1
    SET r.status = 'ABORTING', c.live = r.number - 1`;
  await graph.run({ name: 'take-back', text });
  const lock = await takeLock(graph);
  await finishAborts(graph, lock);
  await lock.release();
}

async function stepsOf(file: string): Promise<string[]> {
  const counting = killedAfter(graph, Infinity);
  await load(counting.graph, file);
  return counting.steps;
}

const liveReleases = async () => (await listReleases(graph)).filter(({ isLive }) => isLive).map(({ id }) => id);

/** The statements that create facts, those of them that have several batches here, and those that end facts. */
const CREATING = ['states', 'roles', 'relationships', 'successions', 'findings', 'touched', 'code-lists'];
const SEVERAL = ['states', 'roles', 'relationships', 'successions', 'code-lists'];
const ENDING = ['end-states', 'end-roles', 'end-findings', 'end-relationships', 'end-code-lists'];

describe('fault 10: a load that is killed after any writing step and run again', () => {
  test('writes the same graph as an undisturbed first load', async () => {
    await wipe(graph);
    const steps = await stepsOf(first);
    expect(steps).toEqual(expect.arrayContaining(CREATING.filter((name) => name !== 'touched'))); // only later releases touch
    expect(SEVERAL.filter((name) => steps.indexOf(name) === steps.lastIndexOf(name))).toEqual([]);
    for (let step = 0; step < steps.length; step++) {
      await wipe(graph);
      await expect(load(killedAfter(graph, step).graph, first)).rejects.toThrow(Killed);
      await forgetLock(graph);
      await load(graph, first);
      expect({ step, hash: await graphHash(graph) }).toEqual({ step, hash: hashes.first });
    }
  });

  test('writes the same graph as an undisturbed second load, and the old release stays live and complete until then', async () => {
    await wipe(graph);
    await load(graph, first);
    const before = await graphLines(graph);
    const steps = await stepsOf(second);
    expect(steps).toEqual(expect.arrayContaining([...CREATING, ...ENDING]));
    for (let step = 0; step < steps.length; step++) {
      await takeBack();
      expect(await graphLines(graph)).toEqual(before);
      await expect(load(killedAfter(graph, step).graph, second)).rejects.toThrow(Killed);
      await forgetLock(graph);
      if (step < steps.length - 2) expect(await liveReleases()).toEqual(['2024-06-30']);
      await load(graph, second);
      expect({ step, hash: await graphHash(graph) }).toEqual({ step, hash: hashes.both });
    }
  });
});

test('fault 14: a load stops before the disk is full with the old release live, and resumes when there is space', async () => {
  await wipe(graph);
  await load(graph, first);
  let batches = 0;
  const room = () => (++batches > 3 ? 97_000_000 : 5e9);
  await expect(loadReleases({ ...request(graph, second), freeSpace: room })).rejects.toThrow(LoadInterrupted);
  batches = 0;
  await expect(loadReleases({ ...request(graph, second), freeSpace: room })).rejects.toThrow(
    /has 97 MB left; a load needs 200.*run the same command/,
  );
  expect(await liveReleases()).toEqual(['2024-06-30']);
  await loadReleases({ ...request(graph, second), freeSpace: () => 5e9 });
  expect(await graphHash(graph)).toBe(hashes.both);
});

describe('killed processes', () => {
  const environment = () => ({
    NEO4J_URI: neo4j.uri,
    NEO4J_USER: neo4j.user,
    NEO4J_PASSWORD: neo4j.password,
    DATA_DIR: folder,
  });

  test('fault 10: a new loader finishes the work of a loader killed with -9', async () => {
    const files = await writeReleases(folder, { releases: [1] });
    await wipe(graph);
    for (const waits of ['organisations', 'relationships', 'verifying']) {
      const { child, text, finished } = startSourceFile('cli/main.ts', ['load', ...files], environment());
      await reached(text, waits, child.pid as number);
      child.kill('SIGKILL');
      await finished;
    }
    expect(await startSourceFile('cli/main.ts', ['load', ...files], environment()).finished).toMatchObject({ code: 0 });
    const resumed = await graphHash(graph);
    await wipe(graph);
    await loadReleases({ graph, files, report: silentReport });
    expect(resumed).toBe(await graphHash(graph));
  });

  test('fault 11: the program ends with exit code 3 while another loader runs', async () => {
    await wipe(graph);
    await prepareGraph(graph);
    const lock = await takeLock(graph);
    const { code, err } = await startSourceFile('cli/main.ts', ['load', first], environment()).finished;
    expect([code, err]).toEqual([3, expect.stringContaining('Another process')]);
    await expect(load(graph, first)).rejects.toThrow(LoadLocked);
    await lock.release();
    await load(graph, first);
    expect(await graphHash(graph)).toBe(hashes.first);
  });

  test('fault 9: a database killed with -9 during a load keeps the old release live, and the load resumes', async () => {
    await wipe(graph);
    await load(graph, first);
    const patient = openNeo4j({ uri: neo4j.uri, user: neo4j.user, password: neo4j.password });
    let killed = false;
    const breaking: Graph = {
      ...patient,
      write: async (steps: readonly Step[], options?: ReadOptions) => {
        if (!killed && steps.some(({ statement }) => statement.name === 'relationships')) {
          killed = true;
          const writing = patient.write(steps, options);
          await Promise.all([neo4j.kill(), writing.catch(() => undefined)]);
          return writing;
        }
        return patient.write(steps, options);
      },
    } as Graph;
    await expect(load(breaking, second)).rejects.toThrow(LoadInterrupted);
    await patient.close();
    await neo4j.restart();
    expect(await liveReleases()).toEqual(['2024-06-30']);
    await waitFor('the lock of the interrupted load to end', () => loadUnlessLocked(second), 60);
    expect(await graphHash(graph)).toBe(hashes.both);
  });

  /** Loads a release. Returns false if another load still holds the lock: a killed database cannot release it. */
  async function loadUnlessLocked(file: string): Promise<boolean> {
    try {
      await load(graph, file);
      return true;
    } catch (error) {
      if (error instanceof LoadLocked) return false;
      throw error;
    }
  }
});

describe('database errors', () => {
  class Neo4jError extends Error {
    constructor(readonly code: string) {
      super(code);
    }
  }

  /** Fails each writing transaction a number of times first, with the error of the server. */
  function erring(code: string, times: number, when: 'before' | 'after' = 'before'): Graph {
    const failed = new Map<string, number>();
    return {
      ...graph,
      write: async (steps: readonly Step[], options?: ReadOptions) => {
        const key = JSON.stringify(steps.map(({ statement, parameters }) => [statement.name, parameters?.batch]));
        const before = failed.get(key) ?? 0;
        failed.set(key, before + 1);
        if (before >= times) return graph.write(steps, options);
        if (when === 'after') await graph.write(steps, options);
        throw new Neo4jError(code);
      },
    } as Graph;
  }

  test('fault 13: deadlocks are retried and counted', async () => {
    await wipe(graph);
    const [report] = await load(erring('Neo.TransientError.Transaction.DeadlockDetected', 2), first);
    expect(report!.retries).toBeGreaterThan(20);
    expect(await graphHash(graph)).toBe(hashes.first);
  });

  test('fault 13: a commit whose response is lost is not applied twice', async () => {
    await wipe(graph);
    await load(erring('ServiceUnavailable', 1, 'after'), first);
    expect(await graphHash(graph)).toBe(hashes.first);
  });

  test('fault 13: a load stops after repeated errors, and the next run resumes', async () => {
    await wipe(graph);
    const stuck: Graph = {
      ...graph,
      write: async (steps: readonly Step[], options?: ReadOptions) => {
        if (steps.some(({ statement }) => statement.name === 'relationships'))
          throw new Neo4jError('Neo.DatabaseError.General.UnknownError');
        return graph.write(steps, options);
      },
    } as Graph;
    await expect(load(stuck, first)).rejects.toThrow('UnknownError');
    expect(await liveReleases()).toEqual([]);
    await load(graph, first);
    expect(await graphHash(graph)).toBe(hashes.first);
  });

  test('fault 12: the error of a server without memory for a transaction is one that halves the batch', async () => {
    const text = 'UNWIND range(1, 10000000) AS n WITH collect($text + n) AS list RETURN size(list) AS size';
    const failure = graph.run({ name: 'large', text }, { text: 'x'.repeat(4_000) }, { deadlineMs: 60_000 });
    expect(classifyFailure(await failure.catch((error: Error) => error))).toBe('split');
  });

  test('fault 12: a batch too large for the memory of a transaction is halved until it fits, also after a kill', async () => {
    const limited = (most: number, dies = Infinity): Graph => {
      let writes = 0;
      return {
        ...graph,
        write: async (steps: readonly Step[], options?: ReadOptions) => {
          if (steps.some(({ parameters }) => ((parameters?.rows as unknown[]) ?? []).length > most))
            throw new Neo4jError('Neo.TransientError.General.MemoryPoolOutOfMemoryError');
          if (++writes > dies) throw new Killed();
          return graph.write(steps, options);
        },
      } as Graph;
    };
    await wipe(graph);
    await expect(load(limited(2, 9), first)).rejects.toThrow(Killed);
    await forgetLock(graph);
    await load(limited(3), first);
    expect(await graphHash(graph)).toBe(hashes.first);
    await wipe(graph);
    await expect(load(limited(0), first)).rejects.toThrow(LoadInterrupted);
  });
});

/** Waits until a stage of a loader or the loader itself has ended. */
async function reached(text: { err: string }, stage: string, pid: number): Promise<void> {
  while (!text.err.includes(`${stage}:`) && alive(pid)) await new Promise((settle) => setTimeout(settle, 20));
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
