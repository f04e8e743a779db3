import type { Page } from 'playwright-core';
import { useBrowser, accessibilityViolations } from '../support/browser';
import { waitFor } from '../support/process/wait-for';
import { tabTo } from './keyboard';
import { heading, organisationPages } from './organisation-pages';
import '../support/process/retry-timed';

const { visit, takeErrors } = useBrowser(['organisations']);
const organisation = organisationPages(visit);

const row = (page: Page, name: RegExp) => page.getByRole('treeitem', { name });
const focusedRow = (page: Page, name: RegExp) => row(page, name).and(page.locator(':focus')).waitFor();
/** Returns the ARIA attributes of a row: level, position, size of the level, expanded. */
const placeOf = (page: Page, name: RegExp) =>
  row(page, name).evaluate((element) =>
    ['level', 'posinset', 'setsize', 'expanded'].map((key) => element.getAttribute(`aria-${key}`)),
  );

/** Types the text without pauses. On a slow machine, pauses between keys would start a new search for each key. */
const typeAtOnce = (page: Page, text: string) =>
  page.evaluate((keys) => {
    const press = (key: string) => new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
    for (const key of keys) document.activeElement?.dispatchEvent(press(key));
  }, text);

/** Opens the page of an organisation, selects the view and waits for the first level of the tree. */
async function tree(code: string, name: RegExp, view: string, query = ''): Promise<Page> {
  const page = await organisation(code, name, query);
  await page.getByLabel('View').selectOption(view);
  await page.locator('[role="treeitem"][aria-level="2"]').first().waitFor();
  return page;
}

/** Reduces the page size of requests, because no organisation of the sample has hundreds of children. */
async function reducePageSize(page: Page, size: number): Promise<void> {
  await page.route('**/graphql', async (route) => {
    const body = route.request().postData() ?? '';
    await route.continue({ postData: body.replace('first: 100', `first: ${size}`) });
  });
}

test('a tree is navigated, searched and left with the keyboard only', async () => {
  const page = await tree('ZXR1', /CAPITAL COMMISSIONING/, 'COMMISSIONING');
  await tabTo(page, /^Show$/);
  await tabTo(page, /^▾CAPITAL COMMISSIONING/);
  expect(await placeOf(page, /^CAPITAL/)).toEqual(['1', '1', '1', 'true']);
  await page.keyboard.press('ArrowRight');
  const [first = '', second = ''] = await page
    .locator('[role="treeitem"][aria-level="2"] .code')
    .evaluateAll((codes) => codes.map(({ textContent }) => textContent));
  await focusedRow(page, new RegExp(first));
  await page.keyboard.press('ArrowRight');
  await page.locator('[role="treeitem"][aria-level="3"]').first().waitFor();
  expect((await placeOf(page, new RegExp(first)))[3]).toBe('true');
  expect(await accessibilityViolations(page)).toEqual([]);
  await page.keyboard.press('ArrowRight');
  await page.locator('[role="treeitem"][aria-level="3"]:focus').waitFor();
  await page.keyboard.press('ArrowLeft');
  await focusedRow(page, new RegExp(first));
  await page.keyboard.press('ArrowLeft');
  await page.locator('[role="treeitem"][aria-level="3"]').first().waitFor({ state: 'detached' });
  await page.keyboard.press('ArrowDown');
  await focusedRow(page, new RegExp(second));
  await page.keyboard.press('Home');
  await focusedRow(page, /^CAPITAL/);
  await typeAtOnce(page, second.toLowerCase());
  await focusedRow(page, new RegExp(second));
  await page.keyboard.press('Enter');
  await heading(page, new RegExp(second));
});

test('one row of a tree has the focus, and Tab leaves the tree', async () => {
  const page = await tree('ZXI43', /YEWSHIRE/, 'COMMISSIONING');
  await row(page, /^NHS YEWSHIRE/).focus();
  await page.keyboard.press('End');
  await page.locator('[role="treeitem"][aria-posinset="40"]:focus').waitFor();
  expect(await page.locator('[role="tree"] [tabindex="0"]').count()).toBe(1);
  await page.keyboard.press('Tab');
  await waitFor('the focus outside the tree', () =>
    page.evaluate(() => {
      const { activeElement: focused } = document;
      return focused !== document.body && focused?.closest('[role="tree"]') === null;
    }),
  );
  await page.keyboard.press('Shift+Tab');
  await page.locator('[role="treeitem"][aria-posinset="40"]:focus').waitFor();
});

test('a large level is loaded in pages, and the focus moves to the loaded rows', async () => {
  const page = await visit('/');
  await reducePageSize(page, 15);
  await page.evaluate(() => history.pushState(null, '', '/organisation/ZXI43'));
  await page.goto(page.url());
  await page.getByLabel('View').selectOption('COMMISSIONING');
  await row(page, /^Show 25 more$/).waitFor();
  expect(await page.getByRole('treeitem').count()).toBe(17);
  expect(await placeOf(page, /^Show 25 more$/)).toEqual(['2', '16', '40', null]);
  await row(page, /^NHS YEWSHIRE/).focus();
  await page.keyboard.press('End');
  await focusedRow(page, /^Show 25 more$/);
  await page.keyboard.press('Enter');
  await row(page, /^Show 10 more$/).waitFor();
  await page.locator('[role="treeitem"][aria-posinset="16"]:focus').waitFor();
  await page.keyboard.press('End');
  await focusedRow(page, /^Show 10 more$/);
  await page.keyboard.press('Enter');
  await page.locator('[role="treeitem"][aria-posinset="40"]').waitFor();
  await page.locator('[role="treeitem"][aria-posinset="31"]:focus').waitFor();
  expect(await page.locator('[role="treeitem"][aria-setsize="40"]').count()).toBe(40);
  expect(await accessibilityViolations(page)).toEqual([]);
});

test('a level is requested with a page size of 100 when it is opened', async () => {
  const page = await visit('/');
  const requests: string[] = [];
  page.on('request', (request) => {
    const { query = '', variables } = (request.postDataJSON() ?? {}) as {
      query?: string;
      variables?: { code: string };
    };
    if (query.includes('query TreeDown')) requests.push(`${variables?.code} ${/first: \d+/.exec(query)?.[0]}`);
  });
  await page.goto(new URL('/organisation/ZXR1', page.url()).href);
  await page.getByLabel('View').selectOption('COMMISSIONING');
  const child = page.locator('[role="treeitem"][aria-level="2"][aria-expanded="false"]').first();
  const code = await child.locator('.code').innerText();
  requests.splice(0);
  await child.click({ position: { x: 2, y: 8 } });
  await page.locator('[role="treeitem"][aria-level="3"]').first().waitFor();
  expect(requests).toEqual([`${code} first: 100`]);
});

test('an upward tree shows every parent on the date', async () => {
  const page = await organisation('ZXP0011', /WINDMILL SURGERY/, '?date=2022-04-01');
  await page.getByLabel('Direction').selectOption('UP');
  await page.getByLabel('View').selectOption('NETWORK');
  await row(page, /^EXAMPLELEY PRIMARY CARE NETWORK ZXN0003/).waitFor();
  expect((await placeOf(page, /^EXAMPLECOMBE PCN ZXN0004/)).slice(0, 3)).toEqual(['2', '1', '2']);
  await row(page, /^EXAMPLECOMBE PCN/).focus();
  await page.keyboard.press('ArrowRight');
  await page.locator('[role="treeitem"][aria-level="3"]').first().waitFor();
  expect(await accessibilityViolations(page)).toEqual([]);
  await page.getByRole('link', { name: 'EXAMPLELEY PRIMARY CARE NETWORK' }).last().click();
  await heading(page, /EXAMPLELEY PRIMARY CARE NETWORK/);
  expect(new URL(page.url()).search).toBe('?date=2022-04-01');
});

test('a level that cannot be loaded shows an error and can be loaded again', async () => {
  const page = await tree('ZXR1', /CAPITAL COMMISSIONING/, 'COMMISSIONING');
  await page.route('**/graphql', (route) => route.abort());
  await page.locator('[role="treeitem"][aria-level="2"][aria-expanded="false"]').first().focus();
  await page.keyboard.press('ArrowRight');
  await row(page, /The server cannot be reached\..*Press Enter to try again\./).waitFor();
  expect(takeErrors().join()).toContain('ERR_FAILED');
  await page.unroute('**/graphql');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.locator('[role="treeitem"][aria-level="3"]:focus').waitFor();
});
