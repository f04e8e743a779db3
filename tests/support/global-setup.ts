import { rmSync } from 'node:fs';
import { openLocalNeo4j, type LocalNeo4j } from '../../database/local-neo4j';
import { endNow, temporaryFolder, testSettings } from './neo4j';

/** What the teardown, which runs in the same process, has to end. */
declare global {
  var sharedTestNeo4j: { local: LocalNeo4j; dataDir: string } | undefined;
}

/** Starts the one Neo4j that all suites of this run share. Jest calls this once, however many projects name it. */
export default async function setUp(): Promise<void> {
  const dataDir = temporaryFolder();
  const local = await openLocalNeo4j(testSettings(dataDir, (line) => process.stderr.write(`${line}\n`)));
  globalThis.sharedTestNeo4j = { local, dataDir };
  Object.assign(process.env, {
    TEST_NEO4J_URI: local.uri,
    TEST_NEO4J_USER: local.user,
    TEST_NEO4J_PASSWORD: local.password,
    TEST_NEO4J_PID: String(local.pid),
    TEST_NEO4J_FOLDER: dataDir,
  });
}

export async function endShared(): Promise<void> {
  const shared = globalThis.sharedTestNeo4j;
  globalThis.sharedTestNeo4j = undefined;
  if (!shared) return;
  await endNow(shared.local.pid);
  await shared.local.close();
  rmSync(shared.dataDir, { recursive: true, force: true });
}
