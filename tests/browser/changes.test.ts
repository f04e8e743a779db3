import type { Page } from 'playwright-core';
import { KNOWN_CASES } from '../../sample/known-cases';
import { useBrowser, accessibilityViolations, type VisitOptions } from '../support/browser';
import { tabTo } from './keyboard';
import '../support/process/retry-timed';

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

test('an unknown path shows an error page with a link to the start page', async () => {
  const page = await visit('/organisations');
  await heading(page, /Page not found/);
  expect(await accessibilityViolations(page)).toEqual([]);
  await page.getByRole('link', { name: 'start page', exact: true }).press('Enter');
  await heading(page, /Explore NHS organisations/);
  expect(takeErrors().join('\n')).toMatch(/404/);
});

test.each([
  ['320 pixels wide', { width: 320, height: 700 }],
  ['at 400 % of 1280 by 1024', { width: 320, height: 256 }],
  ['768 pixels wide', { width: 768, height: 1024 }],
])('a window %s does not scroll horizontally', async (_what, size) => {
  const page = await changes(RELEASES, size);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width);
  expect(await accessibilityViolations(page)).toEqual([]);
});
