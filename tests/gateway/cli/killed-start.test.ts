import { setTimeout as after } from 'node:timers/promises';
import { listReleases } from '../../../graph-seed/releases';
import { freshNeo4j, type TestNeo4j } from '../../support/database/fresh-neo4j';
import { startSourceFile } from '../../support/process/processes';
import { waitFor } from '../../support/process/wait-for';

/** Kills of a first start. */
const KILLS = Number(process.env.KILLED_STARTS ?? 3);
/** The latest moment of a kill. The load of the sample takes some seconds. */
const LONGEST_MS = process.env.KILLED_STARTS ? 15_000 : 6_000;

let neo4j: TestNeo4j;
beforeAll(async () => void (neo4j = await freshNeo4j()), 180_000); // Neo4j is started
afterAll(() => neo4j?.close(), 60_000); // Neo4j is stopped

test('after first starts that were killed at random moments, the next start loads the whole sample', async () => {
  const { uri, user, password, dataDir } = neo4j;
  const env = { NEO4J_URI: uri, NEO4J_USER: user, NEO4J_PASSWORD: password, DATA_DIR: dataDir, PORT: '0' };
  const start = () => startSourceFile('cli/main.ts', ['serve'], { ...env, PLAYGROUND: 'off', EXPLORER: 'off' });
  const moments: number[] = [];
  for (let kill = 0; kill < KILLS; kill++) {
    const { child, finished } = start();
    moments.push(500 + Math.random() * LONGEST_MS);
    await Promise.race([after(moments[kill]), finished]);
    child.kill('SIGKILL');
    await finished;
  }
  const { child, text, finished } = start();
  await waitFor(`the addresses, after kills at ${moments.join(', ')} ms`, () => text.out.includes('Ready'), 240);
  const releases = await listReleases(neo4j.graph);
  expect(releases.map(({ id, status, isLive }) => [id, status, isLive])).toEqual([
    ['2024-09-30', 'LOADED', true],
    ['2024-06-30', 'LOADED', false],
  ]);
  const counts = await neo4j.graph.read({ name: 'count', text: 'MATCH (m:Measurement) RETURN count(m) AS n' });
  expect(counts).toEqual([{ n: expect.any(Number) }]);
  expect((counts[0] as { n: number }).n).toBeGreaterThan(1_000);
  child.kill('SIGTERM');
  expect((await finished).code).toBe(0);
}, 600_000); // several first starts of Neo4j
