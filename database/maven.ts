import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { LocalNeo4jSettings } from './layout';
import { NEO4J_VERSION } from './layout';
import { atEnd } from './process';
import { diskFull, LocalNeo4jError } from './problem';

/** What only its HTTP server, its bulk import and other systems need: a quarter of the bytes. It starts without. */
const NOT_NEEDED = [
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
const MEGABYTES = 97;
const LIMIT_MS = 900_000;
const NOTE_MS = 5_000;

/** Copies Neo4j's jars into a folder. Throws NO_JARS without Maven, FETCH_FAILED with Maven's own words. */
export async function copyWithMaven(folder: string, { maven = 'mvn', log }: LocalNeo4jSettings): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'ods-graph-maven-'));
  try {
    const pom = join(work, 'pom.xml');
    writeFileSync(pom, pomText());
    log(`Fetching Neo4j ${NEO4J_VERSION} with Maven, about ${MEGABYTES} MB, once.`);
    const since = performance.now();
    await run(maven, ['-B', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${folder}`], log);
    log(`Fetched Neo4j ${NEO4J_VERSION} in ${Math.round((performance.now() - since) / 1000)} s.`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function pomText(): string {
  const exclusions = NOT_NEEDED.map(
    (group) => `<exclusion><groupId>${group}</groupId><artifactId>*</artifactId></exclusion>`,
  );
  return `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>ods-graph</groupId><artifactId>local-neo4j</artifactId><version>1</version>
<dependencies><dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>${NEO4J_VERSION}</version>
<exclusions>${exclusions.join('\n')}</exclusions></dependency></dependencies></project>`;
}

/** Runs Maven to its end; it ends with this process, whatever ends this process politely. */
async function run(maven: string, args: string[], log: (line: string) => void): Promise<void> {
  const child = spawn(maven, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const stop = () => void child.kill();
  const timer = setTimeout(stop, LIMIT_MS);
  const takeBack = atEnd(stop);
  try {
    const said = listen(child, log);
    const code = await ended(child);
    if (code !== 0) throw failed(said, code);
  } catch (fault) {
    throw (fault as NodeJS.ErrnoException).code === 'ENOENT' ? noMaven(maven) : fault;
  } finally {
    clearTimeout(timer);
    takeBack();
  }
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((settle, reject) => {
    child.once('error', reject);
    child.once('close', settle);
  });
}

/** Counts what Maven says it downloaded, tells it every few seconds, and keeps its complaints. */
function listen(child: ChildProcess, log: (line: string) => void): string[] {
  const complaints: string[] = [];
  let bytes = 0;
  let noted = performance.now();
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream! }).on('line', (line) => {
      if (line.includes('[ERROR]')) complaints.push(plain(line));
      bytes += downloaded(line);
      if (performance.now() - noted < NOTE_MS) return;
      noted = performance.now();
      log(`Fetching Neo4j ${NEO4J_VERSION} with Maven: ${Math.round(bytes / 1e6)} MB so far.`);
    });
  return complaints;
}

/** Bytes named by a line such as `Downloaded from central: … (4.2 MB at 9 MB/s)`; 0 for any other line. */
export function downloaded(line: string): number {
  const [, amount, unit] = /Downloaded from .*\((\d+(?:\.\d+)?) (B|kB|MB) at/.exec(line) ?? [];
  return amount === undefined ? 0 : Number(amount) * { B: 1, kB: 1e3, MB: 1e6 }[unit as 'B']!;
}

const plain = (line: string) =>
  line
    .replace(/\u001b\[[0-9;]*m/g, '')
    .replace(/^\[ERROR\]\s*/, '')
    .trim();

function failed(said: readonly string[], code: number | null): LocalNeo4jError {
  if (said.some((line) => line.includes('No space left on device'))) return diskFull(tmpdir());
  const why = said.find((line) => line.length > 0) ?? `it ended with ${code ?? 'a signal'}`;
  return new LocalNeo4jError(
    'FETCH_FAILED',
    `Maven should bring the jars of Neo4j ${NEO4J_VERSION}, but said: ${why.slice(0, 400)} ` +
      `Try again; on a closed network, bring the jars of another machine with 'ods-graph db fetch --from FOLDER', or set NEO4J_URI.`,
  );
}

function noMaven(maven: string): LocalNeo4jError {
  return new LocalNeo4jError(
    'NO_JARS',
    `The jars of Neo4j ${NEO4J_VERSION} are not there yet, and '${maven}', which fetches them, is not installed. Three ways out: ` +
      `install Maven (Debian: apt-get install maven); or bring the jars of another machine with 'ods-graph db fetch --from FOLDER'; ` +
      `or set NEO4J_URI to a Neo4j that runs elsewhere.`,
  );
}
