import { latitudesWithin, metresBetween } from '../../../ods/distance';
import { postcodeGroup, postcodeParts } from '../../../ods/postcode-parts';

test.each([
  ['SO23 8DQ', { area: 'SO', sector: 'SO23 8', unit: 'DQ' }],
  [' ls1  4ap ', { area: 'LS', sector: 'LS1 4', unit: 'AP' }],
  ['W1A1AA', { area: 'W', sector: 'W1A 1', unit: 'AA' }],
  ['EC1A 1BB', { area: 'EC', sector: 'EC1A 1', unit: 'BB' }],
  ['SO23', null],
  ['SO23 8', null],
  ['', null],
  ['123456', null],
  ['XSO23 8DQ', null],
  ['SO23 8DQX', null],
  ['SO 23\t8 DQ', { area: 'SO', sector: 'SO23 8', unit: 'DQ' }],
])('the whole postcode %j is %j', (text, parts) => {
  expect(postcodeParts(text)).toEqual(parts);
});

test.each([
  ['so23', { area: 'SO', sectors: 'SO23 ' }],
  ['LS1 4', { area: 'LS', sectors: 'LS1 4' }],
  ['LS14', { area: 'LS', sectors: 'LS14 ' }],
  ['W1A', { area: 'W', sectors: 'W1A ' }],
  ['SO', null],
  ['SO23 8DQ', null],
  ['winchester', null],
  ['XYSO23', null],
  ['XYSO23 8', null],
  ['SO23 88', null],
])('the part %j is %j', (text, group) => {
  expect(postcodeGroup(text)).toEqual(group);
});

test('distances are those of known places, the same both ways, and 0 at the place itself', () => {
  const winchester = { latitude: 51.0632, longitude: -1.308 };
  const leeds = { latitude: 53.7965, longitude: -1.5478 };
  expect(Math.abs(metresBetween(winchester, leeds) - 304_370)).toBeLessThan(300);
  expect(metresBetween(leeds, winchester)).toBe(metresBetween(winchester, leeds));
  expect(metresBetween(leeds, leeds)).toBe(0);
  expect(metresBetween({ latitude: 0, longitude: 179.5 }, { latitude: 0, longitude: -179.5 })).toBe(111_195);
  expect(latitudesWithin(111_195)).toBeGreaterThan(1);
});
