import { expansionOf, isLittleWord, representativeOf, wordForms } from '../../../ods/abbreviations';
import { wordPrefixTest, wordPartTest, wordKey, wordsOf, writtenWords } from '../../../ods/words';

test.each([
  ["ST MARY'S", 'st marys'],
  ['St Mary\u2019s', 'ST MARYS'],
  ['St Mary`s', 'saint marys'],
  ['St Mary\u00b4s', 'St. Mary S'],
  ["King's Lynn", 'KINGS LYNN'],
  ["O'Brien", 'OBRIEN'],
  ['Dr. R.S. Patel', 'DR R S PATEL'],
  ['DR RS PATEL', 'Doctor r s patel'],
  ['DR R S T PATEL', 'Dr. RST Patel'],
  ['S Patel', 's. patel'],
  ['\u00c6ther \u0152uvre \u00d8re', 'aether oeuvre ore'],
  ['\u0141\u00f3d\u017a \u0110akovo \u00d0uro', 'LODZ DAKOVO DURO'],
  ['Stoke-on-Trent', 'STOKE ON TRENT'],
  ['Smith & Jones', 'SMITH AND JONES'],
  ['Smith + Jones', 'smith and jones'],
  ['SMITH&JONES', 'smith and jones'],
  ['Llanfair Caereinion \u00c2', 'llanfair caereinion a'],
  ['Caf\u00e9 Stra\u00dfe', 'CAFE STRASSE'],
  ['\uff2d\uff25\uff24', 'med'],
  ['OLD MILL MED CTR', 'Old Mill Medical Centre'],
  ['OLD MILL MC', 'old mill medical center'],
  ['RIVERSIDE HC', 'Riverside Hlth Ctr'],
  ['ABBEY SURG', 'ABBEY SURGERY'],
  ['ABBEY PRACT', 'Abbey Practice'],
  ['QUEENS HOSP', "Queen's Hospital"],
  ['LEEDS GEN INFIRM', 'Leeds General Infirmary'],
  ['UNIV HOSP', 'University Hospital'],
  ['NHS LEEDS CCG', 'NHS Leeds Clinical Commissioning Group'],
  ['NHS KENT ICB', 'NHS Kent Integrated Care Board'],
  ['ABBEY PCN', 'Abbey Primary Care Network'],
  ['SOLENT NHS FT', 'Solent NHS Foundation Trust'],
  ['SOLENT NHST', 'SOLENT NHS TRUST'],
  ['12 HIGH ST', '12 High Street'],
  ['STN RD', 'Station Road'],
  ['HANTS', 'Hampshire'],
  ['PHASE II', 'Phase 2'],
  ['WARD TWO', 'WARD 2'],
  ['1ST AVE', 'First Avenue'],
])('%j and %j have the same words', (one, other) => expect(wordKey(one)).toBe(wordKey(other)));

test.each([
  ['St Mark', 'St Mary'],
  ['DR S PATEL', 'DRS PATEL'],
  ['WARD 2', 'WARD 12'],
  ['MILL', 'MILLS'],
])('%j and %j have different words', (one, other) => expect(wordKey(one)).not.toBe(wordKey(other)));

test.each(['', '   ', "'", '***', '(((', '"', '-', '||'])('%j has no words', (text) =>
  expect(wordsOf(text)).toEqual([]),
);

test('words as written keep abbreviations', () => {
  expect(writtenWords('Old Mill Med. Ctr (MC)')).toEqual(['old', 'mill', 'med', 'ctr', 'mc']);
});

test.each([
  ["KING'S LYNN", 'kings l', true],
  ["KING'S LYNN", "King's Lynn", true],
  ["KING'S LYNN", 'lynn', false],
  ['ST ALBANS', 'saint alb', true],
  ['ST ALBANS', 'sain', true],
  ['STOKE-ON-TRENT', 'stoke on', true],
  ['STOKE-ON-TRENT', '', false],
  ['OLD MILL MED CTR', 'old mill mc', true],
  ['OLD MILL MED CTR', 'old mill medical cen', true],
  ['OLD MILL MED CTR', 'old cen', false],
  ['OLD MILL MED CTR', 'new mill', false],
  ['OLD MILL MED CTR', 'mill old med', false],
  ['OLD MILL MED LAB', 'old mill mc', false],
  ['OLD MILL', 'old mill su', false],
  ['', '', false],
])('whether %j begins with %j: %j', (text, prefix, begins) => {
  expect(wordPrefixTest(prefix)(text)).toBe(begins);
});

test.each([
  ["ST MARY'S MED CTR", 'marys medical', true],
  ["ST MARY'S MED CTR", 'ary', true],
  ["ST MARY'S MED CTR", 'ed ct', true],
  ["ST MARY'S MED CTR", 'mark', false],
])('whether %j contains %j: %j', (text, part, contains) => expect(wordPartTest(part)(text)).toBe(contains));

test('a word has one representative, which represents itself, and an abbreviation has no other form', () => {
  for (const [form, representative] of wordForms()) {
    expect([form, representativeOf(representative)]).toEqual([form, representative]);
    expect([form, expansionOf(form)]).toEqual([form, undefined]);
    expect(writtenWords(form)).toEqual([form]);
  }
  expect(isLittleWord('the')).toBe(true);
  expect(isLittleWord('surgery')).toBe(false);
});
