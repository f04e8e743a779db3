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
