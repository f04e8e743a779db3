import { SECRET_TEXT, openInMemoryGateway } from '../../support/gateway/in-memory-gateway';

type InMemoryGateway = Awaited<ReturnType<typeof openInMemoryGateway>>;
const RESPONSE = { accept: 'application/graphql-response+json' };
const ODS = {
  release: '2024-10-31',
  publicationDate: '2024-10-31',
  sha256: 'ab',
  asOf: '2024-10-31',
  basis: 'OPERATIONAL',
  moments: [],
};

let gateway: InMemoryGateway;
beforeAll(async () => void (gateway = await openInMemoryGateway()));
afterAll(() => gateway.close());

async function rejected(payload: unknown, headers?: Record<string, string>) {
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

describe('a response', () => {
  test('has the moment and the request id', async () => {
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

  test('has the request id of the client if it is valid, and a new one otherwise', async () => {
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
  ])('to Accept: %s has the content type %s', async (accept, type) => {
    const response = await gateway.post({ query: '{ __typename }' }, accept === undefined ? {} : { accept });
    expect([response.statusCode, response.headers['content-type']]).toEqual([200, type]);
  });

  test('has strict security headers', async () => {
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

describe('a request body', () => {
  test.each<[string, unknown, string]>([
    ['that is not JSON', '{"query": ', 'The body is not JSON.'],
    ['that is empty', '', 'The body is not JSON.'],
    ['that is null', 'null', 'The body must be a JSON object; batched operations are not supported.'],
    ['that is a string', '"{ __typename }"', 'The body must be a JSON object; batched operations are not supported.'],
    [
      'that is a list of operations',
      '[{"query":"{ __typename }"}]',
      'The body must be a JSON object; batched operations are not supported.',
    ],
    ['without a document', '{}', 'The body must contain the document as the string `query`.'],
    ['with a document that is not a string', { query: 7 }, 'The body must contain the document as the string `query`.'],
    ['with variables that are a list', { query: '{ __typename }', variables: [] }, '`variables` must be an object.'],
    [
      'with an operation name that is a number',
      { query: '{ __typename }', operationName: 1 },
      '`operationName` must be a string.',
    ],
    [
      'with extensions that are a string',
      { query: '{ __typename }', extensions: 'x' },
      '`extensions` must be an object.',
    ],
    ['that is not UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), 'The body is not UTF-8.'],
  ])('%s returns 400 with one message for both media types', async (_what, body, message) => {
    const error = { status: 400, code: 'BAD_USER_INPUT', message };
    expect(await rejected(body)).toEqual({ ...error, type: 'application/json; charset=utf-8' });
    expect(await rejected(body, RESPONSE)).toEqual({
      ...error,
      type: 'application/graphql-response+json; charset=utf-8',
    });
  });

  test('that is too large returns 413 with the limit', async () => {
    const body = { query: '{ __typename }', padding: 'x'.repeat(262_144) };
    expect(await rejected(body)).toMatchObject({
      status: 413,
      code: 'PAYLOAD_TOO_LARGE',
      message: 'The body is larger than the limit of 262144 bytes.',
    });
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain; x=application/json',
    'application/json; charset=utf-16',
    '',
  ])('of the content type %j returns 415', async (type) => {
    expect(await rejected('{"query":"{ __typename }"}', { 'content-type': type })).toMatchObject({
      status: 415,
      code: 'UNSUPPORTED_MEDIA_TYPE',
    });
  });

  test('that is compressed returns 415', async () => {
    expect(await rejected('{"query":"{ __typename }"}', { 'content-encoding': 'gzip' })).toMatchObject({
      status: 415,
      message: 'Compressed bodies are not supported.',
    });
  });

  test('with an Accept header that cannot be met returns 406', async () => {
    expect(await rejected({ query: '{ __typename }' }, { accept: 'text/html' })).toMatchObject({
      status: 406,
      code: 'NOT_ACCEPTABLE',
    });
  });
});

describe('an invalid document returns 400, and 200 for application/json:', () => {
  test.each<[string, unknown, string, string]>([
    [
      'a syntax error',
      { query: '{ organisation(' },
      'GRAPHQL_PARSE_FAILED',
      'Syntax Error: Expected Name, found <EOF>.',
    ],
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
      'an unknown enum value',
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
      'a missing variable',
      { query: 'query($n: Int!) { page(first: $n) { code } }' },
      'BAD_USER_INPUT',
      'Variable "$n" of required type "Int!" was not provided.',
    ],
    [
      'an undeclared variable',
      { query: '{ page(first: $n) { code } }' },
      'GRAPHQL_VALIDATION_FAILED',
      'Variable "$n" is not defined.',
    ],
    [
      'an unknown operation name',
      { query: 'query A { __typename }', operationName: 'B' },
      'BAD_USER_INPUT',
      'Unknown operation named "B".',
    ],
    [
      'a subscription',
      { query: 'subscription { organisation }' },
      'GRAPHQL_VALIDATION_FAILED',
      'Subscriptions are not offered.',
    ],
    [
      'a mutation',
      { query: 'mutation { load }' },
      'GRAPHQL_VALIDATION_FAILED',
      'The operation mutation is not supported.',
    ],
    ['@defer', { query: '{ ... @defer { __typename } }' }, 'GRAPHQL_VALIDATION_FAILED', 'Unknown directive "@defer".'],
  ])('%s', async (_what, body, code, message) => {
    expect(await rejected(body, RESPONSE)).toMatchObject({ status: 400, code, message });
    expect(await rejected(body)).toMatchObject({ status: 200, code, message });
  });

  test('too many tokens return 400 for both media types', async () => {
    const body = { query: `{ ${'a '.repeat(2_000)} }` };
    expect(await rejected(body, RESPONSE)).toMatchObject({ status: 400, code: 'GRAPHQL_VALIDATION_FAILED' });
    expect(await rejected(body)).toMatchObject({ status: 400, code: 'GRAPHQL_VALIDATION_FAILED' });
  });

  test('the response still has the moment', async () => {
    expect((await gateway.post({ query: '{ nothing }' })).json()).toMatchObject({ extensions: { ods: ODS } });
    expect((await gateway.post({})).json()).toMatchObject({ extensions: { ods: ODS } });
  });
});

describe('errors and limits', () => {
  test('an unexpected error is one message with the request id, and its cause is logged', async () => {
    const response = await gateway.post({ query: '{ echo(text: "here") fails }' });
    expect(response.statusCode).toBe(200);
    expect(response.json()).toMatchObject({
      data: { echo: 'here', fails: null },
      errors: [
        {
          message: 'An internal error occurred.',
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

  test('an error sets the status if there is no data', async () => {
    const statusOf = async (query: string, headers?: Record<string, string>) =>
      (await gateway.post({ query }, headers)).statusCode;
    expect(await statusOf('{ failsAlways }', RESPONSE)).toBe(500);
    expect(await statusOf('{ unavailable }', RESPONSE)).toBe(503);
    expect(await statusOf('{ unavailable }')).toBe(200);
  });

  test('a known error keeps its message and drops its cause', async () => {
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

  test('a request that exceeds its deadline returns 503', async () => {
    const impatient = await openInMemoryGateway({ limits: { timeoutMs: 50 } });
    const response = await impatient.post({ query: '{ sleep(ms: 500) }' }, RESPONSE);
    await impatient.close();
    expect(response.statusCode).toBe(503);
    expect(response.json()).toMatchObject({
      errors: [{ message: 'The request did not complete within 50 ms.', extensions: { code: 'REQUEST_TIMEOUT' } }],
    });
  });

  test('a response that is too large returns 413', async () => {
    const response = await gateway.post({ query: '{ large(bytes: 6000000) }' });
    expect(response.statusCode).toBe(413);
    expect(response.json()).toMatchObject({ errors: [{ extensions: { code: 'PAYLOAD_TOO_LARGE' } }] });
    expect((await gateway.post({ query: '{ large(bytes: 5000000) }' })).statusCode).toBe(200);
  });

  test('requests over the concurrency limit return 503 with retry-after', async () => {
    const small = await openInMemoryGateway({ limits: { concurrency: 2 } });
    const responses = await Promise.all(Array.from({ length: 5 }, () => small.post({ query: '{ sleep(ms: 100) }' })));
    const after = await small.post({ query: '{ __typename }' });
    await small.close();
    expect(responses.map(({ statusCode }) => statusCode).sort()).toEqual([200, 200, 503, 503, 503]);
    expect(responses.find(({ statusCode }) => statusCode === 503)!.headers['retry-after']).toBe('1');
    expect(after.statusCode).toBe(200);
  });
});

describe('other paths and methods', () => {
  test.each(['PUT', 'PATCH', 'DELETE'] as const)('%s /graphql returns 405 and names GET and POST', async (method) => {
    const response = await gateway.app.inject({ method, url: '/graphql?query={__typename}' });
    expect([response.statusCode, response.headers.allow]).toEqual([405, 'GET, POST']);
    expect(response.json()).toMatchObject({ errors: [{ extensions: { code: 'METHOD_NOT_ALLOWED' } }] });
  });

  test.each([
    ['/graphql', 'GET, HEAD, POST, OPTIONS'],
    ['/graphql/', 'GET, HEAD, POST, OPTIONS'],
    ['/livez', 'GET, HEAD, OPTIONS'],
  ])('OPTIONS %s returns 204 with the methods', async (url, allow) => {
    const { statusCode, headers, body } = await gateway.app.inject({ method: 'OPTIONS', url });
    expect([statusCode, headers.allow, body]).toEqual([204, allow, '']);
  });

  test('an unknown path returns 404 as JSON', async () => {
    const response = await gateway.app.inject({ method: 'GET', url: '/wp-login.php' });
    expect(response.statusCode).toBe(404);
    expect(response.json()).toMatchObject({
      errors: [{ extensions: { code: 'NOT_FOUND', requestId: expect.any(String) } }],
    });
  });

  test('/livez returns 200 while the process runs', async () => {
    const response = await gateway.app.inject('/livez');
    expect([response.statusCode, response.json()]).toEqual([200, { status: 'alive' }]);
  });

  test('/schema.graphql is hidden without introspection', async () => {
    const closed = await openInMemoryGateway({ introspection: false });
    const { statusCode, body } = await closed.app.inject('/schema.graphql');
    await closed.close();
    expect([statusCode, body]).toEqual([404, expect.stringContaining('INTROSPECTION is off')]);
    expect(body).not.toContain('type Query');
  });

  test('an invalid document is compared with /schema.graphql only where that is served', async () => {
    const closed = await openInMemoryGateway({ introspection: false });
    const nextOf = async (of: typeof gateway, query: string) => {
      const { errors } = (await of.post({ query })).json<{
        errors: { extensions: { code: string; next: string } }[];
      }>();
      expect(errors[0]!.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
      return errors[0]!.extensions.next;
    };
    const nexts = [await nextOf(gateway, '{ nothing }'), await nextOf(closed, '{ nothing }')];
    const tooLong = await nextOf(closed, `{ ${'echo '.repeat(3_000)} }`);
    await closed.close();
    const withoutPath = 'Correct the document as the message says.';
    expect([...nexts, tooLong]).toEqual([
      'Compare the document with the schema at /schema.graphql.',
      withoutPath,
      withoutPath,
    ]);
  });

  test('/schema.graphql returns the schema', async () => {
    const response = await gateway.app.inject('/schema.graphql');
    expect(response.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(response.body).toContain('type Query {');
  });
});

describe('CORS', () => {
  test('allows configured origins only', async () => {
    const open = await openInMemoryGateway({ corsOrigins: ['https://app.example.org'] });
    const from = async (origin: string) =>
      (await open.post({ query: '{ __typename }' }, { origin })).headers['access-control-allow-origin'];
    const allowedOrigins = [
      await from('https://app.example.org'),
      await from('https://evil.example.org'),
      await from('null'),
    ];
    await open.close();
    expect(allowedOrigins).toEqual(['https://app.example.org', undefined, undefined]);
  });
});
