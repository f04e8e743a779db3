import { parse } from 'csv-parse/sync';
import type { Locator } from 'playwright-core';
import { compare } from '../hierarchy';

/** A row of a file, by its headings. */
export type Row = Readonly<Record<string, string>>;

/** Presses a button that saves a CSV file, and returns the rows of the file. */
export async function savedRows(button: Locator): Promise<Row[]> {
  const [file] = await Promise.all([button.page().waitForEvent('download'), button.press('Enter')]);
  let text = '';
  for await (const part of await file.createReadStream()) text += String(part);
  return parse(text, { columns: true }) as unknown as Row[];
}

/** Returns a cell without the apostrophe that stops spreadsheets from running it as a formula. */
export const unquoted = (text: string): string => text.replace(/^'(?=[=+\-@])/, '');

/** Returns what a page says and should not, and what it should say and does not. The order of the lines does not count. */
export function differences(does: string, found: readonly string[], expected: readonly string[]): string[] {
  const left = [...expected].sort(compare);
  const wrong = [...found].sort(compare).filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return [...wrong.map((line) => `${does} ${line}`), ...left.map((line) => `does not say that it ${does} ${line}`)];
}
