import { rmSync } from 'node:fs';
import { setTimeout as after } from 'node:timers/promises';
import { setLive } from '../../../graph-seed/releases';
import { loadReleases } from '../../../graph-seed/load-release';
import { silentReport } from '../../../cli/report';
import { writeReleases } from '../../../sample/write-release';
import { openGateway, type TestGateway } from '../../support/gateway/gateway';
import { freshNeo4j, temporaryFolder, type TestNeo4j } from '../../support/database/neo4j';

jest.setTimeout(120_000);

const folder = temporaryFolder();
const QUERY = 'query($code: ID!) { organisation(code: $code) { code name } }';
let neo4j: TestNeo4j;
let gateway: TestGateway;

beforeAll(async () => {
  const [started, files] = await Promise.all([freshNeo4j(), writeReleases(folder)]);
  neo4j = started;
  await loadReleases({ graph: neo4j.graph, files, report: silentReport });
  gateway = await openGateway(neo4j.graph, { answerBytes: 1_000_000, limits: { timeoutMs: 20_000 } });
});
afterAll(async () => {
  await gateway?.close();
  await neo4j?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function asked(body: object, headers: Record<string, string> = {}) {
  const response = await gateway.post(body, headers);
  const kept = /^cache;desc=hit, total;dur=\d+\.\d$/.test(String(response.headers['server-timing']));
  const { 'x-ods-release': release, 'content-type': type } = response.headers;
  return { kept, status: response.statusCode, release, type, answer: response.json<Record<string, unknown>>() };
}

test('an answer is given again, with all of its headers, to the same question only', async () => {
  const body = { query: QUERY, variables: { code: 'ZXP0001' } };
  const first = await asked(body);
  expect(first).toMatchObject({ kept: false, status: 200, release: '2024-09-30' });
  expect(await asked(body)).toEqual({ ...first, kept: true });
  expect(await asked({ ...body, variables: { code: 'ZXP0002' } })).toMatchObject({ kept: false });
  expect(await asked(body, { 'ods-as-of': 'date=2020-01-01' })).toMatchObject({
    kept: false,
    answer: { extensions: { ods: { asOf: '2020-01-01' } } },
  });
  const json = await asked(body, { accept: 'application/json' });
  expect(json).toMatchObject({ kept: false, type: 'application/json; charset=utf-8', answer: first.answer });
});

test('an answer with an error is never kept', async () => {
  const refused = { query: QUERY, variables: { code: {} } };
  const unknown = { query: '{ organisation(code: "ZXP0001", asOf: { release: "1999-01-01" }) { code } }' };
  for (const body of [refused, unknown, refused, unknown, 'no JSON', 'no JSON'])
    expect(await asked(body as object)).toMatchObject({ kept: false, answer: { errors: [{}] } });
});

test('another live release has other answers, and the old ones are there again when it comes back', async () => {
  const body = { query: '{ release { id } organisation(code: "ZXP0001") { code } }' };
  const at = async (release: string) => {
    await setLive(neo4j.graph, release);
    await after(1_100); // the live pointer may be a second old
    await gateway.post({ query: '{ __typename }' });
    return asked(body);
  };
  await asked(body);
  expect(await at('2024-06-30')).toMatchObject({
    kept: false,
    release: '2024-06-30',
    answer: { data: { release: { id: '2024-06-30' } } },
  });
  expect(await at('2024-09-30')).toMatchObject({
    kept: true,
    release: '2024-09-30',
    answer: { data: { release: { id: '2024-09-30' } } },
  });
});

test('more than the bytes allowed is not kept, and the oldest make way', async () => {
  const body = (code: number) => ({ query: `{ organisation(code: "ZXP${code}") { code } } #${'x'.repeat(10_000)}` });
  for (let code = 0; code < 60; code++) await asked(body(code));
  expect((await asked(body(0))).kept).toBe(false);
  expect((await asked(body(59))).kept).toBe(true);
  const long = { query: `{ organisation(code: "ZXP0001") { code } } #${'x'.repeat(20_000)}` };
  await asked(long);
  expect((await asked(long)).kept).toBe(false);
});
