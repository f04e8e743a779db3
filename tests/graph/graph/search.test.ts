import { codesWithPrefix, type PrefixField } from '../../../domain/search/prefix';
import { createReadSide, type ReadSide } from '../../../graph/read-side';
import {
  findCandidates,
  rolesOfKinds,
  scanCandidates,
  suggestCodes,
  type CandidateChunk,
  type SearchCriteria,
} from '../../../domain/search/candidates';
import { nameKey } from '../../../ods/normalise';
import type { StateRow } from '../../../ods/facts';
import { sampleGraph } from '../../support/database/sample-graph';
import '../../support/process/retry-timed';

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
const words = (text: string | null) => nameKey(text ?? '').split(' ');

/** Returns the tier of a match by a direct reading of the rules; undefined when the words do not match exactly. */
function tierOf(text: string, { code, name, town, postcode }: StateRow): number | undefined {
  const [upper, key] = [text.trim().toUpperCase(), nameKey(text)];
  if (code === upper) return 0;
  if (nameKey(name) === key) return 1;
  if (nameKey(name).startsWith(key) || (upper.length >= 3 && code.startsWith(upper))) return 2;
  const all = [...words(name), ...words(town), ...words(postcode)];
  const isPart = upper.length >= 3 && !upper.includes(' ') && code.includes(upper);
  const isPostcode = key.length >= 5 && postcode?.replace(' ', '') === key.replaceAll(' ', '');
  return isPart || isPostcode || key.split(' ').every((word) => all.includes(word)) ? 3 : undefined;
}

test.each([
  'SURGERY',
  'old mill',
  'zxp00',
  'XP0006',
  'EXAMPLETON',
  'ZZ2 2ZZ',
  'zz22zz',
  'the',
  'St',
  'surgery exampleton',
  'INVENTED CHEMISTS LTD',
])('a search for %j finds matches by code, name, prefix and word, in that order, then fuzzy matches', async (text) => {
  const expected = states
    .map((state) => ({ ...state, tier: tierOf(text, state) }))
    .filter(({ tier }) => tier !== undefined)
    .sort((a, b) => a.tier! - b.tier! || compare(a.name, b.name) || compare(a.code, b.code))
    .map(({ code }) => code);
  const found = await search({ text });
  expect(expected.length).toBeGreaterThan(0);
  expect(found.slice(0, expected.length)).toEqual(expected);
  expect(new Set(found).size).toBe(found.length);
});

test.each<[part: PrefixField, text: string, of: (state: StateRow) => string | null]>([
  ['name', 'old mill surg', ({ name }) => nameKey(name)],
  ['name', 'OLD-MILL', ({ name }) => nameKey(name)],
  ['postcode', 'zz22', ({ postcode }) => postcode?.replace(' ', '') ?? null],
  ['town', 'Examplet', ({ town }) => town],
])('codesWithPrefix finds every %s that begins with %j, and for a town all candidates', async (part, text, of) => {
  const found = await codesWithPrefix(part, text, release, reads.loaders());
  const start = part === 'postcode' ? 'ZZ22' : nameKey(text);
  const expected = states.filter((state) => of(state)?.startsWith(start)).map(({ code }) => code);
  expect(expected.length).toBeGreaterThan(0);
  if (part === 'town') expect(found).toEqual(expect.arrayContaining(expected));
  else expect(found).toEqual([...expected].sort(compare));
});

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

test('a search with a misspelt word finds the surgery', async () => {
  expect(await search({ text: 'old mell surgery exampleton' })).toContain('ZXP0006');
  expect((await search({ text: 'exampletonn' })).length).toBeGreaterThan(10);
});

test('a trailing star matches unfinished words', async () => {
  expect(await search({ text: 'old mill surg*' })).toContain('ZXP0006');
});

test.each(['(((', '-', '"', '***', '&& ||', '\\', 'name:/.*(a+)+$/'])(
  'punctuation alone, %j, finds nothing and throws nothing',
  async (text) => {
    expect(await search({ text })).toEqual([]);
  },
);

test('a text of ten thousand words is searched within 2 s', async () => {
  const start = performance.now();
  expect(Array.isArray(await search({ text: 'surgery~2 '.repeat(10_000) }))).toBe(true);
  expect(performance.now() - start).toBeLessThan(2_000);
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

test('suggestions begin with the typed code, then codes that differ by O and 0 or I and 1', async () => {
  expect((await suggestCodes('zxpO011', release, reads.loaders())).slice(0, 3)).toEqual([
    'ZXPO011',
    'ZXP0011',
    'ZXP00I1',
  ]);
  expect((await suggestCodes('ZXP00O6', release, reads.loaders()))[0]).toBe('ZXP0006');
});

test('suggestions match the typed prefix, from the first character', async () => {
  expect(await suggestCodes('old mill surgery, exa', release, reads.loaders())).toContain('ZXP0006');
  expect((await suggestCodes('z', release, reads.loaders())).length).toBeGreaterThan(10);
  expect(await suggestCodes(' ', release, reads.loaders())).toEqual([]);
  expect(await suggestCodes('***', release, reads.loaders())).toEqual([]);
});
