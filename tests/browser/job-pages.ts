import type { Locator, Page } from 'playwright-core';

/** Counts what a person does on a page: clicks and keys that act like one. */
export class Counted {
  clicks = 0;

  constructor(readonly page: Page) {}

  async click(what: Locator): Promise<void> {
    this.clicks++;
    await what.click();
  }

  /** Enter on the focused element. It counts as a click. */
  async enter(): Promise<void> {
    this.clicks++;
    await this.page.keyboard.press('Enter');
  }

  /** Clicks what saves a file, and returns its name and text. */
  async download(button: Locator): Promise<{ readonly name: string; readonly text: string }> {
    const [file] = await Promise.all([this.page.waitForEvent('download'), this.click(button)]);
    const stream = await file.createReadStream();
    let text = '';
    for await (const part of stream) text += String(part);
    return { name: file.suggestedFilename(), text };
  }
}

/** Pastes a text into the focused element. */
export async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((pasted) => {
    const data = new DataTransfer();
    data.setData('text/plain', pasted);
    document.activeElement!.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
    document.execCommand('insertText', false, pasted);
  }, text);
}

/** Starts to add up how far the parts of the page move without a cause that the reader gave. */
export async function watchLayout(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const sums = window as unknown as { moved: number };
    sums.moved = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
        if (!entry.hadRecentInput) sums.moved += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.reload();
  return () => page.evaluate(() => (window as unknown as { moved: number }).moved);
}
