import { lookalikes } from '../../../ods/lookalikes';
import { isCodeLike, parseSearch, searchedText } from '../../../ods/search-query';

const words = (text: string) => parseSearch(text).terms.map(({ word }) => word);
const postcodes = (text: string) =>
  parseSearch(text).terms.flatMap(({ postcode }) =>
    postcode ? [[postcode.shape, postcode.start, postcode.length]] : [],
  );

test('texts that differ only in case and spaces are equal', () => {
  expect(searchedText('  old   mill\tsurgery ')).toBe(searchedText('Old Mill Surgery'));
});

test.each([
  ["St. Mary's Med Ctr", ['saint', 'marys', 'medical', 'centre']],
  ['old mill mc', ['old', 'mill', 'medical', 'centre']],
  ['name:secret', ['name', 'secret']],
  ['a~2 b^4', ['a', '2', 'b', '4']],
  ['[* TO *]', ['to']],
  ['mill*', ['mill']],
  ['old & new', ['old', 'and', 'new']],
])('the words of %j', (text, expected) => expect(words(text)).toEqual(expected));

test.each(['(((', '***', '-', '', '  ', '"', '&&||', "'"])('%j has no words', (text) =>
  expect(words(text)).toEqual([]),
);

test.each([
  ['ls1 4ap', [['POSTCODE', 'ls14ap', 6]]],
  ['LS14AP', [['POSTCODE', 'ls14ap', 6]]],
  ['ls1 4', [['SECTOR', 'ls14', 6]]],
  ['ls1 4a', [['SECTOR', 'ls14a', 6]]],
  ['ls14', [['DISTRICT', 'ls14', null]]],
  ['w1a 1aa', [['POSTCODE', 'w1a1aa', 6]]],
  ['old mill so23', [['DISTRICT', 'so23', null]]],
  ['old mill so23 8', [['SECTOR', 'so238', 7]]],
  ['ls', []],
  ['so23 mill', [['DISTRICT', 'so23', null]]],
  ['so23 a8dq', [['DISTRICT', 'so23', null]]],
])('the postcodes of %j', (text, expected) => expect(postcodes(text)).toEqual(expected));

test('a text may be a code, with spaces, or a UPRN', () => {
  expect(parseSearch(' g 81 086 ')).toMatchObject({ code: 'G81086', hasSpaces: true, uprn: null });
  expect(parseSearch('000900000000001')).toMatchObject({ uprn: '900000000001' });
  expect(parseSearch('0900000001')).toMatchObject({ uprn: '900000001' });
  expect(parseSearch('100023336956')).toMatchObject({ uprn: '100023336956' });
  expect(parseSearch('g81*')).toMatchObject({ code: 'G81' });
  expect(parseSearch('x'.repeat(13))).toMatchObject({ code: null });
  const texts = ['g8108', 'g81086789012', 'g810867890123', 'g810', '81086', 'abcde'];
  expect(texts.map(isCodeLike)).toEqual([true, true, false, false, false, false]);
});

test('little words may be missing from a match', () => {
  expect(parseSearch('the old mill').terms.map(({ isLittle }) => isLittle)).toEqual([true, false, false]);
});

test('an abbreviation that is being typed may become another word', () => {
  const { openTerms } = parseSearch('old mc');
  expect(openTerms?.map(({ word, isLittle }) => [word, isLittle])).toEqual([
    ['old', false],
    ['mc', false],
  ]);
  expect(parseSearch('old mill').openTerms).toBeNull();
});

test('a text of ten thousand words is cut to eight, and to 100 characters', () => {
  expect(words(Array.from({ length: 10_000 }, (_, at) => `w${at}`).join(' '))).toHaveLength(8);
  expect(words('surgery '.repeat(10_000))).toEqual(['surgery', 'surgery']);
  expect(searchedText('x'.repeat(100_000))).toHaveLength(100);
});

test('lookalikes differ by O and 0 or I and 1', () => {
  expect(lookalikes('O1')).toEqual(['OI', '01', '0I']);
  expect(lookalikes('O'.repeat(12)).length).toBe(31);
  expect(lookalikes('O'.repeat(13))).toEqual([]);
});
