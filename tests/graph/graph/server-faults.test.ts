import { setTimeout as sleep } from 'node:timers/promises';
import { openNeo4j } from '../../../graph/neo4j/neo4j';
import { createReads } from '../../../graph/read-side';
import { warmUp } from '../../../graph/warm-up';
import { freshNeo4j, type TestNeo4j } from '../../support/database/neo4j';
import '../../support/process/retry-timed';

const ONE = { name: 'one', text: 'RETURN 1 AS one' };
let neo4j: TestNeo4j;

beforeAll(async () => {
  neo4j = await freshNeo4j();
  await neo4j.graph.read(ONE, {}, { deadlineMs: 20_000 });
}, 180_000);
afterAll(() => neo4j?.close(), 60_000);

const outcomeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'answered',
    (error: { code?: string }) => error.code ?? String(error),
  );

async function untilAnswered(withinMs: number): Promise<number> {
  const start = performance.now();
  while ((await outcomeOf(neo4j.graph.read(ONE))) !== 'answered') {
    if (performance.now() - start > withinMs) throw new Error(`No answer within ${withinMs} ms.`);
    await sleep(20);
  }
  return performance.now() - start;
}

test('the server answers and is one we can work with', async () => {
  await expect(neo4j.graph.ping({ deadlineMs: 10_000 })).resolves.toBeUndefined();
});

test('an empty graph has no release, and warming it up does no harm', async () => {
  const reads = createReads(neo4j.graph, { deadlineMs: 20_000 });
  await expect(Promise.resolve().then(() => reads.catalog.snapshot())).rejects.toMatchObject({ code: 'NO_RELEASE' });
  expect(await warmUp(reads, { enoughMs: 1_000 })).toBe(0);
});

test('fault 2: a server that is stopped in its tracks is given up at the deadline, and asked again within 5 s of its return', async () => {
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
  expect(await untilAnswered(10_000)).toBeLessThan(5_000);
});

test('fault 8: a restart under load gives errors only while it lasts, then answers again, and never a wrong one', async () => {
  const outcomes = new Map<string, number>();
  let stopped = false;
  const client = async () => {
    while (!stopped) {
      const outcome = await neo4j.graph.read<{ one: number }>(ONE).then(
        ([row]) => (row?.one === 1 ? 'answered' : 'wrong'),
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
    await neo4j.kill();
    await neo4j.revive();
    await patient.read(ONE, {}, { deadlineMs: 60_000 });
    back = await untilAnswered(10_000);
    await sleep(500);
  } finally {
    stopped = true;
    await Promise.all([load, patient.close()]);
  }
  expect(back).toBeLessThan(2_000);
  expect(outcomes.get('answered')).toBeGreaterThan(0);
  expect(outcomes.get('DATABASE_UNAVAILABLE')).toBeGreaterThan(0);
  const expected = ['DATABASE_UNAVAILABLE', 'DATABASE_TIMEOUT', 'answered'];
  expect([...outcomes.keys()].filter((outcome) => !expected.includes(outcome))).toEqual([]);
}, 180_000);
