import { DamagedCodes, mayBeDamaged } from '../../../../ods/written/excel-damage';

const CODES = [
  '5E1',
  '5E2',
  '1E4',
  '12E34',
  '1234E5',
  '00410',
  '050',
  '0012',
  '012',
  '410',
  '7',
  '1MAR',
  'J82028',
  '9E999',
];

function codesOf(text: string): readonly string[] {
  const damaged = new DamagedCodes();
  for (const code of CODES) damaged.add(code);
  return damaged.of(text);
}

test.each([
  ['5E+01', ['5E1']],
  ['5.0E+01', ['5E1']],
  ['5.00E+01', ['5E1']],
  ['5.00E1', ['5E1']],
  ['5.00000000E+01', ['5E1']],
  ['50', ['5E1', '050']],
  ['50.0', ['5E1', '050']],
  ['500', ['5E2']],
  ['10000', ['1E4']],
  ['1.20E+35', ['12E34']],
  ['1.23E+08', ['1234E5']],
  ['1E+08', ['1234E5']],
  ['123400000', ['1234E5']],
  ['12', ['0012', '012']],
  ['410.0', ['00410', '410']],
  ['01-MAR', ['1MAR']],
  ['1-MAR', ['1MAR']],
])('a spreadsheet can have made %s of %j', (text, codes) => {
  expect(codesOf(text)).toEqual(codes);
  expect(mayBeDamaged(text)).toBe(true);
});

test.each(['1.24E+08', '5.1E+01', '51', '2-MAR', '1E999'])('a spreadsheet made %s of none of the codes', (text) => {
  expect(codesOf(text)).toEqual([]);
});

test.each([
  'J82028',
  '5E1',
  '5E01',
  '5E-01',
  '',
  'X',
  '1,000',
  '50.5',
  '15.0E+01',
  '5.0E+01X',
  '5.000000000E+01',
  '01-MAR-2021',
  '1234567890123456',
])('%s is not what a spreadsheet makes of a code', (text) => {
  expect(mayBeDamaged(text)).toBe(false);
  expect(codesOf(text)).toEqual([]);
});
