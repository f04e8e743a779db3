import type { Page } from 'playwright-core';
import { browsing, violations } from '../support/browser';
import { entriesOf, openFederated, startExamples } from '../support/gateway/federated-gateway';
import { openGateway } from '../support/gateway/gateway';
import { sampleGraph } from '../support/database/graph';
import { startInspections } from './inspections';
import { organisationPages } from './organisation-pages';
import '../support/process/retry-timed';

const section = (page: Page) => page.getByRole('region', { name: 'From other teams' });
const fact = (page: Page, key: RegExp) =>
  section(page)
    .locator('.nhsuk-summary-list__row')
    .filter({ has: page.getByRole('term').filter({ hasText: key }) })
    .getByRole('definition');

describe('with the subgraphs of other teams', () => {
  const open: { close(): Promise<unknown> }[] = [];
  const { visit } = browsing(['organisations'], async (pages) => {
    const [examples, inspections] = await Promise.all([startExamples(), startInspections()]);
    open.push(examples, inspections);
    const [vaccinations] = entriesOf(examples);
    const other = { name: 'inspections', url: inspections.url, schema: 'introspect' };
    return openFederated([vaccinations!, other], { parts: { pages }, limits: { timeoutMs: 20_000 } });
  });
  const organisation = organisationPages(visit);
  afterAll(async () => {
    for (const each of open) await each.close();
  });

  test('their fields stand on the page, those that need something are named', async () => {
    const page = await organisation('ZXVC037', /\w/);
    await section(page).waitFor();
    expect(await fact(page, /^Doses after closing$/).innerText()).toBe('2,675');
    expect(await section(page).innerText()).toContain('doses (needs from, to)');
    expect(await section(page).innerText()).toContain('ratingOn (needs day); rated (may be of several types)');
    expect(await violations(page)).toEqual([]);
  });

  test('objects are shown by their plain values, of lists the first, and what cannot be answered says so', async () => {
    const page = await organisation('ZXP0011', /WINDMILL SURGERY/, '?date=2022-04-01');
    await section(page).waitFor();
    expect(await fact(page, /^Rating$/).innerText()).toBe('Overall: Good\nScore: 1,234\nIs final: yes');
    expect(await fact(page, /^Themes$/).innerText()).toBe('Safe, Caring');
    expect(await fact(page, /^Doses after closing$/).innerText()).toBe('None');
    expect(await fact(page, /^Inspector$/).innerText()).toMatch(/inspections/);
    const rows = section(page).getByRole('table', { name: 'Inspections' }).getByRole('row');
    expect(await rows.count()).toBe(6);
    expect(await fact(page, /^Inspections$/).innerText()).toContain('The first 5 of 7.');
    await section(page).getByText('What other teams say as GraphQL').click();
    expect(await section(page).getByRole('group', { name: 'GraphQL' }).innerText()).toContain(
      'asOf: AsOf = { date: "2022-04-01" }) {\n  organisation(code: $code, asOf: $asOf) {\n    rating {\n      overall',
    );
    expect(await violations(page)).toEqual([]);
  });
});

describe('with introspection switched off', () => {
  const { visit, complaints } = browsing(['organisations'], (pages) =>
    openGateway(sampleGraph(), { pages, introspection: false }),
  );

  test('the page is as it is without other teams', async () => {
    const page = await visit('/');
    const refused = page.waitForResponse((response) => !!response.request().postData()?.includes('query Fields'));
    await page.goto(new URL('/organisation/ZXP0011', page.url()).href);
    expect(await (await refused).text()).toContain('Introspection');
    await page.getByText(/ of \d+ relationships$/).waitFor();
    expect(await page.getByRole('heading', { level: 2 }).allInnerTexts()).not.toContain('From other teams');
    expect(await page.getByRole('alert').count()).toBe(0);
    for (const complaint of complaints()) expect(complaint).toMatch(/Failed to load resource.* 400 /);
  });
});
