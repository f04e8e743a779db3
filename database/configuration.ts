import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../make-folder';
import type { Layout, LocalNeo4jSettings } from './layout';

/**
 * Procedures that clients may call, should a plugin be there: none that read files or open network connections. Neo4j has no
 * setting against those that it has built in.
 */
const PROCEDURES = 'db.awaitIndexes,db.index.fulltext.*,db.info,db.ping,dbms.components,dbms.listConnections';

/** Returns the settings of Neo4j. docs/decisions records which values were measured. */
export function configurationOf(layout: Layout, port: number, pageCache: string): Record<string, string> {
  return {
    'server.directories.data': layout.data,
    'server.directories.logs': layout.logs,
    'server.bolt.listen_address': `127.0.0.1:${port}`,
    'server.http.enabled': 'false',
    'server.https.enabled': 'false',
    'dbms.usage_report.enabled': 'false',
    'server.memory.pagecache.size': pageCache,
    'server.bolt.thread_pool_max_size': '40',
    'server.bolt.connection_keep_alive': '2s',
    'server.bolt.connection_keep_alive_for_requests': 'ALL',
    'internal.server.bolt.thread_pool_shutdown_wait_time': '1s',
    'internal.server.bolt.connection_shutdown_wait_time': '1s',
    'db.tx_log.rotation.retention_policy': '1 files',
    'db.tx_log.preallocate': 'false', // otherwise an empty store takes 512 MB
    'dbms.security.procedures.allowlist': PROCEDURES,
    'dbms.security.allow_csv_import_from_file_urls': 'false',
    'internal.dbms.cypher_ip_blocklist': '0.0.0.0/0,::/0',
  };
}

/** Writes neo4j.conf and creates its folders. */
export function writeConfiguration(layout: Layout, settings: LocalNeo4jSettings, port: number): void {
  for (const folder of [layout.conf, layout.home, layout.logs]) makeFolder(folder);
  const lines = Object.entries(configurationOf(layout, port, settings.pageCache)).map(
    ([key, value]) => `${key}=${value}`,
  );
  writeFileSync(join(layout.conf, 'neo4j.conf'), `${lines.join('\n')}\n`, { mode: 0o600 });
}

/**
 * The optimising compiler of the JVM starts later, for code that is still used then: during a start it would take half of the
 * processor time for code that is never used again. Other virtual machines ignore these options.
 */
const COMPILE_LATER = [
  '-XX:+IgnoreUnrecognizedVMOptions',
  '-XX:Tier4InvocationThreshold=50000',
  '-XX:Tier4MinInvocationThreshold=6000',
  '-XX:Tier4CompileThreshold=150000',
  '-XX:Tier4BackEdgeThreshold=400000',
];

/** Without --add-opens the page cache uses a slow fallback. ParallelGC uses half the memory of G1. */
export function javaArguments(layout: Layout, heap: string): string[] {
  return [
    `-Xms${heap}`,
    `-Xmx${heap}`,
    '-XX:+UseParallelGC',
    ...COMPILE_LATER,
    '-XX:+ExitOnOutOfMemoryError',
    '-Dlog4j.shutdownHookEnabled=false',
    '--add-opens=java.base/java.nio=ALL-UNNAMED',
    '--add-opens=java.base/java.io=ALL-UNNAMED',
    '--add-opens=java.base/sun.nio.ch=ALL-UNNAMED',
    '-cp',
    join(layout.jars, '*'),
    'org.neo4j.server.CommunityEntryPoint',
    `--home-dir=${layout.home}`,
    `--config-dir=${layout.conf}`,
  ];
}
