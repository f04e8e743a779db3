import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { freshNeo4j, type TestNeo4j } from '../../support/database/fresh-neo4j';
import { startSourceFile } from '../../support/process/processes';
import { waitFor } from '../../support/process/wait-for';

/** Kills of a first start. */
const KILLS = Number(process.env.KILLED_STARTS ?? 3);
/** The latest moment of a kill. The load of the sample takes some seconds. */
const LONGEST_MS = process.env.KILLED_STARTS ? 15_000 : 6_000;

const COUNTS = `MATCH (r:Release) WITH collect(r.status) AS releases
  RETURN releases, COUNT { (:Measurement) } AS measurements, COUNT { (:PostcodeSector) } AS sectors`;

interface Counts {
  readonly releases: readonly string[];
  readonly measurements: number;
  readonly sectors: number;
}

let neo4j: TestNeo4j;
beforeAll(async () => void (neo4j = await freshNeo4j()), 180_000); // Neo4j is started
afterAll(() => neo4j?.close(), 60_000); // Neo4j is stopped

async function isWhole(): Promise<boolean> {
  const [row] = await neo4j.graph.read<Counts>({ name: 'counts', text: COUNTS });
  return row!.releases.join() === 'LOADED,LOADED' && row!.measurements > 1_000 && row!.sectors > 100;
}

test('after first starts that were killed at random moments, the next start loads the whole sample', async () => {
  const { uri, user, password, dataDir } = neo4j;
  const env = { NEO4J_URI: uri, NEO4J_USER: user, NEO4J_PASSWORD: password, DATA_DIR: dataDir, PORT: '0' };
  const start = () => startSourceFile('cli/main.ts', ['serve'], { ...env, PLAYGROUND: 'off', EXPLORER: 'off' });
  const unfinished = join(dataDir, 'sample-unfinished');
  const moments: number[] = [];
  for (let kill = 0; kill < KILLS; kill++) {
    const { child, finished } = start();
    moments.push(500 + Math.random() * LONGEST_MS);
    await Promise.race([after(moments[kill]), finished]);
    child.kill('SIGKILL');
    await finished;
  }
  const { child, text, finished } = start();
  const isDone = () => child.exitCode !== null || (text.out.includes('Ready') && !existsSync(unfinished));
  const failed = (error: Error) =>
    Promise.reject(new Error(`${error.message}\nKilled after ${moments.join(', ')} ms.\n${text.out}${text.err}`));
  await waitFor('the addresses', isDone, 240)
    .then(() => waitFor('the whole sample', isWhole))
    .catch(failed);
  child.kill('SIGTERM');
  expect((await finished).code).toBe(0);
}, 600_000); // several first starts of Neo4j
