import { text } from 'node:stream/consumers';
import type { Page, Route } from 'playwright-core';
import { KNOWN_CASES } from '../../sample/known-cases';
import { useBrowser, accessibilityViolations, type VisitOptions } from '../support/browser';
import { watchLayout } from './job-pages';
import { tabTo } from './keyboard';
import { retryTimed } from '../support/process/retry-timed';

retryTimed('a browser, its server and other suites share two cores');

const { visit, takeErrors } = useBrowser(['organisations']);
const RELEASES = '?from=2024-06-30&to=2024-09-30';
const REOPENED = KNOWN_CASES.practiceReopened;

/** Opens the page and waits until the changes are loaded. */
async function changes(query: string, options?: VisitOptions): Promise<Page> {
  const page = await visit(`/changes${query}`, options);
  await page.getByText(/^\d+ of \d+ changes$/).waitFor();
  return page;
}
const heading = (page: Page, name: RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
/** Responds to the requests of the page in place of the server. */
const mockResponse = (page: Page, status: number, body: object, headers = {}) =>
  page.route('**/graphql', (route) => route.fulfill({ status, headers, json: body }));

test('without parameters the page compares the live release with the previous one', async () => {
  const page = await changes('');
  await heading(page, /What changed between two releases/);
  expect(await page.getByLabel('From release').inputValue()).toBe('2024-06-30');
  expect(await page.getByLabel('To release').inputValue()).toBe('2024-09-30');
  expect(await page.getByRole('link', { name: 'Changes' }).getAttribute('aria-current')).toBe('page');
  await page.getByText(/^20 of \d+ changes$/).waitFor();
  await page.getByRole('button', { name: 'Show more changes' }).press('Enter');
  await page.getByText(/^40 of \d+ changes$/).waitFor();
  expect(await accessibilityViolations(page)).toEqual([]);
});

test('all changes of a kind of fact are saved as CSV', async () => {
  const page = await changes(RELEASES);
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Changed relationships' }).press('Enter'),
  ]);
  expect(saved.suggestedFilename()).toBe('relationships-release-2024-09-30-since-2024-06-30.csv');
});

test('the page shows each difference with its values before and after', async () => {
  const page = await changes(`${RELEASES}&code=${REOPENED}`);
  const row = await page.getByRole('table', { name: 'Changes' }).innerText();
  expect(row).toContain('Reopened');
  expect(row).toMatch(/Published status\s+before: inactive\s+after: active/);
  expect(row).toMatch(/Operational end\s+before: 31 March 2023\s+after: none/);
  expect(row).toMatch(/GP PRACTICE \(RO76\) 15 April 2014 to 31 March 2023 \(inactive\)/);
  expect(row).toMatch(/IS COMMISSIONED BY ZXS005 1 April 2021 onwards/);
});

test('changes are filtered with the keyboard, and link to the organisation in both releases on the same date', async () => {
  const page = await changes(`${RELEASES}&date=2024-05-31`);
  await page.getByLabel('Kind of change').selectOption('REOPENED');
  await tabTo(page, /Code \(optional\)/);
  await page.keyboard.type(REOPENED.toLowerCase());
  await page.keyboard.press('Enter');
  await page.getByText('1 of 1 changes').waitFor();
  await tabTo(page, /^as in 30 June 2024/);
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/organisation/${REOPENED}?**`);
  expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({ date: '2024-05-31', release: '2024-06-30' });
  await page.goBack();
  await page.getByText('1 of 1 changes').waitFor();
  expect(await page.getByLabel('Kind of change').inputValue()).toBe('REOPENED');
});

test('the page shows its query as GraphQL that runs, and a message if there are no changes', async () => {
  const page = await changes(`${RELEASES}&kind=CLOSED`);
  await page.getByText('This page as GraphQL').click();
  const query = await page.getByRole('group', { name: 'GraphQL' }).innerText();
  const response = await page.evaluate(async (body) => {
    const headers = { 'content-type': 'application/json' };
    return (await (await fetch('/graphql', { method: 'POST', headers, body })).json()) as unknown;
  }, JSON.stringify({ query }));
  expect(response).toMatchObject({
    data: {
      changes: { nodes: expect.arrayContaining([{ kind: 'CLOSED' }].map((one) => expect.objectContaining(one))) },
    },
  });
  const none = await changes(`${RELEASES}&code=NOBODY`);
  await none.getByText('No matching changes between these releases.').waitFor();
  expect(await accessibilityViolations(none)).toEqual([]);
});

test('with a single release the page shows how to load another one', async () => {
  const page = await visit('/');
  const releases = [{ id: '2024-06-30', isLive: true }];
  await mockResponse(page, 200, { data: { releases, views: [], measures: [], roles: [], relationshipTypes: [] } });
  await page.getByRole('link', { name: 'Changes' }).click();
  await page.getByText('Only the release of 30 June 2024 is loaded.').waitFor();
  await page.getByText('npx ods-graph load').waitFor();
  expect(await accessibilityViolations(page)).toEqual([]);
});

test.each([
  [
    'over the rate limit shows the time to wait',
    429,
    'RATE_LIMITED',
    { 'retry-after': '7' },
    'Wait 7 seconds, then try again.',
  ],
  ['over the cost limit suggests less data', 400, 'COST_ESTIMATED_TOO_EXPENSIVE', {}, 'Choose less data'],
  [
    'with an internal error shows the request id',
    500,
    'INTERNAL_SERVER_ERROR',
    { 'x-request-id': 'r-1' },
    'request id r-1',
  ],
] as const)('a request %s and can be repeated', async (_what, status, code, headers, next) => {
  const page = await changes(RELEASES);
  await mockResponse(page, status, { errors: [{ message: 'No.', extensions: { code } }] }, headers);
  await page.getByLabel('Kind of change').selectOption('CLOSED');
  await page.getByRole('button', { name: 'Compare' }).click();
  await page.getByRole('alert').filter({ hasText: next }).waitFor();
  expect(await accessibilityViolations(page)).toEqual([]);
  await page.unroute('**/graphql');
  await page.getByRole('button', { name: 'Try again' }).press('Enter');
  await page.getByText(/^\d+ of \d+ changes$/).waitFor();
  expect(takeErrors().every((error) => error.includes(`${status}`))).toBe(true);
});

test('a server that cannot be reached is reported on a loaded page and on a page whose script is not loaded', async () => {
  const page = await changes(RELEASES);
  await page.route('**/*', (route) => route.abort());
  await page.getByLabel('Kind of change').selectOption('CLOSED');
  await page.getByRole('button', { name: 'Compare' }).click();
  await page.getByRole('alert').filter({ hasText: 'The server cannot be reached.' }).waitFor();
  await page.getByRole('link', { name: 'Roll-up' }).click();
  await heading(page, /This page could not be loaded/);
  expect(await accessibilityViolations(page)).toEqual([]);
  expect(takeErrors().join('\n')).toMatch(/ERR_FAILED/);
});

test('a page without the list of views says what it lacks, and loads it again', async () => {
  const page = await visit('/help');
  const isCommon = (route: Route) => (route.request().postData() ?? '').includes('query Common');
  await page.route('**/graphql', (route) => (isCommon(route) ? route.abort() : route.continue()));
  await page.goto(new URL('/organisation/ZXI01', page.url()).href);
  await page.getByRole('alert').getByText('this page lacks the choice of a release, list sizes and the').waitFor();
  await page.getByRole('heading', { name: 'Details' }).waitFor();
  expect(await page.getByRole('tree').count()).toBe(0);
  expect(await accessibilityViolations(page)).toEqual([]);
  expect(takeErrors().join()).toContain('ERR_FAILED');
  await page.unroute('**/graphql');
  await page.getByRole('alert').getByRole('button', { name: 'Try again' }).press('Enter');
  await page.getByRole('tree').waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
});

test('an unknown path shows an error page with a link to the start page', async () => {
  const page = await visit('/organisations');
  await heading(page, /Page not found/);
  expect(await accessibilityViolations(page)).toEqual([]);
  await page.getByRole('link', { name: 'start page', exact: true }).press('Enter');
  await heading(page, /Explore NHS organisations/);
  expect(takeErrors().join('\n')).toMatch(/404/);
});

const COMPARE = `/compare?code=${REOPENED}&fromRelease=2024-06-30&toRelease=2024-09-30`;
const BELOW = `/changes${RELEASES}&within=${KNOWN_CASES.icbOfMerger}&view=COMMISSIONING`;
const differ = (page: Page) => page.getByText(/^\d+ of \d+ lines differ\.$/);
const changed = (page: Page) => page.getByText(/^\d+ organisations changed\.$/);

test('an organisation is compared with an earlier release from its page, with the keyboard and in one request', async () => {
  const page = await visit(`/organisation/${REOPENED}`);
  await heading(page, /./);
  await tabTo(page, /^Compare with another day or release$/);
  const sent: string[] = [];
  page.on('request', (request) => {
    const { query = '' } = (request.postDataJSON() ?? {}) as { query?: string };
    if (query.startsWith('query Compare(')) sent.push(query);
  });
  await page.keyboard.press('Enter');
  await differ(page).waitFor();
  expect(sent).toHaveLength(1);
  const record = await page.getByRole('table', { name: 'Record' }).innerText();
  expect(record).toMatch(/Open or closed\s+.*Closed on 30 June 2024.*\s+.*Open on 30 September 2024\s+.*Different/);
  expect(record).toMatch(/Name\s[^]*?\sSame\n/);
  const links = await page.getByRole('table', { name: 'Relationships to others' }).innerText();
  expect(links).toMatch(/does not hold on 30 June 2024[^]*holds on 30 September 2024[^]*Different/);
  expect(await accessibilityViolations(page)).toEqual([]);
  await tabTo(page, /^All lines/); // a list is named by its options here
  await page.keyboard.press('ArrowDown');
  await tabTo(page, /^Compare$/);
  await page.keyboard.press('Enter');
  await page.getByRole('cell', { name: 'Same', exact: true }).first().waitFor({ state: 'detached' });
  expect(new URL(page.url()).searchParams.get('fromRelease')).toBe('2024-06-30');
  expect(await accessibilityViolations(page)).toEqual([]);
});

test('two days of one release are compared, each with its parents and its legal or operational dates', async () => {
  const page = await visit(`/compare?code=ZXP0011&fromDate=2022-04-01&toDate=2022-04-02&toBasis=legal`);
  await differ(page).waitFor();
  const belongs = await page.getByRole('table', { name: 'Where it belongs' }).innerText();
  expect(belongs).toMatch(/Networks\s[^]*ZXN0003 \(only here\)[^]*Different: 1 only in the first/);
  await page
    .getByRole('columnheader', { name: /^Second: 2 April 2022, by legal dates/ })
    .first()
    .waitFor();
});

test('an organisation that one release lacks is shown from the other one, and an unknown code says what was looked at', async () => {
  const page = await visit(`/compare?code=${KNOWN_CASES.practiceNew}&fromRelease=2024-06-30&toRelease=2024-09-30`);
  await page.getByText(/^The release of 30 June 2024 has no record of/).waitFor();
  expect(await page.getByRole('table', { name: 'Record' }).innerText()).toContain('Only in the second');
  await page.getByLabel('Code of the organisation').fill('nobody');
  await page.getByLabel('Code of the organisation').press('Enter');
  await page.getByText(/^Looked at: the releases of 30 June 2024 and 30 September 2024\./).waitFor();
  expect(await accessibilityViolations(page)).toEqual([]);
  const start = await visit('/compare');
  await start.getByText(/^Enter the code of an organisation/).waitFor();
  expect(await accessibilityViolations(start)).toEqual([]);
});

test('what changed below an organisation is counted by kind of change, listed with the keyboard, and saved whole', async () => {
  const page = await visit(BELOW);
  await changed(page).waitFor();
  const total = Number.parseInt(await changed(page).innerText());
  await tabTo(page, /^Came below it/, 90);
  await page.keyboard.press('Enter');
  await page.waitForURL('**group=ENTERED**');
  await page.getByRole('heading', { level: 2, name: 'Came below it' }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('below-list');
  for (const shown of [40, 60]) {
    await page.getByRole('button', { name: 'Show more changes' }).press('Enter');
    await page.getByText(`${shown} of 70 changes`).waitFor();
  }
  await page.getByText('Nothing in its own record.').first().waitFor();
  expect(await accessibilityViolations(page)).toEqual([]);
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save all of it as CSV' }).press('Enter'),
  ]);
  expect(saved.suggestedFilename()).toBe('changes-below-zxi43-2024-06-30-2024-09-30.csv');
  const file = await text(await saved.createReadStream());
  expect(
    new Set(
      file
        .trim()
        .split('\r\n')
        .slice(1)
        .map((line) => line.split(',')[0]),
    ).size,
  ).toBe(total);
  await page.getByText(`Saved: ${total} organisations.`).waitFor();
});

test('the changes below an organisation lead on from its page and from the changes, and say when there are none', async () => {
  const page = await visit(`/organisation/${KNOWN_CASES.icb}`);
  await page.getByRole('link', { name: 'What changed below it between two releases' }).press('Enter');
  await changed(page).waitFor();
  await page.getByLabel('Below the organisation (code)').fill(KNOWN_CASES.networkWithoutMembers);
  await page.getByRole('button', { name: 'Compare' }).click();
  await page.getByText(/^Nothing changed below/).waitFor();
  expect(await accessibilityViolations(page)).toEqual([]);
});

test.each([
  ['320 pixels wide', { width: 320, height: 700 }],
  ['at 400 % of 1280 by 1024', { width: 320, height: 256 }],
  ['768 pixels wide', { width: 768, height: 1024 }],
])('a window %s does not scroll horizontally, and its parts do not move while it loads', async (_what, size) => {
  const page = await changes(RELEASES, size);
  const fits = async () => {
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width);
    expect(await accessibilityViolations(page)).toEqual([]);
  };
  await fits();
  for (const [path, loaded] of [
    [COMPARE, differ],
    [BELOW, changed],
  ] as const) {
    await page.goto(new URL(path, page.url()).href);
    const moved = await watchLayout(page);
    await loaded(page).waitFor();
    await page.getByText(/^This (comparison|list) as GraphQL$/).waitFor();
    expect(await moved()).toBeLessThanOrEqual(0.05);
    await fits();
  }
});
