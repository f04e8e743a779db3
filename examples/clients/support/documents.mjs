import { readFileSync } from 'node:fs';

/** Returns the text of a document in the folder documents/. */
export function textOf(name) {
  return readFileSync(new URL(`../documents/${name}.graphql`, import.meta.url), 'utf8');
}
