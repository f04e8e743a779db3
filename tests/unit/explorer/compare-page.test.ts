import { belowCsv } from '../../../explorer/organisations/changes/below/below-csv';
import { belowParams } from '../../../explorer/organisations/changes/below/params';
import { differenceText, toLine } from '../../../explorer/organisations/compare/difference';
import { withMeasures } from '../../../explorer/organisations/compare/measures';
import { asOfBoth, compareParams } from '../../../explorer/organisations/compare/params';

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
  expect(params).toEqual({ from: '2023-01-31', to: '2024-10-31', within: 'QWE', view: 'REPORTING', group: '' });
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
