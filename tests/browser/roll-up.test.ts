import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { useBrowser, accessibilityViolations, type VisitOptions } from '../support/browser';
import { tabTo } from './keyboard';
import { retryTimed } from '../support/process/retry-timed';

retryTimed('a browser, its server and other suites share two cores');

const { visit, takeErrors } = useBrowser(['organisations']);

/** Opens the page and waits until the values are loaded. */
async function rollUp(query: string, options?: VisitOptions): Promise<Page> {
  const page = await visit(`/roll-up${query}`, options);
  await page.getByText(/^Counted/).waitFor();
  return page;
}
const fact = (page: Page, key: RegExp) =>
  page
    .locator('.nhsuk-summary-list__row')
    .filter({ has: page.getByRole('term').filter({ hasText: key }) })
    .getByRole('definition');
const BY_REGION = '?kind=GP_PRACTICE&by=REGION&view=COMMISSIONING&measure=gp-list-size';

test('without parameters the page rolls up practices and their patients by ICB', async () => {
  const page = await rollUp('');
  await page.getByRole('heading', { level: 1, name: /GP practices by ICB/ }).waitFor();
  expect(await page.getByText(/^Counted/).innerText()).toBe(
    'Counted on 30 September 2024 by operational dates, in the release of 30 September 2024. ' +
      'All values are of 1 September 2024.',
  );
  await page.getByRole('img', { name: /Patients registered at a GP practice by ICB/ }).waitFor();
  expect(await page.getByRole('table', { name: 'GP practices by ICB' }).getByRole('row').count()).toBeGreaterThan(40);
  expect(await page.getByRole('link', { name: 'Roll-up' }).getAttribute('aria-current')).toBe('page');
  expect(await accessibilityViolations(page)).toEqual([]);
});

test('without the playground, nothing links to it', async () => {
  const page = await rollUp('');
  await page.getByText('This page as GraphQL').click();
  await page.getByRole('button', { name: 'Copy as GraphQL' }).waitFor();
  expect(await page.locator('a[href^="/playground"]').count()).toBe(0);
});

test('the page shows all groups, practices without a value and practices in no region', async () => {
  const page = await rollUp(BY_REGION);
  expect(await fact(page, /^Patients/).innerText()).toBe('4,330,834 patients');
  expect(await page.getByRole('row', { name: /CAPITAL COMMISSIONING REGION/ }).innerText()).toMatch(
    /178\s+1,283,648\s+7/,
  );
  await page.getByText('7, show names').click();
  const named = page.getByRole('row', { name: /CAPITAL COMMISSIONING REGION/ }).getByRole('listitem');
  await named.nth(6).waitFor();
  expect(await named.count()).toBe(7);
  expect(await page.getByRole('table', { name: 'Not in any Region' }).innerText()).toContain(
    'Welsh, Scottish or Northern Irish',
  );
  expect(await accessibilityViolations(page)).toEqual([]);
});

test('the roll-up is chosen with the keyboard, and links to groups keep the date', async () => {
  const page = await rollUp(`${BY_REGION}&date=2024-07-31`);
  await page.getByLabel('By', { exact: true }).last().selectOption('SUB_ICB_LOCATION');
  await tabTo(page, /^Roll up$/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: /GP practices by Sub ICB location/ }).waitFor();
  await page.getByText('Counted on 31 July 2024').waitFor();
  expect(new URL(page.url()).searchParams.get('date')).toBe('2024-07-31');
  const link = page.getByRole('table', { name: 'GP practices by Sub ICB location' }).getByRole('link').first();
  const name = await link.innerText();
  await tabTo(page, new RegExp(`^${name}$`), 90);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name }).waitFor();
  expect(new URL(page.url()).search).toBe('?date=2024-07-31');
});

test('the values may be of another day than the organisations', async () => {
  const page = await rollUp(BY_REGION);
  await page.getByLabel('Values of').selectOption('2024-06-01');
  await page.getByRole('button', { name: 'Roll up' }).click();
  await page.getByText('The values are those on 1 June 2024. All values are of 1 June 2024.').waitFor();
  expect(new URL(page.url()).searchParams.get('valuesOn')).toBe('2024-06-01');
  await page.goto(page.url().replace('valuesOn=2024-06-01', 'valuesOn=2026-01-01'));
  await page.getByText('the newest are of 1 September 2024: choose them under "Values of".').waitFor();
  expect(await fact(page, /^Too old/).innerText()).toContain('have only a value from more than 12 months before');
});

test('the table is saved as CSV, with the reasons of organisations in no group', async () => {
  const page = await rollUp(BY_REGION);
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as CSV' }).press('Enter'),
  ]);
  expect(saved.suggestedFilename()).toBe('gp_practice-by-region.csv');
  const [head, first, ...rest] = readFileSync(await saved.path(), 'utf8').split('\r\n');
  expect(head).toBe(
    'code,name,reason,count,total,missing,of,by,view,measure,date,basis,release,days_of_values,values_on,carried_forward,too_old,under_other_codes,left_out,left_out_total',
  );
  expect(first).toBe(
    'ZXR1,CAPITAL COMMISSIONING REGION,,178,1283648,7,GP_PRACTICE,REGION,COMMISSIONING,gp-list-size,2024-09-30,OPERATIONAL,2024-09-30,2024-09-01,2024-09-30,171,0,0,0,0',
  );
  expect(rest.join('\n')).toMatch(/^,,OTHER_NATION,11,/m);
});

test('without a measure the page counts organisations, and shows reasons for a level that did not exist', async () => {
  const page = await rollUp('?kind=GP_PRACTICE&by=ICB&view=COMMISSIONING&date=2018-04-01');
  await page.getByText('No GP practices belong to any ICB on this date.').waitFor();
  await page.getByRole('table', { name: 'Not in any ICB' }).waitFor();
  expect(await accessibilityViolations(page)).toEqual([]);
});

test('the page shows its query as GraphQL that runs', async () => {
  const page = await rollUp(BY_REGION);
  await page.getByText('This page as GraphQL').click();
  const query = await page.getByRole('group', { name: 'GraphQL' }).innerText();
  const response = await page.evaluate(async (body) => {
    const headers = { 'content-type': 'application/json' };
    return (await (await fetch('/graphql', { method: 'POST', headers, body })).json()) as unknown;
  }, JSON.stringify({ query }));
  expect(response).toMatchObject({ data: { rollUp: { total: 4_330_834 } } });
});

test('an invalid parameter shows an error message', async () => {
  const page = await visit('/roll-up?kind=HOSPITALS&by=ICB');
  await page.getByRole('alert').filter({ hasText: 'HOSPITALS' }).waitFor();
  expect(await accessibilityViolations(page)).toEqual([]);
});

test.each([
  ['320 pixels wide', { width: 320, height: 700 }],
  ['768 pixels wide', { width: 768, height: 1024 }],
])('a window %s does not scroll horizontally', async (_what, size) => {
  const page = await rollUp(BY_REGION, size);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width);
  expect(await accessibilityViolations(page)).toEqual([]);
});

const FILE = { name: 'events.csv', mimeType: 'text/csv' };
const ROWS = 'Org code,Day\nZXP0006,31/03/2021\nV81999,01/04/2021\n';

async function choose(page: Page, text = ROWS) {
  await page.getByLabel(/^File with codes/).setInputFiles({ ...FILE, buffer: Buffer.from(text) });
  await page.getByRole('form', { name: 'Columns' }).waitFor();
}

test('a file gets columns with the keyboard: choose, send, see the first rows, save', async () => {
  const page = await visit('/enrich');
  await page.getByRole('heading', { level: 1, name: 'Add columns to a file' }).waitFor();
  expect(await page.getByRole('link', { name: 'Add columns' }).getAttribute('aria-current')).toBe('page');
  expect(await accessibilityViolations(page)).toEqual([]);
  await choose(page);
  await page.getByLabel('Column of dates').selectOption('Day');
  await tabTo(page, /^ ?Postcode/, 90);
  await page.keyboard.press('Space');
  await tabTo(page, /^Add columns$/, 90);
  await page.keyboard.press('Enter');
  const table = page.getByRole('table', { name: 'The first rows' });
  await table.waitFor();
  const text = await table.innerText();
  expect(text).toContain('OLD MILL SURGERY, EXAMPLETON');
  expect(text).toContain('DEFAULT_CODE: The GP practice code is not known.');
  expect(text).not.toContain('postcode');
  expect(await accessibilityViolations(page)).toEqual([]);
  await tabTo(page, /^Save events-enriched.csv$/, 90);
  const [saved] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  expect(saved.suggestedFilename()).toBe('events-enriched.csv');
  const lines = readFileSync(await saved.path(), 'utf8').split('\n');
  expect(lines.slice(0, 2)).toEqual([
    'Org code,Day,name,kind,isActive,parent,subIcb,icb,region,payee,successor,codeUsed,dateUsed,reason',
    expect.stringMatching(
      /^ZXP0006,31\/03\/2021,"OLD MILL SURGERY, EXAMPLETON",GP_PRACTICE,true,.*ZXP0006,2021-03-31,/,
    ),
  ]);
});

test('a file can be dropped, and the message of the server says what is wrong with it', async () => {
  const page = await visit('/enrich', { width: 320 });
  const data = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['code,NAME\nZXP0006,x\n'], 'names.csv', { type: 'text/csv' }));
    return transfer;
  });
  await page.locator('.drop').dispatchEvent('drop', { dataTransfer: data });
  await page.getByText('Chosen: names.csv').waitFor();
  await page.getByRole('button', { name: 'Add columns' }).click();
  await page.getByText("The file already has a column 'NAME'.").waitFor();
  expect(takeErrors()).toEqual([expect.stringContaining('400')]);
  expect(await accessibilityViolations(page)).toEqual([]);
  await page.getByLabel('Before each new heading (optional)').fill('ods_');
  await page.getByRole('button', { name: 'Add columns' }).click();
  await page.getByRole('table', { name: 'The first rows' }).waitFor();
  expect(await accessibilityViolations(page)).toEqual([]);
});
