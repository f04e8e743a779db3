/** Downloads the jars of Neo4j with Maven, without the dependencies that this project does not need. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { makeTemporaryFolder } from '../temporary-folder';
import type { LocalNeo4jSettings } from './layout';
import { NEO4J_VERSION } from './layout';
import { onExit } from './process';
import { diskFullError, LocalNeo4jError } from './errors';
import { environmentOfOthers } from './environment';

/** Groups that are not downloaded: HTTP server, bulk import, other platforms. They would be a quarter of the bytes. */
const EXCLUDED_GROUPS = [
  'blue.strategic.parquet',
  'com.sun.istack',
  'com.sun.xml.fastinfoset',
  'jakarta.activation',
  'jakarta.validation',
  'jakarta.xml.bind',
  'javax.xml.bind',
  'org.apache.hadoop',
  'org.apache.parquet',
  'org.codehaus.jettison',
  'org.eclipse.jetty',
  'org.eclipse.jetty.ee',
  'org.eclipse.jetty.ee8',
  'org.eclipse.jetty.http2',
  'org.eclipse.jetty.toolchain',
  'org.glassfish.hk2',
  'org.glassfish.hk2.external',
  'org.glassfish.jaxb',
  'org.glassfish.jersey.containers',
  'org.glassfish.jersey.core',
  'org.glassfish.jersey.inject',
  'org.javassist',
  'org.jvnet.staxex',
  'org.xerial.snappy',
];
export const MEGABYTES = 97;
const LIMIT_MS = 900_000;
const LOG_INTERVAL_MS = 5_000;

/** Downloads Neo4j's jars to a folder. Throws NO_JARS if Maven is not installed, FETCH_FAILED with Maven's message. */
export async function copyWithMaven(folder: string, { maven = 'mvn', log }: LocalNeo4jSettings): Promise<void> {
  const folderOfPom = makeTemporaryFolder(join(tmpdir(), 'ods-graph-maven-'));
  try {
    const pom = join(folderOfPom, 'pom.xml');
    writeFileSync(pom, pomText());
    log(`Downloading Neo4j ${NEO4J_VERSION} with Maven, about ${MEGABYTES} MB. This is needed only once.`);
    const since = performance.now();
    await run(maven, ['-B', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${folder}`], log);
    log(`Downloaded Neo4j ${NEO4J_VERSION} in ${Math.round((performance.now() - since) / 1000)} s.`);
  } finally {
    rmSync(folderOfPom, { recursive: true, force: true });
  }
}

/** Throws NO_JARS if Maven is not installed. Looks for the program only: to run it takes seconds. */
export async function refuseWithoutMaven({ maven = 'mvn' }: Pick<LocalNeo4jSettings, 'maven'>): Promise<void> {
  const isFound = await new Promise<boolean>((resolve) => {
    execFile('sh', ['-c', 'command -v "$1"', 'sh', maven], (error) =>
      resolve(error === null || error.code === 'ENOENT'),
    );
  });
  if (!isFound) throw noMavenError(maven);
}

function pomText(): string {
  const exclusions = EXCLUDED_GROUPS.map(
    (group) => `<exclusion><groupId>${group}</groupId><artifactId>*</artifactId></exclusion>`,
  );
  return `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>ods-graph</groupId><artifactId>local-neo4j</artifactId><version>1</version>
<dependencies><dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>${NEO4J_VERSION}</version>
<exclusions>${exclusions.join('\n')}</exclusions></dependency></dependencies></project>`;
}

/** Runs Maven until it exits. Stops Maven when this process exits or receives a termination signal. */
async function run(maven: string, args: string[], log: (line: string) => void): Promise<void> {
  const child = spawn(maven, args, { env: environmentOfOthers(), stdio: ['ignore', 'pipe', 'pipe'] });
  const stop = () => void child.kill();
  const timer = setTimeout(stop, LIMIT_MS);
  const removeHandler = onExit(stop);
  try {
    const errors = readOutput(child, log);
    const code = await exitCodeOf(child);
    if (code !== 0) throw fetchError(errors, code);
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ENOENT' ? noMavenError(maven) : error;
  } finally {
    clearTimeout(timer);
    removeHandler();
  }
}

function exitCodeOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
}

/** Logs the downloaded megabytes every 5 s, and collects Maven's error lines. */
function readOutput(child: ChildProcess, log: (line: string) => void): string[] {
  const errors: string[] = [];
  let bytes = 0;
  const since = performance.now();
  let lastLogged = since;
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream! }).on('line', (line) => {
      if (line.includes('[ERROR]')) errors.push(errorText(line));
      bytes += downloadedBytes(line);
      if (performance.now() - lastLogged < LOG_INTERVAL_MS) return;
      lastLogged = performance.now();
      log(`Downloading Neo4j ${NEO4J_VERSION} with Maven: ${progressOf(bytes, lastLogged - since)}.`);
    });
  return errors;
}

/** Returns for example '31 of about 97 MB, about 20 s left', from the pace so far. */
export function progressOf(bytes: number, elapsedMs: number): string {
  const [megabytes, left] = [Math.round(bytes / 1e6), MEGABYTES * 1e6 - bytes];
  const seconds = bytes > 0 && left > 0 ? `, about ${Math.ceil((elapsedMs * left) / bytes / 1_000)} s left` : '';
  return `${megabytes} of about ${MEGABYTES} MB${seconds}`;
}

/** Returns the bytes in a line such as `Downloaded from central: … (4.2 MB at 9 MB/s)`, 0 for any other line. */
export function downloadedBytes(line: string): number {
  const [, amount, unit] = /Downloaded from .*\((\d+(?:\.\d+)?) (B|kB|MB) at/.exec(line) ?? [];
  return amount === undefined ? 0 : Number(amount) * { B: 1, kB: 1e3, MB: 1e6 }[unit as 'B']!;
}

const errorText = (line: string) =>
  line
    .replace(/\u001b\[[0-9;]*m/g, '')
    .replace(/^\[ERROR\]\s*/, '')
    .trim();

function fetchError(errors: readonly string[], code: number | null): LocalNeo4jError {
  if (errors.some((line) => line.includes('No space left on device'))) return diskFullError(tmpdir());
  const reason = errors.find((line) => line.length > 0) ?? `it ended with ${code ?? 'a signal'}`;
  return new LocalNeo4jError(
    'FETCH_FAILED',
    `Maven could not download the jars of Neo4j ${NEO4J_VERSION}: ${reason.slice(0, 400)} ` +
      `Try again; without internet access, import the jars from another machine with 'ods-graph db fetch --from FOLDER', or set NEO4J_URI.`,
  );
}

function noMavenError(maven: string): LocalNeo4jError {
  return new LocalNeo4jError(
    'NO_JARS',
    `The jars of Neo4j ${NEO4J_VERSION} are not downloaded yet, and '${maven}', which downloads them, is not installed. Choose one of: ` +
      `install Maven (Debian: apt-get install maven); or import the jars from another machine with 'ods-graph db fetch --from FOLDER'; ` +
      `or set NEO4J_URI to a Neo4j that runs elsewhere.`,
  );
}
