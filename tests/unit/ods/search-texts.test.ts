import { kindRank, sectionsOf } from '../../../ods/search-texts';

const TEXTS = {
  ...{ name: 'OLD MILL MC', line1: 'MILL HOUSE', line2: 'HIGH LANE', line3: 'YORK', town: 'YORK', county: 'HANTS' },
  ...{ postcode: 'YO1 1AA', primaryRole: 'RO182', isPractice: false },
} as Parameters<typeof sectionsOf>[0];

test('each section has its words once, and an address does not repeat the words of its place', () => {
  expect(sectionsOf(TEXTS)).toEqual([
    ['old', 'mill', 'medical', 'centre'],
    ['york', 'hampshire'],
    ['yo1', 'yo11aa'],
    ['mill', 'house', 'high', 'lane'],
    ['pharmacy', 'mc'],
  ]);
  const without = { ...TEXTS, name: 'OLD MILL', line1: null, line2: null, line3: null, town: null, county: null };
  const practice = { ...without, postcode: 'X1', isPractice: true };
  expect(sectionsOf(practice)).toEqual([['old', 'mill'], [], [], [], ['gp', 'practice', 'surgery', 'doctor']]);
});

test.each([
  ['RO197', 'YORK TRUST', 0],
  ['RO197', 'YORK HOSPITAL', 0],
  ['RO98', 'YORK HOSPITAL', 1],
  ['RO198', 'YORK HOSPITAL', 1],
  ['RO198', 'York Infirmary', 1],
  ['RO198', 'HOSPITAL LANE CLINIC', 2],
  ['RO182', 'YORK PHARMACY', 2],
  ['RO999', 'YORK HOSPITAL', 3],
  [null, 'YORK', 3],
])('a record with the primary role %s and the name %s has the rank %d', (primaryRole, name, rank) => {
  expect(kindRank({ ...TEXTS, primaryRole, name })).toBe(rank);
  expect(kindRank({ ...TEXTS, primaryRole, name, isPractice: true })).toBe(1);
});
