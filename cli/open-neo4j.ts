import { statfsSync } from 'node:fs';
import type { Config } from '../config';
import { ImportFailed, importStore, isStoreMissing, prepareImport, takeFirstLoad } from '../database/import-store';
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

export interface OpenGraphOptions extends Pick<Neo4jSettings, 'onAvailability' | 'gateway'> {
  /** Returns the graph although the Neo4j in NEO4J_URI cannot be used yet, if it may be usable later. */
  readonly mayWait?: boolean;
  /** Called when the process of a local Neo4j was started. */
  readonly onLaunched?: () => void;
}

/**
 * Opens the Neo4j in NEO4J_URI or, if that is unset, the local one, and starts it if necessary. Throws a CommandError
 * that names the problem if it cannot be used.
 */
export async function openGraph(config: Config, report: Report, options: OpenGraphOptions = {}): Promise<OpenGraph> {
  const { onAvailability, gateway, onLaunched } = options;
  if (config.NEO4J_URI !== undefined) return openExisting(config, report, options);
  const local = await openLocalNeo4j({ ...localSettings(config, report), restart: true, onLaunched });
  const { uri, user, password } = local;
  const graph = openNeo4j({ uri, user, password, onAvailability, gateway });
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
  /** Why a first release is not imported; undefined if it is, or if nobody expects it. */
  readonly notImported?: string;
}

/**
 * Opens the graph for a load. If the local Neo4j has no store yet, it is not started: the load makes the store from
 * files first, which is faster. Throws a CommandError with exit code 3 at once if another process makes the first load.
 */
export async function openGraphToLoad(
  config: Config,
  report: Report,
  { dryRun = false }: { readonly dryRun?: boolean } = {},
): Promise<GraphToLoad> {
  if (config.NEO4J_URI !== undefined) return openGraph(config, report);
  const settings = localSettings(config, report);
  if (!isStoreMissing(settings))
    return Object.assign(await openGraph(config, report), config.LOCAL_NEO4J_IMPORT && { notImported: STORE_EXISTS });
  const release = dryRun ? () => undefined : takeFirstLoad(settings);
  if (typeof release === 'number')
    throw new CommandError(`Another process is loading into this graph: process ${release}.`, 3);
  try {
    const opened = config.LOCAL_NEO4J_IMPORT ? await openNewStore(config, report) : await openGraph(config, report);
    const { close } = opened;
    return Object.assign(opened, { close: () => close().finally(release) });
  } catch (error) {
    release();
    throw error;
  }
}

async function openNewStore(config: Config, report: Report): Promise<GraphToLoad> {
  const settings = localSettings(config, report);
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

const STORE_EXISTS = 'the local store exists already, although it is empty';

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
  { mayWait, onAvailability, gateway }: OpenGraphOptions,
): Promise<OpenGraph> {
  const { NEO4J_URI: uri, NEO4J_USER: user, NEO4J_DATABASE: database } = config;
  const password = neo4jPassword(config);
  const graph = openNeo4j({ uri: uri!, user, database, password, onAvailability, gateway });
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
