import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import { openLocalNeo4j } from '../../database/local-neo4j';
import { withLock } from '../../database/lock';
import type { Graph } from '../../graph/graph';
import { openNeo4j } from '../../graph/neo4j';
import { loadReleases } from '../../graph-seed/load-release';
import { testSettings } from './neo4j';

/**
 * The TRUD zips under ODS_RELEASES (a folder, a file, or several of them), oldest first by the date in their names.
 * None when it is not set.
 */
export function releaseFiles(): readonly string[] {
  const given = (process.env.ODS_RELEASES ?? '').split(delimiter).filter(Boolean);
  const found = given.flatMap(zipsUnder);
  if (given.length > 0 && found.length === 0) throw new Error(`No release under ODS_RELEASES: ${given.join(', ')}`);
  return found.sort((a, b) => (stampOf(a) < stampOf(b) ? -1 : 1));
}

function zipsUnder(path: string): string[] {
  if (statSync(path).isFile()) return [path];
  const files = readdirSync(path, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => /^hscorgrefdataxml_data_.*\.zip$/.test(basename(file))).map((file) => join(path, file));
}

const stampOf = (file: string): string => /_(\d{14})\.zip$/.exec(file)?.[1] ?? file;

/** `describe` for what needs the real releases. Without them it says aloud what is not run, and nothing passes. */
export function describeReleases(name: string, tests: (files: readonly string[]) => void): void {
  const files = releaseFiles();
  if (files.length > 0) return describe(name, () => tests(files));
  process.stderr.write(`NOT RUN, because ODS_RELEASES is not set: ${name}.\n`);
  describe.skip(name, () => tests(files));
}

export interface LoadedReleases {
  readonly graph: Graph;
  close(): Promise<void>;
}

/**
 * A graph that holds the releases: loaded by the first suite of a run that asks, found by the others. For work on the
 * tests themselves TEST_RELEASES_URI may name a Neo4j that holds them already.
 */
export async function openReleases(files: readonly string[]): Promise<LoadedReleases> {
  const given = process.env.TEST_RELEASES_URI;
  if (given) {
    const graph = openNeo4j({ uri: given, user: 'neo4j', password: '', deadlineMs: 20_000 });
    return { graph, close: () => graph.close() };
  }
  const folder = join(process.env.TEST_NEO4J_FOLDER as string, 'releases');
  const local = await openLocalNeo4j({ ...testSettings(folder), heap: '1g', pageCache: '256m' });
  const graph = openNeo4j({ ...local, deadlineMs: 20_000 });
  await loadOnce(join(folder, 'loaded'), graph, files);
  return {
    graph,
    close: async () => {
      await graph.close();
      await local.close();
    },
  };
}

const nothing = () => undefined;
const QUIET = { line: nothing, progress: nothing, done: nothing };

async function loadOnce(mark: string, graph: Graph, files: readonly string[]): Promise<void> {
  await withLock(`${mark}.lock`, { waitMs: 240_000, onWait: () => undefined }, async () => {
    if (existsSync(mark)) return;
    await loadReleases({ graph, files, report: QUIET });
    writeFileSync(mark, files.join('\n'));
  });
}
