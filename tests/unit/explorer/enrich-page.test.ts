import { CHOSEN_AT_FIRST, COLUMNS } from '../../../explorer/organisations/enrich/columns';
import { enrichUrl } from '../../../explorer/organisations/enrich/enrich-url';
import { tableStart } from '../../../explorer/organisations/enrich/table-text';
import { DEFAULT_COLUMNS, ENRICH_COLUMNS } from '../../../domain/enrich/columns';

test('the page offers every column of the service, and chooses the same ones at first', () => {
  const names = COLUMNS.map(([name]) => name);
  expect([...names].sort()).toEqual([...ENRICH_COLUMNS].sort());
  expect(names.slice(0, CHOSEN_AT_FIRST)).toEqual(DEFAULT_COLUMNS);
});

test('with a column of dates, the date of the page does not count', () => {
  const moment = { date: '2021-03-31', basis: 'legal', release: '2024-06-30' } as const;
  const choice = { add: ['name', 'icb'], codeColumn: 'Org, code', dateColumn: '', prefix: '' };
  const query = (url: string) => Object.fromEntries(new URL(url, 'http://x').searchParams);
  const common = { add: 'name,icb', codeColumn: 'Org, code', basis: 'LEGAL', release: '2024-06-30' };
  expect(query(enrichUrl(choice, moment))).toEqual({ ...common, date: '2021-03-31' });
  expect(query(enrichUrl({ ...choice, dateColumn: 'd', prefix: 'o_' }, moment))).toEqual({
    ...common,
    dateColumn: 'd',
    prefix: 'o_',
  });
});

test.each([
  [
    'a.csv',
    '\ufeffa,b\r\n1,"x, ""y""\nz"\r\n\r\n2,\r\n3,4',
    {
      headings: ['a', 'b'],
      rows: [
        ['1', 'x, "y"\nz'],
        ['2', ''],
      ],
    },
  ],
  ['a.csv', 'a;"b,c"\n1;2\n', { headings: ['a', 'b,c'], rows: [['1', '2']] }],
  ['a.txt', 'a\tb\n1\t2', { headings: ['a', 'b'], rows: [['1', '2']] }],
  ['a.txt', 'a|b\n1|2', { headings: ['a', 'b'], rows: [['1', '2']] }],
  ['a.csv', '', { headings: [], rows: [] }],
  [
    'a.ndjson',
    '{"a":1,"b":["x","y"]}\n\n{"a":null,"c":true}\n{"a":',
    {
      headings: ['a', 'b', 'c'],
      rows: [
        ['1', 'x; y', ''],
        ['', '', 'true'],
      ],
    },
  ],
])('the first two rows of %s %j', (name, text, start) => {
  expect(tableStart(text, name, 3 - 1 + (name.endsWith('ndjson') ? 1 : 0))).toEqual(start);
});
