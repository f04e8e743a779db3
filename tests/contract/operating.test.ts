import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOME, SETTINGS } from '../../config';
import { CATALOGUE } from '../../errors';
import { RULES } from '../../ods/finding-rules';

const text = readFileSync(join(HOME, 'docs/operating.md'), 'utf8');
/** The first two cells of each row whose first cell is one word in code type. */
const rows = new Map(
  [...text.matchAll(/^\| `([A-Z_]+)` *\| ([\d,]+) *\|/gm)].map(([, name, value]) => [name!, value!]),
);
const number = (value: string | undefined) => Number(value?.replaceAll(',', ''));

test('docs/operating.md names every error with its status', () => {
  const written = Object.fromEntries(Object.keys(CATALOGUE).map((code) => [code, number(rows.get(code))]));
  expect(written).toEqual(Object.fromEntries(Object.entries(CATALOGUE).map(([code, { status }]) => [code, status])));
});

test('docs/operating.md names every limit with its default', () => {
  const limits = Object.entries(SETTINGS).filter(
    ([name]) => name.startsWith('LIMIT_') || name === 'REQUEST_TIMEOUT_MS',
  );
  for (const [name, { schema }] of limits)
    expect([name, number(rows.get(name))]).toEqual([name, schema.parse(undefined)]);
});

test('docs/findings.md says what to do about each rule, under its title', () => {
  const table = readFileSync(join(HOME, 'docs/findings.md'), 'utf8');
  const written = [...table.matchAll(/^\| `([a-z-]+)` *\| (.*?) *\| (.*?) *\|$/gm)].map(([, id, title, what]) => {
    expect(what!.length).toBeGreaterThan(20);
    return [id, title];
  });
  expect(written).toEqual(Object.entries(RULES).map(([id, { title }]) => [id, title]));
});
