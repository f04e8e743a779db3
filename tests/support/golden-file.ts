import { readFileSync, writeFileSync } from 'node:fs';

/** Returns the text of a committed file. With ACCEPT=1 (npm run accept) it first writes the new text to the file. */
export function goldenText(file: string, text: string): string {
  if (process.env.ACCEPT === '1') writeFileSync(file, text);
  return readFileSync(file, 'utf8');
}
