import type { Page } from 'playwright-core';
import { useBrowser, accessibilityViolations, type VisitOptions } from '../support/browser';
import { waitFor } from '../support/process/wait-for';
import { watchLayout } from './job-pages';
import { tabTo } from './keyboard';
import { heading, organisationPages } from './organisation-pages';
import { retryTimed } from '../support/process/retry-timed';

retryTimed('a browser, its server and other suites share two cores');

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
async function tree(code: string, name: RegExp, view: string, query = '', size: VisitOptions = {}): Promise<Page> {
  const page = await organisation(code, name, query, size);
  await page.getByLabel('View').selectOption(view);
  await page.locator('[role="treeitem"][aria-level="2"]').filter({ hasNotText: 'Loading' }).first().waitFor();
  return page;
}

/** Reduces the page size of requests, because no organisation of the sample has hundreds of children. */
async function reducePageSize(page: Page, size: number): Promise<void> {
  await page.route('**/graphql', async (route) => {
    const body = route.request().postData() ?? '';
    await route.continue({ postData: body.replace('first: 200', `first: ${size}`) });
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
  const page = await tree('ZXI43', /YEWSHIRE/, 'COMMISSIONING', '?group=none');
  await row(page, /NHS YEWSHIRE/)
    .first()
    .focus();
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

test('a large level is loaded in pages, the first ten unasked, and the focus moves to the loaded rows', async () => {
  const page = await visit('/');
  await reducePageSize(page, 3);
  await page.goto(new URL('/organisation/ZXI43?view=COMMISSIONING&group=none', page.url()).href);
  await page.getByRole('treeitem').first().focus();
  await page.getByText('40 organisations one level below.', { exact: true }).waitFor();
  await page.keyboard.press('End');
  await focusedRow(page, /^Show more, 10 are left$/);
  expect(await placeOf(page, /^Show more/)).toEqual(['2', '31', '40', null]);
  await page.keyboard.press('Enter');
  await page.locator('[role="treeitem"][aria-posinset="31"][aria-setsize="40"]:focus').waitFor();
  await row(page, /^Show more/).waitFor({ state: 'detached' });
  await page.keyboard.press('End');
  await page.locator('[role="treeitem"][aria-posinset="40"]:focus').waitFor();
  expect(await accessibilityViolations(page)).toEqual([]);
});

test('a level is requested with a page size of 200 when it is opened', async () => {
  const page = await visit('/');
  const requests: string[] = [];
  page.on('request', (request) => {
    const { query = '', variables } = (request.postDataJSON() ?? {}) as {
      query?: string;
      variables?: { code: string };
    };
    if (query.includes('query TreeDown')) requests.push(`${variables?.code} ${/first: \d+/.exec(query)?.[0]}`);
  });
  await page.goto(new URL('/organisation/ZXR1?view=COMMISSIONING&group=none', page.url()).href);
  const child = page.locator('[role="treeitem"][aria-level="2"][aria-expanded="false"]').first();
  const code = await child.locator('.code').innerText();
  requests.splice(0);
  await child.click({ position: { x: 2, y: 8 } });
  await page.locator('[role="treeitem"][aria-level="3"]').first().waitFor();
  expect(requests).toEqual([`${code} first: 200`]);
});

test('only the rows that are seen are in the document; fast keys and scrolling lose neither focus nor place', async () => {
  const page = await tree('ZXI43', /YEWSHIRE/, 'COMMISSIONING', '?group=none', { width: 320, height: 256 });
  const shown = page.getByRole('treeitem');
  expect(await shown.count()).toBeLessThan(25);
  await shown.first().focus();
  await page.evaluate(() => {
    const press = (key: string) => new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
    for (let at = 0; at < 12; at++) setTimeout(() => document.activeElement?.dispatchEvent(press('ArrowDown')), at * 5);
  });
  await page.locator('[role="treeitem"][aria-posinset="12"][aria-setsize="40"]:focus').waitFor();
  await page.locator('.tree').evaluate((list) => list.scrollTo(0, list.scrollHeight));
  await page.locator('[role="treeitem"][aria-posinset="40"]').waitFor();
  expect(await shown.count()).toBeLessThan(25);
  await page.locator('[role="treeitem"][aria-posinset="12"]:focus').waitFor();
  await page.keyboard.press('PageDown');
  await page.locator('[role="treeitem"][aria-posinset="22"]:focus').waitFor();
  const places = await shown.evaluateAll((rows) => rows.map((one) => Number(one.getAttribute('aria-posinset'))));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  expect(await accessibilityViolations(page)).toEqual([]);
});

test('groups of a kind with their counts, filter, order and view are used by keyboard and are in the address', async () => {
  const page = await tree('ZXI01', /ALDERSHIRE/, 'COMMISSIONING');
  await page.getByText('24 organisations one level below, of 3 kinds.', { exact: true }).waitFor();
  expect(await page.getByRole('treeitem').allInnerTexts()).toMatchObject(
    [/ALDERSHIRE/, /Pharmacies 14$/, /Sub ICB locations 3$/, /Other organisations 7$/].map(
      (text) => expect.stringMatching(text) as unknown,
    ),
  );
  await tabTo(page, /^Filter by name or code$/);
  await page.keyboard.type('windmill');
  await page.getByText(/^2 organisations of 24 in the open levels match “windmill”\.$/).waitFor();
  expect(await placeOf(page, /^Pharmacies 2 of 14$/)).toEqual(['2', '1', '1', 'true']);
  expect(await accessibilityViolations(page)).toEqual([]);
  await tabTo(page, /^NameCode/);
  await page.keyboard.press('c');
  await page.getByText(/“windmill”\. Sorted by code\.$/).waitFor();
  await page.waitForURL(/\?view=COMMISSIONING&sort=code&filter=windmill$/);
  await page.reload();
  await page.getByText(/^2 organisations of 24 .+ Sorted by code\.$/).waitFor();
  expect(await page.locator('[aria-level="3"] .code').allInnerTexts()).toEqual(['ZXF0001', 'ZXF0127']);
  await page.getByLabel('Filter by name or code').fill('');
  await page.getByText('24 organisations one level below, of 3 kinds. Sorted by code.', { exact: true }).waitFor();
  expect(await page.getByRole('treeitem').count()).toBe(4);
});

test('all of a kind is opened by keyboard and by its address, and * opens a whole level', async () => {
  const page = await tree('ZXI01', /ALDERSHIRE/, 'COMMISSIONING');
  await tabTo(page, /^None/);
  await page.keyboard.press('p');
  await page.getByText(/Opened all pharmacies\.$/).waitFor();
  expect(await page.locator('[aria-level="3"][aria-setsize="14"]').count()).toBeGreaterThan(5);
  await page.waitForURL(/&open=PHARMACY$/);
  await page.reload();
  await page.getByText(/Opened all pharmacies\.$/).waitFor();
  await row(page, /^Pharmacies/).focus();
  await page.keyboard.press('*');
  await page.getByText(/Opened 2 rows\.$/).waitFor();
  expect(await page.locator('[aria-level="2"][aria-expanded="false"]').count()).toBe(0);
  await page.keyboard.press('Enter');
  expect(await placeOf(page, /^Pharmacies 14$/)).toEqual(['2', '1', '3', 'false']);
  expect(await accessibilityViolations(page)).toEqual([]);
});

test('a kind that is opened during a filter stays open after it', async () => {
  const page = await tree('ZXI01', /ALDERSHIRE/, 'COMMISSIONING', '?filter=windmill');
  await row(page, /^Pharmacies 2 of 14$/).waitFor();
  await page.getByLabel('Open all of a kind').selectOption('PHARMACY');
  await page.waitForURL(/open=PHARMACY$/);
  await page.getByLabel('Filter by name or code').fill('');
  await page.getByText(/of 3 kinds\. Opened all pharmacies\.$/).waitFor();
  expect((await placeOf(page, /^Pharmacies 14$/))[3]).toBe('true');
  expect((await placeOf(page, /^Sub ICB locations 3$/))[3]).toBe('false');
});

test('a filter is in the address when a link is followed, and what is no view or kind is not used', async () => {
  const page = await tree('ZXI01', /ALDERSHIRE/, 'COMMISSIONING', '?open=nonsense');
  expect(await page.getByLabel('Open all of a kind').locator('option').allInnerTexts()).not.toContain('Nonsenses');
  await page.getByLabel('Filter by name or code').focus();
  await page.keyboard.type('windmill');
  await page.getByRole('link', { name: 'Roll-up', exact: true }).click();
  await page.waitForURL(/\/roll-up/);
  await page.goBack();
  await page.waitForURL(/&filter=windmill$/);
  await page.getByText(/^2 organisations of 24 /).waitFor();
  await page.goto(new URL('/organisation/ZXI01?view=nonsense', page.url()).href);
  await page.getByRole('tree').waitFor();
  expect(await page.getByText(/on this day in the view/).count()).toBe(0);
});

test('the number below an organisation is of the day of its rows', async () => {
  const page = await tree('ZXI01', /ALDERSHIRE/, 'COMMISSIONING');
  await page.getByText('24 organisations one level below, of 3 kinds.', { exact: true }).waitFor();
  await page.getByLabel('Date', { exact: true }).fill('2023-03-01');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await page.getByText('19 organisations one level below.', { exact: true }).waitFor();
  await page.locator('[role="treeitem"][aria-level="2"][aria-setsize="19"]').first().waitFor();
});

test('list sizes order the rows, each with its own day; the chosen group keeps the focus', async () => {
  const page = await tree('ZXS001', /ALDERSHIRE/, 'COMMISSIONING', '?sort=size');
  await page.getByLabel('Group by').focus();
  await page.keyboard.press('n');
  await page
    .locator('[aria-level="2"]')
    .filter({ hasText: /patients, 1 September 2024/ })
    .first()
    .waitFor();
  await page.locator('#tree-group:focus').waitFor();
  const texts = await page.locator('[aria-level="2"] small').allInnerTexts();
  const sizes = texts.flatMap((text) => /([\d,]+) patients/.exec(text)?.[1]?.replaceAll(',', '') ?? []).map(Number);
  expect(sizes.length).toBeGreaterThan(2);
  expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
  await page.goto(new URL('/organisation/ZXS001?view=DIRECTION', page.url()).href);
  await page.getByText(/^No child that is open on this day in the view Direction, so this is \w+\.$/).waitFor();
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

test('the page does not move when the list of views comes after the organisation', async () => {
  const page = await visit('/organisation/ZXI01', { width: 1280, height: 2600 });
  await page.route('**/graphql', async (route) => {
    const isCommon = (route.request().postData() ?? '').includes('query Common');
    if (isCommon) await page.waitForTimeout(700);
    await route.continue();
  });
  const moved = await watchLayout(page);
  await page.getByRole('tree').waitFor();
  await page.waitForLoadState('networkidle');
  expect(await moved()).toBeLessThanOrEqual(0.05);
});

test('a level that cannot be loaded shows an error and can be loaded again', async () => {
  const page = await tree('ZXR1', /CAPITAL COMMISSIONING/, 'COMMISSIONING');
  await page.route('**/graphql', (route) => route.abort());
  await page.locator('[role="treeitem"][aria-level="2"][aria-expanded="false"]').first().focus();
  await page.keyboard.press('ArrowRight');
  await row(page, /The server cannot be reached\..*Press Enter to try again\./).waitFor();
  await page.getByText(/below\. A level could not be loaded: /).waitFor();
  expect(takeErrors().join()).toContain('ERR_FAILED');
  await page.unroute('**/graphql');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.locator('[role="treeitem"][aria-level="3"]:focus').waitFor();
});
