import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCsv } from '../../../cli/match/csv-rows';
import { itemOf } from '../../../cli/match/rows';

const folder = mkdtempSync(join(tmpdir(), 'ods-graph-rows-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function read(content: string | Buffer) {
  const file = join(folder, 'list.csv');
  writeFileSync(file, content);
  const { delimiter, rows } = await openCsv(file);
  const found: (readonly string[])[] = [];
  for await (const { record } of rows) found.push(record);
  return { delimiter, rows: found };
}

test.each([',', ';', '\t', '|'])(
  'the rows of a file with %j between its cells, with a byte-order mark and line breaks',
  async (mark) => {
    const text = `\ufeffname${mark}"post${mark}code"\r\n"OLD ""MILL""\r\nCAFÉ"${mark}ZZ2 2ZZ\r\n`;
    expect(await read(text)).toEqual({
      delimiter: mark,
      rows: [
        ['name', `post${mark}code`],
        ['OLD "MILL"\r\nCAFÉ', 'ZZ2 2ZZ'],
      ],
    });
  },
);

test('a file of many chunks whose letters lie across them', async () => {
  const names = Array.from({ length: 40_000 }, (_, at) => `${'é'.repeat(at % 7)}${at}`);
  expect((await read(`name\n${names.join('\n')}\n`)).rows.flat()).toEqual(['name', ...names]);
});

test.each([
  ['Windows-1252', Buffer.from('name\nCaf\xe9\n', 'latin1')],
  ['Windows-1252, far below', Buffer.from(`name\n${'A\n'.repeat(100_000)}Caf\xe9\n`, 'latin1')],
  ['a letter that is cut off', Buffer.from('name\nCafé').subarray(0, -1)],
  ['UTF-16', Buffer.from('\ufeffname\nCafé\n', 'utf16le')],
])('a file that is not UTF-8 is refused, and no letter replaced: %s', async (_what, content) => {
  await expect(read(content)).rejects.toThrow('list.csv is not UTF-8. In Excel, save it as "CSV UTF-8');
});

test('a file that cannot be read, or is not CSV, is refused with the reason', async () => {
  await expect(openCsv(join(folder, 'none.csv'))).rejects.toThrow('none.csv cannot be read: ENOENT');
  await expect(read('a,b\n1,2,3\n')).rejects.toThrow(
    'list.csv cannot be read: Invalid Record Length: expect 2, got 3 on line 2',
  );
  expect(await read('')).toEqual({ delimiter: ',', rows: [] });
});

test.each([
  ['-', '', false],
  ['\u02bc', '\u041a', false],
  ['', 'ZZ2', true],
  ['&', '', false],
  ['Ⅷ', '', true],
])('a row with the name %j and the postcode %j is compared: %s', (name, postcode, expected) => {
  expect(itemOf([name, postcode], { name: 0, postcode: 1 }, 2).item !== null).toBe(expected);
});
