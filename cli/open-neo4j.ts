import { statfsSync } from 'node:fs';
import type { Config } from '../config';
import { ImportFailed, importStore, isStoreMissing, prepareImport } from '../database/import-store';
import type { LocalNeo4jSettings } from '../database/layout';
import { openLocalNeo4j } from '../database/local-neo4j';
import type { Graph } from '../graph/graph';
import { StoreNotMade, type CsvFiles, type NewStore } from '../graph-seed/importing/new-store';
import { openNeo4j, type Neo4jSettings } from '../graph/neo4j/neo4j';
import { findDatabaseProblem } from './check-database';
import { CommandError } from './command';
import { localSettings } from './local-settings';
import { neo4jPassword } from './passwords';
import type { Report } from './report';

export interface OpenGraph {
  readonly graph: Graph;
  /** Free bytes on the disk of the database; undefined if it is not local. */
  readonly freeSpace?: () => number;
  /** Closes the connections, and stops the local Neo4j if this process started it and no other process uses it. */
  close(): Promise<void>;
}

export interface OpenGraphOptions extends Pick<Neo4jSettings, 'onAvailability'> {
  /** Returns the graph although the Neo4j in NEO4J_URI cannot be used yet, if it may be usable later. */
  readonly mayWait?: boolean;
}

/**
 * Opens the Neo4j in NEO4J_URI or, if that is unset, the local one, and starts it if necessary. Throws a CommandError
 * that names the problem if it cannot be used.
 */
export async function openGraph(config: Config, report: Report, options: OpenGraphOptions = {}): Promise<OpenGraph> {
  const { onAvailability } = options;
  if (config.NEO4J_URI !== undefined) return openExisting(config, report, options);
  const local = await openLocalNeo4j({ ...localSettings(config, report), restart: true });
  const { uri, user, password } = local;
  const graph = openNeo4j({ uri, user, password, onAvailability });
  return {
    graph,
    freeSpace: () => freeSpaceIn(config.DATA_DIR),
    async close() {
      await graph.close();
      await local.close();
    },
  };
}

/** A graph that is open, or a local one whose store does not exist yet. */
export interface GraphToLoad extends Omit<OpenGraph, 'graph'> {
  /** The graph, once it is open. */
  readonly graph: Graph | NewStore;
}

/**
 * Opens the graph for a load. If the local Neo4j has no store yet, it is not started: the load makes the store from
 * files first, which is faster.
 */
export async function openGraphToLoad(config: Config, report: Report): Promise<GraphToLoad> {
  const settings = localSettings(config, report);
  if (config.NEO4J_URI !== undefined || !config.LOCAL_NEO4J_IMPORT || !isStoreMissing(settings))
    return openGraph(config, report);
  await prepareImport(settings);
  let opened: OpenGraph | undefined;
  const store: NewStore = {
    make: (files) => makeStore(settings, files),
    open: async () => (opened = await openGraph(config, report)).graph,
  };
  return {
    get graph() {
      return opened?.graph ?? store;
    },
    freeSpace: () => freeSpaceIn(config.DATA_DIR),
    close: async () => opened?.close(),
  };
}

async function makeStore(settings: LocalNeo4jSettings, files: CsvFiles): Promise<void> {
  try {
    await importStore(settings, files);
  } catch (error) {
    throw error instanceof ImportFailed ? new StoreNotMade(error.message, { cause: error }) : error;
  }
}

async function openExisting(
  config: Config,
  report: Report,
  { mayWait, onAvailability }: OpenGraphOptions,
): Promise<OpenGraph> {
  const { NEO4J_URI: uri, NEO4J_USER: user, NEO4J_DATABASE: database } = config;
  const graph = openNeo4j({ uri: uri!, user, database, password: neo4jPassword(config), onAvailability });
  const problem = await findDatabaseProblem(graph, config);
  if (problem && mayWait && problem.mayEnd) report.line(`${problem.message} Waiting for it.`);
  else if (problem) {
    void graph.close(); // may never end if the server hangs
    throw new CommandError(problem.message);
  }
  return { graph, close: () => graph.close() };
}

function freeSpaceIn(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}
