import { execFile, type ExecFileException } from 'node:child_process';
import { join } from 'node:path';
import { LocalNeo4jError } from './errors';
import { environmentOfOthers } from './environment';

const MIN_VERSION = 17;

/** Returns the path of the Java program that runs Neo4j. Throws NO_JAVA, JAVA_TOO_OLD or JAVA_FAILED. */
export async function findJava(javaHome?: string): Promise<string> {
  const java = javaHome ? join(javaHome, 'bin', 'java') : 'java';
  if (performance.now() - (accepted.get(java)?.at ?? -Infinity) < ACCEPTED_MS) return java;
  const { text, problem } = await versionText(java);
  if (problem === 'missing') throw noJavaError(javaHome);
  const version = majorVersion(text);
  if (version === null && problem !== undefined) throw javaFailedError(java, problem, text);
  if (version !== null && version >= MIN_VERSION) {
    accepted.set(java, { at: performance.now(), text });
    return java;
  }
  throw new LocalNeo4jError(
    'JAVA_TOO_OLD',
    `The local Neo4j needs Java ${MIN_VERSION} or newer, but '${java}' reports ${JSON.stringify(versionLine(text))}. ` +
      `Install a newer one (Debian: apt-get install openjdk-17-jre-headless) or set JAVA_HOME to it, or set NEO4J_URI to a Neo4j that runs elsewhere.`,
  );
}

/** What programs that can run Neo4j said of their version, and when. A start looks twice within a second. */
const accepted = new Map<string, { readonly at: number; readonly text: string }>();
const ACCEPTED_MS = 10_000;

/** Returns what a program that `findJava` has returned says of its version; undefined for any other. */
export const knownVersionOf = (java: string): string | undefined => accepted.get(java)?.text;

/** Returns 17 for `openjdk version "17.0.15"`, 8 for `java version "1.8.0_402"`, null for a text without a version. */
export function majorVersion(text: string): number | null {
  const [, first, second] = /version "(\d+)(?:\.(\d+))?/.exec(text) ?? [];
  if (first === undefined) return null;
  return first === '1' && second !== undefined ? Number(second) : Number(first);
}

interface VersionText {
  readonly text: string;
  /** What prevented the program from telling its version. */
  readonly problem: string | undefined;
}

const VERSION_MS = 20_000;

function versionText(java: string): Promise<VersionText> {
  return new Promise((resolve) => {
    execFile(java, ['-version'], { env: environmentOfOthers(), timeout: VERSION_MS }, (error, out, err) =>
      resolve({ text: `${err}${out}`, problem: error ? problemOf(error) : undefined }),
    );
  });
}

/** `missing` if there is no such program. */
function problemOf({ code, killed, signal }: ExecFileException): string {
  if (code === 'ENOENT' || code === 'EACCES' || code === 'ENOTDIR') return 'missing';
  if (killed) return `did not answer within ${VERSION_MS / 1_000} s`;
  return `ended with ${signal ?? `exit code ${code}`}`;
}

/** For example because of an option in JAVA_TOOL_OPTIONS that this version does not have. */
function javaFailedError(java: string, problem: string, text: string): LocalNeo4jError {
  const lines = text.trim().split('\n');
  const said = lines.find((line) => /error|unrecognized|invalid/i.test(line)) ?? lines.at(-1);
  return new LocalNeo4jError(
    'JAVA_FAILED',
    `The local Neo4j needs Java ${MIN_VERSION} or newer, but '${java} -version' ${problem}${said ? `: ${said.trim()}` : '.'} ` +
      `Check the options in JAVA_TOOL_OPTIONS, JDK_JAVA_OPTIONS and _JAVA_OPTIONS and the load of the machine, or set JAVA_HOME to another Java, or set NEO4J_URI to a Neo4j that runs elsewhere.`,
  );
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
