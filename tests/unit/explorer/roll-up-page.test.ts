import { inlineVariables } from '../../../explorer/organisations/graphql/inline-variables';
import { momentText } from '../../../explorer/organisations/roll-up/moment-text';
import { rollUpParams } from '../../../explorer/organisations/roll-up/params';
import { toCsv } from '../../../explorer/organisations/roll-up/csv';
import { pluralLabel } from '../../../explorer/organisations/text/format';

const measures = [{ id: 'gp-list-size', name: 'Patients', unit: 'patients', source: 'somewhere', dates: [] }];

test('without parameters the page counts practices by ICB, and sums patients when that measure is loaded', () => {
  const practices = { kind: 'GP_PRACTICE', by: 'ICB', view: 'COMMISSIONING' };
  expect(rollUpParams({}, { measures })).toEqual({ ...practices, measure: 'gp-list-size' });
  expect(rollUpParams({}, { measures: [] })).toEqual({ ...practices, measure: '' });
});

test('with parameters the page sums no measure unless one is given, and enum values may be lower case with dashes', () => {
  expect(rollUpParams({ kind: 'trust-site', by: 'region' }, { measures })).toEqual({
    kind: 'TRUST_SITE',
    by: 'REGION',
    view: 'COMMISSIONING',
    measure: '',
  });
});

test.each([
  [['2021-01-01'], 'All values are of 1 January 2021.'],
  [
    ['2020-10-01', '2021-01-01', '2024-11-01'],
    'Each value is the newest of its organisation; the newest are of 1 January 2021.',
  ],
  [['2024-11-01'], 'There are no values on or before this day.'],
])('with values of %j the page says from which day they are', (dates, values) => {
  const moment = { date: '2024-10-31', basis: 'OPERATIONAL', release: '2024-10-31' };
  const counted = 'Counted on 31 October 2024 by operational dates, in the release of 31 October 2024.';
  expect(momentText(moment, { name: 'Patients', unit: 'patients', dates })).toBe(`${counted} ${values}`);
  expect(momentText(moment, null)).toBe(counted);
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
])('%j is escaped so that no spreadsheet runs it as a formula', (text, cell) => {
  expect(toCsv([[text]])).toBe(`${cell}\r\n`);
});

test('numbers stay numbers, and null is an empty cell', () => {
  expect(toCsv([[-1.5, null, 'x']])).toBe('-1.5,,x\r\n');
});

test('kinds have readable plural labels', () => {
  expect(['GP_PRACTICE', 'PHARMACY', 'ICB', 'PHARMACY_HEADQUARTERS', 'OTHER'].map(pluralLabel)).toEqual([
    'GP practices',
    'Pharmacies',
    'ICBs',
    'Pharmacy headquarters',
    'Other organisations',
  ]);
});

test('lists of enum values are inlined as GraphQL', () => {
  const document = 'query Q($kinds: [ChangeKind!]) { changes(kinds: $kinds) { code } }';
  expect(inlineVariables(document, { kinds: ['ADDED', 'CLOSED'] })).toContain(
    '$kinds: [ChangeKind!] = [ADDED, CLOSED]',
  );
});
