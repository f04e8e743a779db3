import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { HOME } from '../../config';
import { CHROMIUM } from '../support/chromium.cjs';
import { sampleGraph } from '../support/database/sample-graph';
import { openGateway, type TestGateway } from '../support/gateway/gateway';

interface VisitOptions {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
}

const BUILT = join(HOME, 'examples/dashboard/dist');
const TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css' };

/** Serves the built page on another origin than the API. `api` is the address that the page gets. */
async function servePage(api: () => string) {
  const server = createServer(({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://127.0.0.1');
    if (pathname.startsWith('/assets/')) {
      response.setHeader('content-type', TYPES[extname(pathname)] ?? 'application/octet-stream');
      return void response.end(readFileSync(join(BUILT, pathname)));
    }
    const html = readFileSync(join(BUILT, 'index.html'), 'utf8');
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(html.replace(/(<meta name="api" content=")[^"]*/, `$1${api()}`));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => new Promise((closed) => server.close(closed).closeAllConnections());
  return { origin: `http://127.0.0.1:${port}`, close };
}

/** Opens the dashboard, a gateway with the sample that allows its origin, and a browser; closes them after the suite. */
export function useDashboard() {
  let gateway: TestGateway;
  let page: Awaited<ReturnType<typeof servePage>>;
  let browser: Browser;
  const open: BrowserContext[] = [];
  const [errors, requests]: [string[], string[]] = [[], []];
  const takeErrors = () => errors.splice(0);
  const takeRequests = () => requests.splice(0);

  beforeAll(async () => {
    page = await servePage(() => `${gateway.url}/graphql`);
    gateway = await openGateway(sampleGraph(), { corsOrigins: [page.origin], limits: { timeoutMs: 20_000 } });
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  }, 60_000); // a browser and a gateway are started
  afterEach(async () => {
    await Promise.all(open.splice(0).map((context) => context.close()));
    takeRequests();
    expect(takeErrors()).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await page?.close();
    await gateway?.close();
  });

  const visit = async (path: string, { width = 1280, height = 800, colorScheme }: VisitOptions = {}): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme: colorScheme ?? 'light' });
    open.push(context);
    context.setDefaultTimeout(20_000);
    const opened = await context.newPage();
    opened.on('pageerror', (error) => errors.push(error.message));
    opened.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    opened.on('request', (request) => {
      const operation = new URL(request.url()).searchParams.get('operationName');
      if (operation !== null && request.method() !== 'OPTIONS') requests.push(operation);
    });
    await opened.goto(page.origin + path);
    return opened;
  };
  return { visit, takeErrors, takeRequests, gateway: () => gateway };
}
