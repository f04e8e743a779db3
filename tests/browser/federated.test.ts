import type { Page } from 'playwright-core';
import { useBrowser, accessibilityViolations } from '../support/browser';
import { exampleEntries, openFederatedGateway, startExampleSubgraphs } from '../support/gateway/federated-gateway';
import { openGateway } from '../support/gateway/gateway';
import { sampleGraph } from '../support/database/sample-graph';
import { startInspections } from './inspections';
import { organisationPages } from './organisation-pages';
import { retryTimed } from '../support/process/retry-timed';

retryTimed('a browser, its server and other suites share two cores');

const section = (page: Page) => page.getByRole('region', { name: 'From other teams' });
const fact = (page: Page, key: RegExp) =>
  section(page)
    .locator('.nhsuk-summary-list__row')
    .filter({ has: page.getByRole('term').filter({ hasText: key }) })
    .getByRole('definition');

describe('with the subgraphs of other teams', () => {
  const open: { close(): Promise<unknown> }[] = [];
  const { visit } = useBrowser(['organisations', 'playground'], async (pages) => {
    const [examples, inspections] = await Promise.all([startExampleSubgraphs(), startInspections()]);
    open.push(examples, inspections);
    const [vaccinations] = exampleEntries(examples);
    const other = { name: 'inspections', url: inspections.url, schema: 'introspect' };
    return openFederatedGateway([vaccinations!, other], {
      parts: { pages, exposeQueryPlan: true },
      limits: { timeoutMs: 20_000 },
    });
  });
  const organisation = organisationPages(visit);
  afterAll(async () => {
    for (const each of open) await each.close();
  });

  test('the page shows their fields and names the fields that need arguments', async () => {
    const page = await organisation('ZXVC037', /\w/);
    await section(page).waitFor();
    expect(await fact(page, /^Doses after closing$/).innerText()).toBe('2,675');
    expect(await section(page).innerText()).toContain('doses (needs from, to)');
    expect(await section(page).innerText()).toContain('ratingOn (needs day); rated (may be of several types)');
    expect(await accessibilityViolations(page)).toEqual([]);
  });

  test('the page shows scalar values of objects, the first items of lists, and errors', async () => {
    const page = await organisation('ZXP0011', /WINDMILL SURGERY/, '?date=2022-04-01');
    await section(page).waitFor();
    expect(await fact(page, /^Rating$/).innerText()).toBe('Overall: Good\nScore: 1,234\nIs final: yes');
    expect(await fact(page, /^Themes$/).innerText()).toBe('Safe, Caring');
    expect(await fact(page, /^Doses after closing$/).innerText()).toBe('None');
    expect(await fact(page, /^Inspector$/).innerText()).toMatch(/inspections/);
    const rows = section(page).getByRole('table', { name: 'Inspections' }).getByRole('row');
    expect(await rows.count()).toBe(6);
    expect(await fact(page, /^Inspections$/).innerText()).toContain('The first 5 of 7.');
    await section(page).getByText('Data from other teams as GraphQL').click();
    expect(await section(page).getByRole('group', { name: 'GraphQL' }).innerText()).toContain(
      'asOf: AsOf = { date: "2022-04-01" }) {\n  organisation(code: $code, asOf: $asOf) {\n    rating {\n      overall',
    );
    expect(await accessibilityViolations(page)).toEqual([]);
  });

  test('the playground has an example of their fields, and shows the plan of its fetches', async () => {
    const page = await visit('/playground');
    await page.getByRole('button', { name: /^Data from other teams/ }).click();
    await page.getByText(/^Release .+ · status 200/).waitFor();
    await page.getByRole('button', { name: 'Show Plan' }).click();
    await page.getByRole('button', { name: /Execute query/ }).click();
    const plan = page.getByRole('region', { name: 'Plan' });
    await plan.getByText('3 fetches from 3 subgraphs.').waitFor();
    expect(await plan.innerText()).toMatch(/Fetch from inspections for organisation: answered/);
    expect(await accessibilityViolations(page)).toEqual([]);
  });
});

describe('with introspection switched off', () => {
  const { visit, takeErrors } = useBrowser(['organisations'], (pages) =>
    openGateway(sampleGraph(), { pages, introspection: false }),
  );

  test('the page has no section for other teams', async () => {
    const page = await visit('/');
    const rejected = page.waitForResponse((response) => !!response.request().postData()?.includes('query Fields'));
    await page.goto(new URL('/organisation/ZXP0011', page.url()).href);
    expect(await (await rejected).text()).toContain('Introspection');
    await page.getByText(/ of \d+ relationships$/).waitFor();
    expect(await page.getByRole('heading', { level: 2 }).allInnerTexts()).not.toContain('From other teams');
    expect(await page.getByRole('alert').count()).toBe(0);
    for (const error of takeErrors()) expect(error).toMatch(/Failed to load resource.* 400 /);
  });
});
