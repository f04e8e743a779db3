import { PAGE_URLS } from '../../gateway/http/pages';
import { useBrowser } from '../support/browser';
import { retryTimed } from '../support/process/retry-timed';

retryTimed('a browser, its server and other suites share two cores');

const { visit, takeErrors } = useBrowser(['organisations', 'playground']);

const TEXTS = [`"><img src=x onerror=alert(1)><script>alert(2)</script>`, 'javascript:alert(3)'];
/** Every parameter that a page reads, and one that none does. */
const NAMES = [
  ...['q', 'code', 'codes', 'date', 'basis', 'release', 'view', 'direction', 'kind', 'by', 'measure', 'valuesOn'],
  ...['from', 'to', 'within', 'other', 'on', 'query', 'variables', 'example', 'nothing'],
];

/** Runs in the page. Returns what a text of the address became that is no text. */
function injected(): string[] {
  const inline = [...document.scripts].filter(({ textContent }) => textContent.includes('alert'));
  const links = [...document.querySelectorAll('a')].filter(({ href }) => /^javascript:/i.test(href));
  const found = [...inline, ...links, ...document.querySelectorAll('img[src="x"], [onerror]')];
  return found.map(({ outerHTML }) => outerHTML);
}

test.each([...PAGE_URLS, '/no-such-page'])('a script in the address of %s stays a text', async (path) => {
  for (const text of TEXTS) {
    const hostile = encodeURIComponent(text);
    const query = NAMES.map((name) => `${name}=${hostile}`).join('&');
    const page = await visit('/help');
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    await page.goto(new URL(`${path.replace(':code', hostile)}?${query}#${hostile}`, page.url()).href);
    await page.locator('main, .graphiql-container').first().waitFor();
    await page.waitForLoadState('networkidle');
    expect([dialogs, await page.evaluate(injected)]).toEqual([[], []]);
  }
  expect(takeErrors().filter((error) => !/status of 4\d\d/.test(error))).toEqual([]);
});
