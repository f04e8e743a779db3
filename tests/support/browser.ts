import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { HOME } from '../../config';
import type { PageName, Pages } from '../../gateway/http/pages';
import { CHROMIUM } from './chromium.cjs';
import { openGateway, type TestGateway } from './gateway/gateway';
import { sampleGraph } from './database/graph';

export interface VisitOptions {
  readonly width?: number;
  readonly height?: number;
}

const BOUND_MS = 20_000;
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** The pages as `npm run build:pages` builds them; nothing is done when they are there already. */
export function builtPages(names: readonly PageName[]): Pages {
  const { status, stderr } = spawnSync(process.execPath, [join(HOME, 'explorer', 'build.mjs')], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`The pages could not be built.\n${stderr}`);
  return { folder: join(HOME, 'dist', 'pages'), names, building: () => false };
}

type Open = (pages: Pages) => Promise<TestGateway>;
const onTheSample: Open = (pages) => openGateway(sampleGraph(), { pages });

/** A browser before the whole gateway, for a suite: on the sample unless it is opened otherwise. */
export function browsing(names: readonly PageName[], openWith: Open = onTheSample) {
  let browser: Browser;
  let gateway: TestGateway;
  const open: BrowserContext[] = [];
  const wrong: string[] = [];

  beforeAll(async () => {
    gateway = await openWith(builtPages(names));
    await warmUp(gateway);
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'], timeout: BOUND_MS });
  }, 60_000);
  /** What went wrong on the pages since it was last asked. */
  const complaints = () => wrong.splice(0);
  afterEach(async () => {
    await Promise.all(open.splice(0).map((context) => context.close()));
    expect(complaints()).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await gateway?.close();
  });

  /** Opens a page of ours. What it does wrong fails the test in the end. */
  const visit = async (path: string, { width = 1280, height = 800 }: VisitOptions = {}): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width, height } });
    open.push(context);
    context.setDefaultTimeout(BOUND_MS);
    const page = await context.newPage();
    watch(page, gateway.url, (what) => wrong.push(what));
    await page.goto(gateway.url + path);
    return page;
  };
  return { visit, complaints };
}

/** The first reads of a database take long on a busy machine: they are not what these tests are about. */
async function warmUp({ ask }: TestGateway): Promise<void> {
  const until = performance.now() + WARM_UP_MS;
  for (const query of WARMING)
    while ((await ask(query)).code !== undefined && performance.now() < until) await after(100);
}

const WARM_UP_MS = 30_000;
const WARMING = [
  '{ suggest(text: "windmill surgery") { code } search(text: "windmill") { totalCount } measures { id } }',
  '{ rollUp(of: GP_PRACTICE, by: ICB, view: COMMISSIONING, measure: "gp-list-size") { total } }',
  '{ organisation(code: "ZXR1") { total(measure: "gp-list-size", view: COMMISSIONING, kinds: [GP_PRACTICE]) { value } } }',
  '{ changes(from: "2024-06-30", first: 1) { totalCount } }',
  `{ organisation(code: "ZXP0011") {
    payment { payees { rule } } relationships { totalCount } successors { date } predecessors { date }
    children(view: OPERATION) { totalCount } measurement(measure: "gp-list-size") { value }
  } }`,
];

function watch(page: Page, origin: string, wrong: (what: string) => void): void {
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !url.startsWith('data:')) wrong(`asked ${url}`);
  });
  page.on('console', (message) => {
    if (message.type() === 'error') wrong(message.text());
  });
  page.on('pageerror', (error) => wrong(error.message));
}

type Axe = typeof import('axe-core');
declare const axe: Axe;

/** What axe finds against WCAG 2.2 AA on the page as it is now, a line for each element. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const found = await page.evaluate(
    // without selectors: making them fails for what leaves the page meanwhile
    async (values) => (await axe.run({ runOnly: { type: 'tag', values }, selectors: false })).violations,
    RULES,
  );
  return found.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}: ${failureSummary}`));
}
