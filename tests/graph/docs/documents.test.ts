import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOME } from '../../../config';
import { createExecutor } from '../../support/gateway/execute-query';
import { sampleGraph } from '../../support/database/sample-graph';

jest.setTimeout(120_000); // each query of the documents is a first read

/**
 * Queries in documents run on the sample. The JSON block after a query must equal its response. `npm run accept` rewrites
 * these blocks.
 */
const FILES = ['README.md', 'docs/recipes.md', 'docs/dates.md'];
const QUERY = /```graphql\n(?<query>[^]*?)```(?:\n\n```json\n(?<response>[^]*?)```)?/g;

const execute = createExecutor(sampleGraph());

test.each(FILES)('the queries of %s return the responses it shows', async (file) => {
  const path = join(HOME, file);
  const text = readFileSync(path, 'utf8');
  const blocks = [...text.matchAll(QUERY)];
  let fresh = text;
  for (const { 0: block, groups } of blocks) {
    const { data, errors } = await execute(groups!.query!);
    expect([groups!.query, errors]).toEqual([groups!.query, undefined]);
    if (groups!.response === undefined) continue;
    if (process.env.ACCEPT === '1')
      fresh = fresh.replace(
        block,
        block.replace(groups!.response, () => `${format(data)}\n`),
      );
    else expect(JSON.parse(groups!.response)).toEqual(data);
  }
  if (fresh !== text) writeFileSync(path, fresh);
  expect(blocks.filter(({ groups }) => groups!.response !== undefined).length).toBeGreaterThan(2);
});

const WIDTH = 116;

/** Formats JSON with each value on one line where it fits. */
function format(value: unknown, indent = ''): string {
  const line = onOneLine(value);
  if (typeof value !== 'object' || value === null || indent.length + line.length <= WIDTH) return line;
  const deeper = `${indent}  `;
  const parts = Array.isArray(value)
    ? value.map((item) => format(item, deeper))
    : Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${format(item, deeper)}`);
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
