import { codesWithPrefix, type PrefixField } from '../../../domain/search/prefix';
import { createReadSide, type ReadSide } from '../../../graph/read-side';
import { scanCandidates, type CandidateChunk } from '../../../domain/search/candidate-chunk';
import { findCandidates, rolesOfKinds, type SearchCriteria } from '../../../domain/search/candidates';
import { wordPrefixTest, wordsOf } from '../../../ods/words';
import type { StateRow } from '../../../ods/facts';
import { sampleGraph } from '../../support/database/sample-graph';

const release = 2;
let reads: ReadSide;
let states: readonly StateRow[];

beforeAll(async () => {
  reads = createReadSide(sampleGraph(), { deadlineMs: 20_000 });
  await reads.catalog.snapshot();
  const loaders = reads.loaders();
  const codes = await everyCode(await findCandidates({ release }, loaders));
  states = (await loaders.state.loadMany(codes.map((code) => ({ code, release })))) as StateRow[];
});

async function everyCode(chunk: CandidateChunk): Promise<string[]> {
  return scanCandidates(chunk, Infinity, (codes) => codes);
}

const search = async (criteria: Omit<SearchCriteria, 'release'>) =>
  everyCode(await findCandidates({ ...criteria, release }, reads.loaders()));

const words = (text: string | null) => wordsOf(text ?? '');

test.each([
  ['a code, in any case, with spaces', ' zxp 0006 ', 'ZXP0006'],
  ['a whole name', 'old mill surgery, exampleton', 'ZXP0006'],
  ['the beginnings of words', 'ol mil sur', 'ZXP0006'],
  ['words in another order', 'mill exampleton old', 'ZXP0006'],
  ['an abbreviation', 'old mill surg', 'ZXP0006'],
  ['a typing error', 'old mell surgery exampleton', 'ZXP0006'],
  ['two letters exchanged', 'old mlil surgery', 'ZXP0006'],
  ['a missing space', 'oldmill surgery', 'ZXP0006'],
  ['a space too many', 'old mi ll surgery', 'ZXP0006'],
  ['a name and a code in brackets', 'Old Mill Surgery (ZXP0006)', 'ZXP0006'],
  ['a trailing star', 'old mill surg*', 'ZXP0006'],
])('a search finds an organisation by %s', async (_, text, code) => {
  expect(await search({ text })).toContain(code);
});

test.each(['surgery', 'old mill', 'exampleton', 'zz2 2zz', 'surgery exampleton', 'invented chemists ltd'])(
  'a search for %j finds at least the records that have all its words whole',
  async (text) => {
    const wanted = words(text.replace('zz2 2zz', 'zz22zz'));
    const has = ({ name, town, postcode }: StateRow) => {
      const all = [...words(name), ...words(town), ...words(postcode?.replace(' ', '') ?? null)];
      return wanted.every((word) => all.includes(word));
    };
    const expected = states.filter(has).map(({ code }) => code);
    const found = await search({ text });
    expect(expected.length).toBeGreaterThan(0);
    expect(found).toEqual(expect.arrayContaining(expected));
    expect(new Set(found).size).toBe(found.length);
  },
);

test('a part of a code of at least three characters finds every code that contains it', async () => {
  const codes = states.map(({ code }) => code);
  expect(await search({ text: 'xp0006' })).toEqual(codes.filter((code) => code.includes('XP0006')));
  expect((await search({ text: 'zxp00' })).sort()).toEqual(codes.filter((code) => code.includes('ZXP00')));
});

test.each<[part: PrefixField, text: string, of: (state: StateRow) => string | null]>([
  ['name', 'old mill surg', ({ name }) => name],
  ['name', 'OLD-MILL', ({ name }) => name],
  ['postcode', 'zz22', ({ postcode }) => postcode?.replace(' ', '') ?? null],
  ['town', 'Examplet', ({ town }) => town],
])('codesWithPrefix finds every %s that begins with %j, and for a town all candidates', async (part, text, of) => {
  const found = await codesWithPrefix(part, text, release, reads.loaders());
  const begins = (value: string | null) =>
    value !== null && (part === 'postcode' ? value.startsWith('ZZ22') : wordPrefixTest(text)(value));
  const expected = states.filter((state) => begins(of(state))).map(({ code }) => code);
  expect(expected.length).toBeGreaterThan(0);
  if (part === 'town') expect(found).toEqual(expect.arrayContaining(expected));
  else expect(found).toEqual([...expected].sort(compare));
});

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

test.each(['(((', '-', '"', '***', '&& ||', '\\', 'xyzzy~2', ...'+!(){}[]^~*?:/|&'])(
  'punctuation alone, %j, finds nothing and throws nothing',
  async (text) => {
    expect(await search({ text })).toEqual([]);
  },
);

test.each([
  ['name:/.*(a+)+$/', 'name a'],
  ['[* TO *]', 'to'],
  ['*mill*', 'mill'],
  ['town:exampleton', 'town exampleton'],
  ['+old -mill !surgery', 'old mill surgery'],
  ['old AND mill~1 OR (surgery)^4', 'old and mill 1 or surgery 4'],
])('query syntax in %j is plain text', async (text, plain) => {
  expect(await search({ text })).toEqual(await search({ text: plain }));
});

test('a text of ten thousand words is cut to eight, and one of 100,000 characters to 100', async () => {
  expect(await search({ text: 'surgery~2 '.repeat(10_000) })).toEqual(await search({ text: 'surgery 2 '.repeat(4) }));
  expect(await search({ text: 'x'.repeat(100_000) })).toEqual([]);
});

test('pages of a search with thousands of matches have no gap and no repetition', async () => {
  const whole = await search({ text: 'SURGERY' });
  const pages: string[] = [];
  for (let after: string | undefined; pages.length < whole.length; after = pages.at(-1)) {
    const chunk = await findCandidates({ text: 'SURGERY', release, after }, reads.loaders());
    const page = await scanCandidates(chunk, 100, (codes) => codes);
    if (page.length === 0) break;
    pages.push(...page);
  }
  expect(pages).toEqual(whole);
});

test('a position that is not in the results returns nothing', async () => {
  expect(await search({ text: 'old mill', after: 'NOBODY' })).toEqual([]);
});

test('a postcode is found whole or by its outward part, not by another part', async () => {
  const at = (test: (postcode: string) => boolean) =>
    states.filter(({ postcode }) => postcode && test(postcode)).map(({ code }) => code);
  expect(await search({ postcode: 'zz22zz' })).toEqual(at((postcode) => postcode === 'ZZ2 2ZZ'));
  expect(await search({ postcode: ' ZZ2 ' })).toEqual(at((postcode) => postcode.startsWith('ZZ2 ')));
  expect(await search({ postcode: 'ZZ2 2Z' })).toEqual([]);
  expect(await search({ postcode: 'zz' })).toEqual(at((postcode) => postcode.startsWith('ZZ')));
  expect(await search({ postcode: 'z' })).toEqual([]);
});

test('a sector is not the outward part of the same characters', async () => {
  const starting = (start: string) =>
    states.filter(({ postcode }) => postcode?.startsWith(start)).map(({ code }) => code);
  expect(starting('ZZ2 2').length * starting('ZZ22 ').length).toBeGreaterThan(0);
  expect(await search({ postcode: ' zz2  2 ' })).toEqual(starting('ZZ2 2'));
  expect(await search({ postcode: 'zz22' })).toEqual(starting('ZZ22 '));
  const prefix = async (text: string) =>
    [...(await codesWithPrefix('postcode', text, release, reads.loaders()))].sort();
  expect(await prefix('zz2 2')).toEqual(starting('ZZ2 2'));
  expect(await prefix('zz22')).toEqual([...starting('ZZ2 2'), ...starting('ZZ22 ')].sort());
});

test.each(['text', 'postcode', 'uprn'])('a blank %s is refused', async (name) => {
  for (const blank of ['', ' \t '])
    await expect(search({ [name]: blank })).rejects.toThrow(`${name} must not be blank.`);
});

test('a site and its practice are found by their UPRN, with or without leading zeros', async () => {
  expect(await search({ uprn: '0900000000001' })).toEqual(['ZXP0006', 'ZXP0006001']);
});

test('roles restrict a search to organisations that ever held one of them', async () => {
  expect(await search({ roles: ['RO327', 'RO209'] })).toEqual(
    [
      'ZXE01',
      'ZXE02',
      'ZXE03',
      'ZXE04',
      'ZXE05',
      'ZXE06',
      ...(await reads.loaders().holders.load({ role: 'RO209', release })),
    ].sort(),
  );
  expect(await search({ text: 'zxe0', roles: ['RO98'], kinds: ['ICB'] })).toEqual([]);
  expect(
    await search({ text: 'zxe0', kinds: ['SUB_ICB_REPORTING_ENTITY'], among: ['ZXE02', 'ZXE01', 'ZXP0006'] }),
  ).toEqual(['ZXE01', 'ZXE02']);
  expect(rolesOfKinds(['REGION', 'OTHER'])).toBeNull();
});

test('a search without criteria returns every code in order, after the given one', async () => {
  expect(states.map(({ code }) => code)).toEqual([...states.map(({ code }) => code)].sort());
  const chunk = await findCandidates({ release, after: 'ZXP0005' }, reads.loaders());
  expect(await scanCandidates(chunk, 3, (codes) => codes)).toEqual(
    states
      .map(({ code }) => code)
      .filter((code) => code > 'ZXP0005')
      .slice(0, 3),
  );
});

test('scanCandidates reads candidates in growing steps, and no more than needed', async () => {
  const steps: number[] = [];
  const found = await scanCandidates(await findCandidates({ release }, reads.loaders()), 20, (codes) => {
    steps.push(codes.length);
    return codes.filter((code) => code.startsWith('ZXB'));
  });
  expect(found).toHaveLength(steps.length > 1 ? found.length : 20);
  expect(steps.slice(0, 3)).toEqual([40, 80, 160]);
});

test('a code is followed by those that differ by O and 0 or I and 1', async () => {
  expect((await search({ text: 'zxpO011' })).slice(0, 3)).toEqual(['ZXPO011', 'ZXP0011', 'ZXP00I1']);
  expect((await search({ text: 'ZXP00O6' }))[0]).toBe('ZXP0006');
});

test('one character finds what begins with it', async () => {
  expect((await search({ text: 'z' })).length).toBeGreaterThan(10);
});
