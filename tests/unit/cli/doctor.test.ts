import { createServer, type AddressInfo, type Server } from 'node:net';
import fs from 'node:fs';
import { dirname, join } from 'node:path';
import { problemOf } from '../../../cli/doctor/finding';
import {
  dataDirFinding,
  javaVersionFinding,
  memoryFinding,
  NEWEST_LONG_TERM,
  nodeFinding,
} from '../../../cli/doctor/machine';
import { layoutOf } from '../../../database/layout';
import { findStartProblem } from '../../../database/local-neo4j';
import { makeFolder } from '../../../make-folder';
import { temporaryFolder } from '../../support/database/fresh-neo4j';
import { runCommand } from '../../support/process/run-command';

const folder = temporaryFolder();
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

test.each([
  ['v20.19.0', '2026-01-01', 'problem', 'Version v20.19.0 is older than 20.20.'],
  ['v18.20.1', '2026-01-01', 'problem', 'Version v18.20.1 is older than 20.20.'],
  ['v20.20.2', '2026-04-30', 'ok', 'Version v20.20.2, supported until 2026-04-30.'],
  ['v20.20.2', '2026-05-01', 'warning', 'Version v20.20.2 has had no security updates since 2026-04-30.'],
  ['v23.1.0', '2026-05-01', 'warning', 'Version v23.1.0 is no version with long-term support.'],
  ['v24.0.0', '2026-05-01', 'ok', 'Version v24.0.0, supported until 2028-04-30.'],
  ['v27.0.0', '2026-05-01', 'ok', 'Version v27.0.0.'],
])('Node.js %s on %s: %s', (version, today, state, seen) => {
  expect(nodeFinding(version, today)).toMatchObject({ state, seen });
});

test('the last days of support, and the version to install, are those of the release schedule of Node.js', () => {
  const file = require.resolve('node-releases/data/release-schedule/release-schedule.json');
  const schedule = JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, { lts?: string; end: string }>;
  const longTerm = Object.entries(schedule).flatMap(([name, { lts, end }]) => {
    const major = Number(name.slice(1));
    return lts !== undefined && lts <= '2026-11-30' && major >= 20 ? [{ major, end }] : [];
  });
  expect(longTerm.at(-1)!.major).toBe(NEWEST_LONG_TERM);
  for (const { major, end } of longTerm)
    expect(nodeFinding(`v${major}.99.0`, '2026-01-01').seen).toBe(`Version v${major}.99.0, supported until ${end}.`);
});

test.each([
  ['openjdk version "17.0.15" 2025-04-15', 'ok', 'java is Java 17, on which the local Neo4j is supported.'],
  ['openjdk version "21.0.7" 2025-04-15 LTS', 'ok', 'java is Java 21, on which the local Neo4j is supported.'],
  ['openjdk version "23.0.2" 2025-01-21', 'warning', 'java is Java 23. Neo4j 5.26 is supported on 17 and 21.'],
  ['openjdk version "25" 2025-09-16 LTS', 'warning', 'java is Java 25. Neo4j 5.26 is supported on 17 and 21.'],
])('Java that says %s: %s', (text, state, seen) => {
  expect(javaVersionFinding('java', text)).toMatchObject({ state, seen });
});

test('memory is compared with what the processes and the local Neo4j need', () => {
  const config = { NEO4J_URI: undefined, LOCAL_NEO4J_HEAP: '1g', LOCAL_NEO4J_PAGE_CACHE: '512m', WORKERS: 1 };
  expect(memoryFinding(config, 8e9)).toMatchObject({ state: 'ok' });
  expect(memoryFinding(config, 2e9)).toMatchObject({
    state: 'warning',
    seen: '2.0 GB of memory. About 2.3 GB are needed for one serving process and the local Neo4j.',
    next: expect.stringMatching(/^Set LOCAL_NEO4J_HEAP and LOCAL_NEO4J_PAGE_CACHE to smaller sizes, or/) as unknown,
  });
  expect(memoryFinding({ ...config, LOCAL_NEO4J_PAGE_CACHE: '30g' }, 8e9)).toMatchObject({
    state: 'problem',
    seen: '8.0 GB of memory, less than the 33.3 GB of LOCAL_NEO4J_HEAP and LOCAL_NEO4J_PAGE_CACHE.',
  });
  expect(memoryFinding({ ...config, NEO4J_URI: 'bolt://db', WORKERS: 8 }, 4e9)).toMatchObject({
    state: 'warning',
    next: expect.stringContaining('WORKERS to fewer processes') as unknown,
  });
});

describe('the space for a first start', () => {
  afterEach(() => jest.restoreAllMocks());
  const findingWith = (megabytes: number) => {
    jest.spyOn(fs, 'statfsSync').mockReturnValue({ bavail: megabytes, bsize: 1e6, blocks: 1e9 } as never);
    return dataDirFinding({ DATA_DIR: folder, CURSOR_SECRET: undefined, NEO4J_URI: undefined });
  };

  test('is a problem before the download if Neo4j and the sample do not fit', () => {
    expect(findingWith(300)).toMatchObject({
      state: 'problem',
      seen: `${folder} has 300 MB of free space.`,
      next: expect.stringMatching(
        /^The first start needs about \d+ MB for Neo4j and the sample: free some space, or/,
      ) as unknown,
    });
    expect(findingWith(1_000)).toMatchObject({ state: 'warning' });
    expect(findingWith(4_000)).toMatchObject({ state: 'ok' });
  });

  test('is not asked for again where there is a store', () => {
    const { storeVersion } = layoutOf({ dataDir: folder });
    makeFolder(dirname(storeVersion));
    fs.writeFileSync(storeVersion, '5.26.0');
    expect(findingWith(300)).toMatchObject({ state: 'warning' });
    fs.rmSync(storeVersion);
  });
});

test('a local Neo4j that cannot start is found before: no Maven for missing jars, a newer store, a port in use', async () => {
  const settings = { dataDir: join(folder, 'none'), heap: '1g', pageCache: '1g', log: () => undefined };
  const busy = createServer().listen(0, '127.0.0.1');
  await new Promise((listening) => busy.once('listening', listening));
  const { port } = busy.address() as AddressInfo;
  expect(await findStartProblem({ ...settings, port: 0, maven: 'no-such-maven' })).toMatchObject({ reason: 'NO_JARS' });
  expect(await findStartProblem({ ...settings, port, maven: 'sh' })).toMatchObject({ reason: 'PORT_IN_USE' });
  expect(await findStartProblem({ ...settings, port: 0, maven: 'sh' })).toBeUndefined();
  busy.close();
  expect(fs.existsSync(settings.dataDir)).toBe(false);
});

test.each([
  ['The disk of /a is full. Free some space.', 'The disk of /a is full.', 'Free some space.'],
  ['Port 4.5 of h is in use: set PORT to another one.', 'Port 4.5 of h is in use.', 'Set PORT to another one.'],
  ['Something failed', 'Something failed.', 'See docs/operating.md.'],
])('what was seen and what to do: %s', (message, seen, next) => {
  expect(problemOf('x', new Error(message))).toEqual({ name: 'x', state: 'problem', seen, next });
});

describe('ods-graph doctor', () => {
  let server: Server;
  let port: string;
  beforeAll(async () => {
    server = createServer((socket) => socket.resume().end('no HTTP')).listen(0, '127.0.0.1');
    await new Promise((listening) => server.once('listening', listening));
    port = String((server.address() as AddressInfo).port);
  });
  afterAll(() => server.close());

  const doctor = async (env: Record<string, string>) => {
    const { code, out, notes } = await runCommand(['doctor', '--json'], { DATA_DIR: folder, ...env });
    const findings = JSON.parse(out) as { name: string; state: string; seen: string; next?: string }[];
    return { code, notes, of: (name: string) => findings.find((finding) => finding.name === name) };
  };

  test('names a port in use, a database that is not there and no Java, each with what to do', async () => {
    const elsewhere = await doctor({ PORT: port, NEO4J_URI: 'bolt://127.0.0.1:1', NEO4J_PASSWORD: 'x' });
    expect(elsewhere).toMatchObject({ code: 1, notes: '2 problems found.\n' });
    expect(elsewhere.of('Port')).toMatchObject({ state: 'problem', next: 'Set PORT to another one.' });
    expect(elsewhere.of('Neo4j')).toMatchObject({
      state: 'problem',
      seen: 'Neo4j at bolt://127.0.0.1:1: No server accepts connections at the address of the database.',
      next: 'Start Neo4j, or correct host and port in NEO4J_URI.',
    });
    expect(elsewhere.of('Java')).toBeUndefined();
    const local = await doctor({ PORT: '0', JAVA_HOME: '/none' });
    expect(local.of('Java')).toMatchObject({ state: 'problem' });
    expect(local.of('Releases')).toMatchObject({
      state: 'unknown',
      next: expect.stringContaining('db start') as unknown,
    });
  });

  test('names a folder that cannot be written to, also one that cannot be created', async () => {
    const { code, of } = await doctor({ PORT: '0', DATA_DIR: '/proc/none/below' });
    expect(code).toBe(1);
    expect(of('Folder DATA_DIR')).toMatchObject({ state: 'problem', next: 'Set DATA_DIR to a writable folder.' });
  });

  test('invalid settings are listed first', async () => {
    expect(await runCommand(['doctor'], { PORT: 'x' })).toMatchObject({ code: 2, out: '' });
  });
});
