import { WorkBudget } from '../../../../work-budget';
import { otherPostcode } from '../../../../graph/text-index/values/columns';
import { TextBuilder } from '../../../../graph/text-index/text-builder';
import type { Results } from '../../../../graph/text-index/results';
import { withPauses } from '../../../../graph/text-index/text-search';
import { TextIndex } from '../../../../graph/text-index/text-index';
import type { TextEntry } from '../../../../graph/text-index/texts';
import { TIERS } from '../../../../ods/search-rank';
import { kindRank, sectionsOf, type PublishedTexts } from '../../../../ods/search-texts';
import { parseSearch } from '../../../../ods/search-query';
import { postcodesWithPrefix, postcodeKey, postcodePrefix, postcodeSearchKey } from '../../../../ods/normalise';
import { compareWords, Vocabulary } from '../../../../graph/text-index/vocabulary';
import { Sums } from '../../../../graph/text-index/match-sums';
import { givenWordsOf } from '../../../../ods/matching/match-words';
import { randomOf } from '../../../../bench/support/damage';

const work = new WorkBudget();
const NO_TEXTS = { line1: null, line2: null, line3: null, town: null, county: null, postcode: null };
const NO_PROPERTIES = { town: null, country: null, lastChanged: null, periods: '\n', otherPostcode: null };
const OPEN = 2 ** 31 - 1;

interface Record extends Partial<PublishedTexts> {
  readonly name: string;
  readonly from?: number;
  readonly until?: number;
  readonly closed?: boolean;
  readonly dependants?: number;
  readonly successor?: string;
}

function entry(code: string, record: Record): TextEntry {
  const { from = 1, until = OPEN, closed = false, dependants = 0, successor, ...texts } = record;
  const published = { ...NO_TEXTS, primaryRole: null, isPractice: false, ...texts };
  const sections = sectionsOf(published);
  return {
    code,
    fromRelease: from,
    untilRelease: until,
    isActive: !closed,
    kindRank: kindRank(published),
    dependants,
    sections,
    properties: { ...NO_PROPERTIES, otherPostcode: otherPostcode(published.postcode, sections[2]!) },
    successors: successor === undefined ? [] : [[successor, 1, OPEN]],
  };
}

/** Builds an index of records by code; a code with several records has several versions. */
async function indexOf(records: { readonly [code: string]: Record | readonly Record[] }): Promise<TextIndex> {
  const builder = new TextBuilder();
  for (const code of Object.keys(records).sort())
    for (const record of [records[code]!].flat() as Record[]) builder.add(entry(code, record));
  return TextIndex.of(await builder.finish(work), 2, work);
}

function found(index: TextIndex, text: string, release = 2): string[] {
  const results = index.whole(parseSearch(text), release);
  return results.codes().map((code) => `${code} ${TIERS[results.matchOf(code)!.tier]}`);
}

/** Does all steps of a computation. */
const steps = <Result>(of: Generator<number, Result, void>): Promise<Result> => withPauses(of, work);
const near = (index: TextIndex, text: string) => index.near(parseSearch(text), 2).codes();

test('the tiers come in their order', async () => {
  const index = await indexOf({
    MILL: { name: 'ZEBRA HOUSE' },
    A1: { name: 'MILL' },
    A2: { name: 'MILL STREET CLINIC' },
    A3: { name: 'OLD MILL SURGERY' },
    A4: { name: 'MILLFIELD SURGERY' },
    XMILLX: { name: 'BADGER HOUSE' },
    A5: [
      { name: 'MILL', until: 2 },
      { name: 'OTTER HOUSE', from: 2 },
    ],
    A6: { name: 'FOX HOUSE', town: 'MILL' },
    A7: { name: 'HARE HOUSE', line1: '1 MILL LANE' },
    A8: { name: 'MILL GROUP', closed: true, successor: 'A9' },
    A9: { name: 'DEER HOUSE' },
  });
  expect(found(index, 'mill')).toEqual([
    'MILL CODE',
    'A1 EXACT_NAME',
    'A2 NAME_BEGINS',
    'A8 NAME_BEGINS',
    'A4 NAME_BEGINS',
    'A3 NAME_IN_ORDER',
    'XMILLX PART_OF_CODE',
    'A5 FORMER_NAME',
    'A6 PLACE',
    'A7 ADDRESS',
    'A9 PREDECESSOR',
  ]);
});

test('within a tier whole words come first, then active records, kinds, dependants, names and codes', async () => {
  const index = await indexOf({
    A1: { name: 'PARK BETA', dependants: 1 },
    A2: { name: 'PARK ALPHA', dependants: 1 },
    A3: { name: 'PARK GAMMA', dependants: 2 },
    A4: { name: 'PARK DELTA', isPractice: true, primaryRole: 'RO177' },
    A5: { name: 'PARK EPSILON', primaryRole: 'RO197', closed: true },
    A6: { name: 'PARKSIDE', primaryRole: 'RO197' },
    A0: { name: 'PARK ALPHA', dependants: 1 },
  });
  expect(found(index, 'park').map((one) => one.slice(0, 2))).toEqual(['A4', 'A3', 'A0', 'A2', 'A1', 'A5', 'A6']);
});

test('words may be in the name and the place', async () => {
  const index = await indexOf({
    A1: { name: 'PARK SURGERY', town: 'LEEDS', postcode: 'LS1 4AP' },
    A2: { name: 'PARK SURGERY', town: 'YORK', postcode: 'YO1 7EP' },
    A3: { name: 'BOOTS', primaryRole: 'RO182', line3: 'WAKEFIELD', postcode: 'LS14 6AA' },
  });
  for (const text of ['park surgery leeds', 'leeds park', 'park ls1', 'park ls1 4ap', 'surg ls14ap'])
    expect([text, found(index, text)]).toEqual([text, ['A1 NAME_AND_PLACE']]);
  expect(found(index, 'boots pharmacy wakefield')).toEqual(['A3 NAME_AND_PLACE']);
});

test('a sector is not the outward part of the same characters, and an area is neither', async () => {
  const index = await indexOf({
    A1: { name: 'ONE', postcode: 'LS1 4AP' },
    A2: { name: 'TWO', postcode: 'LS14 6AA' },
    A3: { name: 'THREE', postcode: 'L1 4AA' },
  });
  expect(found(index, 'ls1 4')).toEqual(['A1 PLACE']);
  expect(found(index, 'ls14')).toEqual(['A2 PLACE']);
  expect(found(index, 'ls1')).toEqual(['A1 PLACE']);
  expect(found(index, 'LS')).toEqual(['A1 PLACE', 'A2 PLACE']);
  expect(found(index, 'l')).toEqual(['A3 PLACE']);
});

test('a release sees its own names, and earlier ones as former', async () => {
  const index = await indexOf({
    A1: [
      { name: 'OLD NAME', until: 2 },
      { name: 'NEW NAME', from: 2 },
    ],
    A2: { name: 'OLD THING', from: 2 },
    A3: { name: 'OLD GONE', until: 2 },
  });
  expect(found(index, 'old', 1)).toEqual(['A3 NAME_BEGINS', 'A1 NAME_BEGINS']);
  expect(found(index, 'new', 1)).toEqual([]);
  expect(found(index, 'old', 2)).toEqual(['A2 NAME_BEGINS', 'A1 FORMER_NAME']);
});

test('a former name that differs only in form is the present name', async () => {
  const index = await indexOf({
    A1: [
      { name: 'ABBEY MED CTR', until: 2 },
      { name: 'ABBEY MEDICAL CENTRE', from: 2 },
    ],
  });
  expect(found(index, 'abbey mc')).toEqual(['A1 EXACT_NAME']);
});

test.each([
  ['old mell surgery', 'a letter other'],
  ['old mil surgery', 'a letter less'],
  ['old mmill surgery', 'a letter more'],
  ['old mlil surgrey', 'letters exchanged in two words'],
  ['oldmill surgery', 'a space missing'],
  ['old mill sur gery', 'a space too many'],
])('%j finds the surgery: %s', async (text) => {
  const index = await indexOf({ A1: { name: 'OLD MILL SURGERY' }, A2: { name: 'OLD MALT HOUSE' } });
  expect(near(index, text)).toContain('A1');
});

test.each(['old mexx surgery', 'olx mill surgery', 'xyzzy'])('%j has too many errors', async (text) => {
  expect(near(await indexOf({ A1: { name: 'OLD MILL SURGERY' } }), text)).toEqual([]);
});

test('an organisation is explained: what matched, when it had the name, and what was mistyped', async () => {
  const index = await indexOf({
    A1: [
      { name: 'OLD MILL', until: 2 },
      { name: 'NEW MILL', from: 2 },
    ],
    A2: { name: 'FOX HOUSE', closed: true, successor: 'A1' },
  });
  const explain = (text: string) => index.search(text, 2).explain('A1', work);
  expect(await explain('old mill')).toMatchObject({
    field: 'FORMER_NAME',
    formerIn: 1,
    predecessor: null,
    corrected: [],
  });
  expect(await explain('new mlil')).toMatchObject({ field: 'NAME', formerIn: null, corrected: ['mill'] });
  expect(await explain('fox house')).toMatchObject({ field: 'PREDECESSOR', predecessor: 'A2' });
  expect(await explain('fox')).toMatchObject({ field: 'PREDECESSOR', predecessor: 'A2' });
  expect(await explain('badger')).toBeNull();
});

test('two searches that take turns do not mix their results', async () => {
  const index = await indexOf({ A1: { name: 'OLD MILL' }, A2: { name: 'NEW MILL' }, A3: { name: 'NEW PARK' } });
  const [one, other] = [index.findWhole(parseSearch('mill'), 2), index.findWhole(parseSearch('new'), 2)];
  const results = [one, other].map((steps) => steps.next().value as Results);
  expect(results.map((found) => [...found.codes()].sort())).toEqual([
    ['A1', 'A2'],
    ['A2', 'A3'],
  ]);
});

test('a name or a town begins with words', async () => {
  const index = await indexOf({
    A1: { name: "ST MARY'S SURGERY", town: "KING'S LYNN" },
    A2: { name: 'THE ST MARYS', town: 'LYNN' },
  });
  expect(await steps(index.findCodesWith('name', 'saint marys su', 2))).toEqual(['A1']);
  expect(await steps(index.findCodesWith('town', 'kings ly', 2))).toEqual(['A1']);
  expect(await steps(index.findCodesWith('town', 'lynn', 2))).toEqual(['A2']);
  expect(await steps(index.findCodesWith('town', '...', 2))).toEqual([]);
});

test('a copy of an index finds the same, with other words beside', async () => {
  const { texts } = await indexOf({ A1: { name: 'OLD MILL', town: 'ÉCLAIR' }, A3: { name: 'OLD MALT' } });
  const builder = new TextBuilder();
  const ids = Array.from({ length: texts.vocabulary.size }, (_, id) => builder.idOf(texts.vocabulary.wordOf(id)));
  builder.copy(texts, 0, (id) => ids[id]!);
  builder.add(entry('A2', { name: 'OLD AARDVARK' }));
  builder.copy(texts, 1, (id) => ids[id]!);
  const index = await TextIndex.of(await builder.finish(work), 3, work);
  expect(found(index, 'old').map((one) => one.slice(0, 2))).toEqual(['A2', 'A3', 'A1']);
  expect(found(index, 'eclair')).toEqual(['A1 PLACE']);
});

test('the words one typing error away are found among few words', async () => {
  const random = randomOf(7);
  const letters = (count: number) => Array.from({ length: count }, () => 'abcde'[Math.floor(random() * 5)]!).join('');
  const words = [...new Set(Array.from({ length: 3_000 }, () => letters(3 + Math.floor(random() * 6))))].sort(
    compareWords,
  );
  const vocabulary = await Vocabulary.of(words, work);
  const looked = jest.spyOn(vocabulary as never, 'isNear');
  for (const typed of [
    ...words.slice(0, 200),
    ...Array.from({ length: 200 }, () => letters(4 + Math.floor(random() * 5))),
  ])
    expect([typed, vocabulary.near(typed).map((id) => words[id])]).toEqual([
      typed,
      [...errorsOf(typed)].filter((word) => words.includes(word)).sort(compareWords),
    ]);
  expect(looked.mock.calls.length).toBeLessThan((400 * words.length) / 5);
});

/** Returns what a letter more, less or other, or two exchanged letters, make of a word. */
function errorsOf(word: string): Set<string> {
  const made = new Set<string>();
  for (let at = 0; at <= word.length; at++) {
    const [before, after] = [word.slice(0, at), word.slice(at)];
    made.add(before + after.slice(1));
    made.add(before + (after[1] ?? '') + (after[0] ?? '') + after.slice(2));
    for (const letter of 'abcde') made.add(before + letter + after).add(before + letter + after.slice(1));
  }
  made.delete(word);
  return made;
}

test('the codes with a part of a name are in order, each once', async () => {
  const index = await indexOf({
    B: [
      { name: 'MILL HOUSE', until: 2 },
      { name: 'MILL HOUSE NEW', from: 2 },
    ],
    A: { name: 'THE MILLER' },
    C: { name: 'MILL', until: 2 },
  });
  expect(await steps(index.findCodesContaining('mill', 2))).toEqual(['A', 'B']);
  expect(await steps(index.findCodesWith('name', 'mil', 1))).toEqual(['B', 'C']);
});

test('an item of common words alone reads few of the records that have them', async () => {
  const records = Array.from({ length: 12_500 }, (_, at) => [
    `A${at}`,
    { name: at === 12_000 ? 'MILL BADGER' : 'MILL' },
  ]);
  const index = await (await indexOf(Object.fromEntries(records) as never)).matching();
  const added = jest.spyOn(Sums.prototype, 'add');
  const lookUp = (name: string) => index.lookUp(givenWordsOf({ name }), 2).map(({ code }) => code);
  expect(lookUp('mill')).toHaveLength(30);
  expect(added).toHaveBeenCalledTimes(400);
  expect(lookUp('mill badger')).toEqual(['A12000']);
  added.mockRestore();
});

test('a part of very many names is found in steps', async () => {
  const index = await indexOf(
    Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`A${at}`, { name: 'MILL' }])),
  );
  const found = index.findCodesContaining('i', 2);
  let yielded = 0;
  while (!found.next().done) yielded++;
  expect(yielded).toBeGreaterThanOrEqual(4);
  expect(await steps(index.findCodesWith('name', 'm', 2))).toHaveLength(10_000);
});

test('postcodes are found as published, also those that are not written as one', async () => {
  const postcodes = [
    'LS1 4AP',
    'ls1  4ap',
    'LS1-4AP',
    'LS14AP.',
    'LS14 1AP',
    'LS1',
    'L',
    'LX1 1AA',
    'ÉS1 4AP',
    'LS1 4APX',
  ];
  const records = postcodes.map((postcode, at) => [`A${at}`, { name: 'LS14AP LS1', postcode }] as const);
  const index = await indexOf({
    ...Object.fromEntries(records),
    B: { name: 'LS1 4AP' },
    C: { name: 'X', postcode: '' },
  });
  const found = async (part: Parameters<TextIndex['codesOfPostcodes']>[0]) =>
    (await index.codesOfPostcodes(part, 2, work)).map((code) => postcodes[Number(code.slice(1))] ?? code);
  const starting = async (text: string) => found(postcodesWithPrefix(text));
  const named = async (text: string) => found(postcodePrefix(postcodeSearchKey(text)));
  const startingWith = (start: string) => postcodes.filter((postcode) => postcodeKey(postcode).startsWith(start));
  for (const start of ['L', 'LS', 'LS1', 'LS14', 'LS14AP', 'LS1-', 'É'])
    expect([start, await starting(start.toLowerCase())]).toEqual([start, startingWith(start)]);
  expect(await starting('')).toEqual(postcodes);
  expect(await starting('ls1 4')).toEqual(['LS1 4AP', 'ls1  4ap']);
  expect(await named('ls1 4')).toEqual(['LS1 4AP', 'ls1  4ap']);
  expect(await named('ls1')).toEqual(['LS1 4AP', 'ls1  4ap', 'LS1']);
  expect(await named('ls1 4ap')).toEqual(['LS1 4AP', 'ls1  4ap']);
  expect(await named('ls14ap.')).toEqual(['LS14AP.']);
  expect(await named('ls')).toEqual(startingWith('LS'));
  expect(await named('l')).toEqual(['L']);
});
