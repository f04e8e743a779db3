import { parse } from 'csv-parse/sync';
import { CSV } from '../../../../gateway/export/formats/csv';
import type { FileTable } from '../../../../gateway/export/formats/format';

const TABLE: FileTable<string> = {
  columns: [{ name: 'text', type: 'TEXT', read: (row) => row }],
  toJson: (text) => ({ text }),
};
const cellFor = (excel: boolean, text: string) => {
  const cells = parse([...CSV.createWriter(TABLE, { excel }).write([text])].join('')) as string[][];
  return cells[0]![0];
};

test.each([
  ...[
    '5E1',
    '00410',
    '410',
    '1E10',
    '-5',
    '+44 20 7946 0000',
    '.5',
    '£5',
    '12/13',
    '3-5',
    '10:30',
    '1 MARCH',
    ' 00410',
  ],
  ...[
    '5.1E2',
    '(5)',
    '5%',
    'MAR1',
    'SEP 12',
    'DEC-01',
    'AVR12',
    'TRUE',
    'false',
    '12 2014-04-15',
    '10 "OLD" MILL',
    '900000000001',
  ],
])('Excel shows %j as it is', (text) => {
  expect(cellFor(true, text)).toBe(`="${text.replaceAll('"', '""')}"`);
});

test.each([
  'A81001',
  'G81086',
  'RO76',
  'E5',
  'OLD MILL',
  'A1B2',
  '2014-04-15',
  '2014-04-15/',
  'SURGERY 12345',
  '/2020-03-31',
  'NOT TRUE',
  'false alarm',
])('%j is written as in any other CSV', (text) => expect(cellFor(true, text)).toBe(text));

test.each(['=1+1', '@SUM(A1)', '-A1', '=5', `1${'2'.repeat(255)}`])(
  'a formula stays escaped, and %j is no formula',
  (text) => {
    expect(cellFor(true, text)).toBe(cellFor(false, text));
  },
);
