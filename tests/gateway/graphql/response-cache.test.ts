import { rmSync } from 'node:fs';
import { setTimeout as after } from 'node:timers/promises';
import { setLive } from '../../../graph-seed/releases';
import { loadReleases } from '../../../graph-seed/load-release';
import { silentReport } from '../../../cli/report';
import { writeReleases } from '../../../sample/write-release';
import { openGateway, type TestGateway } from '../../support/gateway/gateway';
import { emptyNeo4j, type EmptyNeo4j } from '../../support/database/empty-neo4j';
import { temporaryFolder } from '../../support/database/fresh-neo4j';

jest.setTimeout(120_000); // releases are loaded into a database of its own

const folder = temporaryFolder();
const QUERY = 'query($code: ID!) { organisation(code: $code) { code name } }';
let neo4j: EmptyNeo4j;
let gateway: TestGateway;

beforeAll(async () => {
  const [started, files] = await Promise.all([emptyNeo4j(), writeReleases(folder)]);
  neo4j = started;
  await loadReleases({ graph: neo4j.graph, files, report: silentReport });
  gateway = await openGateway(neo4j.graph, { responseCacheBytes: 1_000_000, limits: { timeoutMs: 20_000 } });
});
afterAll(async () => {
  await gateway?.close();
  await neo4j?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function send(body: object, headers: Record<string, string> = {}) {
  const response = await gateway.post(body, headers);
  const cached = /^cache;desc=hit, total;dur=\d+\.\d$/.test(String(response.headers['server-timing']));
  const { 'x-ods-release': release, 'content-type': type } = response.headers;
  return { cached, status: response.statusCode, release, type, body: response.json<Record<string, unknown>>() };
}

test('a cached response is returned with all its headers, for an equal request only', async () => {
  const body = { query: QUERY, variables: { code: 'ZXP0001' } };
  const first = await send(body);
  expect(first).toMatchObject({ cached: false, status: 200, release: '2024-09-30' });
  expect(await send(body)).toEqual({ ...first, cached: true });
  expect(await send({ ...body, variables: { code: 'ZXP0002' } })).toMatchObject({ cached: false });
  expect(await send(body, { 'ods-as-of': 'date=2020-01-01' })).toMatchObject({
    cached: false,
    body: { extensions: { ods: { asOf: '2020-01-01' } } },
  });
  const json = await send(body, { accept: 'application/json' });
  expect(json).toMatchObject({ cached: false, type: 'application/json; charset=utf-8', body: first.body });
});

test('a response with an error is never cached', async () => {
  const invalid = { query: QUERY, variables: { code: {} } };
  const unknown = { query: '{ organisation(code: "ZXP0001", asOf: { release: "1999-01-01" }) { code } }' };
  for (const body of [invalid, unknown, invalid, unknown, 'no JSON', 'no JSON'])
    expect(await send(body as object)).toMatchObject({ cached: false, body: { errors: [{}] } });
});

test('each live release has its own cached responses, which are used again when it becomes live again', async () => {
  const body = { query: '{ release { id } organisation(code: "ZXP0001") { code } }' };
  const at = async (release: string) => {
    await setLive(neo4j.graph, release);
    await after(1_100); // the live pointer may be a second old
    await gateway.post({ query: '{ __typename }' });
    return send(body);
  };
  await send(body);
  expect(await at('2024-06-30')).toMatchObject({
    cached: false,
    release: '2024-06-30',
    body: { data: { release: { id: '2024-06-30' } } },
  });
  expect(await at('2024-09-30')).toMatchObject({
    cached: true,
    release: '2024-09-30',
    body: { data: { release: { id: '2024-09-30' } } },
  });
});

test('the tag of a response changes with the live release, and a client with the former one gets the new response', async () => {
  const url = `/graphql?${new URLSearchParams({ query: '{ organisation(code: "ZXP0001") { name } }' }).toString()}`;
  const { headers } = await gateway.app.inject({ url, headers: { accept: 'application/json' } });
  const given = { accept: 'application/json', 'if-none-match': headers.etag as string };
  const withRelease = async (release: string) => {
    await setLive(neo4j.graph, release);
    await after(1_100); // the live pointer may be a second old
    await gateway.post({ query: '{ __typename }' });
    const response = await gateway.app.inject({ url, headers: given });
    return [response.statusCode, response.headers['x-ods-release'], response.headers.etag === headers.etag];
  };
  expect(await withRelease('2024-06-30')).toEqual([200, '2024-06-30', false]);
  expect(await withRelease('2024-09-30')).toEqual([304, '2024-09-30', true]);
});

test('a response larger than the limit is not cached, and the oldest responses are evicted', async () => {
  const body = (code: number) => ({ query: `{ organisation(code: "ZXP${code}") { code } } #${'x'.repeat(10_000)}` });
  for (let code = 0; code < 60; code++) await send(body(code));
  expect((await send(body(0))).cached).toBe(false);
  expect((await send(body(59))).cached).toBe(true);
  const long = { query: `{ organisation(code: "ZXP0001") { code } } #${'x'.repeat(20_000)}` };
  await send(long);
  expect((await send(long)).cached).toBe(false);
});
