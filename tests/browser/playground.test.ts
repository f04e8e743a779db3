import type { Page } from 'playwright-core';
import { tabTo } from './keyboard';
import { browsing, violations, type VisitOptions } from '../support/browser';
import '../support/process/retry-timed';

const { visit: open, complaints } = browsing(['playground']);
/** Opens the playground and waits until its editors take input. */
async function visit(path: string, options?: VisitOptions): Promise<Page> {
  const page = await open(path, options);
  await page.locator('.graphiql-query-editor .CodeMirror-line').first().waitFor();
  await page.locator('textarea[aria-label="Answer"]').waitFor({ state: 'attached' });
  return page;
}
const answered = (page: Page) => page.getByText(/^Release 2024-09-30 · status 200/).waitFor();
/** The whole text of an editor, also what is scrolled away. */
const textOf = (page: Page, editor: string) =>
  page
    .locator(`${editor} .CodeMirror`)
    .evaluate((element) => (element as never as { CodeMirror: { getValue(): string } }).CodeMirror.getValue());
const answer = async (page: Page) => (JSON.parse(await textOf(page, '.result-window')) as { data: unknown }).data;

test('the playground opens with a query that runs, and says release and time', async () => {
  const page = await visit('/playground');
  await page.getByRole('button', { name: /Execute query/ }).click();
  await answered(page);
  expect(await answer(page)).toMatchObject({ search: { totalCount: expect.any(Number) } });
  expect(await page.getByRole('status').innerText()).toMatch(/\d+ ms here, [\d.]+ ms on the server$/);
  expect(await violations(page)).toEqual([]);
});

test('an example is reached, run and left by keyboard alone', async () => {
  const page = await visit('/playground');
  await page.getByRole('button', { name: /Network of a practice/ }).waitFor();
  await tabTo(page, /^Network of a practice/);
  await page.keyboard.press('Enter');
  await answered(page);
  expect(await answer(page)).toMatchObject({ organisation: { before: [{ code: 'ZXN0003' }] } });
  await tabTo(page, /^Query$/);
  await tabTo(page, /^Variables$/);
  await tabTo(page, /^Answer$/);
  expect(await violations(page)).toEqual([]);
});

test('a link brings query and variables along', async () => {
  const page = await visit('/playground');
  await page.getByRole('button', { name: /Names of sites/ }).click();
  await answered(page);
  await page.getByRole('button', { name: 'Copy a link to this query' }).click();
  await page.getByText(/in the address bar/).waitFor();
  const { pathname, hash } = new URL(page.url());
  const other = await visit(pathname + hash);
  await other.getByRole('button', { name: /Execute query/ }).click();
  await answered(other);
  expect(await textOf(other, '.graphiql-query-editor')).toBe(await textOf(page, '.graphiql-query-editor'));
  expect(await answer(other)).toEqual(await answer(page));
});

test.each([
  ['the documentation', /Show Documentation Explorer/, '.graphiql-doc-explorer'],
  ['the query builder', /Show Query builder/, '.graphiql-explorer-root [data-field-name]'],
  ['the history', /Show History/, '.graphiql-history'],
])('%s is accessible', async (_what, button, shown) => {
  const page = await visit('/playground');
  await page.getByRole('button', { name: button }).click();
  await page.locator(shown).first().waitFor();
  expect(await violations(page)).toEqual([]);
});

test('the query builder takes a field by keyboard', async () => {
  const page = await visit('/playground#query={releases{id}}');
  await page.getByRole('button', { name: /Show Query builder/ }).click();
  const field = page.locator('[data-field-name="publicationDate"]').first();
  await field.and(page.getByRole('button')).focus();
  await page.keyboard.press('Enter');
  await page.locator('.graphiql-query-editor .CodeMirror-code').getByText('publicationDate').waitFor();
});

test('a narrow window does not scroll sideways', async () => {
  const page = await visit('/playground', { width: 320, height: 700 });
  await page.getByRole('button', { name: /Execute query/ }).click();
  await answered(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  expect(await violations(page)).toEqual([]);
});

test('the guards of these tests see a script that is forbidden, a request elsewhere and a field without a name', async () => {
  const page = await visit('/playground');
  await page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'void 0';
    document.body.append(script, document.createElement('textarea'));
    await fetch('http://127.0.0.1:9/').catch(() => undefined);
  });
  expect(await violations(page)).toEqual([expect.stringContaining('label: <textarea>')]);
  const seen = complaints().join('\n');
  expect(seen).toMatch(/inline script violates the following Content Security Policy directive/);
  expect(seen).toMatch(/127\.0\.0\.1:9/);
});
