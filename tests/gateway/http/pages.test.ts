import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { PageName } from '../../../gateway/http/pages';
import { temporaryFolder } from '../../support/database/fresh-neo4j';
import { openInMemoryGateway } from '../../support/gateway/in-memory-gateway';

const PAGE = '<!doctype html><title>A page</title>';
const folder = temporaryFolder();
let building = false;
const openWith = (names: readonly PageName[], built: string) =>
  openInMemoryGateway({ pages: { folder: join(folder, built), names, isBuilding: () => building } });

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

test('a page has a content security policy that allows only its own scripts and requests', async () => {
  const gateway = await openWith(['playground'], 'built');
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

test('the explorer is served at / and at each of its paths, without inline styles', async () => {
  const gateway = await openWith(['organisations'], 'built');
  for (const url of [
    '/',
    '/?q=old+mill',
    '/organisation/ZXP0011?date=2022-04-01&basis=legal',
    '/roll-up',
    '/changes',
    '/compare',
  ]) {
    const { statusCode, headers, body } = await gateway.app.inject(url);
    expect([statusCode, body]).toEqual([200, PAGE]);
    expect(headers['content-security-policy']).toContain("style-src 'self';");
  }
  expect((await gateway.app.inject('/organisation/a/b')).statusCode).toBe(404);
  await gateway.close();
});

test('an unknown path returns 404, as a page for browsers and as JSON for other clients', async () => {
  const gateway = await openWith(['organisations'], 'built');
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

test('all other paths have a content security policy that allows nothing', async () => {
  const gateway = await openWith(['playground'], 'built');
  for (const url of ['/pages/playground/assets/main-Ab12.js', '/livez', '/nothing'])
    expect((await gateway.app.inject(url)).headers['content-security-policy']).toBe(
      "default-src 'none';frame-ancestors 'none'",
    );
  await gateway.close();
});

test('scripts are cacheable forever, and pages are sent compressed', async () => {
  const gateway = await openWith(['playground'], 'built');
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
])('%s is not served', async (url) => {
  const gateway = await openWith(['playground'], 'built');
  const { statusCode, headers, body } = await gateway.app.inject(url);
  await gateway.close();
  expect([400, 403, 404]).toContain(statusCode);
  expect(headers['content-type']).toBe('application/json; charset=utf-8');
  expect(body).not.toContain('not for the world');
});

test('a page that is switched off is not served, nor are its scripts', async () => {
  const gateway = await openWith([], 'built');
  for (const url of ['/', '/organisation/ZXP0011', '/playground', '/pages/playground/assets/main-Ab12.js'])
    expect((await gateway.app.inject(url)).statusCode).toBe(404);
  await gateway.close();
});

test('a page that is being built returns 503 with retry-after, and one that is not built names the command', async () => {
  const gateway = await openWith(['playground'], 'not-yet');
  building = true;
  const duringBuild = await gateway.app.inject('/playground');
  building = false;
  const missing = await gateway.app.inject('/playground');
  write('not-yet/playground/index.html', PAGE);
  const afterBuild = await gateway.app.inject('/playground');
  await gateway.close();
  expect([duringBuild.statusCode, duringBuild.headers['retry-after'], duringBuild.headers['cache-control']]).toEqual([
    503,
    '2',
    'no-store',
  ]);
  expect(duringBuild.body).toContain('This page is being built.');
  expect([missing.statusCode, afterBuild.statusCode, afterBuild.body]).toEqual([503, 200, PAGE]);
  expect(missing.body).toContain('npm run build:pages');
});

test('pages allow GET and HEAD only', async () => {
  const gateway = await openWith(['playground'], 'built');
  const { statusCode, headers } = await gateway.app.inject({ method: 'POST', url: '/playground', payload: '{}' });
  const head = await gateway.app.inject({ method: 'HEAD', url: '/playground' });
  await gateway.close();
  expect([statusCode, headers.allow, head.statusCode, head.body]).toEqual([405, 'GET', 200, '']);
});
