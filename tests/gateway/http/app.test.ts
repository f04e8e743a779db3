import { SECRET_TEXT, standIn } from '../../support/gateway/in-memory-gateway';

type StandIn = Awaited<ReturnType<typeof standIn>>;
const RESPONSE = { accept: 'application/graphql-response+json' };
const ODS = {
  release: '2024-10-31',
  publicationDate: '2024-10-31',
  sha256: 'ab',
  asOf: '2024-10-31',
  basis: 'OPERATIONAL',
  moments: [],
};

let gateway: StandIn;
beforeAll(async () => void (gateway = await standIn()));
afterAll(() => gateway.close());

async function refused(payload: unknown, headers?: Record<string, string>) {
  const response = await gateway.post(payload, headers);
  const { errors, data } = response.json<{
    errors: { message: string; extensions: Record<string, unknown> }[];
    data?: unknown;
  }>();
  expect(data).toBeUndefined();
  expect(errors.length).toBeLessThanOrEqual(5);
  for (const { extensions } of errors) expect(extensions.requestId).toBe(response.headers['x-request-id']);
  return {
    status: response.statusCode,
    code: errors[0]!.extensions.code,
    message: errors[0]!.message,
    type: response.headers['content-type'],
  };
}

describe('an answer', () => {
  test('says what it is about and names its request', async () => {
    const response = await gateway.post({ query: '{ organisation(code: "RRF") { name } }' });
    expect(response.statusCode).toBe(200);
    expect(response.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'x-ods-release': '2024-10-31',
      'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
      'server-timing': expect.stringMatching(/^total;dur=\d+\.\d, execution;dur=\d+\.\d/),
      'cache-control': 'no-store',
    });
    const cost = { estimated: 1, actual: 1, limit: 50_000 };
    expect(response.json()).toEqual({
      data: { organisation: { name: 'NAME OF RRF' } },
      extensions: { ods: { ...ODS, cost } },
    });
  });

  test('keeps a harmless request id of the client and replaces any other', async () => {
    const idOf = async (id: string) =>
      (await gateway.post({ query: '{ __typename }' }, { 'x-request-id': id })).headers['x-request-id'];
    expect(await idOf('trace-17.a')).toBe('trace-17.a');
    expect(await idOf('a b')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await idOf('a'.repeat(65))).toMatch(/^[0-9a-f-]{36}$/);
  });

  test.each([
    [undefined, 'application/json; charset=utf-8'],
    ['*/*', 'application/json; charset=utf-8'],
    ['application/json', 'application/json; charset=utf-8'],
    ['application/graphql-response+json', 'application/graphql-response+json; charset=utf-8'],
    ['application/graphql-response+json, application/json;q=0.9', 'application/graphql-response+json; charset=utf-8'],
    ['application/json, application/graphql-response+json;q=0.9', 'application/json; charset=utf-8'],
    ['text/html, */*;q=0.1', 'application/json; charset=utf-8'],
  ])('to Accept: %s is %s', async (accept, type) => {
    const response = await gateway.post({ query: '{ __typename }' }, accept === undefined ? {} : { accept });
    expect([response.statusCode, response.headers['content-type']]).toEqual([200, type]);
  });

  test('carries strict headers and no page of anybody else', async () => {
    const { headers } = await gateway.post({ query: '{ __typename }' });
    expect(headers).toMatchObject({
      'content-security-policy': "default-src 'none';frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });
});

describe('what is wrong with the body', () => {
  test.each<[string, unknown, string]>([
    ['no JSON', '{"query": ', 'The body is not JSON.'],
    ['empty', '', 'The body is not JSON.'],
    ['null', 'null', 'The body must be a JSON object; several operations in one request are not answered.'],
    [
      'a text',
      '"{ __typename }"',
      'The body must be a JSON object; several operations in one request are not answered.',
    ],
    [
      'a list of operations',
      '[{"query":"{ __typename }"}]',
      'The body must be a JSON object; several operations in one request are not answered.',
    ],
    ['without a document', '{}', 'The body must hold the document as the text `query`.'],
    ['with a document that is no text', { query: 7 }, 'The body must hold the document as the text `query`.'],
    ['with variables that are a list', { query: '{ __typename }', variables: [] }, '`variables` must be an object.'],
    [
      'with an operation name that is a number',
      { query: '{ __typename }', operationName: 1 },
      '`operationName` must be a text.',
    ],
    [
      'with extensions that are a text',
      { query: '{ __typename }', extensions: 'x' },
      '`extensions` must be an object.',
    ],
    ['not UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), 'The body is not UTF-8.'],
  ])('%s: 400 with one sentence, whatever the client accepts', async (_what, body, message) => {
    const refusal = { status: 400, code: 'BAD_USER_INPUT', message };
    expect(await refused(body)).toEqual({ ...refusal, type: 'application/json; charset=utf-8' });
    expect(await refused(body, RESPONSE)).toEqual({
      ...refusal,
      type: 'application/graphql-response+json; charset=utf-8',
    });
  });

  test('too large: 413 with the limit', async () => {
    const body = { query: '{ __typename }', padding: 'x'.repeat(262_144) };
    expect(await refused(body)).toMatchObject({
      status: 413,
      code: 'PAYLOAD_TOO_LARGE',
      message: 'The body is larger than 262144 bytes, the most allowed.',
    });
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain; x=application/json',
    'application/json; charset=utf-16',
    '',
  ])('of the type %j: 415', async (type) => {
    expect(await refused('{"query":"{ __typename }"}', { 'content-type': type })).toMatchObject({
      status: 415,
      code: 'UNSUPPORTED_MEDIA_TYPE',
    });
  });

  test('compressed: 415', async () => {
    expect(await refused('{"query":"{ __typename }"}', { 'content-encoding': 'gzip' })).toMatchObject({
      status: 415,
      message: 'Compressed bodies are not read.',
    });
  });

  test('and an Accept that cannot be met: 406', async () => {
    expect(await refused({ query: '{ __typename }' }, { accept: 'text/html' })).toMatchObject({
      status: 406,
      code: 'NOT_ACCEPTABLE',
    });
  });
});

describe('what is wrong with the document: 400, and 200 for application/json', () => {
  test.each<[string, unknown, string, string]>([
    ['syntax', { query: '{ organisation(' }, 'GRAPHQL_PARSE_FAILED', 'Syntax Error: Expected Name, found <EOF>.'],
    [
      'an unknown field',
      { query: '{ organisatio }' },
      'GRAPHQL_VALIDATION_FAILED',
      'Cannot query field "organisatio" on type "Query".',
    ],
    [
      'an unknown argument',
      { query: '{ page(frist: 1) { code } }' },
      'GRAPHQL_VALIDATION_FAILED',
      'Unknown argument "frist" on field "Query.page".',
    ],
    [
      'a wrong literal',
      { query: '{ page(first: "x") { code } }' },
      'BAD_USER_INPUT',
      'Int cannot represent non-integer value: "x"',
    ],
    [
      'an enum value misspelt',
      { query: '{ organisation(code: "A", view: OPERATIN) { code } }' },
      'BAD_USER_INPUT',
      'Value "OPERATIN" does not exist in "View" enum.',
    ],
    [
      'a variable of the wrong type',
      { query: 'query($n: Int!) { page(first: $n) { code } }', variables: { n: 'x' } },
      'BAD_USER_INPUT',
      'Variable "$n" got invalid value "x"; Int cannot represent non-integer value: "x"',
    ],
    [
      'a variable that is missing',
      { query: 'query($n: Int!) { page(first: $n) { code } }' },
      'BAD_USER_INPUT',
      'Variable "$n" of required type "Int!" was not provided.',
    ],
    [
      'a variable nobody declared',
      { query: '{ page(first: $n) { code } }' },
      'GRAPHQL_VALIDATION_FAILED',
      'Variable "$n" is not defined.',
    ],
    [
      'an operation that is not there',
      { query: 'query A { __typename }', operationName: 'B' },
      'BAD_USER_INPUT',
      'Unknown operation named "B".',
    ],
    [
      'a subscription',
      { query: 'subscription { organisation }' },
      'GRAPHQL_VALIDATION_FAILED',
      'The operation subscription is not offered.',
    ],
    [
      'a mutation',
      { query: 'mutation { load }' },
      'GRAPHQL_VALIDATION_FAILED',
      'The operation mutation is not offered.',
    ],
    ['@defer', { query: '{ ... @defer { __typename } }' }, 'GRAPHQL_VALIDATION_FAILED', 'Unknown directive "@defer".'],
  ])('%s', async (_what, body, code, message) => {
    expect(await refused(body, RESPONSE)).toMatchObject({ status: 400, code, message });
    expect(await refused(body)).toMatchObject({ status: 200, code, message });
  });

  test('too many tokens: 400 for both', async () => {
    const body = { query: `{ ${'a '.repeat(2_000)} }` };
    expect(await refused(body, RESPONSE)).toMatchObject({ status: 400, code: 'GRAPHQL_VALIDATION_FAILED' });
    expect(await refused(body)).toMatchObject({ status: 400, code: 'GRAPHQL_VALIDATION_FAILED' });
  });

  test('what it is about is said even then', async () => {
    expect((await gateway.post({ query: '{ nothing }' })).json()).toMatchObject({ extensions: { ods: ODS } });
    expect((await gateway.post({})).json()).toMatchObject({ extensions: { ods: ODS } });
  });
});

describe('what goes wrong inside', () => {
  test('is one sentence with the request id outside, and its cause in the log', async () => {
    const response = await gateway.post({ query: '{ echo(text: "here") fails }' });
    expect(response.statusCode).toBe(200);
    expect(response.json()).toMatchObject({
      data: { echo: 'here', fails: null },
      errors: [
        {
          message: 'Something went wrong on our side; the request id identifies it.',
          path: ['fails'],
          extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: response.headers['x-request-id'] },
        },
      ],
    });
    for (const part of SECRET_TEXT.split(' ')) if (part.length > 3) expect(response.body).not.toContain(part);
    const line = JSON.parse(gateway.lines.at(-1)!) as Record<string, unknown>;
    expect(line).toMatchObject({
      requestId: response.headers['x-request-id'],
      path: 'fails',
      err: { message: SECRET_TEXT },
    });
  });

  test('is the status of the whole where nothing could be answered', async () => {
    const statusOf = async (query: string, headers?: Record<string, string>) =>
      (await gateway.post({ query }, headers)).statusCode;
    expect(await statusOf('{ failsAlways }', RESPONSE)).toBe(500);
    expect(await statusOf('{ unavailable }', RESPONSE)).toBe(503);
    expect(await statusOf('{ unavailable }')).toBe(200);
  });

  test('keeps the sentence of an error of ours and drops its cause', async () => {
    const { errors } = (await gateway.post({ query: '{ unavailable }' })).json<{ errors: unknown[] }>();
    expect(errors).toEqual([
      {
        message: 'The database is not available.',
        path: ['unavailable'],
        locations: [{ line: 1, column: 3 }],
        extensions: {
          code: 'DATABASE_UNAVAILABLE',
          next: 'Try again in a few seconds.',
          requestId: expect.any(String),
        },
      },
    ]);
  });

  test('a request that takes too long is given up at its deadline', async () => {
    const impatient = await standIn({ limits: { timeoutMs: 50 } });
    const response = await impatient.post({ query: '{ sleep(ms: 500) }' }, RESPONSE);
    await impatient.close();
    expect(response.statusCode).toBe(503);
    expect(response.json()).toMatchObject({
      errors: [{ message: 'The request was not answered within 50 ms.', extensions: { code: 'REQUEST_TIMEOUT' } }],
    });
  });

  test('an answer that is too large is refused with the limit', async () => {
    const response = await gateway.post({ query: '{ large(bytes: 6000000) }' });
    expect(response.statusCode).toBe(413);
    expect(response.json()).toMatchObject({ errors: [{ extensions: { code: 'PAYLOAD_TOO_LARGE' } }] });
    expect((await gateway.post({ query: '{ large(bytes: 5000000) }' })).statusCode).toBe(200);
  });

  test('more requests at once than allowed are sent away with 503 and a time', async () => {
    const small = await standIn({ limits: { concurrency: 2 } });
    const responses = await Promise.all(Array.from({ length: 5 }, () => small.post({ query: '{ sleep(ms: 100) }' })));
    const after = await small.post({ query: '{ __typename }' });
    await small.close();
    expect(responses.map(({ statusCode }) => statusCode).sort()).toEqual([200, 200, 503, 503, 503]);
    expect(responses.find(({ statusCode }) => statusCode === 503)!.headers['retry-after']).toBe('1');
    expect(after.statusCode).toBe(200);
  });
});

describe('other addresses and methods', () => {
  test.each(['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'] as const)(
    '%s /graphql: 405, and POST is named',
    async (method) => {
      const response = await gateway.app.inject({ method, url: '/graphql?query={__typename}' });
      expect([response.statusCode, response.headers.allow]).toEqual([405, 'POST']);
      if (method !== 'HEAD')
        expect(response.json()).toMatchObject({ errors: [{ extensions: { code: 'METHOD_NOT_ALLOWED' } }] });
    },
  );

  test('an unknown address: 404 as JSON', async () => {
    const response = await gateway.app.inject({ method: 'GET', url: '/wp-login.php' });
    expect(response.statusCode).toBe(404);
    expect(response.json()).toMatchObject({
      errors: [{ extensions: { code: 'NOT_FOUND', requestId: expect.any(String) } }],
    });
  });

  test('/livez answers while the process lives', async () => {
    const response = await gateway.app.inject('/livez');
    expect([response.statusCode, response.json()]).toEqual([200, { status: 'alive' }]);
  });

  test('/schema.graphql is the schema', async () => {
    const response = await gateway.app.inject('/schema.graphql');
    expect(response.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(response.body).toContain('type Query {');
  });
});

describe('an allowed origin', () => {
  test('is answered by name; another one is not', async () => {
    const open = await standIn({ corsOrigins: ['https://app.example.org'] });
    const from = async (origin: string) =>
      (await open.post({ query: '{ __typename }' }, { origin })).headers['access-control-allow-origin'];
    const answers = [await from('https://app.example.org'), await from('https://evil.example.org'), await from('null')];
    await open.close();
    expect(answers).toEqual(['https://app.example.org', undefined, undefined]);
  });
});
