import { asGraphql } from '../../../explorer/organisations/as-graphql';
import { chosenOf } from '../../../explorer/organisations/roll-up/chosen';
import { toCsv } from '../../../explorer/organisations/roll-up/csv';
import { plural } from '../../../explorer/organisations/words';

const measures = [{ id: 'gp-list-size', name: 'Patients', unit: 'patients', source: 'somewhere', dates: [] }];

test('an address that says nothing asks for practices by ICB, and for patients where there are figures', () => {
  const practices = { kind: 'GP_PRACTICE', by: 'ICB', view: 'COMMISSIONING' };
  expect(chosenOf({}, { measures })).toEqual({ ...practices, measure: 'gp-list-size' });
  expect(chosenOf({}, { measures: [] })).toEqual({ ...practices, measure: '' });
});

test('an address that says what to count sums nothing unless it says so, and names of enums may be written freely', () => {
  expect(chosenOf({ kind: 'trust-site', by: 'region' }, { measures })).toEqual({
    kind: 'TRUST_SITE',
    by: 'REGION',
    view: 'COMMISSIONING',
    measure: '',
  });
});

test.each([
  ['=1+1', "'=1+1"],
  ['+44', "'+44"],
  ['-2', "'-2"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\tx', "'\tx"],
  ['\rx', '"\'\rx"'],
  ['＝1', "'＝1"],
  ['a,b "c"', '"a,b ""c"""'],
  ['PLAIN NAME', 'PLAIN NAME'],
])('%j is written so that no spreadsheet runs it', (text, cell) => {
  expect(toCsv([[text]])).toBe(`${cell}\r\n`);
});

test('figures stay figures, and nothing is an empty cell', () => {
  expect(toCsv([[-1.5, null, 'x']])).toBe('-1.5,,x\r\n');
});

test('several of a kind have the plural that people use', () => {
  expect(['GP_PRACTICE', 'PHARMACY', 'ICB', 'PHARMACY_HEADQUARTERS', 'OTHER'].map(plural)).toEqual([
    'GP practices',
    'Pharmacies',
    'ICBs',
    'Pharmacy headquarters',
    'Other organisations',
  ]);
});

test('lists of enum values are written as GraphQL', () => {
  const document = 'query Q($kinds: [ChangeKind!]) { changes(kinds: $kinds) { code } }';
  expect(asGraphql(document, { kinds: ['ADDED', 'CLOSED'] })).toContain('$kinds: [ChangeKind!] = [ADDED, CLOSED]');
});
