import { KnownError } from '../../../errors';
import type { Graph } from '../../../graph/graph';
import { openNeo4j } from '../../../graph/neo4j/neo4j';
import { createReadSide } from '../../../graph/read-side';
import { sharedNeo4j } from '../../support/database/sample-graph';
import { openTcpProxy, type TcpProxy } from '../../support/database/tcp-proxy';
import { RELEASES } from '../../../sample/settings';

const ONE = { name: 'one', text: 'RETURN 1 AS one' };
const NOTHING_LEFT = { statement: { name: 'nothing-left', text: 'CREATE (n:Nothing) DELETE n RETURN 2 AS two' } };

/** Two addresses of one server. The routing table of the first one names the second one for reads. */
let [leader, follower]: TcpProxy[] = [];
let sent: Record<'leader' | 'follower', string>;
let graph: Graph;

beforeEach(async () => {
  const { uri } = sharedNeo4j();
  const port = Number(new URL(uri).port);
  sent = { leader: '', follower: '' };
  leader = await openTcpProxy(port, (chunk) => (sent.leader += chunk.toString('latin1')));
  follower = await openTcpProxy(port, (chunk) => (sent.follower += chunk.toString('latin1')));
  const entry = (of: TcpProxy) => `127.0.0.1:${of.port}\x84role\x84READ`;
  leader.set({ replace: [entry(leader), entry(follower)] });
  graph = open('neo4j');
});

afterEach(async () => {
  await graph.close();
  await Promise.all([leader!.close(), follower!.close()]);
});

function open(scheme: 'neo4j' | 'bolt', deadlineMs = 20_000): Graph {
  const { user, password } = sharedNeo4j();
  return openNeo4j({ uri: `${scheme}://127.0.0.1:${leader!.port}`, user, password, deadlineMs });
}

test('neo4j:// sends reads to the replica and writes to the leader', async () => {
  expect(await graph.read(ONE)).toEqual([{ one: 1 }]);
  expect(sent.follower).toContain(ONE.text);
  expect(await graph.write([NOTHING_LEFT])).toEqual([[{ two: 2 }]]);
  expect(sent.leader).toContain(NOTHING_LEFT.statement.text);
  expect(sent.leader).not.toContain(ONE.text);
  expect(sent.follower).not.toContain(NOTHING_LEFT.statement.text);
});

test('a read after a write carries its bookmark, so that a replica waits until it has it', async () => {
  await graph.read(ONE);
  expect(bookmarksIn(sent.follower)).toEqual([]);
  await graph.write([NOTHING_LEFT]);
  await graph.read(ONE);
  expect(bookmarksIn(sent.follower)).toHaveLength(1);
  await graph.write([NOTHING_LEFT]);
  expect(bookmarksIn(sent.leader)).toEqual(bookmarksIn(sent.follower));
});

test('what a changed catalog points at is read with its bookmark, and an unchanged one asks for nothing newer', async () => {
  const { catalog } = createReadSide(graph, { cacheBytes: 0, deadlineMs: 20_000 });
  expect((await catalog.snapshot()).live.id).toBe(RELEASES[2].published);
  const [bookmark, ...others] = bookmarksIn(sent.follower);
  expect(bookmark).toMatch(/^FB:/);
  expect(new Set(others)).toEqual(new Set(others.length > 0 ? [bookmark] : []));
  await graph.read(ONE);
  await new Promise((resume) => setTimeout(resume, 1_100));
  await catalog.snapshot();
  await graph.read(ONE);
  expect(new Set(bookmarksIn(sent.follower))).toEqual(new Set([bookmark]));
});

test('a replica that has less than was seen before is not read: a request fails at its deadline, until the replica has it', async () => {
  await graph.write([NOTHING_LEFT]);
  await graph.read(ONE);
  const newest = bookmarksIn(sent.follower).at(-1)!;
  const later = laterBy(2, newest);
  const impatient = open('neo4j', 3_000);
  const [{ catalog }, single] = [createReadSide(impatient, { cacheBytes: 0, deadlineMs: 3_000 }), open('bolt')];
  try {
    follower!.set({ replace: [newest, later] }); // as if the catalog was read from a replica that is two transactions ahead
    await expect(catalog.snapshot()).rejects.toMatchObject({ code: 'DATABASE_TIMEOUT' });
    expect(bookmarksIn(sent.follower)).toContain(later);
    for (const text of ['CREATE (:Nothing)', 'MATCH (n:Nothing) DELETE n'])
      await single.write([{ statement: { name: 'ahead', text } }]);
    expect((await catalog.snapshot()).live.id).toBe(RELEASES[2].published);
  } finally {
    await Promise.all([impatient.close(), single.close()]);
  }
});

test('bolt:// sends no bookmarks', async () => {
  const single = open('bolt');
  await single.write([NOTHING_LEFT]);
  await single.read(ONE, {}, { onSeen: (follow) => follow() });
  await single.read(ONE);
  await single.close();
  expect(bookmarksIn(sent.leader)).toEqual([]);
});

test('without its replica, a read fails and a write succeeds', async () => {
  await graph.read(ONE);
  follower!.set({ refuse: true });
  await expect(graph.read(ONE, {}, { deadlineMs: 3_000 })).rejects.toThrow(KnownError);
  expect(await graph.write([NOTHING_LEFT])).toEqual([[{ two: 2 }]]);
});

/** The bookmarks that were sent with statements, in their order. */
function bookmarksIn(bytes: string): string[] {
  return [...bytes.matchAll(/FB:[\w+/=]+/g)].map(([bookmark]) => bookmark);
}

/** The bookmark of a later transaction. The number, of two bytes here, and an empty list are the last values in it. */
function laterBy(transactions: number, bookmark: string): string {
  const bytes = Buffer.from(bookmark.slice('FB:'.length), 'base64');
  const at = bytes.length - 3;
  bytes.writeInt16BE(bytes.readInt16BE(at) + transactions, at);
  return `FB:${bytes.toString('base64')}`;
}
