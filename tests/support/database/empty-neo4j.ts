import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openLocalNeo4j, stopLocalNeo4j } from '../../../database/local-neo4j';
import type { Graph } from '../../../graph/graph';
import { openNeo4j } from '../../../graph/neo4j/neo4j';
import { testSettings } from './fresh-neo4j';
import { wipe } from './graph-hash';
import type { ServerAddress } from './sample-graph';

const NAME = 'of-worker-';

export interface EmptyNeo4j extends ServerAddress {
  readonly graph: Graph;
  /** Closes `graph`. The server stays for the next suite of this worker. */
  close(): Promise<void>;
}

/**
 * Opens a Neo4j without nodes for a suite that writes and leaves the server alone. All such suites of one worker of Jest use one
 * server, because a start takes five seconds of CPU time, and a server that has run statements before runs them faster.
 */
export async function emptyNeo4j(): Promise<EmptyNeo4j> {
  const shared = process.env.TEST_NEO4J_FOLDER as string;
  const folder = join(shared, `${NAME}${process.env.JEST_WORKER_ID ?? '1'}`);
  const { uri, user, password } = await openLocalNeo4j(testSettings(folder)); // not closed: that would stop it
  const graph = openNeo4j({ uri, user, password });
  await wipe(graph);
  return { graph, uri, user, password, close: () => graph.close() };
}

/** Stops the servers of all workers. */
export async function stopEmptyNeo4js(shared: string): Promise<void> {
  const names = existsSync(shared) ? readdirSync(shared).filter((name) => name.startsWith(NAME)) : [];
  await Promise.all(names.map((name) => stopLocalNeo4j(testSettings(join(shared, name)))));
}
