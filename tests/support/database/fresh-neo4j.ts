import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HOME } from '../../../config';
import { findSteadyPort } from '../../../database/bolt';
import type { LocalNeo4jSettings } from '../../../database/layout';
import { openLocalNeo4j } from '../../../database/local-neo4j';
import { terminate, identify } from '../../../database/process';
import type { Graph } from '../../../graph/graph';
import { openNeo4j } from '../../../graph/neo4j/neo4j';

/** The jars under DATA_DIR are shared with other databases. Tests use nothing else there. */
export const JARS_DIR =
  process.env.TEST_NEO4J_JARS ?? join(process.env.DATA_DIR ?? join(HOME, '.data'), 'neo4j', 'jars');

/** Settings of a Neo4j with its store in a temporary folder. It ends with this process. */
export function testSettings(dataDir: string, log: (line: string) => void = () => undefined): LocalNeo4jSettings {
  return { dataDir, jarsDir: JARS_DIR, port: 0, heap: '512m', pageCache: '64m', endWithProcess: true, log };
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
  /** Kills the server, as a power failure would. `graph` stays open. */
  kill(): Promise<void>;
  /** Starts the server again on the same port and store. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts a Neo4j for a suite that writes or breaks things, with its own memory if it is given: an empty one, or one on the store in a
 * folder. The caller closes it.
 */
export async function freshNeo4j(
  memory: Partial<Pick<LocalNeo4jSettings, 'heap' | 'pageCache'>> = {},
  dataDir = temporaryFolder(),
): Promise<TestNeo4j> {
  const settings = { ...testSettings(dataDir), ...memory, port: (await findSteadyPort())! };
  let local = await openLocalNeo4j(settings);
  const { uri, user, password } = local;
  const graph = openNeo4j({ uri, user, password });
  const kill = () => killProcess(local.pid);
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
    async restart() {
      await local.close();
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

/** Kills a process of this project and waits for its end. */
export async function killProcess(pid: number): Promise<void> {
  const found = identify(pid);
  if (found) await terminate(found, 0);
}
