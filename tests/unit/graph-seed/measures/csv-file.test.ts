import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toColumnDate, toExtractDate } from '../../../../graph-seed/measures/dates';
import { readMeasureFile, toNumber, type FileOptions } from '../../../../graph-seed/measures/csv-file';
import { LIST_SIZE_DATES, writeListSizes } from '../../../../sample/list-sizes';

const folder = mkdtempSync(join(tmpdir(), 'ods-measure-'));
afterAll(() => rmSync(folder, { recursive: true }));

function read(text: string, options: FileOptions = { date: '2021-01-01' }) {
  const path = join(folder, 'figures.csv');
  writeFileSync(path, text);
  return readMeasureFile(path, options);
}

test.each([
  ['2021-01-01', '2021-01-01'],
  ['20210101', '2021-01-01'],
  ['01JAN2021', '2021-01-01'],
  ['01Jan2022', '2022-01-01'],
  ['01-Sep-20', '2020-09-01'],
  ['1-Sep-2020', '2020-09-01'],
  ['01-Apr-98', '1998-04-01'],
  ['30FEB2021', null],
  ['2023-02-30', null],
  ['01/02/2021', null],
  ['01XYZ2021', null],
  ['', null],
])('the extract date %j is read as %j', (text, date) => {
  expect(toExtractDate(text)).toBe(date);
});

test.each([
  ['2024-10', '2024-10-01'],
  ['202410', '2024-10-01'],
  ['Oct-24', '2024-10-01'],
  ['OCT2024', '2024-10-01'],
  ['September 2024', '2024-09-01'],
  ['01JAN2021', '2021-01-01'],
  ['2024-13', null],
  ['Decile 10', null],
  ['Marks 24', null],
  ['patients', null],
])('the heading %j of a column is the date %j', (heading, date) => {
  expect(toColumnDate(heading)).toBe(date);
});

test.each([
  ['4100', 4100],
  ['60,606,345', 60606345],
  ['1.5', 1.5],
  ['-2', -2],
  ['1,23', null],
  ['*', null],
  ['1e3', null],
  ['0x10', null],
  ['NaN', null],
])('the value %j is read as %j', (text, value) => {
  expect(toNumber(text)).toBe(value);
});

describe('a measure file', () => {
  test('is read by its usual column names, with a byte-order mark, quotes and lower-case codes', async () => {
    const file = await read('\uFEFFpractice_code,patients\na81001,"4,100"\n "A81002" ,18917\n');
    expect(file).toMatchObject({ name: 'figures.csv', valueName: 'patients', rows: 2, placeholders: 0 });
    expect([...file.extracts]).toEqual([['2021-01-01', new Map([['A81001', 4100], ['A81002', 18917]])]]); // prettier-ignore
  });

  test('takes the column CODE when several columns are codes', async () => {
    const text =
      'PUBLICATION,EXTRACT_DATE,TYPE,CCG_CODE,ONS_CCG_CODE,CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS\n' +
      'GP,01JAN2021,GP,00C,E38000247,A83005,DL1 3RT,ALL,ALL,11826\n';
    const file = await read(text, {});
    expect([...file.extracts]).toEqual([['2021-01-01', new Map([['A83005', 11826]])]]);
  });

  test('may have several dates; rows without an organisation or a value are counted, not loaded', async () => {
    const text = 'date,code,value\n01-Sep-20,A81001,1\n20201001,A81001,2\n20201001,U,5\n20201001,,5\n20201001,W00,5\n20201001,q99,5\n20201001,A81002,\n'; // prettier-ignore
    const file = await read(text, {});
    expect(file).toMatchObject({ rows: 7, placeholders: 4, withoutValue: 1 });
    expect([...file.extracts]).toEqual([
      ['2020-09-01', new Map([['A81001', 1]])],
      ['2020-10-01', new Map([['A81001', 2]])],
    ]);
  });

  test('with several rows for one code is refused with their lines, or summed with the option sum', async () => {
    const text = 'code,sex,value\nA81001,M,1\nA81002,M,7\nA81001,F,2\n';
    await expect(read(text)).rejects.toThrow(
      'figures.csv has several rows for one code: A81001 on 2021-01-01 in lines 2 and 4. Use --sum to add them up.',
    );
    const { extracts, doubled } = await read(text, { date: '2021-01-01', sum: true });
    expect(doubled).toEqual(['A81001']);
    expect(extracts.get('2021-01-01')).toEqual(new Map([['A81001', 3], ['A81002', 7]])); // prettier-ignore
  });

  test.each([';', '\t', '|'])('may have %j between its cells, as its heading shows', async (mark) => {
    const text = ['code,date,value', 'A81001,2021-01-01,"1,234"', 'A81002,2021-01-01,5'].join('\n');
    const { extracts } = await read(text.replace(/,(?!234)/g, mark), { date: undefined });
    expect(extracts.get('2021-01-01')).toEqual(new Map([['A81001', 1234], ['A81002', 5]])); // prettier-ignore
  });

  test.each([
    [
      'code,value\nA81001,1\nA81002,many\nA81003,*\n',
      {},
      "line 3: 'many' is not a number; line 4: '*' is not a number.",
    ],
    [
      'code,value\nA81001,9007199254740991\nA81002,-9007199254740993\n',
      {},
      'line 3: -9007199254740993 is larger than 9007199254740991, above which digits are lost.',
    ],
    ['date,code,value\n30FEB2021,A81001,1\n', { date: undefined }, "line 2: '30FEB2021' is not a date."],
    ['code,value\nA81001,1\nA81002\n', {}, 'could not be read: Invalid Record Length: expect 2, got 1 on line 3'],
    ['', {}, 'figures.csv is empty.'],
    ['code,value\nU,1\n', {}, 'has no value for any organisation.'],
    ['ccg_code,icb_code,value\nX,Y,1\n', {}, 'Which column is the code? Give --code-column. Columns: ccg_code'],
    ['code,men,women\nX,1,2\n', {}, 'Which column is the value? Give --value-column.'],
    ['code,value\nX,1\n', { date: undefined }, 'Which date is the file for? Give --date or --date-column.'],
    ['code,value\nX,1\n', { valueColumn: 'size' }, "--value-column: no column 'size'. Columns: code, value."],
    ['code,value\nX,1\n', { dateColumn: 'code' }, 'Give --date or --date-column, not both.'],
  ] as const)('%j is refused: %j', async (text, options, sentence) => {
    await expect(read(text, { date: '2021-01-01', ...options })).rejects.toThrow(sentence);
  });

  test('that does not exist is refused', async () => {
    await expect(readMeasureFile(join(folder, 'none.csv'), { date: '2021-01-01' })).rejects.toThrow(/ENOENT/);
  });
});

describe("NHS England's tables of registered patients", () => {
  const BANDS = 'PUBLICATION,EXTRACT_DATE,ORG_TYPE,ORG_CODE,ONS_CODE,POSTCODE,SEX,AGE_GROUP_5,NUMBER_OF_PATIENTS';
  const row = (code: string, sex: string, age: string, patients: number, type = 'GP') =>
    `GP_PRAC_PAT_LIST,01OCT2024,${type},${code},E38000240,AA1 1AA,${sex},${age},${patients}`;
  const text = (...rows: string[]) => [BANDS, ...rows].join('\n');
  const parts = ({ byDimension }: Awaited<ReturnType<typeof read>>) =>
    byDimension.map(({ date, dimension, names, figures }) => [date, dimension, names, figures]);

  test('are read as published: all patients, each sex, and the age bands of both sexes together', async () => {
    const file = await read(
      text(
        row('00L', 'ALL', 'ALL', 99, 'CCG'),
        ...[row('A81001', 'ALL', 'ALL', 12), row('A81001', 'MALE', 'ALL', 5), row('A81001', 'FEMALE', 'ALL', 7)],
        ...[row('A81001', 'MALE', '0_4', 2), row('A81001', 'FEMALE', '0_4', 3)],
        ...[row('A81001', 'MALE', '95+', 3), row('A81001', 'FEMALE', '95+', 4)],
        ...[row('A81001', 'FEMALE', '10_14', 0), row('A81001', 'FEMALE', '5_9', 0)],
      ),
      {},
    );
    expect(file).toMatchObject({ rows: 10, skipped: { otherTypes: 1, oneSex: 0 }, doubled: [] });
    expect([...file.extracts]).toEqual([['2024-10-01', new Map([['A81001', 12]])]]);
    const bands = new Map(Object.entries({ '0_4': 5, '5_9': 0, '10_14': 0, '95+': 7 }));
    expect(parts(file)).toEqual([
      ['2024-10-01', 'age_group_5', ['0_4', '5_9', '10_14', '95+'], new Map([['A81001', bands]])],
      ['2024-10-01', 'sex', ['FEMALE', 'MALE'], new Map([['A81001', new Map(Object.entries({ MALE: 5, FEMALE: 7 }))]])],
    ]);
  });

  test('with the ages of one sex only give no values by age', async () => {
    const file = await read(text(row('A81001', 'MALE', 'ALL', 5), row('A81001', 'MALE', '0_4', 5)), {});
    expect(file.skipped).toEqual({ otherTypes: 0, oneSex: 1 });
    expect(parts(file).map(([, dimension]) => dimension)).toEqual(['sex']);
  });

  test('in the layout of all persons give values without a dimension', async () => {
    const head = 'PUBLICATION,EXTRACT_DATE,TYPE,SUB_ICB_LOCATION_CODE,ONS_SUB_ICB_LOCATION_CODE,CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS'; // prettier-ignore
    const file = await read(`${head}\nGP_PRAC_PAT_LIST,01OCT2024,GP,00L,E38000130,A81001,AA1 1AA,ALL,ALL,12\n`, {});
    expect([...file.extracts]).toEqual([['2024-10-01', new Map([['A81001', 12]])]]);
    expect(file.byDimension).toEqual([]);
  });
});

test('a wide file has a column for each month; empty cells are no values', async () => {
  const file = await read('Code,Name,Jan-24,Feb-24,2024-03\nA81001,X,1,,3\nA81002,Y,4,"1,005",\n', {});
  expect(file).toMatchObject({ rows: 2, withoutValue: 2 });
  expect([...file.extracts]).toEqual([
    ['2024-01-01', new Map(Object.entries({ A81001: 1, A81002: 4 }))],
    ['2024-02-01', new Map([['A81002', 1005]])],
    ['2024-03-01', new Map([['A81001', 3]])],
  ]);
  await expect(read('code,Jan-24,2024-01\nA,1,2\n', {})).rejects.toThrow('Several columns are for one month.');
});

test('a dimension has a name of its own, and ALL stands for none', async () => {
  const text = 'code,date,Ethnic group,n\nA81001,2024-01-01,all,9\nA81001,2024-01-01,B,4\nA81001,2024-01-01,A,5\n';
  const file = await read(text, { dimensionColumn: 'ethnic group' });
  expect([...file.extracts]).toEqual([['2024-01-01', new Map([['A81001', 9]])]]);
  expect(file.byDimension).toMatchObject([{ dimension: 'ethnic_group', names: ['A', 'B'] }]);
  const { byDimension } = await read(text, { dimensionColumn: 'ethnic group', dimension: 'ethnicity' });
  expect(byDimension).toMatchObject([{ dimension: 'ethnicity' }]);
  await expect(read(text.replace(',B,', ',,'), { dimensionColumn: 'ethnic group' })).rejects.toThrow(
    "line 3: '' is not a value of ethnic_group",
  );
  await expect(read(text, { dimension: 'x' })).rejects.toThrow('give both');
});

test("the sample's list sizes are reproducible and readable without options", async () => {
  const [first, second] = [await writeListSizes(join(folder, 'a')), await writeListSizes(join(folder, 'b'))];
  const [one, other] = [await readMeasureFile(first, {}), await readMeasureFile(second, {})];
  expect(one).toEqual(other);
  expect([...one.extracts.keys()]).toEqual([...LIST_SIZE_DATES]);
  expect(one.placeholders).toBe(2);
  expect(one.extracts.get('2024-09-01')!.size).toBeGreaterThan(90);
});
