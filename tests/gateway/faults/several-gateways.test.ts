import { setTimeout as after } from 'node:timers/promises';
import { pruneReleases } from '../../../graph-seed/releases';
import { hourLater } from '../../support/database/hour-later';
import { useLoader } from '../../support/database/loader';
import { openGateway, type TestGateway } from '../../support/gateway/gateway';
import { goingBack, type LiveResponse } from '../../support/gateway/going-back';
import { clientOf, month, PATHS } from '../../support/gateway/months';

jest.setTimeout(60_000); // each test loads releases

const loader = useLoader();
/** Three replicas on one database with one CURSOR_SECRET, and one with another. */
let gateways: TestGateway[];
let stranger: TestGateway;

const load = (n: number) => loader.load(month(n), { force: true });

beforeEach(async () => {
  await load(1);
  const open = (cursorSecret: string) =>
    openGateway(loader.graph(), {
      responseCacheBytes: 2 ** 22,
      limits: { timeoutMs: 30_000 },
      reads: { deadlineMs: 20_000, cursorSecret },
    });
  gateways = await Promise.all(['one', 'one', 'one'].map(open));
  stranger = await open('other');
});
afterEach(() => Promise.all([...gateways, stranger].map((gateway) => gateway.close())));

/** Asks as the client does, and expects an answer. */
function answered(gateway: TestGateway, path: string) {
  const ask = clientOf(gateway, path);
  return async () => {
    const response = await ask();
    expect([200, 304]).toContain(response.status);
    return response;
  };
}

test('no replica shows an older release after a newer one while releases are published, wherever a client asks', async () => {
  const clients = gateways.flatMap((gateway) => PATHS.map((path) => answered(gateway, path)));
  const responses: LiveResponse[] = [];
  const ask = async () => void responses.push(...(await Promise.all(clients.map((client) => client()))));
  let isOver = false;
  const asking = (async () => {
    for (let n = 0; !isOver; n++) await ask().then(() => after(20 * (n % 5)));
  })();
  for (const n of [2, 3]) await load(n).then(() => after(1_100));
  isOver = true;
  await asking;
  await ask();
  expect(goingBack(responses)).toEqual([]);
  expect(new Set(responses.slice(0, clients.length).map(({ release }) => release))).toEqual(new Set([1]));
  expect(new Set(responses.slice(-clients.length).map(({ release }) => release))).toEqual(new Set([3]));
});

test.each([
  ['an export', PATHS[0], PATHS[2]],
  ['GraphQL', PATHS[2], PATHS[0]],
])('what one path of a replica has shown, %s shows next', async (_, first, next) => {
  await load(2);
  const [ahead, behind] = [answered(gateways[0]!, first), answered(gateways[0]!, next)];
  for (const month of [1, 2, 1, 2]) {
    await after(1_100); // the first path reads the catalog again, and the next one has just read it
    await behind();
    await loader.graph().write([{ statement: { name: 'move', text: `MATCH (c:Catalog) SET c.live = ${month}` } }]);
    expect([(await ahead()).release, (await behind()).release]).toEqual([month, month]);
  }
});

test('a cursor of one replica works on another, also after a publication, until its release is pruned', async () => {
  const list = (more = '') =>
    `{ search(kinds: [GP_PRACTICE], first: 1${more}) { nodes { code } pageInfo { endCursor } } }`;
  const asOf = { 'ods-as-of': 'release=2024-01-28' };
  const { data } = await gateways[0]!.query(list(), { headers: asOf });
  const cursor = /"endCursor":"([^"]+)"/.exec(JSON.stringify(data))![1]!;
  const next = list(`, after: "${cursor}"`);
  const expected = (await gateways[0]!.query(next, { headers: asOf })).data;
  expect(JSON.stringify(expected)).toContain('"code":"B"');
  expect((await gateways[1]!.query(next, { headers: asOf })).data).toEqual(expected);
  expect(await stranger.query(next, { headers: asOf })).toMatchObject({ code: 'INVALID_CURSOR' });
  await load(2);
  await after(1_100);
  expect((await gateways[2]!.query(next, { headers: asOf })).data).toEqual(expected);
  expect(await gateways[2]!.query(next)).toMatchObject({ code: 'INVALID_CURSOR' });
  await pruneReleases(hourLater(loader.graph()), 1);
  await after(1_100);
  expect(await gateways[1]!.query(next, { headers: asOf })).toMatchObject({ code: 'BAD_USER_INPUT' });
});
