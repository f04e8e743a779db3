import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { PageName } from '../../../gateway/http/pages';
import { temporaryFolder } from '../../support/database/neo4j';
import { standIn } from '../../support/gateway/in-memory-gateway';

const PAGE = '<!doctype html><title>A page</title>';
const folder = temporaryFolder();
let building = false;
const serving = (names: readonly PageName[], built: string) =>
  standIn({ pages: { folder: join(folder, built), names, building: () => building } });

function write(path: string, bytes: string | Buffer): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), bytes);
}

beforeAll(() => {
  write('built/playground/index.html', PAGE);
  write('built/playground/index.html.gz', gzipSync(PAGE));
  write('built/playground/assets/main-Ab12.js', 'run();');
  write('built/organisations/index.html', PAGE);
  write('built/secret.txt', 'not for the world');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a page has a policy of its own: our own scripts and requests, nothing of anybody else', async () => {
  const gateway = await serving(['playground'], 'built');
  const { statusCode, headers, body } = await gateway.app.inject('/playground');
  await gateway.close();
  expect([statusCode, body]).toEqual([200, PAGE]);
  expect(headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' });
  const policy = Object.fromEntries(
    String(headers['content-security-policy'])
      .split(';')
      .map((directive) => [directive.split(' ')[0], directive.split(' ').slice(1).join(' ')]),
  );
  expect(policy).toMatchObject({
    'default-src': "'none'",
    'script-src': "'self'",
    'connect-src': "'self'",
    'frame-ancestors': "'none'",
    'base-uri': "'none'",
  });
  expect(String(headers['content-security-policy'])).not.toMatch(/https?:|\*|unsafe-eval/);
});

test('the explorer answers at / and at the address of each organisation, and may write no styles', async () => {
  const gateway = await serving(['organisations'], 'built');
  for (const url of [
    '/',
    '/?q=old+mill',
    '/organisation/ZXP0011?date=2022-04-01&basis=legal',
    '/roll-up',
    '/changes',
  ]) {
    const { statusCode, headers, body } = await gateway.app.inject(url);
    expect([statusCode, body]).toEqual([200, PAGE]);
    expect(headers['content-security-policy']).toContain("style-src 'self';");
  }
  expect((await gateway.app.inject('/organisation/a/b')).statusCode).toBe(404);
  await gateway.close();
});

test('who follows a link to an address that is not there gets a page, programs get JSON, other methods are refused', async () => {
  const gateway = await serving(['organisations'], 'built');
  const headers = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
  const page = await gateway.app.inject({ url: '/roll-ups', headers });
  const json = await gateway.app.inject({ url: '/roll-ups', headers: { accept: '*/*' } });
  const post = await gateway.app.inject({ method: 'POST', url: '/roll-ups', headers });
  await gateway.close();
  expect([page.statusCode, page.body, page.headers['cache-control']]).toEqual([404, PAGE, 'no-cache']);
  expect(page.headers['content-security-policy']).toContain("script-src 'self';");
  expect([json.statusCode, json.json()]).toMatchObject([404, { errors: [{ extensions: { code: 'NOT_FOUND' } }] }]);
  expect(post.statusCode).toBe(404);
});

test('everything else keeps the policy under which nothing loads', async () => {
  const gateway = await serving(['playground'], 'built');
  for (const url of ['/pages/playground/assets/main-Ab12.js', '/livez', '/nothing'])
    expect((await gateway.app.inject(url)).headers['content-security-policy']).toBe(
      "default-src 'none';frame-ancestors 'none'",
    );
  await gateway.close();
});

test('scripts are kept for good, since their names change with them; pages are sent compressed', async () => {
  const gateway = await serving(['playground'], 'built');
  const script = await gateway.app.inject('/pages/playground/assets/main-Ab12.js');
  const page = await gateway.app.inject({ url: '/playground', headers: { 'accept-encoding': 'gzip' } });
  await gateway.close();
  expect([script.statusCode, script.body]).toEqual([200, 'run();']);
  expect(script.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect([page.headers['content-encoding'], page.headers.vary]).toEqual(['gzip', 'accept-encoding']);
  expect(gunzipSync(page.rawPayload).toString()).toBe(PAGE);
});

test.each([
  '/pages/playground/assets/none.js',
  '/pages/playground/assets/..%2f..%2fsecret.txt',
  '/pages/playground/assets/%2e%2e%2f%2e%2e%2fsecret.txt',
  '/pages/playground/assets/..%5c..%5csecret.txt',
  '/pages/secret.txt',
  '/pages/playground/',
])('%s is not there', async (url) => {
  const gateway = await serving(['playground'], 'built');
  const { statusCode, headers, body } = await gateway.app.inject(url);
  await gateway.close();
  expect([400, 403, 404]).toContain(statusCode);
  expect(headers['content-type']).toBe('application/json; charset=utf-8');
  expect(body).not.toContain('not for the world');
});

test('a page that is switched off is not there, and neither are its scripts', async () => {
  const gateway = await serving([], 'built');
  for (const url of ['/', '/organisation/ZXP0011', '/playground', '/pages/playground/assets/main-Ab12.js'])
    expect((await gateway.app.inject(url)).statusCode).toBe(404);
  await gateway.close();
});

test('a page that is being built says so and comes back; one that was not built says how', async () => {
  const gateway = await serving(['playground'], 'not-yet');
  building = true;
  const waiting = await gateway.app.inject('/playground');
  building = false;
  const missing = await gateway.app.inject('/playground');
  write('not-yet/playground/index.html', PAGE);
  const there = await gateway.app.inject('/playground');
  await gateway.close();
  expect([waiting.statusCode, waiting.headers['retry-after'], waiting.headers['cache-control']]).toEqual([
    503,
    '2',
    'no-store',
  ]);
  expect(waiting.body).toContain('This page is being built.');
  expect([missing.statusCode, there.statusCode, there.body]).toEqual([503, 200, PAGE]);
  expect(missing.body).toContain('npm run build:pages');
});

test('pages are only read', async () => {
  const gateway = await serving(['playground'], 'built');
  const { statusCode, headers } = await gateway.app.inject({ method: 'POST', url: '/playground', payload: '{}' });
  const head = await gateway.app.inject({ method: 'HEAD', url: '/playground' });
  await gateway.close();
  expect([statusCode, headers.allow, head.statusCode, head.body]).toEqual([405, 'GET', 200, '']);
});
