import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { LocalNeo4jError } from './errors';
import { environmentOfOthers } from './environment';

const MIN_VERSION = 17;

/** Returns the path of the Java program that runs Neo4j. Throws NO_JAVA or JAVA_TOO_OLD. */
export async function findJava(javaHome?: string): Promise<string> {
  const java = javaHome ? join(javaHome, 'bin', 'java') : 'java';
  const { text, missing } = await versionText(java);
  if (missing) throw noJavaError(javaHome);
  const version = majorVersion(text);
  if (version !== null && version >= MIN_VERSION) return java;
  throw new LocalNeo4jError(
    'JAVA_TOO_OLD',
    `The local Neo4j needs Java ${MIN_VERSION} or newer, but '${java}' reports ${JSON.stringify(versionLine(text))}. ` +
      `Install a newer one (Debian: apt-get install openjdk-17-jre-headless) or set JAVA_HOME to it, or set NEO4J_URI to a Neo4j that runs elsewhere.`,
  );
}

/** Returns 17 for `openjdk version "17.0.15"`, 8 for `java version "1.8.0_402"`, null for a text without a version. */
export function majorVersion(text: string): number | null {
  const [, first, second] = /version "(\d+)(?:\.(\d+))?/.exec(text) ?? [];
  if (first === undefined) return null;
  return first === '1' && second !== undefined ? Number(second) : Number(first);
}

function versionText(java: string): Promise<{ text: string; missing: boolean }> {
  return new Promise((resolve) => {
    execFile(java, ['-version'], { env: environmentOfOthers(), timeout: 20_000 }, (error, out, err) => {
      const code = (error as NodeJS.ErrnoException | null)?.code;
      resolve({ text: `${err}${out}`, missing: code === 'ENOENT' || code === 'EACCES' || code === 'ENOTDIR' });
    });
  });
}

/** The line that names the version. Java first prints which options it takes from the environment, if any. */
function versionLine(text: string): string {
  const lines = text.trim().split('\n');
  return lines.find((line) => line.includes(' version ')) ?? lines[0] ?? '';
}

function noJavaError(javaHome?: string): LocalNeo4jError {
  const where = javaHome ? `in JAVA_HOME (${javaHome})` : 'on the PATH';
  return new LocalNeo4jError(
    'NO_JAVA',
    `The local Neo4j needs Java ${MIN_VERSION} or newer, but there is none ${where}. Choose one of: ` +
      `install a Java runtime and Maven (Debian: apt-get install openjdk-17-jre-headless maven); ` +
      `or set NEO4J_URI, NEO4J_USER and NEO4J_PASSWORD to a Neo4j that runs elsewhere, 5.26 or newer; ` +
      `or unpack a Java runtime into a folder, set JAVA_HOME to that folder, and import the jars from another machine with 'ods-graph db fetch --from FOLDER'.`,
  );
}
