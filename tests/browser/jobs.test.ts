import type { Page } from 'playwright-core';
import { useBrowser, accessibilityViolations } from '../support/browser';
import { tabTo } from './keyboard';
import { Counted, paste, watchLayout } from './job-pages';
import { heading } from './organisation-pages';
import { retryTimed } from '../support/process/retry-timed';

retryTimed('a browser, its server and other suites share two cores');

const { visit, takeErrors } = useBrowser(['organisations', 'playground']);

const definition = (page: Page, term: RegExp) =>
  page
    .locator('.nhsuk-summary-list__row')
    .filter({ has: page.getByRole('term').filter({ hasText: term }) })
    .locator('.nhsuk-summary-list__value');

test('a search is made on the day that is in the form, and a day after the release is named', async () => {
  const page = await visit('/');
  await page.getByLabel('Date', { exact: true }).fill('2020-01-01');
  await page.getByLabel(/^Find an organisation/).fill('old mill surgery');
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await heading(page, /old mill surgery/);
  expect(new URL(page.url()).searchParams.get('date')).toBe('2020-01-01');
  const note = page.getByText(/^The day is after the release of 30 September 2024/);
  expect(await note.count()).toBe(0);
  await page.getByLabel('Date', { exact: true }).fill('2024-10-01');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await note.waitFor();
});

describe('the job of a vaccination team', () => {
  test('address, payee, levels and closing day of a site are on one page, and its code is copied: 2 clicks', async () => {
    const page = await visit('/');
    const person = new Counted(page);
    await page.getByLabel(/^Find an organisation/).focus();
    await page.keyboard.type('zxp0001001');
    await page.getByRole('option', { name: /ZXP0001001/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await person.enter();
    await heading(page, /ZXP0001001/);
    const box = page.getByRole('region', { name: 'What to enter' });
    expect(await box.getByRole('term').allInnerTexts()).toEqual(['Code', 'Name as published', 'Address', 'UPRN']);
    expect(await definition(page, /^Open or closed$/).innerText()).toBe('Open on 30 September 2024');
    expect(await definition(page, /^Paid$/).innerText()).toMatch(/ZXP0001: paid as the operator/);
    expect(await definition(page, /^Practice$/).innerText()).toMatch(/ZXP0001$/);
    expect(await definition(page, /^Networks$/).innerText()).toMatch(/ZXN0001, through .+ ZXP0001$/);
    for (const level of [/^Sub ICB Location/, /^ICB/, /^Region$/])
      expect(await definition(page, level).innerText()).toMatch(/ ZX/);
    await person.click(box.getByRole('button', { name: 'Copy code' }));
    await box.getByRole('status').filter({ hasText: 'Copied: ZXP0001001' }).waitFor();
    expect(person.clicks).toBe(2);
    expect(await accessibilityViolations(page)).toEqual([]);
  });

  test('a list of sites is pasted and saved with name, address and parent: 3 clicks', async () => {
    const page = await visit('/');
    const person = new Counted(page);
    await person.click(page.getByRole('link', { name: 'List', exact: true }));
    await heading(page, 'Look up a list of codes');
    expect(await accessibilityViolations(page)).toEqual([]);
    await person.click(page.getByLabel(/^Codes, at most 5,000/));
    await paste(page, 'ZXP0001001\nzxf0001a 31/03/2021\nV81999\nNOBODY\nZXP0026\nZXP0001001\n');
    await page.getByRole('status').filter({ hasText: 'Looked up: 6 codes' }).waitFor();
    await page.locator('h2:focus').filter({ hasText: 'Results' }).waitFor();
    const { name, text } = await person.download(page.getByRole('button', { name: 'Save all rows as CSV' }));
    expect(person.clicks).toBe(3);
    expect(name).toBe('organisations.csv');
    expect(text.trimEnd().split('\r\n')).toHaveLength(7);
    expect(text).toMatch(/1,ZXP0001001,,ZXP0001001,2024-09-30,OPEN,.+,ZXP0001,/);
    expect(text).toMatch(/2,zxf0001a,31\/03\/2021,ZXF0001A,2021-03-31,OPEN,.+,ZXF0001,/);
    expect(text).toMatch(/3,V81999,,,,DEFAULT,/);
    expect(text).toMatch(/4,NOBODY,,,,UNKNOWN,/);
    expect(text).toMatch(/5,ZXP0026,,ZXP0026,2024-09-30,CLOSED,.+ZXP0027/);
    expect(text).toMatch(/6,ZXP0001001,.+The same code and day as line 1/);
    expect(await accessibilityViolations(page)).toEqual([]);
  });

  test('the list is filtered while typing, keeps its place after "Show more rows", and is there after Back', async () => {
    const page = await visit('/list');
    await page.getByLabel(/^Codes, at most/).fill(Array.from({ length: 130 }, (_, at) => `ZXP0001\nX${at}`).join('\n'));
    await tabTo(page, /^Look up$/);
    await page.keyboard.press('Enter');
    await page.getByText('100 of 260 rows', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Show more rows' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('200 of 260 rows', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Show more rows' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('p:focus').filter({ hasText: '260 of 260 rows' }).waitFor();
    await page.getByLabel(/^Filter/).fill('x12');
    await page.getByText('11 of 11 rows that match, of 260 in all').waitFor();
    await page.getByLabel('Show', { exact: true }).selectOption({ label: '130 open on the day' });
    await page.getByText('0 of 0 rows that match, of 260 in all').waitFor();
    await page.getByLabel(/^Filter/).fill('');
    await page.getByRole('link', { name: 'Add columns', exact: true }).click();
    await heading(page, 'Add columns to a file');
    await page.goBack();
    await page.getByText('100 of 260 rows', { exact: true }).waitFor();
  });
});

describe('finding a practice', () => {
  test('an old code leads to the practice that replaced it, with the day on which it closed: 2 clicks', async () => {
    const page = await visit('/');
    const person = new Counted(page);
    await page.getByLabel(/^Find an organisation by name, postcode, town, address, code or old code$/).focus();
    await page.keyboard.type('zxp0026');
    await person.enter();
    const exact = page.getByRole('region', { name: 'The code ZXP0026' });
    await exact
      .getByText('Closed on 30 September 2024: its last day was 30 September 2022 (operational dates)')
      .waitFor();
    expect(await exact.innerText()).toMatch(/Use instead:\s+.+ ZXP0027/);
    expect(await accessibilityViolations(page)).toEqual([]);
    await person.click(exact.getByRole('link', { name: /PARK VIEW/ }));
    await heading(page, /ZXP0027/);
    expect(person.clicks).toBe(2);
  });

  test.each(['windmill', 'exampleley', 'ZZ7 8EY', 'park avenue exampleley'])(
    'practices that match "%s" are listed first, open or closed in words',
    async (text) => {
      const page = await visit(`/?q=${encodeURIComponent(text)}`);
      await page.getByText(/^\d+ of \d+ organisations$/).waitFor();
      const first = page.getByRole('table').first().getByRole('row').nth(1);
      expect(await first.innerText()).toMatch(/(Open|Closed) on 30 September 2024[^]*GP practice/);
      expect(await accessibilityViolations(page)).toEqual([]);
    },
  );

  test('a branch says which code is entered instead, and codes without an organisation say so', async () => {
    const page = await visit('/?q=zxp0001001');
    expect(await page.getByRole('region', { name: 'The code ZXP0001001' }).innerText()).toMatch(
      /A branch\. Enter the code of its practice:\s+.+ ZXP0001\b/,
    );
    await visit('/?q=v81999').then((other) => other.getByText(/^V81999 is a default code/).waitFor());
    await visit('/?q=nobody1').then((other) => other.getByText(/^No organisation has the code/).waitFor());
  });
});

describe('the job of a network', () => {
  test('members, list sizes, payee and history of a network are on one page and in one file: 2 clicks', async () => {
    const page = await visit('/');
    const person = new Counted(page);
    await page.getByLabel(/^Find an organisation/).focus();
    await page.keyboard.type('zxn0003');
    await page.getByRole('option', { name: /ZXN0003/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await person.enter();
    const members = page.getByRole('region', { name: 'Members' });
    await members.getByText('5 of 5 memberships').waitFor();
    await members.getByText('1 of 1 members', { exact: true }).waitFor();
    expect(await definition(page, /^Together$/).innerText()).toMatch(
      /^[\d,]+ patients, of 1 of 1 member, counted on 1 September 2024$/,
    );
    expect(await definition(page, /^Nominated payee$/).innerText()).toMatch(
      /ZXP0011: nominated by its network, not a member on the day$/,
    );
    const history = members.getByRole('table', { name: 'Joined and left' });
    expect(await history.getByRole('row', { name: /Left before the day/ }).count()).toBe(3);
    const { name, text } = await person.download(members.getByRole('button', { name: 'Save as CSV' }));
    expect(name).toBe('members-zxn0003-2024-09-30.csv');
    expect(text.trimEnd().split('\r\n')).toHaveLength(6);
    expect(text.match(/,(MEMBER|MEMBER_CLOSED|LEFT),/g)).toEqual([
      ...[',MEMBER,', ',LEFT,', ',LEFT,', ',LEFT,', ',MEMBER_CLOSED,'],
    ]);
    expect(person.clicks).toBe(2);
    expect(await accessibilityViolations(page)).toEqual([]);
  });

  test('a member without a figure is named with the reason, and a network without members or payee says so', async () => {
    const page = await visit('/organisation/ZXN0021');
    await page.getByText('4 of 4 members', { exact: true }).waitFor();
    expect(await definition(page, /^Without a figure$/).innerText()).toMatch(/ ZXP\d+: no value is loaded for it$/);
    const other = await visit('/organisation/ZXN0011');
    await other.getByText('No member on 30 September 2024').waitFor();
    const third = await visit('/organisation/ZXN0010');
    await definition(third, /^Nominated payee$/)
      .filter({ hasText: 'None on 30 September 2024' })
      .waitFor();
  });
});

test.each([
  ['320 pixels wide', { width: 320, height: 700 }],
  ['at 400 % of 1280 by 1024', { width: 320, height: 256 }],
  ['768 pixels wide', { width: 768, height: 1024 }],
])('a list in a window %s does not scroll horizontally', async (_what, size) => {
  const page = await visit('/list', size);
  await page.getByLabel(/^Codes, at most/).fill('ZXP0001001\nZXP0026\nNOBODY');
  await page.getByRole('button', { name: 'Look up' }).click();
  await page.getByText('3 of 3 rows', { exact: true }).waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width);
  expect(await accessibilityViolations(page)).toEqual([]);
});

test.each(['/', '/organisation/ZXP0001001', '/organisation/ZXN0002', '/?q=windmill', '/list', '/roll-up', '/changes'])(
  'the parts of %s do not move while it loads',
  async (path) => {
    const page = await visit(path);
    const moved = await watchLayout(page);
    await page.locator('h1').waitFor();
    await page.waitForLoadState('networkidle');
    expect(await moved()).toBeLessThanOrEqual(0.05);
  },
);

const HOSTILE = `"'><img src=x onerror="window.hit=1"><svg onload="window.hit=1"><a href="javascript:window.hit=1">`;
const PARAMETERS = [
  'q',
  'date',
  'basis',
  'release',
  'code',
  'view',
  'kind',
  'by',
  'within',
  'measure',
  'from',
  'to',
  'show',
  'group',
];

test('no parameter of an address becomes markup or a script on any page', async () => {
  const page = await visit('/help');
  const value = encodeURIComponent(HOSTILE);
  const together = PARAMETERS.map((name) => `${name}=${value}`).join('&');
  const alone = ['/?q', '/?date', '/changes?from', '/list?code'].map((address) => `${address}=${value}`);
  const paths = ['/', '/organisation/ZXP0011', '/roll-up', '/changes', '/compare', '/enrich', '/list', '/none'];
  const more = [`/organisation/${value}`, `/playground?query=${value}&variables=${value}`, '/?date=%F0%9F%92%89'];
  for (const url of [...paths.map((path) => `${path}?${together}`), ...alone, ...more]) {
    await page.goto(new URL(url, page.url()).href);
    await page.locator('h1').first().waitFor();
    await page.waitForLoadState('networkidle');
    const seen = await page.evaluate(() => ({
      hit: 'hit' in window,
      markup: document.querySelectorAll('img[src="x"], svg[onload], [onerror], a[href^="javascript:" i]').length,
    }));
    expect([url, seen]).toEqual([url, { hit: false, markup: 0 }]);
  }
  const reported = takeErrors().filter((error) => !/^Failed to load resource: the server responded/.test(error));
  expect(reported).toEqual([]);
});
