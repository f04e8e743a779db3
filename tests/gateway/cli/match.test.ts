import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { runCommand } from '../../support/process/run-command';
import { sampleGraph, sharedNeo4j } from '../../support/database/sample-graph';

let folder: string;
beforeAll(() => {
  sampleGraph();
  folder = mkdtempSync(join(tmpdir(), 'ods-graph-match-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(text: string, ...options: string[]) {
  const file = join(folder, 'list.csv');
  writeFileSync(file, text);
  const { uri, password } = sharedNeo4j();
  return runCommand(['match', file, ...options], { NEO4J_URI: uri, NEO4J_PASSWORD: password });
}

test('the rows come back in order with codes, and a row without a code says why', async () => {
  const lines = [
    'Ref,Site,PC',
    '7,"old mil, surg",zz22zz',
    '=1+1,,',
    '9,old mill surgery,',
    '10,bell tower surgery,ZZ16 2QX',
  ];
  const { code, out, notes } = await run(
    `\ufeff${lines.join('\r\n')}\r\n`,
    '--name-column',
    'Site',
    '--postcode-column',
    'PC',
  );
  expect([code, notes]).toEqual([0, expect.stringContaining('2 of 4 rows have a code.')]);
  const [heading, ...rows] = parse(out) as unknown as string[][];
  expect(heading).toEqual(['Ref', 'Site', 'PC', 'ods_code', 'ods_name', 'score', 'matched', 'reason', 'successors']);
  expect(rows.map((row) => row.slice(0, 4))).toEqual([
    ['7', 'old mil, surg', 'zz22zz', 'ZXP0006'],
    ['=1+1', '', '', ''],
    ['9', 'old mill surgery', '', ''],
    ['10', 'bell tower surgery', 'ZZ16 2QX', 'ZXP0026'],
  ]);
  expect(rows[0]!.slice(4)).toEqual([
    'OLD MILL SURGERY, EXAMPLETON',
    expect.any(String),
    'name; postcode',
    'chosen',
    '',
  ]);
  expect(rows[1]!.at(-2)).toBe('nothing to compare: no name, postcode or address');
  expect(rows[2]!.at(-2)).toContain('not alike enough: ZXP');
  expect(rows[3]!.slice(-2)).toEqual([expect.stringContaining('chosen; not active on'), 'ZXP0027']);
});

test('wrong columns and files that cannot be read end with 2 and the reason', async () => {
  const wrong = await run('A,B\n1,2\n');
  expect([wrong.code, wrong.out, wrong.notes]).toEqual([
    2,
    '',
    expect.stringContaining('Give --name-column. Columns: A, B.'),
  ]);
  const ragged = await run('name,postcode\nx\n');
  expect([ragged.code, ragged.notes]).toEqual([2, expect.stringContaining('list.csv cannot be read')]);
  const empty = await run('');
  expect([empty.code, empty.notes]).toEqual([2, expect.stringContaining('list.csv is empty.')]);
});
