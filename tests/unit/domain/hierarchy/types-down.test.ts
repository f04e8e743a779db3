import { typesDown } from '../../../../domain/hierarchy/types-down';
import { formatSizes, parseSizes, type MeasuredSizes } from '../../../../ods/measured-sizes';

const sizes: MeasuredSizes = { lists: {}, holders: {}, targets: { RE4: ['RO98', ''], RE5: ['RO261'] } };
const ICB = { primaryRole: 'RO261' };

test('types that end at no organisation of the role in the release are left out', () => {
  expect(typesDown('COMMISSIONING', { primaryRole: 'RO98' }, sizes)).toEqual(['RE4']);
  expect(typesDown('COMMISSIONING', ICB, sizes)).toEqual(['RE5']);
  expect(typesDown('OPERATION', { primaryRole: 'RO177' }, sizes)).toEqual([]);
});

test('an organisation without a primary role is one of its own', () => {
  const targets = { RE6: [''] };
  expect(typesDown('OPERATION', null, { ...sizes, targets })).toEqual(['RE6']);
  expect(typesDown('OPERATION', { primaryRole: null }, { ...sizes, targets })).toEqual(['RE6']);
});

test('each release has its own types, and one that an older version loaded has all of the view', () => {
  expect(typesDown('COMMISSIONING', ICB, { ...sizes, targets: { RE2: ['RO261'] } })).toEqual(['RE2']);
  expect(typesDown('COMMISSIONING', ICB, { lists: {}, holders: {} })).toEqual(['RE4', 'RE5', 'RE2']);
  expect(typesDown('COMMISSIONING', ICB)).toEqual(['RE4', 'RE5', 'RE2']);
});

test('what is kept with a release is read as it was', () => {
  expect(parseSizes(formatSizes(sizes))).toEqual(sizes);
  expect(parseSizes(formatSizes({ lists: {}, holders: {} }))?.targets).toBeUndefined();
});
