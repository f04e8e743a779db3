import { createHash } from 'node:crypto';
import { createMetrics } from '../../../telemetry/metrics';
import { openInMemoryGateway } from '../../support/gateway/in-memory-gateway';
import { readMetrics } from '../../support/gateway/metrics';

type InMemoryGateway = Awaited<ReturnType<typeof openInMemoryGateway>>;
type Params = Readonly<Record<string, string | undefined>>;

const trusted = {
  version: '1',
  size: 1,
  byId: (id: string) => (id === 'practice' ? LISTED : undefined),
  has: (text: string) => text === LISTED,
  refresh: () => undefined,
};
const LISTED = 'query ($code: ID!) { organisation(code: $code) { code } }';
const RESPONSE = { accept: 'application/graphql-response+json' };

let gateway: InMemoryGateway;
beforeAll(async () => {
  gateway = await openInMemoryGateway({
    persisted: { mode: 'apq', trusted },
    responseCacheBytes: 100_000,
    limits: { batch: 3, concurrency: 4 },
  });
});
afterAll(() => gateway.close());

const JSON_ACCEPTED = { accept: 'application/json' };

function searchOf(params: Params): string {
  return new URLSearchParams(
    Object.entries(params).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  ).toString();
}

async function get(params: Params, headers: Record<string, string> = {}, of = gateway) {
  const url = `/graphql?${searchOf(params)}`;
  return toResult(await of.app.inject({ method: 'GET', url, headers: { ...JSON_ACCEPTED, ...headers } }));
}

function toResult({ statusCode, headers, body }: Awaited<ReturnType<InMemoryGateway['post']>>) {
  const { data, errors = [] } = JSON.parse(body) as {
    data?: unknown;
    errors?: { message: string; extensions: { code: string } }[];
  };
  return { status: statusCode, headers, data, message: errors[0]?.message, code: errors[0]?.extensions.code };
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const persisted = (text: string) => ({ persistedQuery: { version: 1, sha256Hash: sha256(text) } });

describe('a query by GET', () => {
  test('has variables, an operation name and exact integers in its query string', async () => {
    const query = 'query A { __typename } query B($code: ID!) { organisation(code: $code) { code } }';
    const variables = JSON.stringify({ code: 'A B+C&D' });
    expect(await get({ query, operationName: 'B', variables })).toMatchObject({
      status: 200,
      data: { organisation: { code: 'A B+C&D' } },
    });
    const long = await get({ query, operationName: 'B', variables: '{"code": 12345678901234567890}' });
    expect(long.data).toEqual({ organisation: { code: '12345678901234567890' } });
  });

  test.each<[string, Params | string, string]>([
    ['without a document', {}, 'The query string must contain the document as the string `query`.'],
    ['with an empty document', { query: '' }, 'The query string must contain the document as the string `query`.'],
    ['with variables that are not JSON', { query: '{ __typename }', variables: '{' }, '`variables` is not JSON.'],
    ['with variables that are a list', { query: '{ __typename }', variables: '[]' }, '`variables` must be an object.'],
    [
      'with extensions that are text',
      { query: '{ __typename }', extensions: '"x"' },
      '`extensions` must be an object.',
    ],
    ['with two documents', 'query={a}&query={b}', 'query may be given only once; got 2 values.'],
  ])('%s returns 400', async (_what, params, message) => {
    const search = typeof params === 'string' ? params : searchOf(params);
    const response = toResult(await gateway.app.inject({ url: `/graphql?${search}`, headers: JSON_ACCEPTED }));
    expect(response).toMatchObject({ status: 400, message, headers: { 'cache-control': 'no-store' } });
  });

  test('ignores parameters that it does not know, and a slash at the end of the address', async () => {
    const response = await gateway.app.inject({
      url: '/graphql/?query={__typename}&utm_source=mail&utm_source=x',
      headers: JSON_ACCEPTED,
    });
    expect([response.statusCode, response.json()]).toMatchObject([200, { data: { __typename: 'Query' } }]);
  });

  test('never carries out a mutation: it returns 405 and names POST', async () => {
    for (const headers of [{}, RESPONSE])
      for (const params of [
        { query: 'mutation { load }' },
        { query: '{ __typename } mutation B { load }', operationName: 'B' },
        { query: 'query A { __typename } mutation B { load }', operationName: 'B' },
        { query: 'query A { __typename }\n # a comment\n mutation B { load }', operationName: 'B' },
      ])
        expect(await get(params, headers)).toMatchObject({ code: expect.stringMatching(/METHOD|INPUT|VALID/) });
    const response = await get({ query: 'query A { __typename } mutation B { load }', operationName: 'B' }, RESPONSE);
    expect(response).toMatchObject({ status: 405, code: 'METHOD_NOT_ALLOWED', headers: { allow: 'POST' } });
    expect(await get({ query: '{ echo(text: "mutation") }' })).toMatchObject({ data: { echo: 'mutation' } });
  });

  test('HEAD has the headers of GET and no body', async () => {
    const url = '/graphql?query={__typename}';
    const [head, full] = [
      await gateway.app.inject({ method: 'HEAD', url, headers: JSON_ACCEPTED }),
      await gateway.app.inject({ url, headers: JSON_ACCEPTED }),
    ];
    expect([head.statusCode, head.body]).toEqual([200, '']);
    for (const name of ['content-length', 'content-type', 'etag', 'cache-control'])
      expect([name, head.headers[name]]).toEqual([name, full.headers[name]]);
  });

  test.each([
    [{ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' }, 403],
    [{ 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script' }, 403],
    [{ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' }, 403],
    [{ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }, 200],
    [{ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' }, 200],
    [{ 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'empty' }, 200],
    [{ 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }, 200],
  ])('that a browser sends with %j returns %s', async (headers, status) => {
    expect((await get({ query: '{ __typename }' }, headers)).status).toBe(status);
  });
});

describe('a persisted document', () => {
  const text = '{ organisation(code: "APQ") { name } }';
  const extensions = persisted(text);

  test('is asked for by its hash once it was sent, by POST or GET', async () => {
    const params = { extensions: JSON.stringify(extensions) };
    const unknown = { code: 'PERSISTED_QUERY_NOT_FOUND', message: 'PersistedQueryNotFound' };
    expect(await get(params)).toMatchObject({ status: 200, ...unknown, headers: { 'cache-control': 'no-store' } });
    expect(await get(params, RESPONSE)).toMatchObject({ status: 404, ...unknown });
    expect(toResult(await gateway.post({ query: text, extensions })).status).toBe(200);
    const data = { organisation: { name: 'NAME OF APQ' } };
    expect(await get(params, RESPONSE)).toMatchObject({ status: 200, data });
    expect(toResult(await gateway.post({ extensions }))).toMatchObject({ status: 200, data });
    expect(toResult(await gateway.post({ documentId: `sha256:${sha256(text)}` }))).toMatchObject({ data });
  });

  test('that is not valid is not kept', async () => {
    const invalid = '{ nothing }';
    await gateway.post({ query: invalid, extensions: persisted(invalid) });
    expect(toResult(await gateway.post({ extensions: persisted(invalid) })).code).toBe('PERSISTED_QUERY_NOT_FOUND');
  });

  test('that was forgotten is kept again when a cached response is returned', async () => {
    const other = await openInMemoryGateway({
      responseCacheBytes: 1_000_000,
      persisted: { mode: 'apq', keptCharacters: 100 },
    });
    const send = (query: string) => other.post({ query, extensions: persisted(query) });
    await send(text);
    for (let at = 0; at < 5; at++) await send(`{ field${at}: echo(text: "a") }`);
    expect(toResult(await other.post({ extensions })).code).toBe('PERSISTED_QUERY_NOT_FOUND');
    const cached = await send(text);
    expect(cached.headers['server-timing']).toContain('cache;desc=hit');
    expect(toResult(await other.post({ extensions })).status).toBe(200);
    await other.close();
  });

  test('that is listed is asked for by its id, by POST or GET', async () => {
    const variables = { code: 'X' };
    const data = { organisation: { code: 'X' } };
    for (const name of ['documentId', 'doc_id', 'id']) {
      expect(await get({ [name]: 'practice', variables: JSON.stringify(variables) })).toMatchObject({ data });
      expect(toResult(await gateway.post({ [name]: 'practice', query: LISTED, variables }))).toMatchObject({ data });
    }
    const hash = { persistedQuery: { version: 1, sha256Hash: 'practice' } };
    expect(toResult(await gateway.post({ extensions: hash, variables }))).toMatchObject({ data });
  });

  test('with PERSISTED=only, no other document is executed', async () => {
    const closed = await openInMemoryGateway({ persisted: { mode: 'only', trusted } });
    const variables = { code: 'X' };
    expect(toResult(await closed.post({ query: '{ __typename }' }))).toMatchObject({
      status: 403,
      code: 'PERSISTED_QUERY_REQUIRED',
    });
    expect(toResult(await closed.post({ query: '{ __schema { types { name } } }' })).status).toBe(403);
    expect(toResult(await closed.post({ query: LISTED, variables })).status).toBe(200);
    expect(await get({ documentId: 'practice', variables: '{"code":"X"}' }, {}, closed)).toMatchObject({ status: 200 });
    await closed.close();
  });
});

test('with PERSISTED_UNLISTED=log, other documents are executed, logged once for each client, and counted', async () => {
  const metrics = createMetrics({ operations: 5, clients: 5 });
  const persisted = { mode: 'only', unlisted: 'log', trusted } as const;
  const open = await openInMemoryGateway({ persisted, metrics, responseCacheBytes: 1_000_000 });
  const send = (query: string, client: string) =>
    open.post({ query, variables: { code: 'X' } }, { 'graphql-client-name': client });
  for (let times = 0; times < 8; times++) expect((await send('query Own { __typename }', 'app')).statusCode).toBe(200);
  await send('query Own { __typename }', 'other app');
  await send(LISTED, 'app');
  const text = await metrics.text();
  await open.close();
  const logged = open.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  const unlisted = logged.filter(({ msg }) => msg === 'an operation was executed that is not listed');
  expect(unlisted).toMatchObject([
    { operation: 'Own', client: 'app' },
    { operation: 'Own', client: 'other app' },
  ]);
  expect(unlisted[0]!.hash).toMatch(/^[0-9a-f]{16}$/);
  const counted = [...readMetrics(text)].filter(([name]) => name.startsWith('ods_unlisted_operations_total'));
  expect(counted.reduce((sum, [, value]) => sum + value, 0)).toBe(9);
  expect(counted.some(([name]) => name.includes('operation="Own"') && name.includes('client="app"'))).toBe(true);
});

describe('a list of operations', () => {
  test('returns the list of their responses, each with its errors', async () => {
    const response = await gateway.post([{ query: '{ echo(text: "a") }' }, { query: '{ nothing }' }, { query: 7 }]);
    expect([response.statusCode, response.headers['content-type'], response.headers['cache-control']]).toEqual([
      200,
      'application/json; charset=utf-8',
      'no-store',
    ]);
    expect(response.json()).toMatchObject([
      { data: { echo: 'a' }, extensions: { ods: { release: '2024-10-31' } } },
      { errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] },
      { errors: [{ extensions: { code: 'BAD_USER_INPUT', requestId: response.headers['x-request-id'] } }] },
    ]);
  });

  test.each([0, 4])('of %s is refused', async (count) => {
    const list = Array.from({ length: count }, () => ({ query: '{ __typename }' }));
    expect(toResult(await gateway.post(list))).toMatchObject({
      status: 400,
      message: `A request takes 1 to 3 operations; got ${count}.`,
    });
  });

  test('takes a concurrent place for each operation', async () => {
    const slow = { query: '{ sleep(ms: 100) }' };
    const responses = await Promise.all([gateway.post([slow, slow, slow]), gateway.post([slow, slow])]);
    expect(responses.map(({ statusCode }) => statusCode).sort()).toEqual([200, 503]);
    expect((await gateway.post([slow, slow, slow])).statusCode).toBe(200);
  });

  test('does not contain lists, and is refused by GET', async () => {
    const nested = await gateway.post([[{ query: '{ __typename }' }]]);
    expect(nested.json()).toMatchObject([{ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] }]);
  });
});
