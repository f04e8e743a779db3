import type { Page } from 'playwright-core';
import { watchLayout } from './job-pages';
import { tabTo } from './keyboard';
import { STATES } from './playground-states';
import { useBrowser, accessibilityViolations, type VisitOptions } from '../support/browser';
import { sampleGraph } from '../support/database/sample-graph';
import { openGateway } from '../support/gateway/gateway';
import { retryTimed } from '../support/process/retry-timed';

retryTimed('a browser, its server and other suites share two cores');

const { visit: open, takeErrors } = useBrowser(['playground', 'organisations'], (pages) =>
  openGateway(sampleGraph(), { pages, exposeQueryPlan: true }),
);
/** Opens the playground and waits until its editors accept input. */
async function visit(path: string, options?: VisitOptions): Promise<Page> {
  const page = await open(path, options);
  await page.locator('.graphiql-query-editor .CodeMirror-line', { hasText: /\S/ }).first().waitFor();
  await page.locator('textarea[aria-label="Response"]').waitFor({ state: 'attached' });
  return page;
}
const waitForResponse = (page: Page) => page.getByText(/^Release 2024-09-30 · status 200/).waitFor();
/** Returns the whole text of an editor, including the part outside the visible area. */
const textOf = (page: Page, editor: string) =>
  page
    .locator(`${editor} .CodeMirror`)
    .evaluate((element) => (element as never as { CodeMirror: { getValue(): string } }).CodeMirror.getValue());
/** What the browser keeps is then as after a visit that ended when the tabs were kept, but not yet the text of the editors. */
const forgetEditors = (page: Page) =>
  page.evaluate(async () => {
    while (localStorage.getItem('graphiql:tabState') === null) await new Promise((done) => setTimeout(done, 50));
    for (const editor of ['query', 'variables']) localStorage.removeItem(`graphiql:${editor}`);
  });
const responseData = async (page: Page) => (JSON.parse(await textOf(page, '.result-window')) as { data: unknown }).data;

test('the playground opens with a query that runs, and shows the release and the times', async () => {
  const page = await visit('/playground');
  await page.getByRole('button', { name: /Execute query/ }).click();
  await waitForResponse(page);
  expect(await responseData(page)).toMatchObject({ search: { totalCount: expect.any(Number) } });
  expect(await page.getByRole('status').innerText()).toMatch(/\d+ ms in the browser, [\d.]+ ms on the server$/);
  expect(await accessibilityViolations(page)).toEqual([]);
});

test('an example can be reached, run and left with the keyboard only', async () => {
  const page = await visit('/playground');
  await page.getByRole('button', { name: /Network of a practice/ }).waitFor();
  await tabTo(page, /^Network of a practice/);
  await page.keyboard.press('Enter');
  await waitForResponse(page);
  expect(await responseData(page)).toMatchObject({ organisation: { before: [{ code: 'ZXN0003' }] } });
  await tabTo(page, /^Query$/);
  await tabTo(page, /^Variables$/);
  await tabTo(page, /^Response$/);
  expect(await accessibilityViolations(page)).toEqual([]);
});

test('a copied link contains the query and the variables', async () => {
  const page = await visit('/playground');
  await page.getByRole('button', { name: /Names of sites/ }).click();
  await waitForResponse(page);
  await page.getByRole('button', { name: 'Copy a link to this query' }).click();
  await page.getByText(/in the address bar/).waitFor();
  const { pathname, hash } = new URL(page.url());
  const other = await visit(pathname + hash);
  await other.getByRole('button', { name: /Execute query/ }).click();
  await waitForResponse(other);
  expect(await textOf(other, '.graphiql-query-editor')).toBe(await textOf(page, '.graphiql-query-editor'));
  expect(await responseData(other)).toEqual(await responseData(page));
});

describe.each([
  { scheme: 'light', width: 1280, height: 800 },
  { scheme: 'dark', width: 320, height: 256 }, // 400 % zoom of the above
] as const)('$scheme, $width by $height', ({ scheme, width, height }) => {
  test('every state of the playground is accessible and as wide as the window', async () => {
    const page = await visit('/playground', { width, height });
    await page.emulateMedia({ colorScheme: scheme });
    const faults: string[] = [];
    for (const [state, reach] of STATES) {
      await reach(page);
      for (const violation of await accessibilityViolations(page)) faults.push(`${state}: ${violation}`);
      const needed = await page.evaluate(() => document.documentElement.scrollWidth);
      if (needed > width) faults.push(`${state}: ${needed} pixels wide`);
    }
    expect(faults).toEqual([]);
  }, 60_000); // every state is opened and checked
});

test('a reload that comes early finds the query again, and the page does not move while it loads and answers', async () => {
  for (const size of [
    { width: 1280, height: 800 },
    { width: 320, height: 256 },
  ]) {
    const page = await visit('/playground', size);
    await forgetEditors(page);
    const moved = await watchLayout(page);
    await page.locator('textarea[aria-label="Response"]').waitFor({ state: 'attached' });
    await page.waitForLoadState('networkidle'); // until then, the query may not have its variables
    expect(await textOf(page, '.graphiql-query-editor')).toMatch(/^query /m);
    expect([
      await textOf(page, '.graphiql-editor-tool .graphiql-editor:not(.hidden)'),
      await page.locator('.graphiql-tab').count(),
    ]).toEqual(['{}', 0]); // a single tab is not shown
    await page.getByRole('button', { name: /Execute query/ }).click();
    await waitForResponse(page);
    expect(await moved()).toBeLessThanOrEqual(0.05);
  }
});

test('the plan shows subgraphs, fetches and reads, and the way leads to the explorer and back with the query', async () => {
  const page = await visit('/playground');
  await page.getByRole('button', { name: 'Show Plan' }).click();
  await page.getByText('Run the query to see its plan.').waitFor();
  await page.getByRole('button', { name: 'Show Examples' }).click();
  await page.getByRole('button', { name: /^Parents/ }).click();
  await waitForResponse(page);
  await page.getByRole('button', { name: 'Show Plan' }).click();
  await page.getByText(/^The response has no plan/).waitFor();
  await page.getByRole('button', { name: /Execute query/ }).click();
  const plan = page.getByRole('region', { name: 'Plan' });
  await plan.getByText('1 fetch from 1 subgraph.').waitFor();
  expect(await plan.innerText()).toMatch(/No plan was needed[^]+(reads? of|read nothing from) the database/);
  await page.getByRole('link', { name: /^Open ZX\w+ in the explorer$/ }).click();
  await page.getByText('This page as GraphQL').click();
  await page.getByRole('link', { name: 'Open in the playground' }).first().click();
  await page.locator('.graphiql-query-editor .CodeMirror-code .CodeMirror-line').first().waitFor();
  expect(await textOf(page, '.graphiql-query-editor')).toMatch(/^query Organisation/);
  await page.getByRole('button', { name: /Execute query/ }).click();
  await waitForResponse(page);
  expect(await responseData(page)).toMatchObject({ organisation: { code: expect.stringMatching(/^ZX/) } });
});

test('a query is copied as curl with the keyboard alone, and headers are neither in the link nor kept', async () => {
  const page = await visit('/playground#query={releases{id}}');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Headers', exact: true }).click();
  await page.locator('textarea[aria-label="Headers"]').focus();
  await page.keyboard.insertText(`{"x-team": "it's a secret"}`);
  await page.getByRole('button', { name: /Execute query/ }).click();
  await waitForResponse(page);
  const kept = await page.evaluate(() => [location.href, ...Object.values(localStorage), document.cookie].join('\n'));
  expect([kept.includes('releases'), kept.includes('secret')]).toEqual([true, false]);
  await page.getByRole('button', { name: 'Copy a link to this query' }).click();
  await page.getByText(/^Link copied, without headers/).waitFor();
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  expect([await copied(), page.url()]).toEqual([page.url(), expect.not.stringMatching(/secret|x-team/)]);
  await page.getByRole('button', { name: 'Copy as' }).focus();
  for (const key of ['Enter', 'ArrowDown', 'ArrowUp', 'Enter']) await page.keyboard.press(key);
  await page.getByText(/^Copied as curl .+, with your headers/).waitFor();
  expect(await copied()).toContain(`  -H 'x-team: it'\\''s a secret' \\\n`);
});

test('an explorer that is switched off is not linked to', async () => {
  const page = await visit('/playground#query={releases{id}}');
  const link = page.getByRole('link', { name: 'Open the explorer' });
  await link.waitFor();
  await page.evaluate(() => {
    document.head.innerHTML += '<meta name="pages-off" content="organisations">';
  });
  await page.getByRole('button', { name: /Execute query/ }).click();
  await waitForResponse(page);
  expect(await link.count()).toBe(0);
});

test('the query builder adds a field with the keyboard', async () => {
  const page = await visit('/playground#query={releases{id}}');
  await page.getByRole('button', { name: /Show Query builder/ }).click();
  const field = page.locator('[data-field-name="publicationDate"]').first();
  await field.and(page.getByRole('button')).focus();
  await page.keyboard.press('Enter');
  await page.locator('.graphiql-query-editor .CodeMirror-code').getByText('publicationDate').waitFor();
});

test('the checks of these tests detect a forbidden script, a request to another origin and a field without a label', async () => {
  const page = await visit('/playground');
  await page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'void 0';
    document.body.append(script, document.createElement('textarea'));
    await fetch('http://127.0.0.1:9/').catch(() => undefined);
  });
  expect(await accessibilityViolations(page)).toEqual([expect.stringContaining('label: <textarea>')]);
  const errors = takeErrors().join('\n');
  expect(errors).toMatch(/inline script violates the following Content Security Policy directive/);
  expect(errors).toMatch(/127\.0\.0\.1:9/);
});
