import { setTimeout as after } from 'node:timers/promises';
import { pruneReleases } from '../../../graph-seed/releases';
import { hourLater } from '../../support/database/hour-later';
import { useLoader } from '../../support/database/loader';
import { toReleaseInput, type ReleaseModel } from '../../support/database/release-model';
import { openGateway, type TestGateway } from '../../support/gateway/gateway';

jest.setTimeout(60_000);

const loader = useLoader();
/** Three replicas on one database with one CURSOR_SECRET, and one with another. */
let gateways: TestGateway[];
let stranger: TestGateway;

const month = (n: number): ReleaseModel => ({
  date: `2024-0${n}-28`,
  organisations: { A: [`A ${n}`, 'TOP'], B: [`B ${n}`, 'TOP'], C: [`C ${n}`, 'TOP'], TOP: [`TOP ${n}`] },
});
const load = (n: number) => loader.load(toReleaseInput(month(n)), { force: true });

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

const PATHS = [
  `/graphql?${new URLSearchParams({ query: '{ organisation(code: "A") { name } }' }).toString()}`,
  '/fhir/Organization/A',
  '/export/organisations.csv',
];

/** Asks for one path as a client that keeps the tag and body of its last response. Returns the month that it shows. */
function clientOf({ url }: TestGateway, path: string) {
  let [tag, body] = ['', ''];
  return async (): Promise<number> => {
    const response = await fetch(`${url}${path}`, {
      headers: { accept: 'application/json, */*', 'if-none-match': tag },
    });
    const text = await response.text();
    if (response.status === 200) [tag, body] = [response.headers.get('etag') ?? '', text];
    else if (response.status !== 304) throw new Error(`${response.status} ${text}`);
    return Number(/\bA (\d)\b/.exec(body)?.[1]);
  };
}

test('no replica shows an older release after a newer one while releases are published', async () => {
  const clients = gateways.flatMap((gateway) => PATHS.map((path) => clientOf(gateway, path)));
  const seen = clients.map(() => [] as number[]);
  let isOver = false;
  const asking = Promise.all(
    clients.map(async (ask, at) => {
      while (!isOver) seen[at]!.push(await ask(), await after(100).then(ask));
      seen[at]!.push(await ask());
    }),
  );
  for (const n of [2, 3]) await load(n).then(() => after(1_100));
  isOver = true;
  await asking;
  for (const months of seen) {
    expect(months).toEqual([...months].sort());
    expect([months[0], months.at(-1)]).toEqual([1, 3]);
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
