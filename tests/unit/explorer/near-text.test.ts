import { formatDistance, typedSearch } from '../../../explorer/organisations/search/near-text';

test.each([
  ['near so23', { text: null, near: { postcode: 'SO23' } }],
  [' Near SO23 8DQ ', { text: null, near: { postcode: 'SO23 8DQ' } }],
  ['pharmacy near so23 8', { text: 'pharmacy', near: { postcode: 'SO23 8' } }],
  ['old mill surgery NEAR W1A1AA', { text: 'old mill surgery', near: { postcode: 'W1A1AA' } }],
  ['surgery near the park', { text: 'surgery near the park', near: null }],
  ['linear SO23', { text: 'linear SO23', near: null }],
  ['near', { text: 'near', near: null }],
  ['', { text: '', near: null }],
])('%j is %j', (typed, expected) => {
  expect(typedSearch(typed)).toEqual(expected);
});

test('distances have one decimal up to ten kilometres', () => {
  expect([0, 0.04, 0.449, 9.96, 12.6].map(formatDistance)).toEqual(['0 km', '0 km', '0.4 km', '10 km', '13 km']);
});
