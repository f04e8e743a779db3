import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import { silentReport } from '../../../cli/report';
import { openLocalNeo4j } from '../../../database/local-neo4j';
import { withLock } from '../../../database/lock';
import type { Graph } from '../../../graph/graph';
import { openNeo4j } from '../../../graph/neo4j/neo4j';
import { loadReleases } from '../../../graph-seed/load-release';
import { loadMeasure } from '../../../graph-seed/load-measure';
import { testSettings } from './fresh-neo4j';
import { newStore } from './new-store';

/** The files under ODS_RELEASES (a folder, a file, or several of them). */
export interface ReleaseFiles {
  /** TRUD zips, oldest first by the date in their names. */
  readonly zips: readonly string[];
  /** List sizes, dated the first day of the month in the file name. */
  readonly listSizes: readonly { readonly file: string; readonly date: string }[];
}

const MEMORY = { heap: '1g', pageCache: '256m' };

export const LIST_SIZE = 'gp-list-size';
const ZIP = /^hscorgrefdataxml_data_.*_(\d{14})\.zip$/;
const CSV = /^gp-list-size-(\d{4}-\d{2})\.csv$/;

/** Returns the releases to test with; null when ODS_RELEASES is not set. Throws when it holds no release. */
export function releaseFiles(): ReleaseFiles | null {
  const given = (process.env.ODS_RELEASES ?? '').split(delimiter).filter(Boolean);
  if (given.length === 0) return null;
  const files = given.flatMap(filesUnder);
  const stamp = (file: string) => ZIP.exec(basename(file))?.[1] ?? '';
  const zips = files.filter(stamp).sort((a, b) => (stamp(a) < stamp(b) ? -1 : 1));
  if (zips.length === 0) throw new Error(`No release under ODS_RELEASES: ${given.join(', ')}`);
  const listSizes = files.flatMap((file) => {
    const month = CSV.exec(basename(file))?.[1];
    return month ? [{ file, date: `${month}-01` }] : [];
  });
  return { zips, listSizes };
}

function filesUnder(path: string): string[] {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, encoding: 'utf8' }).map((file) => join(path, file));
}

/** A `describe` for tests that need real releases. Without them it prints the name of the group and skips it. */
export function describeWithReleases(name: string, tests: (files: ReleaseFiles) => void): void {
  const files = releaseFiles();
  if (files) return describe(name, () => tests(files));
  process.stderr.write(`NOT RUN, because ODS_RELEASES is not set: ${name}.\n`);
  describe.skip(name, () => tests({ zips: [], listSizes: [] }));
}

export interface ReleaseGraph {
  readonly graph: Graph;
  close(): Promise<void>;
}

/**
 * Opens a graph that holds the releases and the list sizes. The first suite of a run loads them; later suites share
 * the database. TEST_RELEASES_URI may name a Neo4j that already holds them.
 */
export async function openReleaseGraph(files: ReleaseFiles): Promise<ReleaseGraph> {
  const given = process.env.TEST_RELEASES_URI;
  if (given) {
    const graph = openNeo4j({ uri: given, user: 'neo4j', password: '', deadlineMs: 20_000 });
    return { graph, close: () => graph.close() };
  }
  const folder = join(process.env.TEST_NEO4J_FOLDER as string, 'real-releases');
  mkdirSync(folder, { recursive: true });
  delete process.env.JDK_JAVA_OPTIONS; // a large store is worth all compilers of the JVM
  await withLock(join(folder, 'loading'), { waitMs: 840_000, onWait: () => undefined }, () => load(folder, files));
  const local = await openLocalNeo4j({ ...testSettings(folder), ...MEMORY });
  const graph = openNeo4j({ ...local, deadlineMs: 20_000 });
  return {
    graph,
    close: async () => {
      await graph.close();
      await local.close();
    },
  };
}

/** Makes a store of the first release, as `ods-graph load` does, and writes the others into it. The Neo4j stays open. */
async function load(folder: string, { zips, listSizes }: ReleaseFiles): Promise<void> {
  const mark = join(folder, 'loaded');
  if (existsSync(mark)) return;
  const { store } = newStore(folder, MEMORY);
  await loadReleases({ graph: store, files: zips, report: silentReport, memoFolder: join(folder, 'memo') });
  const graph = await store.open();
  for (const { file, date } of listSizes)
    await loadMeasure({ graph, id: LIST_SIZE, file, options: { date }, report: silentReport });
  await graph.close();
  writeFileSync(mark, zips.join('\n'));
}
