import { openInMemoryGateway } from '../../support/gateway/in-memory-gateway';

const APP = 'https://app.example.org';
const PREFLIGHT = {
  'access-control-request-method': 'POST',
  'access-control-request-headers': 'content-type,ods-as-of',
};

let gateway: Awaited<ReturnType<typeof openInMemoryGateway>>;
beforeAll(async () => {
  gateway = await openInMemoryGateway({
    corsOrigins: [APP, 'https://*.nhs.example.org'],
    limits: { concurrency: 1 },
    ratePointsPerMinute: 60,
  });
});
afterAll(() => gateway.close());

const send = (url: string, headers: Record<string, string>, method: 'GET' | 'POST' | 'PUT' | 'OPTIONS' = 'GET') =>
  gateway.app.inject({ method, url, headers: { accept: 'application/json', ...headers } });

test.each(['/graphql', '/graphql/', '/fhir/Organization', '/livez', '/nothing'])(
  'a preflight of an allowed origin for %s is answered for two hours',
  async (url) => {
    for (const origin of [APP, 'https://a.b.nhs.example.org']) {
      const { statusCode, headers } = await send(url, { origin, ...PREFLIGHT }, 'OPTIONS');
      expect([200, 204]).toContain(statusCode);
      expect(headers).toMatchObject({
        'access-control-allow-origin': origin,
        'access-control-allow-methods': 'GET, HEAD, POST',
        'access-control-allow-headers': 'content-type,ods-as-of',
        'access-control-max-age': '7200',
      });
      expect(headers).not.toHaveProperty('access-control-allow-credentials');
    }
  },
);

test.each(['https://nhs.example.org', 'https://evilnhs.example.org', 'http://app.example.org', 'null'])(
  'the origin %s is not allowed',
  async (origin) => {
    for (const response of [
      await send('/graphql', { origin, ...PREFLIGHT }, 'OPTIONS'),
      await send('/graphql?query={__typename}', { origin }),
    ]) {
      expect(response.headers).not.toHaveProperty('access-control-allow-origin');
      expect(response.headers).not.toHaveProperty('timing-allow-origin');
      expect(String(response.headers.vary).toLowerCase()).toContain('origin');
    }
  },
);

/** What a script of an allowed origin can read of each response, also of one that is refused. */
function expectReadable({ headers }: Awaited<ReturnType<typeof send>>): void {
  expect(headers).toMatchObject({
    'access-control-allow-origin': APP,
    'timing-allow-origin': APP,
    'x-request-id': expect.any(String),
    'x-content-type-options': 'nosniff',
  });
  const exposed = String(headers['access-control-expose-headers']).split(', ');
  for (const name of ['x-request-id', 'x-ods-release', 'server-timing', 'retry-after', 'etag'])
    expect(exposed).toContain(name);
}

test.each<[number, string, 'GET' | 'POST' | 'PUT', Record<string, string>]>([
  [200, '/graphql?query={__typename}', 'GET', {}],
  [400, '/graphql', 'GET', {}],
  [400, '/graphql?query={__typename}', 'GET', { host: 'a b' }],
  [404, '/nothing', 'GET', {}],
  [405, '/graphql', 'PUT', {}],
  [406, '/graphql?query={__typename}', 'GET', { accept: 'text/html' }],
  [415, '/graphql', 'POST', { 'content-type': 'text/plain' }],
])('a response with %s can be read by a script of an allowed origin: %s', async (status, url, method, headers) => {
  const response = await send(url, { origin: APP, ...headers }, method);
  expect(response.statusCode).toBe(status);
  expectReadable(response);
  if (status !== 200) expect(response.headers['cache-control']).toBe('no-store');
});

test('503 and 429 can be read too, with the time to wait', async () => {
  const slow = () => send('/graphql?query={sleep(ms:100)}', { origin: APP });
  const [, overloaded] = await Promise.all([slow(), slow()]);
  let limited = overloaded;
  for (let at = 0; at < 61 && limited.statusCode !== 429; at++)
    limited = await send('/graphql?query={__typename}', { origin: APP });
  expect([overloaded.statusCode, limited.statusCode]).toEqual([503, 429]);
  for (const response of [overloaded, limited]) {
    expectReadable(response);
    expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
  }
});
