import type { Page } from 'playwright-core';

/** Presses Tab until an element with this name has the focus. Throws after `most` presses. */
export async function tabTo(page: Page, name: RegExp, most = 60): Promise<void> {
  for (let step = 0; step < most; step++) {
    await page.keyboard.press('Tab');
    if (name.test(await focused(page))) return;
  }
  throw new Error(`${name} cannot be reached by Tab.`);
}

/** Returns the name of the focused element, or an empty string if no element has the focus. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { activeElement: at, body } = document;
    if (at === null || at === body) return '';
    const label = at instanceof HTMLInputElement ? at.labels?.[0]?.textContent : undefined;
    return at.getAttribute('aria-label') ?? label ?? at.textContent ?? '';
  });
}
