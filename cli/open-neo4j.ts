import { statfsSync } from 'node:fs';
import type { Config } from '../config';
import type { LocalNeo4jSettings } from '../database/layout';
import { openLocalNeo4j } from '../database/local-neo4j';
import type { Graph } from '../graph/graph';
import { openNeo4j } from '../graph/neo4j/neo4j';
import type { Report } from './report';

export interface OpenGraph {
  readonly graph: Graph;
  /** Free bytes on the disk of the database; undefined if it is not local. */
  readonly freeSpace?: () => number;
  /** Closes the connections, and stops the local Neo4j if this process started it and no other process uses it. */
  close(): Promise<void>;
}

/** Opens the Neo4j in NEO4J_URI or, if that is unset, the local one, and starts it if necessary. */
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
    freeSpace: () => freeSpaceIn(config.DATA_DIR),
    async close() {
      await graph.close();
      await local.close();
    },
  };
}

function freeSpaceIn(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** Picks the settings of the local Neo4j. */
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
