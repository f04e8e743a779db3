import { closenessOf, NUMBER_OF, tierOf, type MatchedWords, type Tier } from '../../../ods/search-rank';

/** Two words of the text are two of the three words of a name. */
const MATCH: MatchedWords = {
  ...{ required: 2, inName: 2, wholeInName: 2, inPlace: 0, elsewhere: 0, littleDifference: 0 },
  ...{ inOrder: true, fromStart: true, isAdjacent: true, isFormer: false, missedWeight: 1, nameWeight: 3 },
};

test.each<[what: string, differing: Partial<MatchedWords>, tier: Tier, closeness: number]>([
  ['the whole name', { missedWeight: 0 }, 'EXACT_NAME', 0],
  ['the whole name but little words', { missedWeight: 0, littleDifference: 3 }, 'EXACT_NAME', 1],
  ['the whole name in another order', { missedWeight: 0, inOrder: false }, 'NAME_WORDS', 8],
  ['the whole name, the last word incomplete', { missedWeight: 0, wholeInName: 1 }, 'NAME_BEGINS', 4],
  ['the beginning of the name', {}, 'NAME_BEGINS', 0],
  ['the end of the name', { fromStart: false }, 'NAME_IN_ORDER', 0],
  ['words of the name in another order', { inOrder: false }, 'NAME_WORDS', 8],
  ['the same, not from the start', { inOrder: false, fromStart: false }, 'NAME_WORDS', 9],
  ['the same, apart', { inOrder: false, fromStart: false, isAdjacent: false }, 'NAME_WORDS', 10],
  ['incomplete words in order', { wholeInName: 0, fromStart: false, isAdjacent: false }, 'NAME_WORDS', 6],
  ['a former name', { isFormer: true }, 'FORMER_NAME', 0],
  ['the end of a former name', { isFormer: true, fromStart: false }, 'FORMER_NAME', 0],
  ['words of a former name', { isFormer: true, inOrder: false }, 'FORMER_NAME_WORDS', 8],
  ['a former name and a place', { isFormer: true, inName: 1, inPlace: 1 }, 'FORMER_NAME_WORDS', 1],
  ['name and place', { inName: 1, wholeInName: 1, inPlace: 1 }, 'NAME_AND_PLACE', 1],
  ['all of a name and a place', { inName: 1, wholeInName: 1, missedWeight: 0, inPlace: 1 }, 'NAME_AND_PLACE', 0],
  ['half of a name and a place', { inName: 1, wholeInName: 1, missedWeight: 1.5, inPlace: 1 }, 'NAME_AND_PLACE', 2],
  ['little of a name and a place', { inName: 1, wholeInName: 1, missedWeight: 2.1, inPlace: 1 }, 'NAME_AND_PLACE', 3],
  ['name and address', { inName: 1, wholeInName: 1, missedWeight: 0, elsewhere: 1 }, 'NAME_AND_PLACE', 1],
  ['a place', { inName: 0, wholeInName: 0, inPlace: 2, missedWeight: 3 }, 'PLACE', 3],
  ['a place of a record without a name', { inName: 0, wholeInName: 0, missedWeight: 0, nameWeight: 0 }, 'PLACE', 0],
  ['an address', { inName: 0, wholeInName: 0, elsewhere: 2, missedWeight: 3 }, 'ADDRESS', 3],
])('%s', (_what, differing, tier, closeness) => {
  const match = { ...MATCH, ...differing };
  expect([tierOf(match), closenessOf(match)]).toEqual([NUMBER_OF[tier], closeness]);
});
