import { statfsSync } from 'node:fs';
import type { Config } from '../config';
import type { LocalNeo4jSettings } from '../database/layout';
import { openLocalNeo4j } from '../database/local-neo4j';
import type { Graph } from '../graph/graph';
import { openNeo4j } from '../graph/neo4j/neo4j';
import type { Report } from './report';

export interface OpenGraph {
  readonly graph: Graph;
  /** Bytes that are free on the database's disk, where it can be seen. */
  readonly room?: () => number;
  /** Closes the connections, then stops the local Neo4j if this process started it and nobody else uses it. */
  close(): Promise<void>;
}

/** The graph that the settings name: an outside Neo4j where there is NEO4J_URI, else the local one, started when it must be. */
export async function openGraph(config: Config, report: Report): Promise<OpenGraph> {
  if (config.NEO4J_URI !== undefined) {
    const { NEO4J_URI: uri, NEO4J_USER: user, NEO4J_PASSWORD: password = '', NEO4J_DATABASE: database } = config;
    const graph = openNeo4j({ uri, user, password, database });
    return { graph, close: () => graph.close() };
  }
  const local = await openLocalNeo4j({ ...localSettings(config, report), restart: true });
  const graph = openNeo4j(local);
  return {
    graph,
    room: () => roomIn(config.DATA_DIR),
    async close() {
      await graph.close();
      await local.close();
    },
  };
}

function roomIn(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** Settings of the local Neo4j, out of those of the whole program. */
export function localSettings(config: Config, report: Report): LocalNeo4jSettings {
  return {
    dataDir: config.DATA_DIR,
    port: config.LOCAL_NEO4J_PORT,
    heap: config.LOCAL_NEO4J_HEAP,
    pageCache: config.LOCAL_NEO4J_PAGE_CACHE,
    javaHome: config.JAVA_HOME,
    log: (line) => report.line(line),
  };
}
