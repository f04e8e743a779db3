import { belowCsv } from '../../../explorer/organisations/changes/below/below-csv';
import { belowParams, belowVariables } from '../../../explorer/organisations/changes/below/params';
import { absentRelationshipCell, openCell } from '../../../explorer/organisations/compare/cells';
import { differenceText, toLine } from '../../../explorer/organisations/compare/difference';
import { withMeasures } from '../../../explorer/organisations/compare/measures';
import { asOfBoth, compareParams } from '../../../explorer/organisations/compare/params';
import type { Side } from '../../../explorer/organisations/compare/types';

const RELEASES = [
  { id: '2024-10-31', isLive: true },
  { id: '2023-01-31', isLive: false },
];

test.each([
  [{}, RELEASES, { release: '2023-01-31' }, { release: '2024-10-31' }],
  [{}, [{ id: '2024-02-29', isLive: true }], { date: '2023-02-28', release: '2024-02-29' }, { release: '2024-02-29' }],
  [{ fromDate: '2020-01-01' }, RELEASES, { date: '2020-01-01', release: '2024-10-31' }, { release: '2024-10-31' }],
  [
    { fromRelease: '2024-10-31', fromBasis: 'LEGAL', toRelease: '2023-01-31', toDate: '2022-01-01' },
    RELEASES,
    { basis: 'LEGAL', release: '2024-10-31' },
    { date: '2022-01-01', release: '2023-01-31' },
  ],
  [{ toRelease: '2023-01-31' }, RELEASES, { date: '2022-01-31', release: '2023-01-31' }, { release: '2023-01-31' }],
  [
    { toDate: '2015-04-01', toBasis: 'legal' },
    RELEASES,
    { date: '2015-04-01', basis: 'LEGAL', release: '2023-01-31' },
    { date: '2015-04-01', basis: 'LEGAL', release: '2024-10-31' },
  ],
  [
    { toDate: '2015-04-01' },
    [RELEASES[0]!],
    { date: '2014-04-01', release: '2024-10-31' },
    { date: '2015-04-01', release: '2024-10-31' },
  ],
])('the address %j gives both moments', (given, releases, before, after) => {
  expect(asOfBoth(compareParams(given, releases))).toEqual({ before, after });
});

const item = (key: string, name?: string) => ({
  key,
  text: key,
  ...(name === undefined ? {} : { to: { code: key, name, isActive: true } }),
});

test.each([
  [[], [], 'None in either'],
  [[item('a')], [item('a')], 'Same'],
  [[item('a'), item('b')], [item('b'), item('a')], 'Same'],
  [[item('a')], [item('b')], 'Different'],
  [[], [item('b')], 'Only in the second'],
  [[item('a')], [], 'Only in the first'],
  [[item('a'), item('b')], [item('b'), item('c'), item('d')], 'Different: 1 only in the first, 2 only in the second'],
  [[item('a'), item('a')], [item('a')], 'Different: 1 only in the first'],
  [[item('a', 'CCG')], [item('a', 'ICB')], 'Same code, shown differently'],
])('the values %j and %j are compared in words: %s', (before, after, words) => {
  expect(differenceText(before, after)).toBe(words);
});

test('a release without a record of an organisation says so in each line', () => {
  const cell = { items: [item('a')], none: '' };
  expect(toLine('Name', null, cell)).toMatchObject({
    before: { items: [], none: 'No record in this release' },
    difference: 'Only in the second',
    isSame: false,
  });
});

const openOn = (date: string, end: string | null, isActive = true, start = '2000-01-01') =>
  openCell({
    ...{ isActive, isUnresolved: false, basisUsed: 'OPERATIONAL', legal: null, operational: { start, end } },
    moment: { date, basis: 'OPERATIONAL', release: '2024-10-31' },
  } as unknown as Side).items;

test.each([
  ['the same last day on two days', openOn('2024-06-01', '2024-06-30'), openOn('2024-06-30', '2024-06-30'), 'Same'],
  ['two days without a last day', openOn('2024-06-01', null), openOn('2024-06-30', null), 'Same'],
  ['two last days', openOn('2024-06-30', '2024-06-30'), openOn('2024-09-30', '2024-09-30'), 'Different'],
  ['open and closed', openOn('2024-06-30', '2024-06-30'), openOn('2024-07-01', '2024-06-30', false), 'Different'],
  [
    'not yet open and closed',
    openOn('1999-01-01', '2024-06-30', false),
    openOn('2024-07-01', '2024-06-30', false),
    'Different',
  ],
])('%s: open or closed is compared by what decided it', (_what, before, after, words) => {
  expect(differenceText(before, after)).toBe(words);
});

test('a relationship beyond those that were read is not compared', () => {
  const side = (totalCount: number) =>
    ({ moment: { release: '2024-10-31' }, relationships: { totalCount, nodes: [{}] } }) as unknown as Side;
  const cell = { items: [item('a')], none: '' };
  const line = toLine('Operated by', absentRelationshipCell(side(2)), cell);
  expect(line).toMatchObject({ difference: 'Not compared', isSame: true, isCompared: false });
  expect(line.before.none).toBe('Not among the first 1 of 2; the others were not read');
  expect(toLine('Operated by', absentRelationshipCell(side(1)), cell)).toMatchObject({
    difference: 'Only in the second',
    isSame: false,
    isCompared: true,
  });
});

test('the filters of the form are part of what is asked below an organisation', () => {
  const params = belowParams({ within: 'qwe', kind: 'closed', code: ' b1 ', from: 'x', to: 'y' }, RELEASES);
  expect(belowVariables(params)).toEqual({
    ...{ code: 'QWE', view: 'REPORTING', from: 'x', to: 'y' },
    ...{ kinds: ['CLOSED'], only: 'B1' },
  });
});

test('measures are part of the one query, each under names of its own', () => {
  const document = withMeasures('fragment Side on Organisation {\n  successors {\n    date\n  }\n}', [
    { id: 'gp-list-size', name: 'Patients', unit: 'patients' },
    { id: 'qof "x"', name: 'Quality', unit: 'points' },
  ]);
  expect(document).toContain('value0: measurement(measure: "gp-list-size")');
  expect(document).toContain('total1: total(measure: "qof \\"x\\"", view: NETWORK)');
});

test('the file of changes has a row for each difference, and one for an organisation without any', () => {
  const params = belowParams({ within: ' qwe ', from: '2023-01-31', to: '2024-10-31' }, RELEASES);
  expect(params).toEqual({
    ...{ from: '2023-01-31', to: '2024-10-31', within: 'QWE', view: 'REPORTING', group: '' },
    ...{ kind: '', code: '' },
  });
  const organisation = {
    name: 'MILL',
    kinds: ['PCN'],
    isActive: true,
    parents: [{ code: 'A1', name: 'ABOVE', isActive: true }],
  };
  const moved = { code: 'B1', kind: 'CHANGED', groups: ['LEFT'], organisation, detail: [] };
  const detail = ['name', 'contacts'].map((what) => ({ what, id: null, before: '=1', after: null }));
  const rows = belowCsv([moved, { ...moved, code: 'B2', groups: ['NAME', 'CONTACTS'], detail }], params).split('\r\n');
  expect(rows.slice(1)).toEqual([
    'B1,MILL,PCN,CHANGED,LEFT,true,false,true,A1,ABOVE,,,,,QWE,REPORTING,2023-01-31,2024-10-31',
    "B2,MILL,PCN,CHANGED,NAME; CONTACTS,true,true,true,A1,ABOVE,name,,'=1,,QWE,REPORTING,2023-01-31,2024-10-31",
    "B2,MILL,PCN,CHANGED,NAME; CONTACTS,true,true,true,A1,ABOVE,contacts,,'=1,,QWE,REPORTING,2023-01-31,2024-10-31",
    '',
  ]);
});
