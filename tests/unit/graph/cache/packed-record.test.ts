import { bytesOf } from '../../../../graph/cache/fact-cache';
import { PackedRecord } from '../../../../graph/cache/packed-record';
import { unpackState } from '../../../../ods/packed-state';

test.each([
  ['all', 'THE SURGERY|SI|RO177|1994-04-01/||2020-03-31|1 HIGH STREET|||YORK||YO1 1AA|ENGLAND|1|tel|2'],
  ['a stub', 'A STUB|OAR'],
  ['only a code', 'ZZ2|U'],
  ['the letter of a code without a record in its name', 'UNIT|OA'],
  ['a name alone', 'NAME'],
  ['no name', '|U'],
])('a packed record with %s has the values of the record', (_what, packed) => {
  const expected = unpackState('ZZ1', packed, (text) => text);
  const record = new PackedRecord('ZZ1', packed);
  const names = Object.keys(expected) as (keyof typeof expected)[];
  expect(Object.fromEntries(names.map((name) => [name, record[name]]))).toEqual(expected);
});

test('a packed record counts in the cache for what it takes when it is unpacked', () => {
  const packed = `${'N'.repeat(100)}|OA`;
  expect(bytesOf(new PackedRecord('ZZ1', packed))).toBeGreaterThan(
    packed.length + bytesOf({ ...new Array<null>(19).fill(null) }),
  );
});
