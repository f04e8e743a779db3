import { join, resolve } from 'node:path';

/** The version of Neo4j that is fetched and started. */
export const NEO4J_VERSION = '5.26.30';

export interface LocalNeo4jSettings {
  /** Folder that keeps store, password, logs and, unless `jarsDir` says otherwise, the jars. */
  readonly dataDir: string;
  /** Folder that keeps the jars, one folder a version. Default: `neo4j/jars` in `dataDir`. */
  readonly jarsDir?: string;
  /** Bolt port on 127.0.0.1; 0 takes the one used last time, or a free one. */
  readonly port: number;
  /** Heap of the JVM, for example `1g`. */
  readonly heap: string;
  /** Page cache, for example `512m`. */
  readonly pageCache: string;
  /** Folder of a Java runtime; without it `java` is taken from the PATH. */
  readonly javaHome?: string;
  /** The program that fetches the jars. Default: `mvn` from the PATH. */
  readonly maven?: string;
  /** Ends Neo4j by force and removes its files as soon as this process has ended, however it ended. */
  readonly leash?: boolean;
  /** Starts Neo4j again on the same port when it ends without being asked to. */
  readonly restart?: boolean;
  /** Milliseconds until a start is given up. Default 120,000. */
  readonly startDeadlineMs?: number;
  /** Receives one line of plain words at each step that a person may wait for. */
  log(line: string): void;
}

/** Where everything lies. */
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
    storeVersion: join(folder, 'store-version'),
  };
}

export type Layout = ReturnType<typeof layoutOf>;
