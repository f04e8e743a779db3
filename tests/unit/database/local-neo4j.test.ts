import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { respondsToBolt, freePort } from '../../../database/bolt';
import { configurationOf } from '../../../database/configuration';
import { exportJars, jarsError, fetchJars, importJars } from '../../../database/jars';
import { findJava, majorVersion } from '../../../database/java';
import { layoutOf, NEO4J_VERSION, type LocalNeo4jSettings } from '../../../database/layout';
import { withLock } from '../../../database/lock';
import { openLocalNeo4j, statusOfLocalNeo4j, stopLocalNeo4j } from '../../../database/local-neo4j';
import { credential, passwordOf } from '../../../database/password';
import { toLocalNeo4jError } from '../../../database/errors';
import { identify, isAlive } from '../../../database/process';

let folder: string;
let messages: string[];
const servers: Server[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ods-graph-unit-'));
  messages = [];
});
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
  rmSync(folder, { recursive: true, force: true });
});

const settings = (more: Partial<LocalNeo4jSettings> = {}): LocalNeo4jSettings => ({
  dataDir: join(folder, 'data'),
  port: 0,
  heap: '256m',
  pageCache: '32m',
  log: (line) => messages.push(line),
  ...more,
});

/** Starts a server that lives until the test ends. Resolves to its port. */
async function listen(onConnection: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    socket.resume(); // a socket that nobody reads does not see that its client has gone, and keeps the process alive
    onConnection(socket);
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return (server.address() as { port: number }).port;
}

/** Writes an executable shell script. Returns its path. */
function program(name: string, script: string): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

/** A fake Maven that writes two jars into its output folder and counts its calls. */
const FAKE_MAVEN = `for word in "$@"; do case $word in -DoutputDirectory=*) out=\${word#*=};; esac; done
echo called >> "$0.calls"; printf jar > "$out/neo4j-${NEO4J_VERSION}.jar"; printf more > "$out/other.jar"`;

describe('Java for the local Neo4j', () => {
  test.each([
    ['openjdk version "17.0.15" 2025-04-15', 17],
    ['java version "1.8.0_402"', 8],
    ['openjdk version "21" 2023-09-19', 21],
    ['no such thing', null],
  ])('%s is Java %p', (text, version) => expect(majorVersion(text)).toBe(version));

  test('without Java the error names three remedies', async () => {
    await expect(findJava(join(folder, 'nowhere'))).rejects.toMatchObject({
      reason: 'NO_JAVA',
      message: expect.stringMatching(/install a Java runtime.*NEO4J_URI.*JAVA_HOME.*db fetch --from/),
    });
  });

  test('the error about an old Java states its version', async () => {
    program('jre/bin/java', `echo 'openjdk version "11.0.22" 2024-01-16' >&2`);
    await expect(findJava(join(folder, 'jre'))).rejects.toMatchObject({
      reason: 'JAVA_TOO_OLD',
      message: expect.stringMatching(/needs Java 17 or newer.*11\.0\.22.*JAVA_HOME/),
    });
  });

  test('a Java that refuses an option is not called too old: the error has what it says', async () => {
    const lines = ['Picked up JAVA_TOOL_OPTIONS: -XX:+NoSuch', "Unrecognized VM option 'NoSuch'", 'Error: no JVM'];
    program('jre/bin/java', `printf '%s\\n' ${lines.map((line) => JSON.stringify(line)).join(' ')} >&2; exit 1`);
    await expect(findJava(join(folder, 'jre'))).rejects.toMatchObject({
      reason: 'JAVA_FAILED',
      message: expect.stringMatching(/ended with exit code 1: Unrecognized VM option 'NoSuch'.*JAVA_TOOL_OPTIONS/),
    });
  });

  test('a Java that is killed, as one that takes too long is, is not called too old', async () => {
    program('jre/bin/java', 'kill -9 $$');
    await expect(findJava(join(folder, 'jre'))).rejects.toMatchObject({
      reason: 'JAVA_FAILED',
      message: expect.stringContaining('ended with SIGKILL'),
    });
  });
});

describe('The jars of Neo4j', () => {
  test('are downloaded once, and Maven is not called when they are present', async () => {
    const maven = program('mvn', FAKE_MAVEN);
    const jars = await fetchJars(settings({ maven }));
    expect(await fetchJars(settings({ maven: join(folder, 'none') }))).toBe(jars);
    expect(readFileSync(`${maven}.calls`, 'utf8')).toBe('called\n');
    expect(readdirSync(jars).sort()).toEqual(['jars.json', `neo4j-${NEO4J_VERSION}.jar`, 'other.jar']);
    expect(readdirSync(join(jars, '..'))).toEqual([NEO4J_VERSION]);
  });

  test('are downloaded once by two concurrent calls', async () => {
    const maven = program('mvn', `sleep 0.3; ${FAKE_MAVEN}`);
    await Promise.all([fetchJars(settings({ maven })), fetchJars(settings({ maven }))]);
    expect(readFileSync(`${maven}.calls`, 'utf8')).toBe('called\n');
    expect(messages).toContain(`Waiting for process ${process.pid}, which is downloading Neo4j.`);
  });

  test('are downloaded again when a file is truncated', async () => {
    const maven = program('mvn', FAKE_MAVEN);
    const jars = await fetchJars(settings({ maven }));
    writeFileSync(join(jars, 'other.jar'), 'mo');
    expect(jarsError(jars)).toBe('other.jar should have 4 bytes and has 2');
    await fetchJars(settings({ maven }));
    expect(jarsError(jars)).toBeNull();
  });

  test('without Maven the error names three remedies', async () => {
    await expect(fetchJars(settings({ maven: join(folder, 'none') }))).rejects.toMatchObject({
      reason: 'NO_JARS',
      message: expect.stringMatching(/install Maven.*db fetch --from.*NEO4J_URI/),
    });
  });

  test("a failed download reports Maven's message and leaves no partial files", async () => {
    const maven = program('mvn', `echo '[ERROR] Could not transfer artifact'; exit 1`);
    await expect(fetchJars(settings({ maven }))).rejects.toMatchObject({
      reason: 'FETCH_FAILED',
      message: expect.stringContaining('Could not transfer artifact'),
    });
    expect(readdirSync(join(folder, 'data', 'neo4j', 'jars'))).toEqual([]);
  });

  test('can be copied as a folder to a machine without network', async () => {
    await exportJars(settings({ maven: program('mvn', FAKE_MAVEN) }), join(folder, 'stick'));
    const there = settings({ dataDir: join(folder, 'closed'), maven: join(folder, 'none') });
    const jars = await importJars(there, join(folder, 'stick'));
    expect(await fetchJars(there)).toBe(jars);
  });

  test('a folder without them is refused with its name', async () => {
    await expect(importJars(settings(), folder)).rejects.toMatchObject({
      reason: 'JARS_INCOMPLETE',
      message: expect.stringMatching(/should contain the jars of Neo4j .*has no jars.json.*db fetch --to/),
    });
  });
});

describe('The password of the local Neo4j', () => {
  test('is generated once into a file that only its owner can read', () => {
    const layout = layoutOf(settings());
    const password = passwordOf(layout);
    expect(password).toMatch(/^[\w-]{32}$/);
    expect(passwordOf(layout)).toBe(password);
    const first = join(layout.data, 'dbms', 'auth.ini');
    rmSync(layout.data, { recursive: true });
    expect(passwordOf(layout)).toBe(password);
    expect(readFileSync(first, 'utf8')).toMatch(/^neo4j:SHA-256,/);
    expect(statSync(layout.password).mode & 0o777).toBe(0o600);
  });

  test("is hashed as by Neo4j's set-initial-password command", () => {
    const salt = Buffer.from('5fb5b12a3007b63e55d301a86597594465312fa4e647773ce4cf0220e65fbf36', 'hex');
    expect(credential('abcdefgh123', salt)).toBe(
      `SHA-256,a9c38eada0c86daa2f9461d4906cb7596a94f8599a29139b2aa47d4c9f6d60b1,${salt.toString('hex')},1024`,
    );
  });

  test('is required when there is a store', () => {
    const layout = layoutOf(settings());
    mkdirSync(join(layout.data, 'databases'), { recursive: true });
    expect(() => passwordOf(layout)).toThrow(/has a password that should be in .*load the releases again/);
  });
});

describe('Starting the local Neo4j', () => {
  /** Starts with a fake Java that runs this script. Resolves to the error. */
  async function startWith(java: string, more: Partial<LocalNeo4jSettings> = {}) {
    program('jre/bin/java', `[ "$1" = -version ] && { echo 'version "17.0.1"'; exit; }\n${java}`);
    return openLocalNeo4j(
      settings({ javaHome: join(folder, 'jre'), maven: program('mvn', FAKE_MAVEN), ...more }),
    ).catch((error: { reason: string; message: string }) => error);
  }

  test('a port in use is reported with the setting to change', async () => {
    const port = await listen(() => undefined);
    expect(await startWith('exit 1', { port })).toMatchObject({
      reason: 'PORT_IN_USE',
      message: expect.stringMatching(new RegExp(`port ${port} .*another program.*LOCAL_NEO4J_PORT`)),
    });
  });

  test('a store written by a newer Neo4j is not opened', async () => {
    const layout = layoutOf(settings());
    mkdirSync(layout.folder, { recursive: true });
    writeFileSync(layout.storeVersion, '5.27.0\n');
    expect(await startWith('exit 1')).toMatchObject({
      reason: 'STORE_NEWER',
      message: expect.stringMatching(/written by Neo4j 5\.27\.0.*DATA_DIR/),
    });
  });

  test.each([
    ['java.io.IOException: No space left on device', 'DISK_FULL', /disk of .* is full.*DATA_DIR/],
    ['Error occurred during initialization of VM: Could not reserve enough space', 'NOT_STARTED', /LOCAL_NEO4J_HEAP/],
    ['org.neo4j.kernel.StoreLockException: Store and its lock file', 'STORE_IN_USE', /is in use by a Neo4j/],
    ['Invalid memory configuration - exceeds physical memory', 'NOT_STARTED', /HEAP and LOCAL_NEO4J_PAGE_CACHE/],
    ['Caused by: something unheard of', 'NOT_STARTED', /exited during startup: Caused by: something unheard of/],
  ])('an exit with "%s" is reported as %s', async (output, reason, message) => {
    expect(await startWith(`echo '${output}'; exit 1`)).toMatchObject({
      reason,
      message: expect.stringMatching(message),
    });
    expect(existsSync(layoutOf(settings()).running)).toBe(false);
  });

  test('a full disk is found in debug.log, unless an earlier start logged it', async () => {
    const { logs, debugLog } = layoutOf(settings());
    mkdirSync(logs, { recursive: true });
    writeFileSync(debugLog, 'System is running out of disk space.');
    expect(await startWith('echo unheard of; exit 1')).toMatchObject({ reason: 'NOT_STARTED' });
    const script = `echo "System is running out of disk space." > ${debugLog}; echo unheard of; exit 1`;
    expect(await startWith(script)).toMatchObject({ reason: 'DISK_FULL' });
  });

  test('a folder that cannot be written is reported', () => {
    const error = Object.assign(new Error('no'), { code: 'EROFS' });
    expect(toLocalNeo4jError(error, '/data')).toMatchObject({ reason: 'NOT_WRITABLE' });
    expect(toLocalNeo4jError(Object.assign(new Error('no'), { code: 'ENOSPC' }), '/data')).toMatchObject({
      reason: 'DISK_FULL',
    });
  });

  test('a data folder without a store has nothing to stop', async () => {
    expect(await stopLocalNeo4j(settings())).toBe(false);
    expect(await statusOfLocalNeo4j(settings())).toMatchObject({ running: false, uri: null, store: null });
  });
});

describe('Processes and locks', () => {
  test('a process is distinguished from a later one with the same id', () => {
    const self = identify(process.pid)!;
    expect(isAlive(self)).toBe(true);
    expect(isAlive({ ...self, born: '1' })).toBe(false);
    expect(identify(2 ** 22 + 1)).toBeNull();
  });

  test('a lock left by a process that has ended is taken over', async () => {
    const path = join(folder, 'lock');
    writeFileSync(path, JSON.stringify({ pid: process.pid, born: '1' }));
    await expect(withLock(path, { waitMs: 1_000, onWait: () => undefined }, async () => 'mine')).resolves.toBe('mine');
    expect(existsSync(path)).toBe(false);
  });

  test('a lock that is never released is reported with its holder', async () => {
    const path = join(folder, 'lock');
    writeFileSync(path, JSON.stringify(identify(process.pid)));
    const wait = { waitMs: 200, onWait: (holder: number) => messages.push(String(holder)) };
    await expect(withLock(path, wait, async () => 'mine')).rejects.toMatchObject({
      reason: 'LOCKED',
      message: expect.stringContaining(`Process ${process.pid} has held the lock`),
    });
    expect(messages).toEqual([String(process.pid)]);
  });

  test('many concurrent callers hold a lock one at a time', async () => {
    let inside = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, ++inside);
      await new Promise((settle) => setTimeout(settle, 5));
      inside--;
    };
    const wait = { waitMs: 10_000, onWait: () => undefined };
    await Promise.all(Array.from({ length: 8 }, () => withLock(join(folder, 'lock'), wait, work)));
    expect(most).toBe(1);
  });
});

describe('The Bolt port of the local Neo4j', () => {
  test('is not reported as open when another program listens on it', async () => {
    const port = await listen((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    expect(await freePort(port)).toBeNull();
    expect(await respondsToBolt(port, 500)).toBe(false);
  });

  test('listens on localhost only, and only for Bolt', () => {
    expect(configurationOf(layoutOf(settings()), 7687, '512m')).toMatchObject({
      'server.bolt.listen_address': '127.0.0.1:7687',
      'server.http.enabled': 'false',
      'server.https.enabled': 'false',
      'dbms.usage_report.enabled': 'false',
      'dbms.security.allow_csv_import_from_file_urls': 'false',
    });
  });
});
