import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { HOME } from '../../config';
import { KNOWN_CASES } from '../../sample/known-cases';
import { useBrowser, accessibilityViolations } from '../support/browser';
import { tabTo } from './keyboard';
import { heading, organisationPages } from './organisation-pages';
import { samplePages } from './sample-pages';
import { retryTimed } from '../support/process/retry-timed';

retryTimed('a browser, its server and other suites share two cores');

const { visit, takeErrors } = useBrowser(['organisations', 'playground']);

const option = (page: Page) => page.getByRole('listbox').getByRole('option');
const fact = (page: Page, key: string | RegExp) =>
  page
    .locator('.nhsuk-summary-list__row')
    .filter({ has: page.getByRole('term').filter({ hasText: key }) })
    .locator('.nhsuk-summary-list__value');
const organisation = organisationPages(visit);

/** Pages whose every statement is checked. */
const CHECKED = Object.values({
  practice: KNOWN_CASES.practice,
  formerMember: KNOWN_CASES.formerMember,
  network: KNOWN_CASES.networkOnlyCovidPayee,
  closed: KNOWN_CASES.practiceWithSuccessor,
  merged: KNOWN_CASES.icbMerged,
  outlived: KNOWN_CASES.siteOutlivingTrust,
  grouped: KNOWN_CASES.icb,
});

test('an organisation is found and opened with the keyboard only', async () => {
  const page = await visit('/');
  await heading(page, 'Explore NHS organisations');
  expect(await accessibilityViolations(page)).toEqual([]);
  await tabTo(page, /Find an organisation/);
  await page.keyboard.type('windmill surgery, exampleley');
  await page.getByRole('option', { name: /ZXP0011\b/ }).waitFor();
  await page
    .getByRole('status')
    .filter({ hasText: /^\d+ suggestions?$/ })
    .waitFor();
  expect(await accessibilityViolations(page)).toEqual([]);
  await page.keyboard.press('ArrowDown');
  await page.getByRole('option', { name: /ZXP0011\b/, selected: true }).waitFor();
  await page.keyboard.press('Enter');
  await heading(page, /WINDMILL SURGERY, EXAMPLELEY/);
  expect(new URL(page.url()).pathname).toBe('/organisation/ZXP0011');
  await page.locator('h1:focus').waitFor();
  await tabTo(page, /^EXAMPLECOMBE PCN$/);
  await page.keyboard.press('Enter');
  await heading(page, /EXAMPLECOMBE PCN/);
  await page.goBack();
  await heading(page, /WINDMILL SURGERY, EXAMPLELEY/);
});

test('Escape closes the suggestions and Enter searches for the typed text', async () => {
  const page = await visit('/');
  const box = page.getByRole('combobox', { name: /Find an organisation/ });
  await box.pressSequentially('windmill');
  await option(page).first().waitFor();
  await page.keyboard.press('Escape');
  await option(page).first().waitFor({ state: 'hidden' });
  await page.keyboard.press('Enter');
  await heading(page, /match “windmill”/);
  await page.getByText(/^20 of \d+ organisations$/).waitFor();
  await page.getByRole('button', { name: 'Show more organisations' }).click();
  await page.getByText(/^(2[1-9]|3\d|40) of \d+ organisations$/).waitFor();
  expect(await accessibilityViolations(page)).toEqual([]);
});

test('the page of a practice shows its data', async () => {
  const page = await organisation('ZXP0011', /WINDMILL SURGERY, EXAMPLELEY/);
  expect(await page.getByText('Active on 30 September 2024').innerText()).toBe('Active on 30 September 2024');
  await page.getByText('Its operational dates are 1 April 1974 onwards').waitFor();
  expect(await fact(page, 'Kinds').innerText()).toBe('GP practice');
  expect(await fact(page, 'Address').innerText()).toContain('ZZ7 8EY');
  expect(await fact(page, /Patients/).innerText()).toBe('6,706 patients, 1 September 2024');
  expect(await fact(page, 'Networks').innerText()).toBe('EXAMPLECOMBE PCN ZXN0004');
  expect(await fact(page, 'Parents: commissioning').innerText()).toContain('ZXS003');
  expect(await page.getByRole('region', { name: 'Who gets paid' }).innerText()).toMatch(
    /WATERMILL SURGERY, EXAMPLECOMBE ZXP0016: nominated by its network\.[^]*is partner to/,
  );
  expect(await page.getByRole('table', { name: 'Roles' }).innerText()).toMatch(
    /GP PRACTICE \(RO76\)\s+Current\s+15 April 2014/,
  );
  expect(await page.getByRole('table', { name: 'Relationships' }).innerText()).toContain('1 July 2019 to 1 April 2022');
  await page.getByText('Table of children').click();
  expect(await page.getByRole('table', { name: /^Children/ }).innerText()).toContain('ZXP0011001');
  expect(await page.title()).toBe('WINDMILL SURGERY, EXAMPLELEY – Organisation graph');
  expect(await page.getByRole('banner').innerText()).toContain('Demo data: all of it is invented.');
  expect(await page.getByRole('contentinfo').innerText()).toContain('This is not an official NHS service.');
  expect(await accessibilityViolations(page)).toEqual([]);
});

test('the date and release are chosen with the keyboard, and links to other pages keep them', async () => {
  const page = await organisation('ZXP0011', /WINDMILL SURGERY/);
  await page.getByLabel('Date', { exact: true }).fill('2022-04-01');
  await page.getByLabel('Release', { exact: true }).selectOption('2024-06-30');
  await tabTo(page, /^Show$/);
  await page.keyboard.press('Enter');
  await page.getByText('Active on 1 April 2022').waitFor();
  await page.locator('button:focus').waitFor();
  expect(await fact(page, 'Networks').innerText()).toBe(
    'EXAMPLECOMBE PCN ZXN0004\nEXAMPLELEY PRIMARY CARE NETWORK ZXN0003',
  );
  await fact(page, 'Networks').getByRole('link', { name: 'EXAMPLELEY PRIMARY CARE NETWORK' }).click();
  await heading(page, /EXAMPLELEY PRIMARY CARE NETWORK/);
  expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({ date: '2022-04-01', release: '2024-06-30' });
  expect(await page.getByLabel('Date', { exact: true }).inputValue()).toBe('2022-04-01');
  await page.getByRole('link', { name: 'Organisation graph' }).click();
  await heading(page, 'Explore NHS organisations');
  expect(await page.getByLabel('Release', { exact: true }).inputValue()).toBe('2024-06-30');
});

test('the page of a closed practice shows when it closed and its successors', async () => {
  const page = await organisation('ZXP0026', /\w/);
  await page.getByText('Inactive on 30 September 2024').waitFor();
  await page.getByText(/: it had closed by 30 September 2024\./).waitFor();
  expect(await fact(page, 'Successors').innerText()).toContain('ZXP0027');
  expect(await fact(page, 'Replaced by').innerText()).toContain('ZXP0027');
  expect(await fact(page, 'Open or closed').innerText()).toMatch(
    /^Closed on 30 September 2024: its last day was \d+ \w+ \d+ \(operational dates\)$/,
  );
  expect(await accessibilityViolations(page)).toEqual([]);
});

test('children are shown in pages, in the selected view', async () => {
  const page = await organisation('ZXI01', /ALDERSHIRE INTEGRATED CARE BOARD/);
  await page.getByLabel('View').selectOption('COMMISSIONING');
  await page.getByText('Table of children').click();
  await page.getByText('20 of 24 children').waitFor();
  await page.getByRole('button', { name: 'Show more children' }).click();
  await page.getByText('24 of 24 children').waitFor();
  expect(await page.getByRole('table', { name: 'Children, commissioning' }).getByRole('row').count()).toBe(25);
  expect(await accessibilityViolations(page)).toEqual([]);
});

test('the timeline is a chart and a table with the same data', async () => {
  const page = await organisation('ZXP0011', /WINDMILL SURGERY/, '?date=2022-04-01');
  const diagram = page.getByRole('img', {
    name: /^Relationships to other organisations from 1999 to 2022\. The table below/,
  });
  await diagram.waitFor();
  expect(await diagram.locator('.timeline__bar').count()).toBe(6);
  expect(await diagram.locator('.timeline__bar--active').count()).toBe(4);
  await page.getByText('Timeline as a table').click();
  const rows = page.getByRole('table', { name: 'Timeline' }).getByRole('row');
  expect(await rows.count()).toBe(7);
  expect(await rows.nth(1).innerText()).toMatch(
    /is commissioned by\s+EXAMPLEBY PRIMARY CARE GROUP ZXG03\s+1 April 1999 to/,
  );
  expect(await accessibilityViolations(page)).toEqual([]);
});

test('the page of an organisation shows data quality findings with related organisations', async () => {
  const page = await organisation('ZXC01Z', /\w/);
  const findings = page.getByRole('region', { name: 'Data quality' });
  await findings.getByText('Active under a closed parent').waitFor();
  await findings.getByRole('link').first().waitFor();
  expect(await findings.innerText()).toMatch(/\(active-under-closed-parent\): It is active.+\s+.+ZXC01 \(inactive\)/);
  const other = await organisation('ZXI01', /ALDERSHIRE/);
  await other.getByText('No issues found.').waitFor();
});

test('the page can be copied as GraphQL that runs', async () => {
  const page = await organisation('ZXP0011', /WINDMILL SURGERY/, '?date=2022-04-01&basis=legal');
  await page.getByText('This page as GraphQL').click();
  await page.getByRole('button', { name: 'Copy as GraphQL' }).click();
  await page.getByText(/^ ?(Copied\.|The browser does not allow)/).waitFor();
  const query = await page.getByRole('group', { name: 'GraphQL' }).innerText();
  expect(query).toContain('$code: ID! = "ZXP0011", $asOf: AsOf = { date: "2022-04-01", basis: LEGAL }');
  const response = await page.evaluate(async (body) => {
    const headers = { 'content-type': 'application/json' };
    return (await (await fetch('/graphql', { method: 'POST', headers, body })).json()) as unknown;
  }, JSON.stringify({ query }));
  expect(response).not.toHaveProperty('errors');
  expect(response).toMatchObject({ data: { organisation: { code: 'ZXP0011', moment: { basis: 'LEGAL' } } } });
  expect(await accessibilityViolations(page)).toEqual([]);
});

test('the page of an unknown code shows similar organisations', async () => {
  const page = await visit('/organisation/zxpoo11');
  await heading(page, 'There is no record of ZXPOO11');
  await page.getByRole('link', { name: /WINDMILL SURGERY, EXAMPLELEY/ }).waitFor();
  expect(await accessibilityViolations(page)).toEqual([]);
});

test('a failed request shows the reason', async () => {
  const page = await visit('/organisation/ZXP0011?release=1999-01-01');
  await page.getByRole('alert').filter({ hasText: "No release '1999-01-01' is loaded." }).waitFor();
  await page
    .getByLabel('Release', { exact: true })
    .getByRole('option', { name: '30 June 2024' })
    .waitFor({ state: 'attached' });
  expect(await accessibilityViolations(page)).toEqual([]);
});

test.each([
  ['320 pixels wide', { width: 320, height: 700 }],
  ['at 400 % of 1280 by 1024', { width: 320, height: 256 }],
  ['768 pixels wide', { width: 768, height: 1024 }],
])('a window %s does not scroll horizontally', async (_what, size) => {
  const page = await organisation('ZXN0004', /EXAMPLECOMBE PCN/, '', size);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width);
  expect(await accessibilityViolations(page)).toEqual([]);
});

test('the page of an organisation loads less than 60 KB of compressed JavaScript before the diagram opens', async () => {
  const page = await visit('/');
  const scripts: string[] = [];
  page.on('request', (request) => {
    if (request.resourceType() === 'script') scripts.push(new URL(request.url()).pathname);
  });
  await page.goto(new URL('/organisation/ZXI08', page.url()).href);
  await page.getByText(/ of \d+ relationships$/).waitFor();
  expect(scripts.length).toBeGreaterThan(0);
  const bytes = scripts.map((path) => readFileSync(join(HOME, 'dist', `${path}.gz`)).length);
  expect(bytes.reduce((sum, size) => sum + size)).toBeLessThan(60_000);
  expect(scripts.join()).not.toContain('picture');
  const before = scripts.length;
  await page.getByLabel('View').selectOption('COMMISSIONING');
  await page.getByText('Diagram of the hierarchy').click();
  const diagram = page.getByRole('img', {
    name: /^Below NHS CHERRYSHIRE .+: \d+ organisations in 3/,
  });
  await diagram.waitFor();
  expect(scripts.slice(before).join()).toContain('picture');
  const shownCount = Number(/(\d+) organisations/.exec((await diagram.getAttribute('aria-label')) ?? '')?.[1]);
  expect(shownCount).toBeGreaterThan(24);
  expect(await diagram.locator('circle').count()).toBe(shownCount);
  expect(await accessibilityViolations(page)).toEqual([]);
});

test('a word of the page leads to its meaning with the keyboard', async () => {
  const page = await organisation('ZXP0011', /WINDMILL SURGERY, EXAMPLELEY/, '', { width: 320, height: 640 });
  await tabTo(page, /^UPRN: what this means$/);
  await page.keyboard.press('Enter');
  await heading(page, 'What the words mean');
  await page.locator('#uprn:focus').getByText('Unique Property Reference Number').waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  expect(await accessibilityViolations(page)).toEqual([]);
  await page.getByRole('link', { name: 'List size' }).click();
  await page.locator('#list-size:focus').waitFor();
  await page.goBack();
  await page.goBack();
  await heading(page, /WINDMILL SURGERY, EXAMPLELEY/);
});

test('every statement of a page is true of the release', async () => {
  const page = await visit('/');
  const pages = await samplePages(page.url());
  const found: string[] = [];
  for (const code of CHECKED) {
    const { wrong, checked } = await pages.check(page, code, '2024-09-30');
    found.push(...wrong.map((each) => `${code} ${each}`));
    expect(checked).toBeGreaterThan(20);
  }
  expect(found).toEqual([]);
});

test('a page is dark if the system is, and never on paper', async () => {
  const page = await visit('/organisation/ZXP0011');
  await heading(page, /WINDMILL SURGERY, EXAMPLELEY/);
  const brightness = () =>
    page.evaluate(() => {
      const { backgroundColor, color } = getComputedStyle(document.body);
      const sum = (of: string) => of.match(/\d+/g)!.reduce((total, part) => total + Number(part), 0);
      return sum(backgroundColor) - sum(color);
    });
  expect(await brightness()).toBeGreaterThan(0);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await brightness()).toBeLessThan(0);
  await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
  expect(await brightness()).toBeGreaterThan(0);
});

test('inline styles are forbidden', async () => {
  const page = await visit('/');
  await heading(page, 'Explore NHS organisations');
  await page.evaluate(() => {
    const style = document.createElement('style');
    style.textContent = 'h1 { color: red }';
    document.head.append(style);
  });
  expect(takeErrors().join('\n')).toMatch(/inline style violates/);
});
