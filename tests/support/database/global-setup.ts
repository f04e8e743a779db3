import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { silentReport } from '../../../cli/report';
import { openLocalNeo4j, type LocalNeo4j } from '../../../database/local-neo4j';
import { openNeo4j } from '../../../graph/neo4j/neo4j';
import { loadReleases } from '../../../graph-seed/load-release';
import { loadMeasure } from '../../../graph-seed/load-measure';
import { loadPostcodes } from '../../../graph-seed/load-postcodes';
import { LIST_SIZES, writeListSizes } from '../../../sample/list-sizes';
import { writePostcodes } from '../../../sample/postcodes';
import { writeReleases } from '../../../sample/write-release';
import { stopEmptyNeo4js } from './empty-neo4j';
import { killProcess, temporaryFolder, testSettings } from './fresh-neo4j';

/** The teardown runs in the same process and closes this. */
declare global {
  var sharedTestNeo4j: { local: LocalNeo4j; dataDir: string } | undefined;
}

/** Starts the Neo4j that all suites of a run share and loads both releases of the sample. Jest calls this once for all projects that name it. */
export default async function setUp(): Promise<void> {
  const dataDir = temporaryFolder();
  const local = await openLocalNeo4j(testSettings(dataDir, (line) => process.stderr.write(`${line}\n`)));
  globalThis.sharedTestNeo4j = { local, dataDir };
  await loadSample(local, join(dataDir, 'releases'));
  Object.assign(process.env, {
    TEST_NEO4J_URI: local.uri,
    TEST_NEO4J_USER: local.user,
    TEST_NEO4J_PASSWORD: local.password,
    TEST_NEO4J_PID: String(local.pid),
    TEST_NEO4J_FOLDER: dataDir,
  });
}

async function loadSample(local: LocalNeo4j, folder: string): Promise<void> {
  const graph = openNeo4j(local);
  try {
    await loadReleases({ graph, files: await writeReleases(folder), report: silentReport });
    const file = await writeListSizes(folder);
    await loadMeasure({ graph, id: LIST_SIZES.id, file, options: LIST_SIZES, report: silentReport });
    await loadPostcodes({ graph, file: await writePostcodes(folder), report: silentReport });
  } catch (error) {
    await endShared();
    throw error;
  } finally {
    await graph.close();
  }
}

export async function endShared(): Promise<void> {
  const shared = globalThis.sharedTestNeo4j;
  globalThis.sharedTestNeo4j = undefined;
  if (!shared) return;
  await stopEmptyNeo4js(shared.dataDir);
  await killProcess(shared.local.pid);
  await shared.local.close();
  rmSync(shared.dataDir, { recursive: true, force: true });
}
