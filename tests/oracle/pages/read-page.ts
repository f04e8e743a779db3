import type { Page } from 'playwright-core';

/** Something that a page says: the section that says it, what it is about, and the text, with ` / ` between lines. */
export interface Statement {
  readonly section: string;
  readonly key: string;
  readonly text: string;
}

/** Reads what the page of an organisation says. Waits until all of its sections are loaded. */
export async function readStatements(page: Page): Promise<Statement[]> {
  await page.getByText(/ of [\d,]+ relationships$/).waitFor();
  await page.waitForFunction(() => !/Loading…/.test(document.querySelector('main')!.textContent ?? ''));
  const table = page.getByText('Timeline as a table');
  if (await table.isVisible()) {
    await table.click();
    await page.locator('#timeline ~ details table').waitFor();
  }
  return page.evaluate(readSections);
}

/** Runs in the page. */
function readSections(): Statement[] {
  const found: Statement[] = [];
  const say = (section: string, key: string, text: string) => found.push({ section, key, text });
  const linesOf = (of: Element) => (of as HTMLElement).innerText.split('\n').map((line) => line.trim());
  const textOf = (of: Element) => linesOf(of).filter(Boolean).join(' / ');
  const main = document.querySelector('main')!;
  const isOwn = (of: Element) => of.closest('details') === null || of.closest('section')?.querySelector('#timeline');
  const apart = 'dl, table, form, .enter__closed';

  say('title', 'name', textOf(main.querySelector('h1')!));
  say('status', 'status', textOf(main.querySelector('h1 ~ p[aria-live]')!));
  for (const section of main.querySelectorAll('section[aria-labelledby]')) {
    const name = section.getAttribute('aria-labelledby')!;
    const own = (what: string) => [...section.querySelectorAll(what)].filter(isOwn);
    if (name === 'hierarchy') {
      for (const each of own('select#view option')) say(name, 'view', each.textContent!);
      for (const each of own(':scope > p:not(.nhsuk-hint):not(:has(a))').filter((one) => textOf(one) !== ''))
        say(name, 'text', textOf(each));
      continue;
    }
    for (const each of own('h2')) say(name, 'heading', textOf(each));
    for (const each of own('.enter__closed')) say(name, 'closed', textOf(each));
    for (const row of own('.nhsuk-summary-list__row'))
      say(name, textOf(row.querySelector('dt')!), textOf(row.querySelector('dd')!));
    for (const row of own('tbody tr')) {
      const caption = row.closest('table')!.caption!.textContent!;
      say(name, `row of ${caption}`, [...row.querySelectorAll('td')].map(textOf).join(' | '));
    }
    for (const each of own('p, li').filter((one) => one.closest(apart) === null && one.closest('pre') === null))
      if (textOf(each) !== '') say(name, 'text', textOf(each));
  }
  return found;
}
