import { rmSync } from 'node:fs';
import { ImportFailed, importStore } from '../../../database/import-store';
import type { LocalNeo4jSettings } from '../../../database/layout';
import { openLocalNeo4j, type LocalNeo4j } from '../../../database/local-neo4j';
import type { Graph } from '../../../graph/graph';
import { openNeo4j } from '../../../graph/neo4j/neo4j';
import { StoreNotMade, type NewStore } from '../../../graph-seed/importing/new-store';
import { killProcess, temporaryFolder, testSettings } from './fresh-neo4j';

type Memory = Pick<LocalNeo4jSettings, 'heap' | 'pageCache'>;

/** A data folder without a store, and a local Neo4j that is started on it when it is opened. */
export function newStore(dataDir = temporaryFolder(), memory: Partial<Memory> = {}) {
  const settings = { ...testSettings(dataDir), ...memory };
  let local: LocalNeo4j | undefined;
  let graph: Graph | undefined;
  const store: NewStore = {
    leastBytes: 0,
    make: (files) =>
      importStore(settings, files).catch((error: Error) => {
        throw error instanceof ImportFailed ? new StoreNotMade(error.message) : error;
      }),
    open: async () => {
      if (graph) return graph;
      local = await openLocalNeo4j(settings);
      return (graph = openNeo4j({ uri: local.uri, user: local.user, password: local.password }));
    },
  };
  const close = async () => {
    await graph?.close();
    if (local) await killProcess(local.pid);
    await local?.close();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { dataDir, store, close };
}
