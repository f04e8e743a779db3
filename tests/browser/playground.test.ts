import type { Page } from 'playwright-core';
import { tabTo } from './keyboard';
import { useBrowser, accessibilityViolations, type VisitOptions } from '../support/browser';
import '../support/process/retry-timed';

const { visit: open, takeErrors } = useBrowser(['playground']);
/** Opens the playground and waits until its editors accept input. */
async function visit(path: string, options?: VisitOptions): Promise<Page> {
  const page = await open(path, options);
  await page.locator('.graphiql-query-editor .CodeMirror-line').first().waitFor();
  await page.locator('textarea[aria-label="Response"]').waitFor({ state: 'attached' });
  return page;
}
const waitForResponse = (page: Page) => page.getByText(/^Release 2024-09-30 · status 200/).waitFor();
/** Returns the whole text of an editor, including the part outside the visible area. */
const textOf = (page: Page, editor: string) =>
  page
    .locator(`${editor} .CodeMirror`)
    .evaluate((element) => (element as never as { CodeMirror: { getValue(): string } }).CodeMirror.getValue());
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

test.each([
  ['the documentation', /Show Documentation Explorer/, '.graphiql-doc-explorer'],
  ['the query builder', /Show Query builder/, '.graphiql-explorer-root [data-field-name]'],
  ['the history', /Show History/, '.graphiql-history'],
])('%s is accessible', async (_what, button, shown) => {
  const page = await visit('/playground');
  await page.getByRole('button', { name: button }).click();
  await page.locator(shown).first().waitFor();
  expect(await accessibilityViolations(page)).toEqual([]);
});

test('the query builder adds a field with the keyboard', async () => {
  const page = await visit('/playground#query={releases{id}}');
  await page.getByRole('button', { name: /Show Query builder/ }).click();
  const field = page.locator('[data-field-name="publicationDate"]').first();
  await field.and(page.getByRole('button')).focus();
  await page.keyboard.press('Enter');
  await page.locator('.graphiql-query-editor .CodeMirror-code').getByText('publicationDate').waitFor();
});

test('a narrow window does not scroll horizontally', async () => {
  const page = await visit('/playground', { width: 320, height: 700 });
  await page.getByRole('button', { name: /Execute query/ }).click();
  await waitForResponse(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  expect(await accessibilityViolations(page)).toEqual([]);
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
