import type { Page } from 'playwright-core';

const button = (page: Page, name: RegExp | string) => page.getByRole('button', { name }).first();
const show = async (page: Page, name: string, shown: string) => {
  await button(page, new RegExp(`^Show ${name}`)).click();
  await page.locator(shown).first().waitFor();
};

/** What the playground can show, and how to come there from the state before. */
export const STATES: readonly (readonly [name: string, reach: (page: Page) => Promise<unknown>])[] = [
  ['examples', async (page) => (await page.locator('.examples').count()) || show(page, 'Examples', '.examples')],
  ['response', (page) => run(page)],
  ['history', (page) => show(page, 'History', '.graphiql-history-item-label')],
  ['label of the history', (page) => button(page, 'Edit label').click()],
  ['documentation', (page) => show(page, 'Documentation Explorer', '.graphiql-doc-explorer')],
  ['type', (page) => page.locator('.graphiql-doc-explorer-content a').first().click()],
  ['search of the documentation', (page) => searchDocumentation(page)],
  ['query builder', (page) => show(page, 'Query builder', '.graphiql-explorer-root [data-field-name]')],
  ['plan', (page) => show(page, 'Plan', '.plan')],
  ['plan of a query', (page) => run(page).then(() => page.locator('.plan-nodes').first().waitFor())],
  ['operation of the plan', (page) => page.locator('.plan summary').first().click()],
  ['headers', (page) => button(page, 'Headers').click()],
  ['copy menu', (page) => openMenu(page)],
  ['shortcuts', (page) => openDialog(page, 'Open short keys dialog')],
  ['settings', (page) => openDialog(page, 'Open settings dialog')],
  ['second tab', (page) => openTab(page)],
  ['faulty query', (page) => fault(page)],
];

async function run(page: Page): Promise<void> {
  const answered = page.waitForResponse((response) => response.url().endsWith('/graphql'));
  await button(page, /Execute query/).click();
  await answered;
  await page.locator('.result-window .cm-property').first().waitFor();
}

async function searchDocumentation(page: Page): Promise<void> {
  await page.getByRole('combobox').first().focus();
  await page.keyboard.type('org');
  await page.getByRole('option').first().waitFor();
}

async function openMenu(page: Page): Promise<void> {
  await button(page, 'Copy as').click();
  await page.getByRole('menuitem').first().waitFor();
}

async function openDialog(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Escape');
  await button(page, name).click();
  await page.getByRole('dialog').waitFor();
}

async function openTab(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await button(page, 'Add tab').click();
  await page.locator('.graphiql-tab').nth(1).waitFor();
}

/** Writes a query with a fault, so that the editor marks it and the response has an error. */
async function fault(page: Page): Promise<void> {
  await page.locator('.graphiql-query-editor .CodeMirror').evaluate((element) => {
    (element as never as { CodeMirror: { setValue(text: string): void } }).CodeMirror.setValue(
      '{ releases { nothing } }',
    );
  });
  await page.locator('.CodeMirror-lint-mark-error').first().waitFor();
  await run(page);
}
