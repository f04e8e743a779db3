import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOME } from '../../config';
import { BLOCKS } from './blocks';
import { COMMITTED, readFigures, type AllFigures } from './figures';

/** The documents with generated blocks. What stands outside the marks is written by hand. */
export const DOCUMENTS = ['docs/performance.md', 'docs/scale.md'];

const BLOCK = /<!-- figures: ([\w-]+) -->\n[^]*?<!-- end of figures -->/g;

/** Returns the document with every block made of these figures. Throws if a mark names no block. */
export function withFigures(document: string, figures: AllFigures): string {
  return document.replace(BLOCK, (_, name: string) => {
    const block = BLOCKS[name];
    if (!block)
      throw new Error(`There are no figures of the name ${name}; there are ${Object.keys(BLOCKS).join(', ')}.`);
    return `<!-- figures: ${name} -->\n\n${block(figures)}\n\n<!-- end of figures -->`;
  });
}

/** Makes the documents of the committed figures. */
export function writeDocuments(): void {
  const figures = readFigures(COMMITTED);
  for (const name of DOCUMENTS) {
    const file = join(HOME, name);
    writeFileSync(file, withFigures(readFileSync(file, 'utf8'), figures));
  }
}
