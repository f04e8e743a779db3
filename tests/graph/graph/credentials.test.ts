import { openNeo4j } from '../../../graph/neo4j/neo4j';
import type { Graph } from '../../../graph/graph';
import { databaseProblemOf } from '../../../graph/neo4j/database-problem';
import { sharedNeo4j } from '../../support/database/sample-graph';
import { openTcpProxy, type TcpProxy } from '../../support/database/tcp-proxy';
import { retryTimed } from '../../support/process/retry-timed';

retryTimed('the driver has seconds to find a connection through a proxy that drops all');

const ONE = { name: 'one', text: 'RETURN 1 AS one' };
const PATIENT = { deadlineMs: 10_000 };
const USER = 'rotating';
const { uri, user, password } = sharedNeo4j();

let administrator: Graph;
let proxy: TcpProxy;

/** A user of its own: three wrong passwords lock a user for five seconds. */
beforeAll(async () => {
  administrator = openNeo4j({ uri, user, password, database: 'system' });
  proxy = await openTcpProxy(Number(new URL(uri).port));
});
beforeEach(() => setPassword('first-password'));
afterAll(async () => {
  await administrator.run({ name: 'drop-user', text: `DROP USER ${USER} IF EXISTS` });
  await administrator.close();
  await proxy.close();
});

const setPassword = (to: string) =>
  administrator.run(
    { name: 'set-password', text: `CREATE OR REPLACE USER ${USER} SET PASSWORD $to CHANGE NOT REQUIRED` },
    { to },
  );

const open = (secret: string | (() => string), onAvailability?: (error?: unknown) => void) =>
  openNeo4j({ uri: `bolt://127.0.0.1:${proxy.port}`, user: USER, password: secret, onAvailability });

const outcomeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'succeeded',
    (error: { code?: string }) => error.code ?? String(error),
  );

test('denied credentials are tried seldom, so that the user is not locked, and the cause is known to callers', async () => {
  const reported: (string | undefined)[] = [];
  const graph = open('wrong', (error) => void reported.push(databaseProblemOf(error)?.kind));
  const before = proxy.accepted;
  for (let call = 0; call < 50; call++) expect(await outcomeOf(graph.read(ONE))).toBe('DATABASE_UNAVAILABLE');
  expect(proxy.accepted - before).toBeLessThanOrEqual(2);
  const error = await graph.read(ONE).catch((caught: unknown) => caught);
  expect(databaseProblemOf(error)).toMatchObject({ kind: 'denied', mayEnd: false });
  expect(reported).toEqual(['denied']);
  const right = open('first-password');
  expect(await outcomeOf(right.read(ONE, {}, PATIENT))).toBe('succeeded');
  await right.close();
  await graph.close();
});

test('a new password is used without a restart, at once if it is there when the old one is denied', async () => {
  let current = 'first-password';
  const graph = open(() => current);
  expect(await outcomeOf(graph.read(ONE, {}, PATIENT))).toBe('succeeded');
  await setPassword('second-password');
  proxy.set({ refuse: true }); // ends the open connections, which stay valid otherwise
  proxy.set({});
  expect(await outcomeOf(graph.read(ONE, {}, PATIENT))).toBe('DATABASE_UNAVAILABLE');
  current = 'second-password';
  expect(await outcomeOf(graph.read(ONE, {}, PATIENT))).toBe('succeeded');
  await setPassword('third-password');
  current = 'third-password';
  proxy.set({ refuse: true });
  proxy.set({});
  expect(await outcomeOf(graph.read(ONE, {}, PATIENT))).toBe('succeeded');
  await graph.close();
}, 60_000); // connections are made again with each password
