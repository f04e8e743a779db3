import { toCode, toCodes, toFilter } from '../../../domain/codes';
import { codeOf } from '../../../resolvers/entities';

test('a code is trimmed and taken in any case', () => {
  expect(toCode(' j82028\n')).toBe('J82028');
});

test('a text that cannot be a code is simply one that nobody has', () => {
  expect(toCode('no such code!')).toBe('NO SUCH CODE!');
  expect(toCode('')).toBe('');
});

test('only control characters and more than 64 characters are an error', () => {
  expect(() => toCode('A\u0000B')).toThrow('A code has no control characters.');
  expect(() => toCode('A'.repeat(65))).toThrow('A code has at most 64 characters; got 65.');
  expect(toCode('A'.repeat(64))).toHaveLength(64);
});

test('a list of codes has 1 to 500 of them', () => {
  expect(toCodes(['a', 'a'], 500)).toEqual(['A', 'A']);
  expect(() => toCodes([], 500)).toThrow('codes takes 1 to 500 codes; got 0.');
  expect(() => toCodes(Array(501).fill('A'), 500)).toThrow('codes takes 1 to 500 codes; got 501.');
});

test('an empty list filters nothing', () => {
  expect([undefined, null, []].map((list) => toFilter(list, 'types', 500))).toEqual([null, null, null]);
  expect(toFilter(['re4 ', 'RE2', 'Re4'], 'types', 500)).toEqual(['RE2', 'RE4']);
  expect(() => toFilter(Array(501).fill('A'), 'types', 500)).toThrow('types takes at most 500 codes; got 501.');
});

test('a representation is an Organisation with its code, or an error of its own', () => {
  expect(codeOf({ __typename: 'Organisation', code: ' rzz' })).toBe('RZZ');
  for (const wrong of [null, {}, { __typename: 'Ward', code: 'RZZ' }, { __typename: 'Organisation', code: 5 }])
    expect(codeOf(wrong)).toMatchObject({ code: 'BAD_USER_INPUT' });
  expect(codeOf({ __typename: 'Organisation', code: 'A'.repeat(65) })).toMatchObject({ code: 'BAD_USER_INPUT' });
});
