import { nameKey, postcodeKey, postcodeSearchKey } from '../../../ods/normalise';

/** The definition: without marks, in upper case, and one space for everything that is no letter and no digit. */
const defined = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

test('the key of a name is the same with and without letters beyond ASCII', () => {
  const ascii = Array.from({ length: 128 }, (_, code) => `a${String.fromCharCode(code)}z`);
  for (const text of [
    ...ascii,
    ascii.join(''),
    ...ascii.map((each) => `${each}é`),
    "St. Mary's",
    'ﬁ ß Ⅷ',
    'éa – éz –',
    '',
    ' -- ',
  ])
    expect(nameKey(text)).toBe(defined(text));
});

test('the key of a postcode has no spaces, and that of a sector has one', () => {
  expect([' l s1  4 ap', 'LS14AP', ''].map(postcodeKey)).toEqual(['LS14AP', 'LS14AP', '']);
  const texts = ['ls1 4', ' LS1   4 ', 'ls14', 'ls1 4a', 'w1a 1', 'ls'];
  expect(texts.map(postcodeSearchKey)).toEqual(['LS1 4', 'LS1 4', 'LS14', 'LS14A', 'W1A 1', 'LS']);
});
