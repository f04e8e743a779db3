import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InjectOptions } from 'fastify';
import { openGateway, type TestGateway } from '../../support/gateway/gateway';
import { openRawConnection } from '../../support/gateway/raw-http';
import { sampleGraph } from '../../support/database/sample-graph';
import { temporaryFolder } from '../../support/database/fresh-neo4j';

jest.setTimeout(120_000); // every route is asked every hostile query

const TOKEN = 'a token of sixteen characters';
const PRIVATE = 'not for the world';
const folder = temporaryFolder();
let gateway: TestGateway;
let routes: readonly string[];

beforeAll(async () => {
  for (const page of ['organisations', 'playground']) {
    mkdirSync(join(folder, page, 'assets'), { recursive: true });
    writeFileSync(join(folder, page, 'index.html'), '<!doctype html><head><title>A page</title>');
  }
  writeFileSync(join(folder, 'private.txt'), PRIVATE);
  writeFileSync(join(folder, '.hidden'), PRIVATE);
  gateway = await openGateway(sampleGraph(), {
    limits: { timeoutMs: 60_000 },
    reads: { deadlineMs: 60_000 },
    pages: { folder, names: ['organisations', 'playground'], isBuilding: () => false },
    metricsToken: TOKEN,
    invalidation: { secret: TOKEN, answers: { remove: async () => 0 } },
  });
  gateway.health.markWarm();
  // of the exports, which share their code, those of one table and those of a search
  const isLeftOut = (route: string) => /^(HEAD|PUT|PATCH|DELETE) |\/export\/(?!organisations|releases)/.test(route);
  routes = [...gateway.app.policies.keys()].filter((route) => !isLeftOut(route));
});
afterAll(async () => {
  await gateway.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Parameters that routes read, by the beginning of the path; every route also gets one that it does not know. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  '/fhir/Org': ['date', '_id', 'name', '_count', '_page', '_format', '_sort', 'lastChangeDate'],
  '/reconcile': ['date', 'queries', 'extend', 'prefix', 'cursor', 'id', 'limit', 'type'],
  '/export': ['date', 'release', 'text', 'kinds', 'near', 'since'],
  '/graphql': ['query', 'variables', 'extensions'],
  '/enrich': ['date', 'columns', 'code'],
  '/organisation': ['date', 'basis'],
};
const SCRIPT = '<script>alert(1)</script>';

/** Values of one parameter. */
const VALUES: Readonly<Record<string, string>> = {
  'bytes that are not UTF-8': '%ff%fe%c0%af%ed%a0%80',
  'escapes that are not complete': '%e2%82%zz%',
  'control characters': 'a%00%0d%0aset-cookie:%20evil=1%1b%5b31m%e2%80%a8',
  'a script': encodeURIComponent(SCRIPT),
  'a script that is not encoded': SCRIPT,
  'a value of 64 KB': 'x'.repeat(65_536),
};

/** Whole query strings. */
const QUERIES: Readonly<Record<string, readonly string[]>> = {
  'a thousand parameters': [Array.from({ length: 1_000 }, (_, at) => `a${at}=1`).join('&')],
  'brackets and names of prototypes': [
    'date[]=1&date[a]=2',
    '__proto__=1&constructor=1&hasOwnProperty=1&toString=1',
    '__proto__[polluted]=1',
  ],
  'separators alone': ['&&&&', '=', '=&=', '?', '%3Cscript%3E=1'],
};

const CASES: readonly (readonly [what: string, queriesOf: (path: string) => readonly string[]])[] = [
  ...Object.entries(QUERIES).map(([what, queries]) => [what, () => queries] as const),
  ...Object.entries(VALUES).map(
    ([what, value]) => [what, (path: string) => namesOf(path).map((name) => `${name}=${value}`)] as const,
  ),
  [
    'a parameter a thousand times',
    (path) => namesOf(path).map((name) => Array<string>(1_000).fill(`${name}=2024-01-01`).join('&')),
  ],
];

function namesOf(path: string): readonly string[] {
  const own = Object.entries(NAMES).find(([prefix]) => path.startsWith(prefix));
  return ['nothing', ...(own?.[1] ?? [])];
}

function requestsFor(route: string, query: string): InjectOptions {
  const [method, path] = route.split(' ') as [NonNullable<InjectOptions['method']>, string];
  const url = `${path.replace(/:\w+/g, 'ZXP0006').replace('*', 'nothing')}?${query}`;
  const headers = { accept: 'application/json, text/html, text/csv', host: 'evil.example' };
  if (method !== 'POST') return { method, url, headers };
  const isForm = /\/(fhir|reconcile)/.test(path);
  const type = isForm ? 'application/x-www-form-urlencoded' : path === '/enrich' ? 'text/csv' : 'application/json';
  return { method, url, headers: { ...headers, 'content-type': type }, payload: isForm ? query : 'code\nZXP0006\n' };
}

/** Returns what is wrong with a response to a hostile request. */
function faultsOf({ statusCode, headers, body }: Awaited<ReturnType<TestGateway['app']['inject']>>): string[] {
  const isPage = String(headers['content-type']).startsWith('text/html');
  const found: readonly (readonly [fault: string, isSo: boolean])[] = [
    [`status ${statusCode}: ${body.slice(0, 200)}`, statusCode >= 500],
    ['a cookie or a redirect', headers['set-cookie'] !== undefined || headers.location !== undefined],
    ['no nosniff', headers['x-content-type-options'] !== 'nosniff'],
    ['no policy', !String(headers['content-security-policy']).includes("default-src 'none'")],
    ['a script in a page', isPage && body.includes(SCRIPT)],
    ['the name of the host', /evil\.example/.test(body + JSON.stringify(headers))],
    ['internals', /node_modules|\.[jt]s:\d|neo4j:\/\/|bolt:\/\//.test(body)],
  ];
  return found.flatMap(([fault, isSo]) => (isSo ? [fault] : []));
}

test.each(CASES)('%s: every route answers, or refuses, and gives nothing of it back', async (_, queriesOf) => {
  const faults: string[] = [];
  for (const route of routes)
    for (const query of queriesOf(route.split(' ')[1]!)) {
      const response = await gateway.app.inject(requestsFor(route, query));
      faults.push(...faultsOf(response).map((fault) => `${route} ${query.slice(0, 80)}: ${fault}`));
    }
  expect(faults).toEqual([]);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  for (const line of gateway.lines) expect(line.trimEnd()).not.toMatch(/[\r\n\u001b]/);
  expect(gateway.lines.filter((line) => line.includes('a request failed'))).toEqual([]);
});

/** Sends a request as it is, and returns its response. */
async function raw(target: string, ...headers: readonly string[]): Promise<string> {
  const lines = [`GET ${target} HTTP/1.1`, 'host: evil.example', 'connection: close', ...headers];
  const connection = openRawConnection(gateway.port, `${lines.join('\r\n')}\r\n\r\n`);
  await connection.closed;
  return connection.text();
}

const statusOf = (response: string) => Number(response.split(' ')[1]);

test.each([
  '/',
  '/graphql',
  '/fhir/Organization',
  '/export/organisations.csv',
  '/reconcile',
  '/metrics',
  '/readyz',
  '/invalidation',
])('a query string of 64 KB for %s is refused before it is read', async (path) => {
  const response = await raw(`${path}?text=${'x'.repeat(65_536)}`);
  expect([statusOf(response), response.split('\r\n\r\n')[1]]).toEqual([
    431,
    expect.stringContaining('The headers are too large.'),
  ]);
  expect(response.includes('OperationOutcome')).toBe(path.startsWith('/fhir'));
  expect(response).toMatch(/^x-content-type-options: nosniff\r$/im);
  expect(response).toMatch(/^content-security-policy: default-src 'none';frame-ancestors 'none'\r$/im);
});

test.each([
  ...[
    '//metrics',
    '/./metrics',
    '/fhir/../metrics',
    '/%2e%2e/metrics',
    '/x/%2e%2e/metrics',
    '/metrics/',
    '/metrics%2f',
  ],
  ...['/%6detrics', '/METRICS', '/metrics;x=1', '/metrics%00', '/metrics%20', '\\metrics', '/fhir\\..\\metrics'],
  ...[
    'http://evil.example/metrics',
    'http://127.0.0.1/metrics',
    '*',
    '/.env',
    '/.hidden',
    '/private.txt',
    '/C:\\private.txt',
  ],
  ...['/pages/organisations/assets/../../private.txt', '/pages/organisations/assets/..%2f..%2fprivate.txt'],
  ...[
    '/pages/organisations/assets/%2e%2e%2f%2e%2e%2fprivate.txt',
    '/pages/organisations/assets/%252e%252e%252fprivate.txt',
  ],
  ...['/pages/organisations/assets/..%5c..%5cprivate.txt', '/pages/organisations/assets/..%c0%af..%c0%afprivate.txt'],
  ...[
    '/pages/organisations/assets/%00',
    '/pages/organisations/assets/..%00/private.txt',
    '/pages/organisations/assets/.hidden',
  ],
  ...['/pages/..%2fprivate.txt/assets/x', '/organisation/%00', '/organisation/%c0%ae%c0%ae', '/organisation/%2e%2e'],
  ...[
    '/fhir/Organization/..%2f..%2fmetrics',
    '/fhir/Organization/%00',
    '/fhir/Organization/%ff',
    '/fhir//Organization',
  ],
  ...['/fhir/%4frganization', '/export/..%2fmetrics', '/export/organisations.csv%00', '/export/organisations.csv/'],
])('the path %s gives nothing that it should not', async (target) => {
  const response = await raw(target);
  expect([target, statusOf(response) < 500]).toEqual([target, true]);
  expect(response).not.toMatch(/# (HELP|TYPE) |not for the world|node_modules|[^:]\/\/evil/);
  expect(response.toLowerCase()).not.toMatch(/^(location|set-cookie):/m);
});

test('headers of a request are neither given back nor logged', async () => {
  const cookie = 'session=marker-of-a-cookie';
  const headers = [`cookie: ${cookie}`, 'authorization: Bearer marker-of-a-token', 'x-request-id: <script>\u001b[31m'];
  const forwarded = ['x-forwarded-host: evil.example', 'x-forwarded-proto: gopher', 'x-original-url: /metrics'];
  for (const target of ['/fhir/Organization?name=a', '/reconcile', '/nothing', '/fhir/Organization?date=x', '/livez'])
    expect(await raw(target, ...headers, ...forwarded, 'referer: http://evil.example/')).not.toMatch(
      /evil|marker-of|<script|gopher|\u001b/,
    );
  expect(gateway.lines.join('')).not.toMatch(/evil|marker-of|<script|\\u001b/);
});

test('metrics need their token, by any address and method', async () => {
  const statusWith = async (authorization?: string, method: 'GET' | 'HEAD' = 'GET') =>
    (
      await gateway.app.inject({
        method,
        url: '/metrics',
        headers: authorization === undefined ? {} : { authorization },
      })
    ).statusCode;
  expect(await statusWith(`Bearer ${TOKEN}`)).toBe(200);
  for (const wrong of [undefined, '', TOKEN, `Basic ${TOKEN}`, `Bearer ${TOKEN}x`, 'Bearer '])
    expect([wrong, await statusWith(wrong), await statusWith(wrong, 'HEAD')]).toEqual([wrong, 401, 401]);
});
