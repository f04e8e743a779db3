import { inlineVariables } from '../../../explorer/organisations/graphql/inline-variables';
import { daysText, haveSeveralDays, momentText } from '../../../explorer/organisations/roll-up/moment-text';
import { rollUpParams } from '../../../explorer/organisations/roll-up/params';
import { rollUpCsv } from '../../../explorer/organisations/roll-up/roll-up-csv';
import type { Group, RollUp } from '../../../explorer/organisations/roll-up/types';
import { toCsv } from '../../../explorer/organisations/text/csv';
import { pluralLabel } from '../../../explorer/organisations/text/format';

const measures = [{ id: 'gp-list-size', name: 'Patients', unit: 'patients', source: 'somewhere', dates: [] }];

test('without parameters the page counts practices by ICB, and sums patients when that measure is loaded', () => {
  const practices = { kind: 'GP_PRACTICE', by: 'ICB', view: 'COMMISSIONING', valuesOn: '' };
  expect(rollUpParams({}, { measures })).toEqual({ ...practices, measure: 'gp-list-size' });
  expect(rollUpParams({}, { measures: [] })).toEqual({ ...practices, measure: '' });
});

test('with parameters the page sums no measure unless one is given, and enum values may be lower case with dashes', () => {
  expect(rollUpParams({ kind: 'trust-site', by: 'region' }, { measures })).toEqual({
    kind: 'TRUST_SITE',
    by: 'REGION',
    view: 'COMMISSIONING',
    measure: '',
    valuesOn: '',
  });
});

const moment = { date: '2024-10-31', basis: 'OPERATIONAL', release: '2024-10-31' };
const measure = { name: 'Patients', unit: 'patients', dates: ['2020-10-01', '2021-01-01', '2024-11-01'] };

const counts = { missing: 0, tooOld: 0, carriedForward: 2, underOtherCodes: 0, leftOut: 1, leftOutTotal: 4 };

function rollUpOf(...days: (readonly string[])[]): RollUp {
  const groups = days.map((dates, at): Group => {
    const organisation = { code: `Q${at}`, name: `ICB ${at}`, isActive: true, moment };
    return { organisation, count: 2, total: 5, ...counts, dates };
  });
  const unassigned = [{ reason: 'NO_SUCH_LINK', count: 1, total: 0, ...counts, dates: [], sample: [] }];
  return { measure, valuesOn: '2024-10-31', groups, unassigned, multiplyAssigned: [], total: 5, count: 2, ...counts };
}

test.each([
  [[['2021-01-01'], ['2021-01-01']], 'All values are of 1 January 2021.', false],
  [[['2020-10-01'], ['2021-01-01']], 'Each value is the newest of its organisation; the tables name the days.', true],
  [
    [[]],
    'There are no values of the 12 months before this day; the newest are of 1 January 2021: choose them under "Values of".',
    false,
  ],
])('with values of %j the page says from which days they are', (days, values, hasColumn) => {
  const counted = 'Counted on 31 October 2024 by operational dates, in the release of 31 October 2024.';
  const rollUp = rollUpOf(...days);
  expect(momentText(moment, rollUp)).toBe(`${counted} ${values}`);
  expect(momentText(moment, { ...rollUp, measure: null })).toBe(counted);
  const apart = momentText(moment, { ...rollUp, valuesOn: '2019-01-01' });
  expect(apart).toContain('The values are those on 1 January 2019.');
  expect(haveSeveralDays(rollUp.groups)).toBe(hasColumn);
});

test('each figure names the days of its own values, on the page and in the file', () => {
  const rollUp = rollUpOf(['2020-10-01'], ['2020-10-01', '2021-01-01'], []);
  expect(rollUp.groups.map(daysText)).toEqual(['1 October 2020', '1 October 2020 to 1 January 2021', 'none']);
  const params = { kind: 'GP_PRACTICE', by: 'ICB', view: 'COMMISSIONING', measure: 'gp-list-size', valuesOn: '' };
  const [head, ...rows] = rollUpCsv(rollUp, params)
    .trim()
    .split('\r\n')
    .map((row) => row.split(',').slice(13).join());
  expect(head).toBe('days_of_values,values_on,carried_forward,too_old,under_other_codes,left_out,left_out_total');
  const values = '2024-10-31,2,0,0,1,4';
  expect(rows).toEqual(['2020-10-01', '2020-10-01 2021-01-01', '', ''].map((days) => `${days},${values}`));
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
