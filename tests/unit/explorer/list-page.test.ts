import { listCsv } from '../../../explorer/organisations/list/list-csv';
import { readDay } from '../../../explorer/organisations/list/read-day';
import { readList } from '../../../explorer/organisations/list/read-list';
import { keyOf, matches, rowsOf, type ListOrganisation } from '../../../explorer/organisations/list/rows';

const read = (text: string) =>
  readList(text).map(({ line, written, code, dayWritten, day }) => [line, written, code, dayWritten, day]);

test.each([
  ['2021-03-31', '2021-03-31'],
  ['2021-03-31T09:00:00Z', '2021-03-31'],
  ['31/03/2021', '2021-03-31'],
  ['1.3.2021', '2021-03-01'],
  ['31 March 2021', '2021-03-31'],
  ['31-Mar-2021', '2021-03-31'],
  ['30/02/2021', null],
  ['03/31/2021', null],
  ['31/03/21', null],
  ['31 Foo 2021', null],
])('the day %s is read as %s', (text, day) => expect(readDay(text)).toBe(day));

test('one code in each line, several in a line, with and without days: none is lost', () => {
  expect(
    read('\ufeffa81001\r\n\r\nA81002, A81003;A8-1004\nA81005 31/03/2021\nA81006\t2021-02-30\nTHE SURGERY\n'),
  ).toEqual([
    [1, 'a81001', 'A81001', '', null],
    [3, 'A81002', 'A81002', '', null],
    [3, 'A81003', 'A81003', '', null],
    [3, 'A8-1004', 'A8-1004', '', null],
    [4, 'A81005', 'A81005', '31/03/2021', '2021-03-31'],
    [5, 'A81006', 'A81006', '2021-02-30', null],
    [6, 'THE SURGERY', null, '', null],
  ]);
});

test('several codes before one day are all looked up on it, and names beside a code are passed over', () => {
  expect(read('A81001,A81002,31 March 2021\nA81003\tTHE OLD SURGERY\t"1, HIGH STREET"')).toEqual([
    [1, 'A81001', 'A81001', '31 March 2021', '2021-03-31'],
    [1, 'A81002', 'A81002', '31 March 2021', '2021-03-31'],
    [2, 'A81003', 'A81003', '', null],
  ]);
});

test('of a table with headings, the columns of codes and days are read, also of rows without a code', () => {
  expect(read('Name,"ODS code",Date\n"Smith, A",A81001,01/04/2020\nNo code,,\nX,A8 1002,soon')).toEqual([
    [2, 'A81001', 'A81001', '01/04/2020', '2020-04-01'],
    [3, '', null, '', null],
    [4, 'A8 1002', null, 'soon', null],
  ]);
});

test('empty cells and other delimiters inside the cells of a table do not move its columns', () => {
  const codes = (text: string) => read(text).map(([, , code, , day]) => [code, day]);
  expect(codes('name\tcode\tnote\tdate\n\tA81001\t\t2021-03-31\nA; B, C\tA81002\t|\t2021-04-01')).toEqual([
    ['A81001', '2021-03-31'],
    ['A81002', '2021-04-01'],
  ]);
});

const organisation = (code: string, isActive: boolean, day: string | null = null): ListOrganisation => ({
  code,
  name: `SURGERY ${code}`,
  isActive,
  isUnresolved: false,
  basisUsed: 'OPERATIONAL',
  kinds: ['GP_PRACTICE'],
  operational: { start: '2000-04-01', end: isActive ? null : '2020-03-31' },
  legal: null,
  moment: { date: day ?? '2024-09-30', basis: 'OPERATIONAL', release: '2024-09-30' },
  address: { lines: ['1', '2', '3', '4'], town: 'LEEDS', county: null, postcode: 'LS1 1AA', country: null, uprn: '7' },
  parents: [{ code: 'P1', name: 'PARENT' }],
  networks: [],
  commissioner: { organisations: [], reason: 'NO_SUCH_LINK' },
  system: { organisations: [{ code: 'I1', name: 'BOARD' }], reason: null },
  region: { organisations: [], reason: 'NOT_ON_DATE' },
  payment: { payees: [{ organisation: { code: 'P1', name: 'PARENT' }, rule: 'OPERATING_PARENT' }], reason: null },
  becameNow: isActive ? [] : [{ code: 'N1', name: 'NEW SURGERY' }],
});

const items = readList('A1\nB2\nV81999\nX9\nA1\nA1 2021-03-31\n?\nB2 31/02/2021');
const answers = {
  release: '2024-09-30',
  defaultCodes: new Map([['V81999', 'the practice is not known']]),
  found: new Map([
    [keyOf({ code: 'A1', day: null }), organisation('A1', true)],
    [keyOf({ code: 'A1', day: '2021-03-31' }), organisation('A1', true, '2021-03-31')],
    [keyOf({ code: 'B2', day: null }), organisation('B2', false)],
    [keyOf({ code: 'X9', day: null }), null],
  ]),
};
const rows = rowsOf(items, answers);

test('unknown, default, old and repeated codes are rows that say so', () => {
  expect(rows.map(({ outcome, status, notes }) => [outcome, status, ...notes])).toEqual([
    ['OPEN', 'Open on 30 September 2024'],
    [
      'CLOSED',
      'Closed on 30 September 2024: its last day was 31 March 2020 (operational dates)',
      'Now: NEW SURGERY N1',
    ],
    ['DEFAULT', 'Default code, no organisation: the practice is not known'],
    ['UNKNOWN', 'Not in the release of 30 September 2024'],
    ['OPEN', 'Open on 30 September 2024', 'The same code and day as line 1'],
    ['OPEN', 'Open on 31 March 2021', 'The same code as line 1, on another day'],
    ['UNREADABLE', 'This text cannot be a code'],
    ['UNREADABLE', '“31/02/2021” is no day such as 2021-03-31 or 31/03/2021, so nothing was looked up'],
  ]);
});

test('a code that is not of letters and digits is found if the release has it, and else said to be none', () => {
  const odd = readList('zx-1\nzx-2\nTHE SURGERY');
  const found = new Map([[keyOf({ code: 'ZX-1', day: null }), organisation('ZX-1', true)]]);
  expect(rowsOf(odd, { ...answers, found }).map(({ item, outcome }) => [item.code, outcome])).toEqual([
    ['ZX-1', 'OPEN'],
    ['ZX-2', 'UNREADABLE'],
    [null, 'UNREADABLE'],
  ]);
});

test('the filter looks at codes, names, places, levels and notes', () => {
  const found = (text: string) => rows.filter((row) => matches(row, text)).map(({ item }) => item.line);
  expect(found('')).toHaveLength(8);
  expect(found('leeds')).toEqual([1, 2, 5, 6]);
  expect(found('new surgery')).toEqual([2]);
  expect(found('board')).toEqual([1, 2, 5, 6]);
  expect(found('default')).toEqual([3]);
  expect(found('v819')).toEqual([3]);
});

test('the CSV file has a row for each code as it was written', () => {
  const [head, ...lines] = listCsv(rows).trimEnd().split('\r\n');
  expect(lines).toHaveLength(8);
  const cells = Object.fromEntries(head!.split(',').map((name, at) => [name, lines[1]!.split(',')[at]]));
  expect(cells).toMatchObject({ line: '2', code_as_written: 'B2', result: 'CLOSED', name: 'SURGERY B2' });
  expect(lines[1]).toContain(
    'SURGERY B2,1,2,"3, 4",LEEDS,,LS1 1AA,,7,GP_PRACTICE,2000-04-01,2020-03-31,OPERATIONAL,P1,',
  );
  expect(lines[3]).toMatch(/^4,X9,,,,UNKNOWN,Not in the release of 30 September 2024,,+$/);
});
