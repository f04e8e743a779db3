import type { Config } from '../config';
import type { LocalNeo4jSettings } from '../database/layout';
import { silentReport, type Report } from './report';

/** Picks the settings of the local Neo4j. */
export function localSettings(config: Config, report: Pick<Report, 'line'> = silentReport): LocalNeo4jSettings {
  return {
    dataDir: config.DATA_DIR,
    port: config.LOCAL_NEO4J_PORT,
    heap: config.LOCAL_NEO4J_HEAP,
    pageCache: config.LOCAL_NEO4J_PAGE_CACHE,
    javaHome: config.JAVA_HOME,
    log: (line) => report.line(line),
  };
}

const MEBIBYTES: Readonly<Record<string, number>> = { k: 1 / 1024, m: 1, g: 1024 };

/** MiB that the local Neo4j takes; 0 with a Neo4j elsewhere. */
export function localMebibytes({
  NEO4J_URI: uri,
  LOCAL_NEO4J_HEAP: heap,
  LOCAL_NEO4J_PAGE_CACHE: pageCache,
}: Pick<Config, 'NEO4J_URI' | 'LOCAL_NEO4J_HEAP' | 'LOCAL_NEO4J_PAGE_CACHE'>): number {
  return uri === undefined ? mebibytes(heap) + mebibytes(pageCache) : 0;
}

function mebibytes(size: string): number {
  return Number.parseInt(size, 10) * MEBIBYTES[size.at(-1)!.toLowerCase()]!;
}
