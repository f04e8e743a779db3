import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { HOME } from '../../../config';
import { freePort } from '../../../database/bolt';
import type { LocalNeo4jSettings } from '../../../database/layout';
import { openLocalNeo4j } from '../../../database/local-neo4j';
import { end, identify } from '../../../database/process';
import type { Graph } from '../../../graph/graph';
import { openNeo4j } from '../../../graph/neo4j/neo4j';

/** The jars are shared with the graph of DATA_DIR; nothing else of it is touched. */
export const JARS_DIR =
  process.env.TEST_NEO4J_JARS ?? join(process.env.DATA_DIR ?? join(HOME, '.data'), 'neo4j', 'jars');

/** Settings of a Neo4j on a store under the system's temporary folder, which ends with this process. */
export function testSettings(dataDir: string, log: (line: string) => void = () => undefined): LocalNeo4jSettings {
  return { dataDir, jarsDir: JARS_DIR, port: 0, heap: '512m', pageCache: '64m', leash: true, log };
}

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'ods-graph-test-'));
}

export interface TestNeo4j {
  readonly graph: Graph;
  readonly uri: string;
  readonly user: string;
  readonly password: string;
  readonly port: number;
  readonly pid: number;
  readonly dataDir: string;
  /** Ends it as a loss of power would. `graph` stays open. */
  kill(): Promise<void>;
  /** Brings it back on the same port, with the store as it was left. */
  revive(): Promise<void>;
  close(): Promise<void>;
}

/** An empty Neo4j of one's own, for a suite that writes or breaks things. Whoever asks for it closes it. */
export async function freshNeo4j(): Promise<TestNeo4j> {
  const dataDir = temporaryFolder();
  const settings = { ...testSettings(dataDir), port: await steadyPort() };
  let local = await openLocalNeo4j(settings);
  const { uri, user, password } = local;
  const graph = openNeo4j({ uri, user, password });
  const kill = () => endNow(local.pid);
  return {
    graph,
    uri,
    user,
    password,
    port: Number(new URL(uri).port),
    dataDir,
    get pid() {
      return local.pid;
    },
    kill,
    async revive() {
      await local.close();
      for (let tries = 0; (await freePort(settings.port)) === null && tries < 40; tries++) await sleep(250);
      local = await openLocalNeo4j(settings);
    },
    async close() {
      await graph.close();
      await kill();
      await local.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A free port below those that the system gives to clients, so that no client takes it while the server is away. */
async function steadyPort(): Promise<number> {
  for (;;) {
    const port = await freePort(12_000 + Math.floor(Math.random() * 18_000));
    if (port !== null) return port;
  }
}

/** Kills a process of ours and waits until it has gone. */
export async function endNow(pid: number): Promise<void> {
  const found = identify(pid);
  if (found) await end(found, 0);
}
