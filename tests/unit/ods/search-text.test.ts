import { lookalikes, ranked, searchedText, searchText } from '../../../ods/search-text';
import { nameKey, postcodeKey, townKey, townWords, uprnKey } from '../../../ods/normalise';
import { fastestRun } from '../../support/process/fastest-run';
import '../../support/process/retry-timed';

const parts = (text: string) => searchText(searchedText(text));

test('a text is searched as code, part of a code, start of a name, words and postcode at once', () => {
  expect(parts(' j82028 ')).toEqual({
    code: 'J82028',
    part: 'J82028',
    name: 'J82028',
    words: '+j82028',
    fuzzy: '+j82028~1 -(+j82028)',
    postcode: 'J82028',
  });
  expect(parts("St. Mary's surgery")).toEqual({
    code: null,
    part: null,
    name: 'ST MARY S SURGERY',
    words: '+st +mary +s +surgery',
    fuzzy: '+st +mary~1 +s +surgery~1 -(+st +mary +s +surgery)',
    postcode: null,
  });
});

test('texts that differ only in case and spaces are equal', () => {
  expect(searchedText('  old   mill\tsurgery ')).toBe(searchedText('Old Mill Surgery'));
});

test.each([
  ['name:secret', '+name +secret'],
  ['"(((" AND NOT ~ ? : \\ /.*(a+)+$/', '+and +not +a'],
  ['[* TO *]', '+to'],
  ['a~2 b^4 -c +d', '+a +2 +b +4 +c +d'],
  ['*mill*', '+mill*'],
  ['mi*', '+mi'],
  ['old mil*', '+old +mil*'],
  ['\u0000\u001b[31m', '+31m'],
])('query syntax in %j is plain text', (text, words) => expect(parts(text).words).toBe(words));

test.each(['(((', '***', '-', '', '  ', '"', '&&||'])('punctuation alone, %j, has no words', (text) => {
  expect(parts(text)).toMatchObject({ name: null, words: null, fuzzy: null, postcode: null });
});

test('a text of ten thousand words is cut to eight', () => {
  const { words, fuzzy } = parts('surgery '.repeat(10_000));
  expect(words?.split(' ')).toHaveLength(8);
  expect(fuzzy?.length).toBeLessThan(250);
  expect(searchedText('x'.repeat(100_000))).toHaveLength(100);
});

test('texts of 100,000 characters are parsed within 5 ms', async () => {
  for (const text of ['A'.repeat(100_000), ' '.repeat(100_000), '*'.repeat(100_000), '\u0301'.repeat(100_000)]) {
    const took = await fastestRun(() => [parts(text), lookalikes(searchedText(text))]);
    expect(took).toBeLessThan(5);
  }
});

test('matches are ordered by tier, then name, then code', () => {
  const names = {
    A1: 'MILL STREET CLINIC',
    MILL: 'ZEBRA HOUSE',
    B1: 'OLD MILL SURGERY',
    A2: 'MILL',
    B0: 'MILL STREET CLINIC',
    MILL1: 'AARDVARK HOUSE',
    C1: 'NEW MILL',
    XMILL: 'BADGER HOUSE',
  };
  const matches = Object.entries(names).map(([code, name]) => ({ code, name }));
  expect(ranked(matches, 'MILL')).toEqual(['MILL', 'A2', 'MILL1', 'A1', 'B0', 'XMILL', 'C1', 'B1']);
});

test('a name matches exactly whatever its punctuation', () => {
  expect(
    ranked(
      [
        { code: 'A', name: 'ST MARYS' },
        { code: 'B', name: "ST. MARY'S" },
      ],
      "ST MARY'S",
    ),
  ).toEqual(['B', 'A']);
});

test('a mistyped O is suggested as 0 and a mistyped I as 1, with at most 31 suggestions', () => {
  expect(lookalikes('J8202O')).toEqual(['J82020', 'J82O2O', 'J82O20']);
  expect(lookalikes('G8I086')).toContain('G81086');
  expect(lookalikes('A23')).toEqual([]);
  expect(lookalikes('OOOOOOOOOOOO')).toHaveLength(31);
  expect(lookalikes('OLD MILL')).toEqual([]);
});

test('keys of names, postcodes and UPRNs omit insignificant characters', () => {
  expect(nameKey("St. Mary's  Café (Leeds) & Co")).toBe('ST MARY S CAFE LEEDS CO');
  expect(postcodeKey(' ls1 4ap ')).toBe('LS14AP');
  expect([uprnKey('000123'), uprnKey('0'), uprnKey('0012 ')]).toEqual(['123', '0', '12']);
});

test('a town is the same with and without its apostrophes', () => {
  for (const written of ["King's Lynn", 'KINGS LYNN', 'kings lynn', 'King\u2019s-Lynn'])
    expect(townKey(written)).toBe('KINGS LYNN');
  expect(townKey("KING'S LYNN, NORFOLK")).toBe('KINGS LYNN NORFOLK');
});

test('the words for a town are its first word, with an apostrophe at any place', () => {
  expect(townWords('Kin lynn').split(' OR ')).toEqual(['kin*', "k'in*", 'k\u2019in*', "ki'n*", 'ki\u2019n*']);
  expect(townWords('K')).toBe('k*');
  expect(townWords('a'.repeat(1_000)).length).toBeLessThan(500);
});
