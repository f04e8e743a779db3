import { compareItem } from '../../../../domain/matching/compare';
import type { ParsedItem } from '../../../../domain/matching/items';
import type { FoundVersion, MatchIndex } from '../../../../graph/text-index/match-index';
import { givenWordsOf, type GivenTexts, type PublishedWords } from '../../../../ods/matching/match-words';
import { wordsOf } from '../../../../ods/words';

const MILL: PublishedWords = {
  ...{ name: wordsOf('OLD MILL SURGERY'), town: ['exampleton'] },
  ...{ postcode: 'zz22zz', address: ['1', 'mill', 'lane'] },
};
const version = (code: string, words: Partial<PublishedWords> = {}, isFormer = false): FoundVersion =>
  ({ code, isFormer, fromRelease: 3, words: { ...MILL, ...words } }) as FoundVersion;

/** Returns what is found for an item among versions of records. Every word says as much. */
function found(given: GivenTexts, versions: readonly FoundVersion[]) {
  const index = { nameWeight: () => 8, placeWeight: () => 8, isPostcode: () => false, lookUp: () => versions };
  const item = { words: givenWordsOf(given), kind: null, at: { release: { number: 7 } } } as unknown as ParsedItem;
  return compareItem(item, index as unknown as MatchIndex).map((each) => ({
    ...{ code: each.code, score: Math.round(each.score * 1_000) / 1_000, matchedOn: each.matchedOn },
    ...{ isCode: each.isCode, formerRelease: each.formerRelease },
  }));
}

test('a code alone is certain, and beside a name it is as certain as the name agrees', () => {
  const scoreOf = (name: string, given: GivenTexts = {}) => found({ ...given, name }, [version('ZXP0006')])[0]!;
  expect(scoreOf('zxp0006')).toMatchObject({ score: 1, isCode: true, matchedOn: ['CODE'] });
  expect(scoreOf('(ZXP0006)')).toMatchObject({ score: 1 });
  expect(scoreOf('old mill surgery ZXP0006')).toMatchObject({ score: 1, matchedOn: ['CODE', 'NAME'] });
  expect(scoreOf('old mill house (ZXP0006)')).toMatchObject({ score: 0.9, matchedOn: ['CODE', 'NAME'] });
  expect(scoreOf('bridge (ZXP0006)')).toMatchObject({ score: 0.7, matchedOn: ['CODE'] });
  expect(scoreOf('new bridge (ZXP0006)')).toMatchObject({ score: 0.7, matchedOn: ['CODE'] });
  const elsewhere = scoreOf('new bridge (ZXP0007)', { postcode: 'zz22zz' });
  expect(elsewhere).toMatchObject({ score: 0.38, isCode: false, matchedOn: ['POSTCODE'] });
});

test('the likeliest version of a record counts, and a former one a little less than the same now', () => {
  const given = { name: 'old mill surgery', postcode: 'zz22zz' };
  const renamed = version('A', { name: ['new', 'bridge'] });
  const former = version('A', {}, true);
  for (const versions of [
    [renamed, former],
    [former, renamed],
  ])
    expect(found(given, versions)).toEqual([
      { code: 'A', score: 0.98, matchedOn: ['FORMER_NAME', 'POSTCODE'], isCode: false, formerRelease: 3 },
    ]);
  expect(found(given, [former, version('A')])[0]).toMatchObject({ score: 1, formerRelease: null });
  expect(found({ name: 'A81001' }, [version('A81001', {}, true)])[0]).toMatchObject({
    ...{ score: 1, isCode: true, formerRelease: null },
  });
});

test('what matched is named: half of a name or an address, and three quarters of a town', () => {
  const matchedOn = (given: GivenTexts, words: Partial<PublishedWords> = {}) =>
    found(given, [version('A', words)])[0]?.matchedOn;
  expect(matchedOn({ name: 'old bridge', postcode: 'zz22zz' })).toEqual(['NAME', 'POSTCODE']);
  expect(matchedOn({ name: 'old long bridge', postcode: 'zz22zz' })).toEqual(['POSTCODE']);
  expect(matchedOn({ name: 'old mill surgery', address: '1 high lane road' })).toEqual(['NAME', 'ADDRESS']);
  expect(matchedOn({ name: 'old mill surgery', address: '1 high road' })).toEqual(['NAME']);
  const twoWords = { town: ['exampleton', 'magna', 'upper', 'green'] };
  expect(matchedOn({ name: 'old mill surgery', town: 'exampleton magna upper xyz' }, twoWords)).toEqual([
    'NAME',
    'TOWN',
  ]);
  expect(matchedOn({ name: 'old mill surgery', town: 'exampleton xyz' }, twoWords)).toEqual(['NAME']);
  expect(matchedOn({ name: 'mill lane', postcode: 'zz22zz' }, { name: ['bridge'] })).toEqual(['POSTCODE', 'ADDRESS']);
});

test('the fifteen likeliest are kept, likeliest first, and none that has next to nothing in common', () => {
  const versions = Array.from({ length: 20 }, (_, at) =>
    version(`A${at}`, { name: ['old', 'mill', ...Array.from({ length: at }, (_each, word) => `x${word}`)] }),
  );
  const all = found({ name: 'old mill surgery', postcode: 'zz22zz' }, [...versions].reverse());
  expect([all.length, all[0]!.code]).toEqual([15, 'A0']);
  const scores = all.map(({ score }) => score);
  expect(scores).toEqual([...scores].sort((a, b) => b - a));
  expect(found({ name: 'new bridge', town: 'elsewhere' }, versions)).toEqual([]);
});
