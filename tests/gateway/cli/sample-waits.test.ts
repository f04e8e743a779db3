import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentReport } from '../../../cli/report';
import { takeLock } from '../../../graph-seed/catalog/lock';
import { prepareGraph } from '../../../graph-seed/catalog/stored-catalog';
import { LoadRefused } from '../../../graph-seed/errors';
import { loadMeasure } from '../../../graph-seed/load-measure';
import { loadPostcodes } from '../../../graph-seed/load-postcodes';
import { loadReleases } from '../../../graph-seed/load-release';
import { writeListSizes } from '../../../sample/list-sizes';
import { writePostcodes } from '../../../sample/postcodes';
import { emptyNeo4j, type EmptyNeo4j } from '../../support/database/empty-neo4j';
import { graphCounts, wipe } from '../../support/database/graph-hash';
import { organisation, writeReleaseZip } from '../../support/database/release-builder';
import { startSourceFile } from '../../support/process/processes';
import { waitFor } from '../../support/process/wait-for';

jest.setTimeout(240_000); // the sample is loaded by other processes

const folder = mkdtempSync(join(tmpdir(), 'ods-graph-sample-waits-'));
const unfinished = join(folder, 'sample-unfinished');
let neo4j: EmptyNeo4j;
beforeAll(async () => void (neo4j = await emptyNeo4j()), 120_000); // Neo4j may have to be started
afterAll(async () => {
  await neo4j?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Starts a server on an empty graph while this process holds the load lock, and waits until it has said so. */
async function startLocked() {
  await wipe(neo4j.graph);
  await prepareGraph(neo4j.graph);
  const lock = await takeLock(neo4j.graph);
  const { uri, user, password } = neo4j;
  const env = { NEO4J_URI: uri, NEO4J_USER: user, NEO4J_PASSWORD: password, DATA_DIR: folder, PORT: '0' };
  const serving = startSourceFile('cli/main.ts', ['serve'], { ...env, PLAYGROUND: 'off', EXPLORER: 'off' });
  await waitFor('the addresses', () => serving.text.out.includes('Ready'), 60);
  expect(serving.text.err).toContain('Another process is loading a release. It will be served as soon as it is live.');
  expect(existsSync(unfinished)).toBe(true);
  return { ...serving, lock };
}

test('a server on an empty graph loads the sample after another load has ended without a release', async () => {
  const { child, finished, lock } = await startLocked();
  await lock.release();
  await waitFor('the end of the load', () => !existsSync(unfinished), 120);
  const counts = await graphCounts(neo4j.graph);
  expect(counts).toMatchObject({ Release: 2, PostcodeFile: 1 });
  expect(counts.Measurement).toBeGreaterThan(1_000);
  child.kill('SIGTERM');
  expect((await finished).code).toBe(0);
});

test('a server that waits with the sample loads nothing of it after a real release, and neither does a command', async () => {
  const { child, finished, text, lock } = await startLocked();
  const { graph } = neo4j;
  const real = await writeReleaseZip(join(folder, 'real.zip'), { date: '2025-06-30', full: [organisation('A')] });
  child.kill('SIGSTOP');
  await lock.release();
  await loadReleases({ graph, files: [real], report: silentReport });
  child.kill('SIGCONT');
  await waitFor('the end of the wait', () => !existsSync(unfinished), 60);
  const whole = await graphCounts(graph);
  expect(whole).toMatchObject({ Release: 1, Organisation: 1 });
  const parts = { graph, options: { onlySample: true }, report: silentReport };
  const sizes = loadMeasure({ ...parts, id: 'gp-list-size', file: await writeListSizes(folder) });
  await expect(sizes).rejects.toThrow(LoadRefused);
  await expect(loadPostcodes({ ...parts, file: await writePostcodes(folder) })).rejects.toThrow(/not loaded/);
  expect(await graphCounts(graph)).toEqual(whole);
  child.kill('SIGTERM');
  expect((await finished).code).toBe(0);
  expect(text.err).not.toMatch(/not loaded|could not|refused/);
});
