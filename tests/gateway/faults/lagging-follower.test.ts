import { cpSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { silentReport } from '../../../cli/report';
import type { Graph } from '../../../graph/graph';
import { openNeo4j } from '../../../graph/neo4j/neo4j';
import { loadReleases } from '../../../graph-seed/load-release';
import { freshNeo4j, temporaryFolder, type TestNeo4j } from '../../support/database/fresh-neo4j';
import { writeReleaseZip } from '../../support/database/release-builder';
import { openTcpProxy, type TcpProxy } from '../../support/database/tcp-proxy';
import { openGateway, type TestGateway } from '../../support/gateway/gateway';
import { goingBack } from '../../support/gateway/going-back';
import { clientOf, month, PATHS, type MonthResponse } from '../../support/gateway/months';
import { waitFor } from '../../support/process/wait-for';

jest.setTimeout(300_000); // two Neo4j are started, and releases are loaded

/** A server with two releases, and one on a copy of its store from before the second one. */
let [newest, lagging]: TestNeo4j[] = [];
/** The addresses of a cluster. The routing table of the leader names the follower for reads. */
let [leader, follower]: TcpProxy[] = [];
let graph: Graph;
let gateway: TestGateway;

beforeAll(async () => {
  newest = await freshNeo4j();
  await load(newest, 1);
  await newest.kill();
  const folder = temporaryFolder();
  const isOfProcess = (path: string) => ['running.json', 'users', 'lock', 'port'].includes(basename(path));
  cpSync(newest.dataDir, folder, { recursive: true, filter: (path) => !isOfProcess(path) });
  [lagging] = await Promise.all([freshNeo4j({}, folder), newest.restart()]);
  await load(newest, 2);
  leader = await openTcpProxy(newest.port);
  follower = await openTcpProxy(newest.port);
  const entry = ({ port }: TcpProxy) => `127.0.0.1:${port}\x84role\x84READ`;
  leader.set({ replace: [entry(leader), entry(follower)] });
  const { user, password } = newest;
  graph = openNeo4j({ uri: `neo4j://127.0.0.1:${leader.port}`, user, password });
  gateway = await openGateway(graph, {
    responseCacheBytes: 2 ** 22,
    limits: { timeoutMs: 20_000 },
    reads: { deadlineMs: 4_000 },
  });
});
afterAll(async () => {
  await gateway?.close();
  await Promise.all([graph, leader, follower, newest, lagging].map((each) => each?.close()));
});

async function load({ graph: on, dataDir }: TestNeo4j, n: number): Promise<void> {
  const file = await writeReleaseZip(join(dataDir, `${n}.zip`), month(n));
  await loadReleases({ graph: on, files: [file], options: { force: true }, report: silentReport });
}

/** Asks all clients at once until one or all show what is awaited. Returns all responses. */
async function askUntil(
  clients: readonly (() => Promise<MonthResponse>)[],
  isOver: (responses: readonly MonthResponse[]) => boolean,
): Promise<MonthResponse[]> {
  const all: MonthResponse[] = [];
  await waitFor(
    'the responses',
    async () => {
      const responses = await Promise.all(clients.map((ask) => ask()));
      all.push(...responses);
      return isOver(responses) || after(50).then(() => false);
    },
    120,
  );
  return all;
}

const isAnswer = ({ status, text }: MonthResponse) => status === 304 || (status === 200 && !text.includes('"errors"'));

test('a gateway that has shown a release reads nothing from a follower without it, and reads again when it has caught up', async () => {
  const clients = PATHS.map((path) => clientOf(gateway, path));
  const before = await askUntil(clients, (responses) => responses.every(isAnswer));
  const live = { name: 'live', text: 'MATCH (c:Catalog) RETURN c.live AS live' };
  expect(await lagging!.graph.read(live)).toEqual([{ live: 1 }]);

  follower!.switchTo(lagging!.port);
  // What was never read before is read from the follower, while the gateway still knows of its newest release.
  const unread = await gateway.query(
    '{ organisation(code: "B") { name } found: search(text: "C") { nodes { name } } }',
  );
  expect(unread.text).not.toMatch(/\b[BC] 1\b/);
  expect(unread.code).toMatch(/^DATABASE_/);
  const during = await askUntil(clients, (responses) => !responses.some(isAnswer));
  during.push(...(await Promise.all(clients.map((ask) => ask()))));
  const [graphql, fhir, csv] = during.slice(-3);
  expect(graphql!.text).toMatch(/"code":"DATABASE_(TIMEOUT|UNAVAILABLE)"/);
  expect([fhir!.status, csv!.status]).toEqual([expect.any(Number), expect.any(Number)]);
  expect(Math.min(fhir!.status, csv!.status)).toBeGreaterThanOrEqual(503);
  expect((await fetch(`${gateway.url}/readyz`)).status).toBe(503);

  follower!.switchTo(newest!.port);
  const afterwards = await askUntil(clients, (responses) => responses.every(isAnswer));
  expect((await gateway.query('{ organisation(code: "B") { name } }')).data).toEqual({ organisation: { name: 'B 2' } });
  const all = [...before, ...during, ...afterwards];
  expect(new Set(all.filter(isAnswer).map(({ release }) => release))).toEqual(new Set([2]));
  expect(goingBack(all)).toEqual([]);
});
