import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOME } from '../../../config';
import { asking } from '../../support/gateway/asking';
import { sampleGraph } from '../../support/database/graph';

jest.setTimeout(120_000);

/**
 * Queries in documents are asked over the sample, and the answer that follows one is the one that it gets. `npm run accept`
 * writes the answers anew.
 */
const FILES = ['README.md', 'docs/recipes.md', 'docs/dates.md'];
const QUERY = /```graphql\n(?<query>[^]*?)```(?:\n\n```json\n(?<answer>[^]*?)```)?/g;

const ask = asking(sampleGraph());

test.each(FILES)('the queries of %s are answered as it says', async (file) => {
  const path = join(HOME, file);
  const text = readFileSync(path, 'utf8');
  const blocks = [...text.matchAll(QUERY)];
  let fresh = text;
  for (const { 0: block, groups } of blocks) {
    const { data, errors } = await ask(groups!.query!);
    expect([groups!.query, errors]).toEqual([groups!.query, undefined]);
    if (groups!.answer === undefined) continue;
    if (process.env.ACCEPT === '1')
      fresh = fresh.replace(
        block,
        block.replace(groups!.answer, () => `${shown(data)}\n`),
      );
    else expect(JSON.parse(groups!.answer)).toEqual(data);
  }
  if (fresh !== text) writeFileSync(path, fresh);
  expect(blocks.filter(({ groups }) => groups!.answer !== undefined).length).toBeGreaterThan(2);
});

const WIDTH = 116;

/** JSON in which whatever fits on a line stands on one. */
function shown(value: unknown, indent = ''): string {
  const line = onOneLine(value);
  if (typeof value !== 'object' || value === null || indent.length + line.length <= WIDTH) return line;
  const deeper = `${indent}  `;
  const parts = Array.isArray(value)
    ? value.map((item) => shown(item, deeper))
    : Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${shown(item, deeper)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${parts.map((part) => deeper + part).join(',\n')}\n${indent}${close}`;
}

function onOneLine(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`;
  return `{ ${Object.entries(value)
    .map(([key, item]) => `${JSON.stringify(key)}: ${onOneLine(item)}`)
    .join(', ')} }`;
}
