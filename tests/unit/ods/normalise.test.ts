import { nameKey } from '../../../ods/normalise';

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
  for (const text of [...ascii, ascii.join(''), ...ascii.map((each) => `${each}é`), "St. Mary's", 'ﬁ ß Ⅷ', '', ' -- '])
    expect(nameKey(text)).toBe(defined(text));
});
