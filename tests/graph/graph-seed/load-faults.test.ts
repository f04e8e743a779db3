import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentReport } from '../../../cli/report';
import type { Graph, ReadOptions, Step } from '../../../graph/graph';
import { openNeo4j } from '../../../graph/neo4j/neo4j';
import { loadReleases } from '../../../graph-seed/load-release';
import { finishAborts, listReleases } from '../../../graph-seed/releases';
import { takeLock } from '../../../graph-seed/catalog/lock';
import { LoadInterrupted } from '../../../graph-seed/errors';
import { CONSTRAINTS, INDEXES } from '../../../graph-seed/catalog/statements';
import { writeReleases } from '../../../sample/write-release';
import { graphHash, graphLines, wipe } from '../../support/database/graph-hash';
import { freshNeo4j, type TestNeo4j } from '../../support/database/fresh-neo4j';
import { startSourceFile } from '../../support/process/processes';

jest.setTimeout(900_000);

const folder = mkdtempSync(join(tmpdir(), 'ods-graph-load-faults-'));
let neo4j: TestNeo4j;
let graph: Graph;
let first: string;
let second: string;
/** Graph hashes of undisturbed loads of the first release and of both. */
let hashes: { first: string; both: string };

const load = (on: Graph, ...files: string[]) => loadReleases({ graph: on, files, report: silentReport });

beforeAll(async () => {
  [neo4j, [first, second]] = (await Promise.all([freshNeo4j(), writeReleases(folder)])) as [
    TestNeo4j,
    [string, string],
  ];
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

class Killed extends Error {}

/** Statements that create nothing new when repeated: a kill at one of them equals a kill after the previous step. */
const SCHEMA = new Set([...Object.keys(CONSTRAINTS), ...Object.keys(INDEXES)]);

/**
 * Returns a graph that fails for good after its nth writing step. The loader gets no response to this step, and later
 * statements do not reach the server. 0 fails before the first step.
 */
function killedAfter(last: number): { graph: Graph; steps: () => number } {
  let steps = 0;
  const guarded = async <T>(counts: boolean, act: () => Promise<T>): Promise<T> => {
    if (steps >= last) throw new Killed();
    const result = await act();
    if (counts) steps++;
    if (steps >= last) throw new Killed();
    return result;
  };
  const isBeat = (all: readonly Step[]) => all.some(({ statement }) => statement.name === 'keep-lock');
  return {
    steps: () => steps,
    graph: {
      ...graph,
      read: (...all) => guarded(false, () => graph.read(...all)),
      run: (statement, ...all) => guarded(!SCHEMA.has(statement.name), () => graph.run(statement, ...all)),
      write: (all, options) => guarded(!isBeat(all), () => graph.write(all, options)),
    } as Graph,
  };
}

/** Releases the lock of a killed loader, as the takeover of a dead process would. */
async function forgetLock(): Promise<void> {
  await graph.run({ name: 'forget', text: 'MATCH (l:Lock) REMOVE l.owner, l.heartbeat, l.askedBy' });
}

/** Removes the newest release, as if it had never been loaded. */
async function takeBack(): Promise<void> {
  const text = `MATCH (c:Catalog) MATCH (r:Release) WITH c, r ORDER BY r.number DESC LIMIT 1
    SET r.status = 'ABORTING', c.live = r.number - 1`;
  await graph.run({ name: 'take-back', text });
  const lock = await takeLock(graph);
  await finishAborts(graph, lock);
  await lock.release();
}

async function stepsOf(file: string): Promise<number> {
  const counting = killedAfter(Infinity);
  await load(counting.graph, file);
  return counting.steps();
}

const liveReleases = async () => (await listReleases(graph)).filter(({ isLive }) => isLive).map(({ id }) => id);

describe('fault 10: a load that is killed after any writing step and run again', () => {
  test('writes the same graph as an undisturbed first load', async () => {
    await wipe(graph);
    const steps = await stepsOf(first);
    expect(steps).toBeGreaterThan(15);
    for (let step = 0; step < steps; step++) {
      await wipe(graph);
      await expect(load(killedAfter(step).graph, first)).rejects.toThrow(Killed);
      await forgetLock();
      await load(graph, first);
      expect({ step, hash: await graphHash(graph) }).toEqual({ step, hash: hashes.first });
    }
  });

  test('writes the same graph as an undisturbed second load, and the old release stays live and complete until then', async () => {
    await wipe(graph);
    await load(graph, first);
    const before = await graphLines(graph);
    const steps = await stepsOf(second);
    for (let step = 0; step < steps; step++) {
      await takeBack();
      expect(await graphLines(graph)).toEqual(before);
      await expect(load(killedAfter(step).graph, second)).rejects.toThrow(Killed);
      await forgetLock();
      if (step < steps - 2) expect(await liveReleases()).toEqual(['2024-06-30']);
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
  const request = { graph, files: [second], report: silentReport };
  await expect(loadReleases({ ...request, freeSpace: room })).rejects.toThrow(LoadInterrupted);
  batches = 0;
  await expect(loadReleases({ ...request, freeSpace: room })).rejects.toThrow(
    /has 97 MB left; a load needs 200.*run the same command/,
  );
  expect(await liveReleases()).toEqual(['2024-06-30']);
  await loadReleases({ ...request, freeSpace: () => 5e9 });
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
    await wipe(graph);
    for (const waits of ['organisations', 'relationships', 'verifying']) {
      const { child, text, finished } = startSourceFile('cli/main.ts', ['load', first, second], environment());
      await reached(text, waits, child.pid as number);
      child.kill('SIGKILL');
      await finished;
    }
    const { finished } = startSourceFile('cli/main.ts', ['load', first, second], environment());
    expect(await finished).toMatchObject({ code: 0 });
    expect(await graphHash(graph)).toBe(hashes.both);
  });

  test('fault 11: the program ends with exit code 3 while another loader runs', async () => {
    await wipe(graph);
    const one = startSourceFile('cli/main.ts', ['load', first], environment());
    await reached(one.text, 'reading', one.child.pid as number);
    const other = await startSourceFile('cli/main.ts', ['load', first], environment()).finished;
    const outcomes = [await one.finished, other];
    expect(outcomes.map(({ code }) => code).sort()).toEqual(expect.arrayContaining([0]));
    for (const { code, err } of outcomes)
      if (code !== 0) expect([code, err]).toEqual([3, expect.stringContaining('Another process')]);
    expect(await graphHash(graph)).toBe(hashes.first);
  });

  test('fault 9: a database killed with -9 during a load keeps the old release live, and the load resumes', async () => {
    await wipe(graph);
    await load(graph, first);
    const patient = openNeo4j({ uri: neo4j.uri, user: neo4j.user, password: neo4j.password });
    let writes = 0;
    const breaking: Graph = {
      ...patient,
      write: async (steps: readonly Step[], options?: ReadOptions) => {
        if (++writes === 6) await neo4j.kill();
        return patient.write(steps, options);
      },
    } as Graph;
    await expect(load(breaking, second)).rejects.toThrow(LoadInterrupted);
    await patient.close();
    await neo4j.restart();
    expect(await liveReleases()).toEqual(['2024-06-30']);
    await load(graph, second);
    expect(await graphHash(graph)).toBe(hashes.both);
  });
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
    await expect(load(limited(700, 9), first)).rejects.toThrow(Killed);
    await forgetLock();
    await load(limited(900), first);
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
