import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { openGateway, type TestGateway } from '../../support/gateway/gateway';
import { sampleGraph } from '../../support/database/sample-graph';

const JSON_ACCEPTED = { accept: 'application/json' };

const NOW = 'public, max-age=7, stale-while-revalidate=30';
const FIXED = 'public, max-age=500, immutable';
const NEVER = 'no-store';
const caching = { maxAge: 7, fixedMaxAge: 500, staleWhileRevalidate: 30 };

let gateway: TestGateway;
beforeAll(async () => {
  const parts = { caching, compressFrom: 1_000, responseCacheBytes: 1_000_000, limits: { timeoutMs: 20_000 } };
  gateway = await openGateway(sampleGraph(), { ...parts, reads: { deadlineMs: 20_000 } });
});
afterAll(() => gateway.close());

function get(query: string, headers: Record<string, string> = {}) {
  return gateway.app.inject({
    url: `/graphql?${new URLSearchParams({ query }).toString()}`,
    headers: { ...JSON_ACCEPTED, ...headers },
  });
}

const AT = 'asOf: { release: "2024-06-30", date: "2024-01-01" }';
const organisation = (asOf: string, fields: string) => `{ organisation(code: "ZXP0001"${asOf}) { ${fields} } }`;

test.each<[expected: string, query: string, asOf: string]>([
  [FIXED, organisation(`, ${AT}`, 'name parents(view: COMMISSIONING) { name kinds }'), ''],
  [FIXED, organisation(', asOf: { release: "2024-06-30" }', 'name roles { isPrimary }'), ''],
  [FIXED, organisation('', 'name'), 'release=2024-06-30;date=2024-01-01'],
  [FIXED, organisation(', asOf: { date: "2020-01-01" }', 'name'), 'release=2024-06-30'],
  [FIXED, `{ search(text: "surgery", ${AT}) { totalCount nodes { code } } }`, ''],
  [FIXED, `{ rollUp(of: GP_PRACTICE, by: REGION, view: COMMISSIONING, ${AT}) { groups { total } } }`, ''],
  [FIXED, '{ changes(from: "2024-06-30", to: "2024-09-30") { nodes { code } } }', ''],
  [FIXED, `{ findings(${AT}) { nodes { message } } kinds { kind } }`, ''],
  [NOW, organisation('', 'name'), ''],
  [NOW, organisation(', asOf: { date: "2020-01-01" }', 'name'), ''],
  [NOW, organisation(', asOf: { knownOn: "2024-07-15" }', 'name'), ''],
  [NOW, organisation('', 'name'), 'date=2020-01-01'],
  [NOW, organisation(`, ${AT}`, 'name parents(view: COMMISSIONING, asOf: { knownOn: "2024-07-15" }) { name }'), ''],
  [NOW, organisation('', 'name parents(view: COMMISSIONING, asOf: { release: "2024-06-30" }) { name }'), ''],
  [NOW, organisation(`, ${AT}`, 'location { latitude }'), ''],
  [NOW, organisation(`, ${AT}`, 'measurement(measure: "gp-list-size") { value }'), ''],
  [
    NOW,
    `{ rollUp(of: GP_PRACTICE, by: REGION, view: COMMISSIONING, measure: "gp-list-size", ${AT}) { groups { total } } }`,
    '',
  ],
  [NOW, '{ changes(from: "2024-06-30") { nodes { code } } }', ''],
  [NOW, '{ releases { id } }', 'release=2024-06-30'],
  [NOW, '{ release(id: "2024-06-30") { isLive } }', ''],
  [NOW, '{ measures { id } postcodeFiles { name } }', 'release=2024-06-30'],
  [NOW, '{ views { view relationshipTypes { code } } }', ''],
  [NOW, '{ kinds { kind } }', ''],
  [NOW, `{ __schema { queryType { name } } organisation(code: "ZXP0001", ${AT}) { name } }`, ''],
  [NEVER, organisation('', 'nothing'), ''],
  [NEVER, '{ organisation(code: "ZXP0001") { name } search(after: "x") { totalCount } }', ''],
])('%s: %s %s', async (expected, query, asOf) => {
  const { headers, body } = await get(query, asOf === '' ? {} : { 'ods-as-of': asOf });
  expect([headers['cache-control'], body]).toEqual([expected, expect.any(String)]);
  if (expected === NEVER) expect(headers).not.toHaveProperty('etag');
  else expect(headers.vary).toBe('accept, accept-encoding, authorization, ods-as-of');
});

describe('a client that has the response', () => {
  const query = organisation('', 'name');

  test('gets 304 without an execution, whatever else it has', async () => {
    const { headers } = await get(query);
    const etag = headers.etag as string;
    for (const given of [etag, `"other", W/${etag}`, etag.replace(/"$/, '-br"')]) {
      const again = await get(query, { 'if-none-match': given });
      expect([again.statusCode, again.body]).toEqual([304, '']);
      expect(again.headers).toMatchObject({ 'cache-control': NOW, 'x-ods-release': '2024-09-30', vary: headers.vary });
      expect(again.headers['server-timing']).not.toContain('execution');
      expect(again.headers).not.toHaveProperty('content-type');
    }
  });

  test('makes no work: neither 304 nor a cached response is executed', async () => {
    const counts = async () => {
      const { body } = await gateway.app.inject('/metrics');
      return ['kept', 'answered'].map((name) =>
        Number(new RegExp(`operations_total.*${name}.* (\\d+)`).exec(body)?.[1]),
      );
    };
    const { headers } = await get(query);
    const [kept = 0, answered = 0] = await counts();
    expect((await get(query, { 'if-none-match': headers.etag as string })).statusCode).toBe(304);
    expect(await counts()).toEqual([kept + 1, answered]);
    expect((await get(query)).headers['server-timing']).toContain('cache;desc=hit');
    expect(await counts()).toEqual([kept + 2, answered]);
  });

  test('keeps an immutable response immutable', async () => {
    const fixed = organisation(`, ${AT}`, 'name');
    const { headers } = await get(fixed);
    const again = await get(fixed, { 'if-none-match': headers.etag as string });
    expect([again.statusCode, again.headers['cache-control'], again.headers.etag]).toEqual([304, FIXED, headers.etag]);
  });

  test('gets another tag for another moment, media type or document, and for other settings', async () => {
    const limits = { timeoutMs: 20_000, page: 100 };
    const other = await openGateway(sampleGraph(), { caching, limits, reads: { deadlineMs: 20_000 } });
    const url = `/graphql?${new URLSearchParams({ query }).toString()}`;
    const tags = [
      (await get(query)).headers.etag,
      (await get(query, { 'ods-as-of': 'date=2020-01-01' })).headers.etag,
      (await get(query, { accept: 'application/graphql-response+json' })).headers.etag,
      (await get(organisation('', 'code'))).headers.etag,
      (await other.app.inject({ url, headers: JSON_ACCEPTED })).headers.etag,
    ];
    await other.close();
    expect(new Set(tags).size).toBe(tags.length);
  });

  test('gets a private response if it sends credentials', async () => {
    const { headers } = await get(query, { authorization: 'Bearer x' });
    expect(headers['cache-control']).toBe(NOW.replace('public', 'private'));
    const again = await get(query, { authorization: 'Bearer x', 'if-none-match': headers.etag as string });
    expect([again.statusCode, again.headers['cache-control']]).toEqual([304, NOW.replace('public', 'private')]);
  });
});

describe('a large response', () => {
  const query = '{ search(first: 100) { nodes { code name kinds } } }';
  const DECODE = { br: brotliDecompressSync, gzip: gunzipSync };

  test.each(['br', 'gzip'] as const)('is compressed by %s for a client that accepts it', async (coding) => {
    const [plain, first, second] = [
      await get(query),
      await get(query, { 'accept-encoding': coding }),
      await get(query, { 'accept-encoding': coding }),
    ];
    for (const { headers, rawPayload } of [first, second]) {
      expect(headers).toMatchObject({ 'content-encoding': coding, 'content-length': String(rawPayload.length) });
      expect(DECODE[coding](rawPayload)).toEqual(plain.rawPayload);
      expect(headers.etag).toBe((plain.headers.etag as string).replace(/"$/, `-${coding}"`));
    }
    expect(plain.headers).not.toHaveProperty('content-encoding');
    const again = await get(query, { 'accept-encoding': coding, 'if-none-match': first.headers.etag as string });
    expect([again.statusCode, again.headers.etag]).toEqual([304, first.headers.etag]);
    const post = await gateway.post({ query }, { 'accept-encoding': coding });
    expect([post.headers['content-encoding'], post.headers['cache-control']]).toEqual([coding, 'no-store']);
  });

  test('a small one, and one for a client that does not accept it, is not', async () => {
    expect((await get('{ __typename }', { 'accept-encoding': 'br' })).headers).not.toHaveProperty('content-encoding');
    expect((await get(query, { 'accept-encoding': 'identity' })).headers).not.toHaveProperty('content-encoding');
  });

  test.each([
    '/schema.graphql',
    '/fhir/Organization?_count=100',
    '/export/organisations.ndjson?kinds=GP_PRACTICE',
    '/metrics',
  ])('of %s is compressed too', async (url) => {
    const plain = await gateway.app.inject({ url, headers: JSON_ACCEPTED });
    const coded = await gateway.app.inject({ url, headers: { ...JSON_ACCEPTED, 'accept-encoding': 'gzip' } });
    expect([coded.statusCode, coded.headers['content-encoding']]).toEqual([200, 'gzip']);
    expect(String(coded.headers.vary)).toContain('accept-encoding');
    const text = gunzipSync(coded.rawPayload).toString();
    if (url !== '/metrics') expect(text).toBe(plain.body);
  });
});

test('the schema and FHIR may be kept for the set times', async () => {
  const headersOf = async (url: string) => (await gateway.app.inject({ url, headers: JSON_ACCEPTED })).headers;
  const schema = await headersOf('/schema.graphql');
  expect(schema['cache-control']).toBe(NOW);
  const again = { url: '/schema.graphql', headers: { 'if-none-match': schema.etag as string } };
  expect((await gateway.app.inject(again)).statusCode).toBe(304);
  expect((await headersOf('/fhir/Organization/ZXP0006'))['cache-control']).toBe(NOW);
  expect((await headersOf('/fhir/Organization/ZXP0006?release=2024-06-30'))['cache-control']).toBe(FIXED);
  expect((await headersOf('/fhir/Organization?active=never'))['cache-control']).toBe(NEVER);
});
