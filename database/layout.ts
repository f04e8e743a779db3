import { join, resolve } from 'node:path';

/** The version of Neo4j that is downloaded and started. */
export const NEO4J_VERSION = '5.26.30';

export interface LocalNeo4jSettings {
  /** Folder of the store, the password, the logs and, unless `jarsDir` is set, the jars. */
  readonly dataDir: string;
  /** Folder of the jars, with a folder for each version. Default: `neo4j/jars` in `dataDir`. */
  readonly jarsDir?: string;
  /** Bolt port on 127.0.0.1; 0 means the last used port, else any free one. */
  readonly port: number;
  /** Heap of the JVM, for example `1g`. */
  readonly heap: string;
  /** Page cache, for example `512m`. */
  readonly pageCache: string;
  /** Folder of a Java runtime. Default: `java` from the PATH. */
  readonly javaHome?: string;
  /** Program that downloads the jars. Default: `mvn` from the PATH. */
  readonly maven?: string;
  /** Kills Neo4j and removes its files when this process ends, even by SIGKILL. For tests. */
  readonly endWithProcess?: boolean;
  /** Restarts Neo4j if it exits unexpectedly. */
  readonly restart?: boolean;
  /** Milliseconds without progress in its logs until a start fails. Default: 120,000. */
  readonly startStalledMs?: number;
  /** Called when the process of a Neo4j was started, which then takes seconds until it responds. */
  readonly onLaunched?: (() => void) | undefined;
  /** Receives a line of progress for each step that takes time. */
  log(line: string): void;
}

/** Returns the paths of all files and folders of the local Neo4j. */
export function layoutOf(settings: Pick<LocalNeo4jSettings, 'dataDir' | 'jarsDir'>) {
  const folder = resolve(settings.dataDir, 'neo4j');
  return {
    folder,
    jars: join(resolve(settings.jarsDir ?? join(folder, 'jars')), NEO4J_VERSION),
    home: join(folder, 'home'),
    conf: join(folder, 'conf'),
    data: join(folder, 'data'),
    logs: join(folder, 'logs'),
    log: join(folder, 'logs', 'neo4j.log'),
    debugLog: join(folder, 'logs', 'debug.log'),
    console: join(folder, 'logs', 'console.log'),
    password: join(folder, 'password'),
    running: join(folder, 'running.json'),
    lastPort: join(folder, 'port'),
    users: join(folder, 'users'),
    lock: join(folder, 'lock'),
    firstLoad: join(folder, 'first-load'),
    storeVersion: join(folder, 'store-version'),
  };
}

export type Layout = ReturnType<typeof layoutOf>;
