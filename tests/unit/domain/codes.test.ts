import { toCode, toCodes, toCodeFilter } from '../../../domain/codes';
import { codeOfRepresentation } from '../../../resolvers/entities';

test('a code is trimmed and upper-cased', () => {
  expect(toCode(' j82028\n')).toBe('J82028');
});

test('a text that cannot be a code is accepted, because it matches no organisation', () => {
  expect(toCode('no such code!')).toBe('NO SUCH CODE!');
  expect(toCode('')).toBe('');
});

test('only control characters and more than 64 characters are an error', () => {
  expect(() => toCode('A\u0000B')).toThrow('A code must not contain control characters.');
  expect(() => toCode('A'.repeat(65))).toThrow('A code has at most 64 characters; got 65.');
  expect(toCode('A'.repeat(64))).toHaveLength(64);
});

test('a list holds 1 to 500 codes', () => {
  expect(toCodes(['a', 'a'], 500)).toEqual(['A', 'A']);
  expect(() => toCodes([], 500)).toThrow('codes takes 1 to 500 codes; got 0.');
  expect(() => toCodes(Array(501).fill('A'), 500)).toThrow('codes takes 1 to 500 codes; got 501.');
});

test('an empty list is no filter', () => {
  expect([undefined, null, []].map((list) => toCodeFilter(list, 'types', 500))).toEqual([null, null, null]);
  expect(toCodeFilter(['re4 ', 'RE2', 'Re4'], 'types', 500)).toEqual(['RE2', 'RE4']);
  expect(() => toCodeFilter(Array(501).fill('A'), 'types', 500)).toThrow('types takes at most 500 codes; got 501.');
});

test('an invalid representation returns an error instead of a code', () => {
  expect(codeOfRepresentation({ __typename: 'Organisation', code: ' rzz' })).toBe('RZZ');
  for (const invalid of [null, {}, { __typename: 'Ward', code: 'RZZ' }, { __typename: 'Organisation', code: 5 }])
    expect(codeOfRepresentation(invalid)).toMatchObject({ code: 'BAD_USER_INPUT' });
  expect(codeOfRepresentation({ __typename: 'Organisation', code: 'A'.repeat(65) })).toMatchObject({
    code: 'BAD_USER_INPUT',
  });
});
