import type { Page } from 'playwright-core';
import { accessibilityViolations } from '../support/browser';
import { tabTo } from '../browser/keyboard';
import { useDashboard } from './use-dashboard';

const { visit, gateway, takeRequests, takeErrors } = useDashboard();

const branch = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const day = (page: Page) => page.getByLabel('Day', { exact: true });
const item = (page: Page, code: string) =>
  page.getByRole('listitem').filter({ has: page.getByText(code, { exact: true }) });
const loaded = (page: Page) => page.getByRole('status').waitFor({ state: 'detached' });

/** Returns the codes that the page lists, from top to bottom. */
const codes = (page: Page) => page.locator('li code').allInnerTexts();

/** Returns what the API lists below an organisation on a day. */
async function below(code: string, date: string, args: string): Promise<string[]> {
  const { data } = await gateway().query(
    `{ organisation(code: "${code}", asOf: { date: "${date}" }) { children(${args}, first: 200) { nodes { code } } } }`,
  );
  const { organisation } = data as { organisation: { children: { nodes: { code: string }[] } } };
  return organisation.children.nodes.map((node) => node.code);
}

const SYSTEMS = 'view: COMMISSIONING, kinds: [ICB, STP]';
const COMMISSIONERS = 'view: COMMISSIONING, kinds: [SUB_ICB_LOCATION, CCG]';
const REGION_1 = 'Integrated care boards of CAPITAL COMMISSIONING REGION';
const BOARD_1 = 'Sub ICB locations of NHS ALDERSHIRE INTEGRATED CARE BOARD';

async function opened(path = '/', options = {}): Promise<Page> {
  const page = await visit(path, options);
  await branch(page, REGION_1).waitFor();
  return page;
}

test('a branch is read when it is opened, once, and page by page', async () => {
  const page = await opened();
  expect(await codes(page)).toEqual(['ZXR1', 'ZXR2', 'ZXR3', 'ZXR4', 'ZXR5', 'ZXR6', 'ZXR7']);
  expect(takeRequests()).toEqual(['LiveRelease', 'Regions']);
  await branch(page, REGION_1).click();
  await branch(page, BOARD_1).click();
  const location = (await below('ZXI01', '2024-09-30', COMMISSIONERS))[0]!;
  const practices = page.getByRole('button', { name: /^GP practices of/ }).first();
  await practices.click();
  await page
    .getByText(/ patients on 2024-09-01/)
    .first()
    .waitFor();
  expect(takeRequests()).toEqual(['Branch', 'Branch', 'Branch']);
  const all = await below(location, '2024-09-30', 'view: COMMISSIONING, kinds: [GP_PRACTICE]');
  const listed = async () => (await codes(page)).filter((code) => code.startsWith('ZXP'));
  expect(await listed()).toEqual(all.slice(0, 20));
  await page.getByRole('button', { name: `Show more of GP practices (20 of ${all.length})` }).click();
  await page.getByRole('button', { name: `Show more of GP practices (40 of ${all.length})` }).waitFor();
  expect(await listed()).toEqual(all.slice(0, 40));
  expect(takeRequests()).toEqual(['Branch']);
  await practices.click();
  expect(await listed()).toEqual([]);
  await practices.click();
  expect(await listed()).toEqual(all.slice(0, 40));
  expect(takeRequests()).toEqual([]);
});

test('networks and their members are listed beside the practices', async () => {
  const page = await opened();
  await branch(page, REGION_1).click();
  await branch(page, BOARD_1).click();
  await page
    .getByRole('button', { name: /^Primary care networks of/ })
    .first()
    .click();
  await page
    .getByRole('button', { name: /^Member practices of/ })
    .first()
    .click();
  await page
    .getByText(/ patients on 2024-09-01/)
    .first()
    .waitFor();
  const [network, ...members] = (await codes(page)).filter((code) => /^ZX[NP]/.test(code));
  const expected = await below(network!, '2024-09-30', 'view: NETWORK, kinds: [GP_PRACTICE]');
  expect(members.slice(0, expected.length)).toEqual(expected);
  expect(await accessibilityViolations(page)).toEqual([]);
});

test('two days one after the other are not mixed, and the first one comes from the cache again', async () => {
  const page = await opened();
  for (const button of await page.getByRole('button', { name: /^Integrated care boards of/ }).all())
    await button.click();
  const boards = async () => (await codes(page)).filter((code) => code.startsWith('ZXI'));
  const expected = async (date: string) =>
    (await Promise.all([1, 2, 3, 4, 5, 6, 7].map((at) => below(`ZXR${at}`, date, SYSTEMS)))).flat();
  const after = await expected('2024-09-30');
  const before = await expected('2024-06-30');
  expect(after).toEqual(expect.arrayContaining(['ZXI43', 'ZXI44', 'ZXI45']));
  expect(before).toEqual(expect.arrayContaining(['ZXI40', 'ZXI41', 'ZXI42']));
  await item(page, 'ZXI43').last().waitFor();
  await loaded(page);
  expect(await boards()).toEqual(after);
  await day(page).fill('2024-06-30');
  await item(page, 'ZXI40').last().waitFor();
  await loaded(page);
  expect(await boards()).toEqual(before);
  takeRequests();
  await day(page).fill('2024-09-30');
  await item(page, 'ZXI43').last().waitFor();
  expect(await boards()).toEqual(after);
  await day(page).fill('2024-06-30');
  await item(page, 'ZXI40').last().waitFor();
  expect(await boards()).toEqual(before);
  expect(takeRequests()).toEqual([]);
});

test('open branches stay open on another day, with the organisations that filled the level then', async () => {
  const page = await opened();
  await branch(page, 'Integrated care boards of SOUTH DOWNLAND COMMISSIONING REGION').click();
  await branch(page, 'Sub ICB locations of NHS ASPENSHIRE INTEGRATED CARE BOARD').click();
  await item(page, 'ZXS002').last().waitFor();
  await day(page).fill('2021-03-31');
  await item(page, 'ZXS002').last().waitFor();
  expect((await codes(page)).filter((code) => code.startsWith('ZXS'))).toEqual(
    await below('ZXI02', '2021-03-31', COMMISSIONERS),
  );
});

test('a partial failure is told, and what arrived is shown', async () => {
  const page = await opened('/?measure=no-such-measure');
  await branch(page, REGION_1).click();
  await branch(page, BOARD_1).click();
  await page
    .getByRole('button', { name: /^GP practices of/ })
    .first()
    .click();
  await page.getByText('not available').first().waitFor();
  expect(await page.getByText('not available').count()).toBe(20);
  const alert = page.getByRole('alert');
  expect(await alert.count()).toBe(1);
  expect(await alert.innerText()).toMatch(
    /^A part of this list could not be loaded\.\s+No measure 'no-such-measure' is loaded\. .*\(BAD_USER_INPUT, request [\w-]+\)$/,
  );
  const practices = page.getByRole('button', { name: /^GP practices of/ }).first();
  await practices.click();
  await practices.click();
  expect(await page.getByText('not available').count()).toBe(20);
  expect(await accessibilityViolations(page)).toEqual([]);
});

test('a service that cannot be reached is told, and can be tried again', async () => {
  const page = await opened();
  await page.route('**/graphql**', (route) => route.abort());
  await branch(page, REGION_1).click();
  await page.getByText('Integrated care boards could not be loaded.').waitFor();
  expect(await page.getByRole('alert').innerText()).toContain('The service cannot be reached.');
  expect(await accessibilityViolations(page)).toEqual([]);
  await page.unroute('**/graphql**');
  await page.getByRole('button', { name: 'Try again' }).click();
  await branch(page, BOARD_1).waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
  for (const error of takeErrors()) expect(error).toContain('net::ERR_FAILED');
});

test('a day without regions says so', async () => {
  const page = await opened();
  await day(page).fill('1980-01-01');
  await page.getByText('There was no region on this day.').waitFor();
  expect(await accessibilityViolations(page)).toEqual([]);
});

test.each(['light', 'dark'] as const)(
  'the page can be used by keyboard alone, on a narrow screen, in %s',
  async (colorScheme) => {
    const page = await opened('/', { width: 320, height: 640, colorScheme });
    await tabTo(page, /^Integrated care boards of CAPITAL/);
    await page.keyboard.press('Enter');
    await branch(page, BOARD_1).waitFor();
    await tabTo(page, /^Sub ICB locations of NHS ALDERSHIRE/);
    await page.keyboard.press('Space');
    await page
      .getByRole('button', { name: /^GP practices of/ })
      .first()
      .waitFor();
    await tabTo(page, /^GP practices of/);
    await page.keyboard.press('Enter');
    await page
      .getByText(/ patients on 2024-09-01/)
      .first()
      .waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    expect(await accessibilityViolations(page)).toEqual([]);
  },
);
