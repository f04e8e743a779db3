import { readFileSync, writeFileSync } from 'node:fs';

/** The text of a committed file; with ACCEPT=1 (npm run accept) the file takes the new text first. */
export function accepted(file: string, text: string): string {
  if (process.env.ACCEPT === '1') writeFileSync(file, text);
  return readFileSync(file, 'utf8');
}
