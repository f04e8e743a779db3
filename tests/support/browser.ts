import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { HOME } from '../../config';
import type { PageName, PageSettings } from '../../gateway/http/pages';
import { CHROMIUM } from './chromium.cjs';
import { openGateway, type TestGateway } from './gateway/gateway';
import { sampleGraph } from './database/sample-graph';

export interface VisitOptions {
  readonly width?: number;
  readonly height?: number;
}

const TIMEOUT_MS = 20_000;
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** Builds the pages with explorer/build.mjs, which does nothing when they are up to date. */
export function buildPages(names: readonly PageName[]): PageSettings {
  const { status, stderr } = spawnSync(process.execPath, [join(HOME, 'explorer', 'build.mjs')], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`The pages could not be built.\n${stderr}`);
  return { folder: join(HOME, 'dist', 'pages'), names, isBuilding: () => false };
}

type OpenGateway = (pages: PageSettings) => Promise<TestGateway>;
const openSampleGateway: OpenGateway = (pages) =>
  openGateway(sampleGraph(), { pages, reads: { deadlineMs: 20_000 }, limits: { timeoutMs: 60_000 } });

export interface BrowserSuite {
  /** Opens a page of the gateway. Any error on it fails the test. */
  visit(path: string, options?: VisitOptions): Promise<Page>;
  /** Returns the errors of the pages since the last call. */
  takeErrors(): string[];
}

/** Opens a gateway and a browser for a suite and closes both after it. The default gateway serves the sample. */
export function useBrowser(names: readonly PageName[], openWith: OpenGateway = openSampleGateway): BrowserSuite {
  let browser: Browser;
  let gateway: TestGateway;
  const open: BrowserContext[] = [];
  const errors: string[] = [];

  beforeAll(async () => {
    gateway = await openWith(buildPages(names));
    await warmUp(gateway);
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'], timeout: TIMEOUT_MS });
  }, 60_000); // pages are built, and a browser is started
  const takeErrors = () => errors.splice(0);
  afterEach(async () => {
    await Promise.all(open.splice(0).map((context) => context.close()));
    expect(takeErrors()).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await gateway?.close();
  });

  const visit = async (path: string, { width = 1280, height = 800 }: VisitOptions = {}): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width, height } });
    open.push(context);
    context.setDefaultTimeout(TIMEOUT_MS);
    const page = await context.newPage();
    reportErrors(page, gateway.url, (error) => errors.push(error));
    await page.goto(gateway.url + path);
    return page;
  };
  return { visit, takeErrors: takeErrors };
}

/** The first reads of a database are slow on a busy machine, and these tests do not measure them. */
async function warmUp({ query }: TestGateway): Promise<void> {
  const until = performance.now() + WARM_UP_MS;
  for (const source of WARM_UP_QUERIES)
    while ((await query(source)).code !== undefined && performance.now() < until) await after(100);
}

const WARM_UP_MS = 30_000;
const WARM_UP_QUERIES = [
  '{ suggest(text: "windmill surgery") { code } search(text: "windmill") { totalCount } measures { id } }',
  '{ rollUp(of: GP_PRACTICE, by: ICB, view: COMMISSIONING, measure: "gp-list-size") { total } }',
  '{ organisation(code: "ZXR1") { total(measure: "gp-list-size", view: COMMISSIONING, kinds: [GP_PRACTICE]) { value } } }',
  '{ changes(from: "2024-06-30", first: 1) { totalCount } }',
  `{ organisation(code: "ZXP0011") {
    payment { payees { rule } } relationships { totalCount } successors { date } predecessors { date }
    children(view: OPERATION) { totalCount } measurement(measure: "gp-list-size") { value }
  } }`,
];

function reportErrors(page: Page, origin: string, report: (error: string) => void): void {
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !url.startsWith('data:')) report(`requested ${url}`);
  });
  page.on('console', (message) => {
    if (message.type() === 'error') report(message.text());
  });
  page.on('pageerror', (error) => report(error.message));
}

type Axe = typeof import('axe-core');
type RunOnly = import('axe-core').RunOnly;
declare const axe: Axe;

/**
 * Returns the violations of WCAG 2.2 AA that axe finds on the current page, one line for each element. In the dark theme
 * it checks the rules about colours, because only colours differ.
 */
export async function accessibilityViolations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const light = await violations(page, { type: 'tag', values: RULES });
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await violations(page, { type: 'rule', values: COLOUR_RULES });
  await page.emulateMedia({ colorScheme: 'light' });
  return [...light, ...dark.map((line) => `dark theme: ${line}`)];
}

async function violations(page: Page, runOnly: RunOnly): Promise<string[]> {
  const found = await page.evaluate(
    // without selectors: axe fails to compute them for elements that leave the page meanwhile
    async (only) => (await axe.run({ runOnly: only, selectors: false })).violations,
    runOnly,
  );
  return found.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}: ${failureSummary}`));
}
