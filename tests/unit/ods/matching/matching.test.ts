import { compareNames } from '../../../../ods/matching/alike-names';
import { alikePostcodes, similarPostcodes } from '../../../../ods/matching/alike-places';
import { alternativesOf } from '../../../../ods/matching/alternatives';
import { alikeWords, typingErrors } from '../../../../ods/matching/alike-words';
import { decide, type Scored } from '../../../../ods/matching/match-decision';
import {
  compare,
  isSamePlace,
  scoreIfShortened,
  scoreOf,
  type WordStatistics,
} from '../../../../ods/matching/match-score';
import { givenWordsOf } from '../../../../ods/matching/match-words';
import { wordsOf } from '../../../../ods/words';
import { createRandom, pick } from '../../../oracle/comparison/draw';

describe('words', () => {
  test.each([
    ['centre', 'centre', 1],
    ['centre', 'centrre', 0.9],
    ['wodlands', 'woodlands', 0.9],
    ['wodlamds', 'woodlands', 0.75],
    ['ashf', 'ashford', 0.75],
    ['prkwy', 'parkway', 0.6],
    ['j', 'john', 0.5],
    ['park', 'mark', 0.9],
    ['an', 'on', 0],
    ['12', '123', 0],
    ['north', 'south', 0],
    ['ash', 'ashford', 0.75],
    ['as', 'ashford', 0],
    ['hth', 'health', 0.6],
    ['hlt', 'healthy', 0],
    ['md', 'med', 0],
    ['lth', 'health', 0],
    ['hah', 'health', 0],
    ['hrt', 'health', 0],
    ['abc1', 'abc', 0],
    ['ab1c', 'abcd', 0],
    ['abcd', 'badc', 0],
    ['wodlandz', 'woodlands', 0.75],
    ['hpysiotherapi', 'physiotherapy', 0.75],
    ['hpysiothrapi', 'physiotherapy', 0],
  ])('%s and %s are alike by %d', (a, b, alike) => {
    expect(alikeWords(a, b)).toBe(alike);
    expect(alikeWords(b, a)).toBe(alike);
  });

  test.each([
    ['mill', 'mill', 0],
    ['mil', 'mill', 1],
    ['imll', 'mill', 1],
    ['mall', 'mill', 1],
    ['lm', 'mill', Infinity],
    ['a'.repeat(50_000), 'b'.repeat(50_000), Infinity],
  ])('%.10s and %.10s differ by %d errors', (short, long, errors) => {
    expect(typingErrors(short, long, 1)).toBe(errors);
  });
});

test('an unusual form may stand for a word, but a form of a word, a short and a rare one do not', () => {
  const words = ['chem', 'chemit', 'surger', 'surg', 'chemist', 'su', 'surh', 'emist'];
  expect(words.map(alternativesOf)).toEqual([['pharmacy'], ['pharmacy'], ['surgery'], [], [], [], [], []]);
});

/** Every word says as much, but those that nearly every name has. */
const weight = (word: string) => (['surgery', 'pharmacy', 'centre', 'medical', 'health'].includes(word) ? 2 : 8);
const names = (given: string, published: string) => compareNames(wordsOf(given), wordsOf(published), weight);

describe('names', () => {
  test.each([
    ['Old Mill Surgery', 'OLD MILL SURGERY', 1, 1],
    ['surgery old mill', 'OLD MILL SURGERY', 1, 1],
    ['old mil surg', 'OLD MILL SURGERY', 0.96, 0.96],
    ['oldmill surgery', 'OLD MILL SURGERY', 1, 1],
    ['health centre', 'HEALTHCENTRE', 1, 1],
    ['oakpark', 'OAK PARK', 1, 1],
    ['park oak', 'OAKPARK', 0.38, 0.38],
    ['oak park', 'ASH PARK OAKPARK', 0.7, 0.88],
    ['ash park oakpark', 'OAK PARK', 0.58, 0.58],
    ['old old mill', 'OLD MILL', 0.67, 0.67],
    ['old mill surgery', 'OLD MILL ABBEY', 0.73, 0.89],
    ['john j', 'JOHN JAMES', 0.75, 0.75],
    ['m old', 'MEDICAL OLD MILL', 0.64, 0.9],
    ["St Mary's Med Ctr", 'SAINT MARYS MC', 1, 1],
    ['mill surgery', 'OLD MILL SURGERY', 0.71, 1],
    ['old mill chemit', 'OLD MILL PHARMACY', 0.98, 0.98],
    ['new bridge', 'OLD MILL SURGERY', 0, 0],
    ['', 'OLD MILL SURGERY', 0, 0],
  ])('%s and %s', (given, published, alike, covered) => {
    const found = names(given, published);
    expect([Math.round(found.alike * 100) / 100, Math.round(found.covered * 100) / 100]).toEqual([alike, covered]);
  });

  test('names of words that say nothing have nothing in common', () => {
    expect(compareNames(['old'], ['mill'], () => 0)).toEqual({ alike: 0, covered: 0 });
  });

  test('a word left out costs less than a word too many', () => {
    expect(names('mill surgery', 'OLD MILL SURGERY').alike).toBeGreaterThan(
      names('old mill surgery', 'MILL SURGERY').alike,
    );
  });
});

describe('postcodes', () => {
  test.each([
    ['ls14ap', 'ls14ap', 1],
    ['ls14aq', 'ls14ap', 0.85],
    ['sl14ap', 'ls14ap', 0.85],
    ['ls14xx', 'ls14ap', 0.65],
    ['ls19xx', 'ls14ap', 0.6],
    ['ls1', 'ls14ap', 0.6],
    ['ls29zz', 'ls14ap', 0.35],
    ['bd29zz', 'ls14ap', 0],
    ['n16aa', 'n16ab', 0.85],
    ['n16aa', 'n16xx', 0.65],
    ['ls14ap', '', 0],
    ['', 'ls14ap', 0],
  ])('%s and %s are alike by %d', (given, published, alike) => {
    expect(alikePostcodes(given, published, false)).toBe(alike);
  });

  test('one error counts less if the given postcode is that of somebody else', () => {
    expect(alikePostcodes('ls14aq', 'ls14ap', true)).toBeLessThan(alikePostcodes('ls14aq', 'ls14ap', false));
  });

  test('similar postcodes have the shape of one', () => {
    expect(similarPostcodes('ls14ap')).toEqual(
      expect.arrayContaining(['ls14aq', 'sl14ap', 'ls114ap', 'l14ap', 'ls14pa']),
    );
    expect(similarPostcodes('ls14ap')).not.toContain('ls14ap');
    expect(similarPostcodes('ls14ap')).not.toContain('lss14ap');
  });
});

const statistics: WordStatistics = { nameWeight: weight, placeWeight: () => 8, isPostcode: () => false };
const record = {
  name: wordsOf('OLD MILL SURGERY'),
  town: ['exampleton'],
  postcode: 'zz22zz',
  address: ['12', 'mill', 'lane'],
};
const evidenceOf = (given: Parameters<typeof givenWordsOf>[0], published = record) =>
  compare(givenWordsOf(given), published, statistics);
const score = (given: Parameters<typeof givenWordsOf>[0]) => Math.round(scoreOf(evidenceOf(given)) * 100) / 100;

describe('scores', () => {
  test.each([
    [{ name: 'old mill surgery', postcode: 'ZZ2 2ZZ', town: 'Exampleton' }, 1],
    [{ name: 'old mill surgery', postcode: 'zz22zz' }, 1],
    [{ name: 'surgery', postcode: 'zz22zz' }, 0.94],
    [{ name: 'old mill surgery', postcode: 'zz22zx' }, 0.94],
    [{ name: 'old mill surgery', town: 'exampleton' }, 0.9],
    [{ name: 'old mill surgery' }, 0.81],
    [{ name: 'old mill surgery', town: 'elsewhere' }, 0.73],
    [{ name: 'old mill surgery', town: 'exampleton', address: '12 mill lane' }, 0.92],
    [{ name: 'old mill surgery', town: 'exampleton', address: '9 high road' }, 0.75],
    [{ name: 'old mill surgery', town: 'elsewhere', postcode: 'zz22zz' }, 0.96],
    [{ name: 'old mill surgery', town: 'exampleton', address: 'road' }, 0.87],
    [{ name: 'old mill surgery', postcode: 'AB1 1AB' }, 0.62],
    [{ name: 'new bridge', postcode: 'zz22zz' }, 0.38],
  ])('%j has %d', (given, expected) => {
    expect(score(given)).toBe(expected);
  });

  test('the name of a building is found in the address, and never counts as a whole name', () => {
    const evidence = evidenceOf({ name: 'mill lane', postcode: 'zz22zz' }, { ...record, name: ['bridge', 'surgery'] });
    expect(evidence.isNameOfBuilding).toBe(true);
    expect(evidence.name.alike).toBe(0.5);
  });

  test('a name with every given word is no name of a building, however long it is', () => {
    const published = { ...record, name: ['ash', 'oak', 'elm', 'fir', 'mill'] };
    expect(evidenceOf({ name: 'mill' }, published).isNameOfBuilding).toBe(false);
  });

  test('a record with more words counts as a rival as if they had been left out', () => {
    const evidence = evidenceOf({ name: 'surgery', town: 'exampleton' });
    expect(scoreIfShortened(evidence)).toBeCloseTo(0.62 * 0.9 + 0.38 * 0.74, 5);
    expect(scoreOf(evidence)).toBeCloseTo((0.62 * 2) / 10 + 0.38 * 0.74, 5);
  });
});

describe('codes in names', () => {
  test.each([
    ['J82028', ['J82028']],
    [' zxp0006 ', ['ZXP0006']],
    ['rr8', ['RR8']],
    ['OLD MILL SURGERY (E82111)', ['E82111']],
    ['ic24 ltd', ['IC24']],
    ['old mill surgery', []],
    ['the 3rd surgery', []],
  ])('%s has %j', (name, codes) => {
    expect(givenWordsOf({ name }).codes).toEqual(codes);
  });

  test('a code is no word of the name beside it', () => {
    expect(givenWordsOf({ name: 'OLD MILL (E82111)' }).name).toEqual(['old', 'mill']);
    expect(givenWordsOf({ name: ' e82111 ' }).name).toEqual(['e82111']);
  });

  test('a postcode may have any spaces and signs, and is cut', () => {
    expect(givenWordsOf({ postcode: ' So23 8 d-Q ' }).postcode).toBe('so238dq');
    expect(givenWordsOf({ postcode: 'so23 8dq 12345' }).postcode).toBe('so238dq1');
  });
});

describe('the choice', () => {
  const at = (given: Parameters<typeof givenWordsOf>[0]): Scored => {
    const evidence = evidenceOf(given);
    return { evidence, score: scoreOf(evidence), shortened: scoreIfShortened(evidence), isCode: false };
  };
  const exact = at({ name: 'old mill surgery', postcode: 'zz22zz' });
  const nameOnly = at({ name: 'old mill surgery' });
  const namesake = { ...nameOnly, score: 0.6, shortened: 0.6 };

  test.each([
    ['nothing found', undefined, [], 18, 'NO_CANDIDATE'],
    ['one at the postcode', exact, [], 18, 'CHOSEN'],
    ['one at the postcode with a name that says little', exact, [], 4, 'CHOSEN'],
    ['one at the postcode with a name of many', exact, [namesake, namesake, namesake], 18, 'CHOSEN'],
    ['one in another town', at({ name: 'old mill surgery', town: 'elsewhere' }), [], 18, 'NOT_ALIKE'],
    ['another name at the postcode', at({ name: 'new bridge', postcode: 'zz22zz' }), [], 18, 'NOT_ALIKE'],
    ['a twin', exact, [exact], 18, 'SEVERAL_ALIKE'],
    ['a less likely one', exact, [namesake], 18, 'CHOSEN'],
    ['a name that says much', nameOnly, [namesake], 18, 'CHOSEN'],
    ['a name that says little', nameOnly, [], 4, 'TOO_SHORT'],
    ['a code', { ...nameOnly, isCode: true }, [], 0, 'CHOSEN'],
    ['a name of many', nameOnly, [namesake, namesake, namesake], 18, 'COMMON_NAME'],
  ] as const)('%s', (_case, best, rivals, bits, outcome) => {
    expect(decide(best, rivals, bits)).toBe(outcome);
  });

  test('only the whole postcode, or one typing error in it, is the same place', () => {
    expect(isSamePlace(exact.evidence)).toBe(true);
    expect(isSamePlace(at({ name: 'old mill surgery', postcode: 'ZZ2' }).evidence)).toBe(false);
    const ofAnother = { ...statistics, isPostcode: () => true };
    const given = givenWordsOf({ name: 'old mill surgery', postcode: 'zz22zx' });
    expect(isSamePlace(compare(given, record, ofAnother))).toBe(true);
  });
});

test('at most one error is the same as the distance says, for every pair of short words', () => {
  const words = ['', 'a', 'b', 'c'].flatMap((one) =>
    ['', 'a', 'b', 'c'].flatMap((two) =>
      ['', 'a', 'b'].flatMap((three) => ['', 'c'].map((four) => one + two + three + four)),
    ),
  );
  for (const short of words)
    for (const long of words.filter(({ length }) => length >= short.length)) {
      const errors = typingErrors(short, long, 2);
      expect([short, long, typingErrors(short, long, 1)]).toEqual([short, long, errors <= 1 ? errors : Infinity]);
    }
});

/** The distance of Damerau and Levenshtein, as optimal string alignment, by its definition. */
function distance(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const [restOfA, restOfB] = [a.slice(1), b.slice(1)];
  if (a[0] === b[0]) return distance(restOfA, restOfB);
  const exchanged = a[0] === b[1] && a[1] === b[0] ? distance(a.slice(2), b.slice(2)) : Infinity;
  return 1 + Math.min(distance(restOfA, b), distance(a, restOfB), distance(restOfA, restOfB), exchanged);
}

test('at most two errors are the distance of two words, wherever the errors are', () => {
  const random = createRandom(7);
  const draw = (length: number) => Array.from({ length }, () => pick(random, ['a', 'b', 'c'])).join('');
  const seen = new Map<number, number>();
  for (let count = 0; count < 5_000; count++) {
    const [one, other] = [draw(pick(random, [0, 1, 3, 5, 7])), draw(pick(random, [1, 3, 5, 6]))];
    const [short, long] = one.length <= other.length ? [one, other] : [other, one];
    const errors = distance(short, long);
    expect([short, long, typingErrors(short, long, 2)]).toEqual([short, long, errors <= 2 ? errors : Infinity]);
    seen.set(errors, (seen.get(errors) ?? 0) + 1);
  }
  for (const errors of [0, 1, 2, 3]) expect(seen.get(errors)).toBeGreaterThan(20);
  const middle = 'x'.repeat(50_000);
  expect(typingErrors(`ab${middle}cd`, `ba${middle}dc`, 2)).toBe(2);
  expect(typingErrors(`ab${middle}cd`, `ba${middle}dcd`, 2)).toBe(2);
  expect(typingErrors(`ab${middle}cd`, `ba${middle}ddc`, 2)).toBe(Infinity);
});

test('the weight of a word of the place is looked up once for each record', () => {
  const placeWeight = jest.fn(() => 3);
  const given = givenWordsOf({ name: 'mill', town: 'ashby', address: 'high lane' });
  const published = { name: ['mill'], town: ['ashby'], postcode: '', address: ['low', 'lane'] };
  const evidence = compare(given, published, { nameWeight: () => 3, placeWeight, isPostcode: () => false });
  expect(placeWeight).toHaveBeenCalledTimes(3);
  expect(evidence).toMatchObject({ town: 1, address: 0.5, place: 2 / 3, placeWeight: 0.9 });
});
