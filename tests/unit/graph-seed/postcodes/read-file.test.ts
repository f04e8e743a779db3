import { mkdtempSync, rmSync, writeFileSync, createWriteStream } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { editionDate } from '../../../../graph-seed/postcodes/edition';
import { CsvCells } from '../../../../graph-seed/postcodes/csv-cells';
import { readPostcodeFile } from '../../../../graph-seed/postcodes/read-file';
import { writePostcodes } from '../../../../sample/postcodes';

const folder = mkdtempSync(join(tmpdir(), 'ods-graph-postcodes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function read(text: string) {
  const path = join(folder, 'file.csv');
  writeFileSync(path, text);
  const file = await readPostcodeFile(path, () => undefined);
  const repeated: string[] = [];
  const onRepeat = (sector: string, unit: string) => void repeated.push(sector + unit);
  const stored = file.sectors.sizes.flatMap(([area]) => [...file.sectors.sectorsOf(area, onRepeat)]);
  return { ...file, stored, repeated };
}

async function writeZip(entries: Readonly<Record<string, string>>): Promise<string> {
  const path = join(folder, 'file.zip');
  const zip = new ZipFile();
  for (const [name, text] of Object.entries(entries)) zip.addBuffer(Buffer.from(text), name);
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
  return path;
}

/** Rows as the cells reach the caller, when the text comes in chunks of one size. */
function rowsOf(text: string, size: number, chosen?: readonly number[]): string[][] {
  const rows: string[][] = [];
  const cells = new CsvCells('file.csv', (row) => {
    rows.push([...row]);
    return rows.length === 1 ? chosen : undefined;
  });
  const bytes = Buffer.from(text);
  for (let from = 0; from < bytes.length; from += size) cells.add(bytes.subarray(from, from + size));
  cells.end();
  return rows;
}

describe('the cells of a CSV text', () => {
  const text = '\ufeffa,"b,""c""",d\r\n\r\n1,"two\nlines",\n"",é"x",3';
  const rows = [
    ['a', 'b,"c"', 'd'],
    ['1', 'two\nlines', ''],
  ];

  test.each([1, 2, 7, 1_000])('do not depend on chunks of %i bytes', (size) => {
    expect(rowsOf(text.slice(0, text.indexOf('""', 20)), size).slice(0, 2)).toEqual(rows);
  });

  test('are those of the chosen columns alone, and empty where a row ends early', () => {
    expect(rowsOf('a,b,c\n1,2,3\n4\n', 3, [2, 0, Infinity])).toEqual([
      ['a', 'b', 'c'],
      ['3', '1', ''],
      ['', '4', ''],
    ]);
  });

  test('of a row without end are refused', () => {
    expect(() => rowsOf(`a\n"${'x'.repeat(70_000)}`, 1_000)).toThrow(
      /file\.csv is refused: row 2 is longer than 65536/,
    );
  });
});

test('the directory: postcodes by sector, terminated ones, those without coordinates, and areas', async () => {
  const { stored, ...file } = await read(
    '"pcd","pcds","dointr","doterm","oscty","oslaua","lat","long","lsoa11","lsoa21"\r\n' +
      '"SO238DQ","SO23 8DQ","198001","","E10000014","E07000094",51.063202,-1.308,"E01a","E01b"\r\n' +
      '"SO238AA","SO23 8AA","198001","201405","E10000014","E07000094",51.1,-1.4,"E01a","E01b"\r\n' +
      '"IM1 1AA","IM1 1AA","198001","","M99999999","",99.999999,0.000000,"",""\r\n',
  );
  expect(file).toMatchObject({ name: 'file.csv', rows: 3, withoutCoordinates: 1, terminated: 1, repeated: [] });
  expect(file.types).toEqual(['county', 'local_authority', 'lsoa']);
  expect(file.sectors.sizes).toEqual([
    ['IM', 1],
    ['SO', 2],
  ]);
  const nowhere = { latitudes: [99_999_999], longitudes: [0], located: 0, latitude: 0, longitude: 0 };
  expect(stored).toEqual([
    { sector: 'IM1 1', units: ' AA', terminated: [0], areas: ['M99999999 - -'], areasOf: [0], ...nowhere },
    {
      sector: 'SO23 8',
      units: ' AA DQ',
      latitudes: [51_100_000, 51_063_202],
      longitudes: [-1_400_000, -1_308_000],
      terminated: [201_405, 0],
      areas: ['E10000014 E07000094 E01b'],
      areasOf: [0, 0],
      located: 1,
      latitude: 51.063202,
      longitude: -1.308,
    },
  ]);
});

test.each([
  ['pcds,lat,long\nSO23 8DQ,51,-1\n', []],
  ['PCD7,doterm,LAT,LONG,ctry\nSO238DQ,,51,-1,E92000001\n', ['country']],
  [
    'pcd,laua,rgn,ctry,icb,sicbl,lat,long\nSO238DQ,a,b,c,d,e,51,-1\n',
    ['country', 'region', 'local_authority', 'icb', 'sub_icb'],
  ],
  ['pcds,lad25cd,wd25cd,rgn25cd,lat,long\nSO23 8DQ,a,b,c,51,-1\n', ['region', 'local_authority', 'ward']],
])('columns are found by name: %j', async (text, types) => {
  const { stored, ...file } = await read(text);
  expect(file.types).toEqual(types);
  expect(stored).toMatchObject([{ sector: 'SO23 8', units: ' DQ', latitude: 51, longitude: -1 }]);
});

test('of several rows of a postcode the last one counts, and the report names it', async () => {
  const { stored, repeated } = await read('pcds,lat,long\nSO23 8DQ,51,-1\nso23 8dq,52,-2\n');
  expect([stored[0]!.latitudes, repeated]).toEqual([[52_000_000], ['SO23 8DQ']]);
});

test.each([
  ['pcds,lat\nSO23 8DQ,51\n', 'a file of postcodes has the columns pcds (or pcd), lat and long. It has: pcds, lat.'],
  [
    'pcds,lat,long\nSO23,51,-1\nSO23 8DQ,91,-1\n',
    "row 2: 'SO23' is not a postcode; row 3: '91, -1' are not coordinates.",
  ],
  ['pcds,lat,long,doterm\nSO23 8DQ,51,-1,May\n', "row 2: 'May' is not a month of termination."],
  ['pcds,lat,long\n', 'file.csv has no postcodes.'],
  ['', 'file.csv is empty.'],
])('%j is refused', async (text, message) => {
  await expect(read(text)).rejects.toThrow(message);
});

test('of a zip, the largest CSV file with the columns is read', async () => {
  const header = 'pcds,lat,long\n';
  const path = await writeZip({
    'Documents/names.csv': `code,name\n${'x,y\n'.repeat(100)}`,
    'Data/multi_csv/ONSPD_AUG_2024_UK_SO.csv': `${header}SO23 8DQ,51,-1\n`,
    'Data/ONSPD_AUG_2024_UK.csv': `${header}SO23 8DQ,51,-1\nLS1 4AP,53,-1\n`,
  });
  const file = await readPostcodeFile(path, () => undefined);
  expect([file.name, file.rows, file.sha256]).toEqual(['file.zip', 2, expect.stringMatching(/^[0-9a-f]{64}$/)]);
  await expect(readPostcodeFile(await writeZip({ 'a.txt': 'x' }), () => undefined)).rejects.toThrow(
    'contains no CSV file',
  );
  await expect(readPostcodeFile(await writeZip({ 'a.csv': 'x,y\n' }), () => undefined)).rejects.toThrow(
    'It has: x, y.',
  );
});

test('the date of an edition is the month in its name, or is given', () => {
  const names = ['ONSPD_AUG_2024_UK.csv', 'NSPL21_FEB_2025_UK.csv', 'nspl_2024aug.zip', 'ONSPD_November_2023.zip'];
  expect(names.map((name) => editionDate(name, undefined))).toEqual([
    '2024-08-01',
    '2025-02-01',
    '2024-08-01',
    '2023-11-01',
  ]);
  expect(editionDate('x.csv', '2024-08-15')).toBe('2024-08-15');
  expect(() => editionDate('postcodes.csv', undefined)).toThrow('Which edition is postcodes.csv?');
});

test("the sample's postcodes are the same at every run", async () => {
  const files = [await writePostcodes(join(folder, 'a')), await writePostcodes(join(folder, 'b'))];
  const [first, second] = await Promise.all(files.map((path) => readPostcodeFile(path, () => undefined)));
  expect(first!.sha256).toBe(second!.sha256);
  expect(first).toMatchObject({ rows: 4_250, withoutCoordinates: 105, terminated: 146 });
});
