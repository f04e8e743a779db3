import { setTimeout as sleep } from 'node:timers/promises';
import { openNeo4j } from '../../../graph/neo4j/neo4j';
import { createReadSide } from '../../../graph/read-side';
import { warmUp } from '../../../graph/warm-up';
import { freshNeo4j, type TestNeo4j } from '../../support/database/fresh-neo4j';
import { retryTimed } from '../../support/process/retry-timed';

retryTimed('the promise is an upper bound of time, with a database that is stopped and started');

const ONE = { name: 'one', text: 'RETURN 1 AS one' };
let neo4j: TestNeo4j;

beforeAll(async () => {
  neo4j = await freshNeo4j();
  await neo4j.graph.read(ONE, {}, { deadlineMs: 20_000 });
}, 180_000); // Neo4j is stopped and started
afterAll(() => neo4j?.close(), 60_000); // Neo4j is stopped

const outcomeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'succeeded',
    (error: { code?: string }) => error.code ?? String(error),
  );

async function waitForSuccess(withinMs: number): Promise<number> {
  const start = performance.now();
  while ((await outcomeOf(neo4j.graph.read(ONE))) !== 'succeeded') {
    if (performance.now() - start > withinMs) throw new Error(`No success within ${withinMs} ms.`);
    await sleep(20);
  }
  return performance.now() - start;
}

test('the server is reachable and of a supported version', async () => {
  await expect(neo4j.graph.ping({ deadlineMs: 10_000 })).resolves.toBeUndefined();
});

test('an empty graph has no release, and a warm-up returns 0', async () => {
  const reads = createReadSide(neo4j.graph, { deadlineMs: 20_000 });
  await expect(Promise.resolve().then(() => reads.catalog.snapshot())).rejects.toMatchObject({ code: 'NO_RELEASE' });
  expect(await warmUp(reads, { enoughMs: 1_000 })).toMatchObject({ rounds: 0, error: { code: 'NO_RELEASE' } });
});

test('fault 2: a suspended server fails reads at their deadline, and reads succeed within 5 s of its return', async () => {
  await Promise.all(Array.from({ length: 6 }, () => neo4j.graph.read(ONE)));
  process.kill(neo4j.pid, 'SIGSTOP');
  try {
    const start = performance.now();
    const outcomes = await Promise.all(Array.from({ length: 12 }, () => outcomeOf(neo4j.graph.read(ONE))));
    expect(new Set(outcomes)).toEqual(new Set(['DATABASE_TIMEOUT']));
    expect(performance.now() - start).toBeLessThan(4_000);
    await sleep(2_000);
  } finally {
    process.kill(neo4j.pid, 'SIGCONT');
  }
  expect(await waitForSuccess(10_000)).toBeLessThan(5_000);
});

const SQUARE = { name: 'square', text: 'MATCH (n:Number {number: $number}) RETURN n.square AS square' };

test('fault 8: a restart under load causes errors only while it lasts, and never a wrong result', async () => {
  await neo4j.graph.run({
    name: 'numbers',
    text: 'UNWIND range(1, 200) AS n CREATE (:Number {number: n, square: n * n})',
  });
  const outcomes = new Map<string, number>();
  let stopped = false;
  let next = 0;
  const client = async () => {
    while (!stopped) {
      const number = 1 + (next++ % 200);
      const outcome = await neo4j.graph.read<{ square: number }>(SQUARE, { number }).then(
        (rows) => (rows.length === 1 && rows[0]!.square === number * number ? 'succeeded' : 'wrong'),
        (error: { code?: string }) => error.code ?? String(error),
      );
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      await sleep(5);
    }
  };
  const load = Promise.all(Array.from({ length: 8 }, client));
  const patient = openNeo4j(neo4j);
  let back = Infinity;
  try {
    await sleep(500);
    await neo4j.restart(); // ends the server with SIGTERM first
    await patient.read(ONE, {}, { deadlineMs: 60_000 });
    back = await waitForSuccess(10_000);
    await sleep(500);
  } finally {
    stopped = true;
    await Promise.all([load, patient.close()]);
  }
  expect(back).toBeLessThan(2_000);
  expect(outcomes.get('succeeded')).toBeGreaterThan(0);
  expect(outcomes.get('DATABASE_UNAVAILABLE')).toBeGreaterThan(0);
  const expected = ['DATABASE_UNAVAILABLE', 'DATABASE_TIMEOUT', 'succeeded'];
  expect([...outcomes.keys()].filter((outcome) => !expected.includes(outcome))).toEqual([]);
}, 180_000); // Neo4j is stopped and started
