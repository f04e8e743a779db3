import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { layoutOf, NEO4J_VERSION, type LocalNeo4jSettings } from './layout';
import { withLock } from './lock';
import { copyWithMaven } from './maven';
import { asProblem, LocalNeo4jError } from './problem';

const MARKER = 'jars.json';
const CARRIED = `neo4j-${NEO4J_VERSION}`;
const FETCH_MS = 900_000;

/** What `jars.json` says: which version lies in the folder, and how many bytes each file must have. */
interface Marker {
  readonly version: string;
  readonly files: Readonly<Record<string, number>>;
}

/** The folder of the jars, fetched with Maven when they are not there. Nothing is asked of the network when they are. */
export async function fetchJars(settings: LocalNeo4jSettings): Promise<string> {
  const { jars } = layoutOf(settings);
  if (faultOf(jars) === null) return jars;
  const onWait = (holder: number) => settings.log(`Waiting for process ${holder}, which is fetching Neo4j.`);
  try {
    return await withLock(`${jars}.lock`, { waitMs: FETCH_MS, onWait }, async () => {
      if (faultOf(jars) !== null) await place(jars, (folder) => copyWithMaven(folder, settings));
      return jars;
    });
  } catch (fault) {
    throw asProblem(fault, dirname(jars));
  }
}

/** Takes the jars from a folder that `carryJars` wrote to on another machine. Throws JARS_INCOMPLETE. */
export async function takeJars(settings: LocalNeo4jSettings, from: string): Promise<string> {
  const inside = join(from, CARRIED);
  const source = existsSync(inside) ? inside : from;
  const fault = faultOf(source);
  if (fault !== null) throw incomplete(source, fault);
  const { jars } = layoutOf(settings);
  await place(jars, async (folder) => cpSync(source, folder, { recursive: true }));
  return jars;
}

/** Copies the jars into a folder of their own inside `to`, to be carried to a machine without a network. */
export async function carryJars(settings: LocalNeo4jSettings, to: string): Promise<string> {
  const jars = await fetchJars(settings);
  const target = join(to, CARRIED);
  await place(target, async (folder) => cpSync(jars, folder, { recursive: true }));
  return target;
}

/** Null when the folder holds all jars of the right version, else what is wrong with it. */
export function faultOf(folder: string): string | null {
  if (!existsSync(folder)) return 'it does not exist';
  const marker = markerOf(folder);
  if (marker === null) return `it has no ${MARKER}`;
  if (marker.version !== NEO4J_VERSION) return `it holds Neo4j ${marker.version}`;
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

/** Fills a folder beside the target and then renames it, so that a target is either whole or not there. */
async function place(target: string, fill: (folder: string) => Promise<unknown>): Promise<void> {
  mkdirSync(dirname(target), { recursive: true });
  const draft = mkdtempSync(`${target}.part-`);
  try {
    await fill(draft);
    mark(draft);
    rmSync(target, { recursive: true, force: true });
    renameSync(draft, target);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function mark(folder: string): void {
  const jars = readdirSync(folder).filter((name) => name.endsWith('.jar'));
  if (!jars.includes(`neo4j-${NEO4J_VERSION}.jar`)) throw incomplete(folder, `it has no neo4j-${NEO4J_VERSION}.jar`);
  const files = Object.fromEntries(jars.sort().map((name) => [name, statSync(join(folder, name)).size]));
  writeFileSync(join(folder, MARKER), JSON.stringify({ version: NEO4J_VERSION, files } satisfies Marker, null, 1));
}

function incomplete(folder: string, fault: string): LocalNeo4jError {
  return new LocalNeo4jError(
    'JARS_INCOMPLETE',
    `${folder} should hold the jars of Neo4j ${NEO4J_VERSION}, but ${fault}. ` +
      `Make it anew with 'ods-graph db fetch --to FOLDER' on a machine that reaches a Maven repository.`,
  );
}
