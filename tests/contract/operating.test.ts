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

test('docs/operating.md lists every error with its status', () => {
  const documented = Object.fromEntries(Object.keys(CATALOGUE).map((code) => [code, number(rows.get(code))]));
  expect(documented).toEqual(Object.fromEntries(Object.entries(CATALOGUE).map(([code, { status }]) => [code, status])));
});

test('docs/operating.md lists every limit with its default', () => {
  const limits = Object.entries(SETTINGS).filter(([name]) => name.startsWith('LIMIT_') || name.endsWith('_TIMEOUT_MS'));
  for (const [name, { schema }] of limits)
    expect([name, number(rows.get(name))]).toEqual([name, schema.parse(undefined)]);
});

test('docs/findings.md lists each rule with its title and what to do about it', () => {
  const table = readFileSync(join(HOME, 'docs/findings.md'), 'utf8');
  const documented = [...table.matchAll(/^\| `([a-z-]+)` *\| (.*?) *\| (.*?) *\|$/gm)].map(([, id, title, remedy]) => {
    expect(remedy!.length).toBeGreaterThan(20);
    return [id, title];
  });
  expect(documented).toEqual(Object.entries(RULES).map(([id, { title }]) => [id, title]));
});
