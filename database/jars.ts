import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolder } from '../make-folder';
import { makeTemporaryFolder } from '../temporary-folder';
import { layoutOf, NEO4J_VERSION, type LocalNeo4jSettings } from './layout';
import { withLock } from './lock';
import { copyWithMaven } from './maven';
import { toLocalNeo4jError, LocalNeo4jError } from './errors';
import { removeSignatures } from './signatures';

const MARKER = 'jars.json';
const EXPORT_FOLDER = `neo4j-${NEO4J_VERSION}`;
const FETCH_MS = 900_000;

/** Content of `jars.json`: the version of the jars, and the size of each file. */
interface Marker {
  readonly version: string;
  readonly files: Readonly<Record<string, number>>;
}

/** Returns the folder of the jars. Downloads them with Maven if they are missing; otherwise needs no network. */
export async function fetchJars(settings: LocalNeo4jSettings): Promise<string> {
  const { jars } = layoutOf(settings);
  if (jarsError(jars) === null) return jars;
  const onWait = (holder: number) => settings.log(`Waiting for process ${holder}, which is downloading Neo4j.`);
  try {
    return await withLock(`${jars}.lock`, { waitMs: FETCH_MS, onWait }, async () => {
      if (jarsError(jars) !== null) await fillAtomically(jars, (folder) => copyWithMaven(folder, settings));
      return jars;
    });
  } catch (error) {
    throw toLocalNeo4jError(error, dirname(jars));
  }
}

/** Copies the jars from a folder that `exportJars` filled, for example on another machine. Throws JARS_INCOMPLETE. */
export async function importJars(settings: LocalNeo4jSettings, from: string): Promise<string> {
  const inside = join(from, EXPORT_FOLDER);
  const source = existsSync(inside) ? inside : from;
  const error = jarsError(source);
  if (error !== null) throw incompleteError(source, error);
  const { jars } = layoutOf(settings);
  await fillAtomically(jars, async (folder) => cpSync(source, folder, { recursive: true }));
  return jars;
}

/** Copies the jars to a new folder in `to`, for a machine without a network. Returns the path of the new folder. */
export async function exportJars(settings: LocalNeo4jSettings, to: string): Promise<string> {
  const jars = await fetchJars(settings);
  const target = join(to, EXPORT_FOLDER);
  await fillAtomically(target, async (folder) => cpSync(jars, folder, { recursive: true }));
  return target;
}

/** Returns null if the folder contains all jars of the right version, else a description of the problem. */
export function jarsError(folder: string): string | null {
  if (!existsSync(folder)) return 'it does not exist';
  const marker = markerOf(folder);
  if (marker === null) return `it has no ${MARKER}`;
  if (marker.version !== NEO4J_VERSION) return `it contains Neo4j ${marker.version}`;
  for (const [name, bytes] of Object.entries(marker.files)) {
    const found = statSync(join(folder, name), { throwIfNoEntry: false })?.size;
    if (found !== bytes) return `${name} should have ${bytes} bytes and has ${found ?? 'none'}`;
  }
  return null;
}

function markerOf(folder: string): Marker | null {
  try {
    return JSON.parse(readFileSync(join(folder, MARKER), 'utf8')) as Marker;
  } catch {
    return null;
  }
}

/** Fills a temporary folder and renames it to the target, so that the target is either complete or missing. */
async function fillAtomically(target: string, fill: (folder: string) => Promise<unknown>): Promise<void> {
  makeFolder(dirname(target));
  const draft = makeTemporaryFolder(`${target}.part-`);
  try {
    await fill(draft);
    removeSignatures(draft);
    writeMarker(draft);
    rmSync(target, { recursive: true, force: true });
    renameSync(draft, target);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function writeMarker(folder: string): void {
  const jars = readdirSync(folder).filter((name) => name.endsWith('.jar'));
  if (!jars.includes(`neo4j-${NEO4J_VERSION}.jar`))
    throw incompleteError(folder, `it has no neo4j-${NEO4J_VERSION}.jar`);
  const files = Object.fromEntries(jars.sort().map((name) => [name, statSync(join(folder, name)).size]));
  writeFileSync(join(folder, MARKER), JSON.stringify({ version: NEO4J_VERSION, files } satisfies Marker, null, 1));
}

function incompleteError(folder: string, reason: string): LocalNeo4jError {
  return new LocalNeo4jError(
    'JARS_INCOMPLETE',
    `${folder} should contain the jars of Neo4j ${NEO4J_VERSION}, but ${reason}. ` +
      `Create it again with 'ods-graph db fetch --to FOLDER' on a machine that reaches a Maven repository.`,
  );
}
