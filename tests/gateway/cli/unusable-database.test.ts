import { createServer } from 'node:net';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findDatabaseProblem } from '../../../cli/check-database';
import { openNeo4j } from '../../../graph/neo4j/neo4j';
import { temporaryFolder } from '../../support/database/fresh-neo4j';
import { sharedNeo4j } from '../../support/database/sample-graph';
import { openTcpProxy } from '../../support/database/tcp-proxy';
import { runCli } from '../../support/process/processes';

const { uri, user, password } = sharedNeo4j();
const port = Number(new URL(uri).port);
const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Address {
  readonly uri?: string;
  readonly password?: string;
  readonly database?: string;
}

async function problemOf({ uri: address = uri, password: secret = password, database = 'neo4j' }: Address) {
  const graph = openNeo4j({ uri: address, user, password: secret, database });
  const settings = { NEO4J_URI: address, NEO4J_USER: user, NEO4J_DATABASE: database };
  const problem = await findDatabaseProblem(graph, settings);
  void graph.close();
  return problem && [problem.mayEnd, problem.message];
}

test('a database that can be used has no problem', async () => {
  const graph = openNeo4j({ uri, user, password });
  await graph.read({ name: 'one', text: 'RETURN 1' }, {}, { deadlineMs: 20_000 });
  await graph.close();
  expect(await problemOf({})).toBeUndefined();
});

test.each<[string, Address, string, boolean]>([
  ['a wrong password', { password: 'wrong' }, 'denies the user and the password. Set NEO4J_USER (now neo4j)', false],
  ['an unknown database', { database: 'nodb' }, 'no database of that name. Set NEO4J_DATABASE (now nodb)', false],
  ['an unknown host', { uri: 'bolt://no-such-host.invalid:7687' }, 'The host of the database is unknown.', true],
  [
    'an unknown host, routed',
    { uri: 'neo4j://no-such-host.invalid:7687' },
    'The host of the database is unknown.',
    true,
  ],
  ['no server', { uri: 'bolt://127.0.0.1:1' }, 'No server accepts connections', true],
  ['no server, routed', { uri: 'neo4j://127.0.0.1:1' }, 'No server accepts connections', true],
  ['no TLS', { uri: `bolt+s://127.0.0.1:${port}` }, `Set NEO4J_URI to bolt://127.0.0.1:${port}.`, false],
  ['no TLS, routed', { uri: `neo4j+ssc://127.0.0.1:${port}` }, `Set NEO4J_URI to neo4j://127.0.0.1:${port}.`, false],
])('%s is named, with what to do', async (_what, address, expected, mayEnd) => {
  expect(await problemOf(address)).toEqual([mayEnd, expect.stringContaining(expected)]);
});

test('a Neo4j that is too old is named, by the check and by the probe of a serving process', async () => {
  const proxy = await openTcpProxy(port);
  proxy.set({ replace: ['Neo4j/5.26', 'Neo4j/5.25'] });
  const [mayEnd, message] = (await problemOf({ uri: `bolt://127.0.0.1:${proxy.port}` })) as [boolean, string];
  expect(mayEnd).toBe(false);
  expect(message).toMatch(/Neo4j 5\.26 or newer is needed; this server is Neo4j\/5\.25\.\d+\. Upgrade it/);
  await proxy.close();
});

test('a server that never answers is named within five seconds', async () => {
  const silent = createServer((socket) => void socket.on('error', () => undefined)).listen(0, '127.0.0.1');
  await new Promise((resolve) => silent.once('listening', resolve));
  const { port: at } = silent.address() as { port: number };
  expect(await problemOf({ uri: `bolt://127.0.0.1:${at}` })).toEqual([true, expect.stringContaining('not answer')]);
  silent.close();
});

const ENV = { NEO4J_URI: uri, NEO4J_USER: user, DATA_DIR: folder, PORT: '0', PLAYGROUND: 'off', EXPLORER: 'off' };

test('serve names a port in use before it starts a database', async () => {
  const dataDir = join(folder, 'unused');
  const busy = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => busy.once('listening', resolve));
  const PORT = String((busy.address() as { port: number }).port);
  const { code, err } = await runCli(['serve'], { DATA_DIR: dataDir, PORT });
  busy.close();
  expect([code, err]).toEqual([1, expect.stringContaining(`Port ${PORT} of 127.0.0.1 is in use. Set PORT to another`)]);
  expect(readdirSync(dataDir)).toEqual([]);
}, 60_000); // processes are started until they end

test('serve ends with the name of a wrong password, of an unreadable password file, and of a folder', async () => {
  const file = join(folder, 'file');
  writeFileSync(file, '\ufeff');
  const denied = await runCli(['serve'], { ...ENV, NEO4J_PASSWORD: 'wrong' });
  const unreadable = await runCli(['serve'], { ...ENV, NEO4J_PASSWORD_FILE: join(folder, 'none') });
  const empty = await runCli(['releases'], { ...ENV, NEO4J_PASSWORD_FILE: file });
  const unwritable = await runCli(['serve'], { ...ENV, NEO4J_PASSWORD: password, DATA_DIR: join(file, 'below') });
  expect([denied.code, unreadable.code, empty.code, unwritable.code]).toEqual([1, 2, 2, 1]);
  expect(denied.err).toContain('denies the user and the password.');
  expect(unreadable.err).toContain('cannot be read (ENOENT)');
  expect(empty.err).toContain('is empty. Write the password into it.');
  expect(unwritable.err).toContain('cannot be written to (ENOTDIR). Set DATA_DIR to a writable folder');
}, 180_000); // processes are started until they end
