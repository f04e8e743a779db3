import type { InjectOptions } from 'fastify';
import { KNOWN_CASES } from '../../../sample/known-cases';
import { openGateway, type TestGateway } from '../../support/gateway/gateway';
import { sampleGraph } from '../../support/database/sample-graph';
import * as specification from './specification';

const ORIGIN = 'http://127.0.0.1:3333';
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

jest.setTimeout(120_000); // the first reads of a new database are slow

/** The index of texts is built at the first request, and the machine may be busy. */
const PATIENT = { limits: { timeoutMs: 60_000 }, reads: { deadlineMs: 20_000 } };

let gateway: TestGateway;
beforeAll(async () => void (gateway = await openGateway(sampleGraph(), { corsOrigins: [ORIGIN], ...PATIENT })));
afterAll(() => gateway.close());

const send = (options: InjectOptions) => gateway.app.inject(options);
const get = (path: string, query: Record<string, string> = {}) => send({ url: `/reconcile${path}`, query });
const post = (elements: Record<string, string>) =>
  send({ method: 'POST', url: '/reconcile', headers: FORM, payload: new URLSearchParams(elements).toString() });

interface Result {
  readonly id: string;
  readonly score: number;
  readonly match: boolean;
  readonly description: string;
  readonly type: readonly { readonly id: string }[];
}
type Results = Readonly<Record<string, { readonly result: readonly Result[] }>>;

async function reconcile(queries: Record<string, object>): Promise<Results> {
  const response = await post({ queries: JSON.stringify(queries) });
  expect([response.statusCode, response.statusCode === 200 ? '' : response.body]).toEqual([200, '']);
  const results = response.json<Results>();
  expect(specification.resultBatch(results, '')).toEqual([]);
  return results;
}

test('without parameters the manifest is returned, with addresses of this server', async () => {
  const manifest = (await (await fetch(`${gateway.url}/reconcile`)).json()) as { readonly preview: object };
  expect(specification.manifest(manifest, '')).toEqual([]);
  expect(manifest).toMatchObject({
    versions: ['0.2'],
    identifierSpace: 'https://fhir.nhs.uk/Id/ods-organization-code',
    batchSize: 500,
    preview: { url: `${gateway.url}/reconcile/preview?id={{id}}` },
    suggest: { entity: { service_url: `${gateway.url}/reconcile`, service_path: '/suggest/entity' } },
  });
  expect((await send({ url: '/reconcile/', headers: { host: 'evil.example' } })).body).not.toContain('evil.example');
});

test('a batch of queries is answered by name, and by GET as by POST', async () => {
  const queries = {
    q0: { query: 'old mil surg', type: 'GP_PRACTICE', properties: [{ pid: 'postcode', v: 'zz2 2zz' }] },
    q1: { query: 'old mill surgery', limit: 2 },
    q2: { query: 'ZXP0006', type_strict: 'any' },
    q3: { query: 'bell tower surgery examplepool', properties: [{ pid: 'postcode', v: ['ZZ16 2QX'] }] },
    q4: { query: 'qqqq zzzz' },
    q5: { query: '-' },
    q7: { query: '\u02bc', properties: [{ pid: 'postcode', v: '\u041a' }] },
    q6: { query: '', properties: [{ pid: 'town', v: 'EXAMPLETON' }] },
  };
  const results = await reconcile(queries);
  expect(results.q0!.result[0]).toMatchObject({ id: KNOWN_CASES.practice, match: true });
  expect(results.q0!.result[0]!.type.map(({ id }) => id)).toEqual(['GP_PRACTICE', 'ORGANISATION']);
  expect(results.q1!.result.map(({ match }) => match)).toEqual([false, false]);
  expect(results.q2!.result[0]).toMatchObject({ id: KNOWN_CASES.practice, match: true, score: 100 });
  const [closed, successor] = results.q3!.result;
  expect(closed).toMatchObject({ id: KNOWN_CASES.practiceWithSuccessor, match: true });
  expect(closed!.description).toContain('not active, closed 2022-09-30');
  expect(successor).toMatchObject({ id: 'ZXP0027', match: false });
  expect(successor!.description).toContain('succeeded ZXP0026 BELL TOWER SURGERY');
  expect(Object.keys(results)).toEqual(Object.keys(queries));
  for (const name of ['q4', 'q5', 'q6', 'q7']) expect(results[name]!.result).toEqual([]);
  expect(await reconcile({ only: { query: '?' } })).toEqual({ only: { result: [] } });
  for (const { result } of Object.values(results)) {
    const scores = result.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
  }
  const byGet = await get('', { queries: JSON.stringify(queries) });
  expect(byGet.json()).toEqual(results);
});

test('the day is that of the property date, or of the parameter', async () => {
  const query = { query: 'bell tower surgery examplepool' };
  const properties = [
    { pid: 'postcode', v: 'ZZ16 2QX' },
    { pid: 'date', v: '2020-01-01T00:00:00Z' },
  ];
  const { q0 } = await reconcile({ q0: { ...query, properties } });
  expect(q0!.result[0]!.description).not.toContain('not active');
  const queries = JSON.stringify({ q0: { ...query, properties: properties.slice(0, 1) } });
  const dated = await get('', { queries, date: '2020-01-01' });
  expect(dated.json<Results>().q0!.result[0]!.description).not.toContain('not active');
});

test('entities, types and properties are suggested', async () => {
  const entities = (await get('/suggest/entity', { prefix: 'old mi', limit: '5', key: 'x' })).json<{
    result: Result[];
  }>();
  expect(specification.suggestEntities(entities, '')).toEqual([]);
  expect(entities.result.length).toBeGreaterThan(1);
  const more = (await get('/suggest/entity', { prefix: 'old mi', cursor: '1' })).json<{ result: Result[] }>();
  expect(more.result[0]).toEqual(entities.result[1]);
  const byCode = (await get('/suggest/entity', { prefix: 'ZXP0006' })).json<{ result: Result[] }>();
  expect(byCode.result[0]!.id).toBe(KNOWN_CASES.practice);
  const types = (await get('/suggest/type', { prefix: 'gp' })).json<{ result: Result[] }>();
  expect(specification.suggestTypes(types, '')).toEqual([]);
  expect(types.result.map(({ id }) => id)).toEqual(['GP_PRACTICE']);
  const properties = (await get('/suggest/property', { prefix: 'post' })).json<{ result: Result[] }>();
  expect(specification.suggestProperties(properties, '')).toEqual([]);
  expect(properties.result.map(({ id }) => id)).toEqual(['postcode']);
});

test('properties are proposed, and their values fetched', async () => {
  const proposal = (await get('/properties', { type: 'GP_PRACTICE', limit: '3' })).json<object>();
  expect(specification.propertyProposal(proposal, '')).toEqual([]);
  expect(proposal).toMatchObject({
    type: 'GP_PRACTICE',
    limit: 3,
    properties: [{ id: 'code' }, { id: 'name' }, { id: 'status' }],
  });
  const ids = [KNOWN_CASES.practice, KNOWN_CASES.practiceWithSuccessor, 'NONE'];
  const properties = ['postcode', 'status', 'icb', 'region', 'commissioner', 'opened', 'successors'].map((id) => ({
    id,
  }));
  const response = await post({ extend: JSON.stringify({ ids, properties }) });
  const extended = response.json<{ rows: Record<string, Record<string, unknown>> }>();
  expect(specification.extension(extended, '')).toEqual([]);
  expect(extended.rows[KNOWN_CASES.practice]).toMatchObject({
    postcode: [{ str: 'ZZ2 2ZZ' }],
    status: [{ str: 'active' }],
    icb: [{ id: 'ZXI02' }],
    commissioner: [{ id: 'ZXS002' }],
    opened: [{ date: '1974-04-01T00:00:00' }],
    successors: [],
  });
  expect(extended.rows[KNOWN_CASES.practiceWithSuccessor]).toMatchObject({
    status: [{ str: 'not active' }],
    successors: [{ id: 'ZXP0027', name: 'PARK VIEW MEDICAL PRACTICE, EXAMPLEPOOL' }],
  });
  expect(Object.values(extended.rows.NONE!).flat()).toEqual([]);
});

test('a preview is a page without scripts that the allowed origins may frame', async () => {
  const { statusCode, headers, body } = await get('/preview', { id: 'zxp0006' });
  expect([statusCode, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  expect(body).toContain('OLD MILL SURGERY, EXAMPLETON');
  expect(headers['content-security-policy']).toBe(
    `default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'self' ${ORIGIN}`,
  );
  expect(headers['x-frame-options']).toBeUndefined();
  expect((await get('/preview', { id: '<script>' })).statusCode).toBe(404);
});

test('every path has the CORS headers of the allowed origins only', async () => {
  for (const url of ['/reconcile', '/reconcile/suggest/entity?prefix=old', '/reconcile/preview?id=ZXP0006']) {
    const allowed = await send({ url, headers: { origin: ORIGIN } });
    expect(allowed.headers['access-control-allow-origin']).toBe(ORIGIN);
    const other = await send({ url, headers: { origin: 'https://evil.example' } });
    expect(other.headers['access-control-allow-origin']).not.toBe('https://evil.example');
  }
});

test.each<[string, Record<string, string>, number, string]>([
  ['no JSON', { queries: '{' }, 400, 'queries is not JSON.'],
  ['a list', { queries: '[]' }, 400, 'queries must be a JSON object.'],
  ['an empty query', { queries: '{"q0": {}}' }, 400, 'queries.q0 must have a query'],
  ['an unknown type', { queries: '{"q0": {"query": "x", "type": "Q5"}}' }, 400, 'queries.q0.type takes ORGANISATION'],
  [
    'an unknown property',
    { queries: '{"q0": {"query": "x", "properties": [{"pid": "P1", "v": "x"}]}}' },
    400,
    'takes postcode',
  ],
  ['a long text', { queries: JSON.stringify({ q0: { query: 'x'.repeat(1_001) } }) }, 400, 'at most 1000 characters'],
  [
    'too many',
    {
      queries: JSON.stringify(
        Array.from({ length: 501 }, () => ({ query: 'x' })).reduce(
          (all, each, at) => ({ ...all, [`q${at}`]: each }),
          {},
        ),
      ),
    },
    413,
    'at most 500 queries; got 501',
  ],
  ['too many ids', { extend: JSON.stringify({ ids: Array(501).fill('X'), properties: [] }) }, 400, 'at most 500 ids'],
  [
    'a wrong property',
    { extend: '{"ids": [], "properties": [{"id": "P1"}]}' },
    400,
    'extend.properties[0].id takes code',
  ],
  ['both', { queries: '{}', extend: '{}' }, 400, 'queries or extend, not both'],
  ['a blank date', { queries: '{}', date: '' }, 400, 'date must not be blank.'],
  ['a wrong date', { queries: '{}', date: '2024-02-30' }, 400, 'date takes a calendar date'],
])('%s is refused, with the reason', async (_case, elements, status, message) => {
  const response = await post(elements);
  expect([response.statusCode, response.body]).toEqual([status, expect.stringContaining(message)]);
});

test('other methods, media types and paths are refused', async () => {
  expect((await send({ method: 'DELETE', url: '/reconcile' })).statusCode).toBe(405);
  expect((await get('/suggest/nothing')).statusCode).toBe(404);
  const json = await send({
    method: 'POST',
    url: '/reconcile',
    headers: { 'content-type': 'application/json' },
    payload: '{}',
  });
  expect([json.statusCode, json.body]).toEqual([415, expect.stringContaining('application/x-www-form-urlencoded')]);
});

test('requests cost points, are limited in number and size, and end at their deadline', async () => {
  const url = `/reconcile?${new URLSearchParams({ queries: '{"q0": {"query": "old mill surgery"}}' }).toString()}`;
  const limited = await openGateway(sampleGraph(), {
    ...PATIENT,
    ratePointsPerMinute: 60,
    limits: { ...PATIENT.limits, response: 2_000 },
  });
  const first = await limited.app.inject(url);
  expect([first.statusCode, first.body]).toEqual([413, expect.stringContaining('limit of 2000 bytes')]);
  expect((await limited.app.inject(url)).statusCode).toBe(429);
  await limited.close();
  const full = await openGateway(sampleGraph(), { limits: { concurrency: 0 } });
  expect((await full.app.inject('/reconcile')).statusCode).toBe(503);
  await full.close();
  const late = await openGateway(sampleGraph(), { limits: { timeoutMs: 1 } });
  const response = await late.app.inject('/reconcile');
  expect([response.statusCode, response.body]).toEqual([503, expect.stringContaining('did not complete within 1 ms')]);
  await late.close();
});
