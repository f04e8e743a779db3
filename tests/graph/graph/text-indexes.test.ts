import { createReadSide, readQueries } from '../../../graph/read-side';
import { COLUMNS, valueIn } from '../../../graph/text-index/values/columns';
import { extendTexts, readTexts } from '../../../graph/text-index/read-texts';
import type { TextIndex } from '../../../graph/text-index/text-index';
import { TextIndexes } from '../../../graph/text-index/text-indexes';
import { ReleaseSet } from '../../../graph/release-set';
import type { Graph } from '../../../graph/graph';
import { active, type DateBasis } from '../../../ods/periods';
import { postcodesWithPrefix, postcodePrefix, postcodeSearchKey } from '../../../ods/normalise';
import { WorkBudget } from '../../../work-budget';
import { sampleGraph } from '../../support/database/sample-graph';

const statements = readQueries();

/** Returns every version of every record as text. */
function versionsOf({ texts }: TextIndex): string[] {
  const { codes, organisationOf, fromRelease, untilRelease, flags, dependants, words, starts, ends, vocabulary } =
    texts;
  return Array.from(organisationOf, (organisation, version) => {
    const numbers = [fromRelease[version], untilRelease[version], flags[version], dependants[version]];
    const own = [...words.slice(starts[version], starts[version + 1])].map((id) => vocabulary.wordOf(id));
    const sections = [...ends.slice(version * 4, version * 4 + 4)];
    const successors = texts.successors.get(organisation) ?? [];
    const properties = COLUMNS.map((name) => valueIn(texts.columns[name], version));
    return JSON.stringify([codes[organisation], numbers, sections, own, properties, successors]);
  });
}

const NOTHING = { generation: 0, writtenBy: null };
/** A graph without measures and postcodes. */
const NOTHING_ELSE = { measures: NOTHING, postcodes: NOTHING };

test('an index that is extended by a release equals one that is built of all', async () => {
  const graph = sampleGraph();
  const { catalog } = createReadSide(graph, { deadlineMs: 20_000 });
  await catalog.snapshot();
  const first = await readTexts(graph, statements, 1);
  const codes = catalog.known.changedCodes(1, 2, '');
  const extended = await extendTexts(first, { graph, statements, upTo: 2, codes });
  const whole = await readTexts(graph, statements, 2);
  expect(versionsOf(first).length).toBeGreaterThan(1_000);
  expect(versionsOf(extended)).toEqual(versionsOf(whole));
  expect(versionsOf(first)).not.toEqual(versionsOf(whole));
}, 60_000); // whole releases are indexed

interface StoredRecord {
  readonly code: string;
  readonly status: string | null;
  readonly town: string | null;
  readonly country: string | null;
  readonly lastChanged: string | null;
  readonly operational: string;
  readonly legal: string;
  readonly key: string | null;
}

const STORED = {
  name: 'stored records',
  text: `MATCH (state:State) WHERE state.fromRelease <= $release < state.untilRelease AND NOT state.unresolved
    RETURN state.code AS code, state.status AS status, state.town AS town, state.country AS country,
      state.lastChanged AS lastChanged, state.operational AS operational, state.legal AS legal,
      state.postcodeKey AS key
    ORDER BY code`,
};

describe('an index finds the records of a release as their stored values say,', () => {
  const work = new WorkBudget();
  let index: TextIndex;
  const recordsOf = new Map<number, readonly StoredRecord[]>();
  beforeAll(async () => {
    index = await readTexts(sampleGraph(), statements, 2);
    for (const release of [1, 2]) recordsOf.set(release, await sampleGraph().read<StoredRecord>(STORED, { release }));
  }, 60_000); // whole releases are indexed
  const codesWhere = (release: number, matches: (record: StoredRecord) => boolean) =>
    recordsOf.get(release)!.flatMap((record) => (matches(record) ? [record.code] : []));

  test.each([1, 2])('by a part of the postcode, in release %i', async (release) => {
    const keys = [...new Set(recordsOf.get(release)!.flatMap(({ key }) => key ?? []))];
    const parts = keys.slice(0, 50).flatMap((key) => [key, key.slice(0, -3), `${key.slice(0, -3)} ${key.at(-3)}`]);
    for (const text of ['', 'z', 'ZZ', 'zz2', 'zz2 2', 'ZZ22', 'zz2-2', 'É', 'QQ1', '\u212a', ...new Set(parts)]) {
      const wanted = postcodeSearchKey(text);
      const start = wanted.replace(' ', '');
      const isSector = ({ length }: string) => !wanted.includes(' ') || length === start.length + 2;
      const begins = (key: string | null) => key?.startsWith(start) === true && isSector(key);
      const isWhole = (key: string) =>
        wanted.includes(' ') ||
        (/^[A-Z]{1,2}$/.test(wanted)
          ? !/^[A-Z]/.test(key.slice(start.length))
          : [0, 3].includes(key.length - start.length));
      const [starting, named] = await Promise.all(
        [postcodesWithPrefix(text), postcodePrefix(wanted)].map((part) => index.codesOfPostcodes(part, release, work)),
      );
      expect([text, starting]).toEqual([text, codesWhere(release, ({ key }) => begins(key))]);
      expect([text, named]).toEqual([text, codesWhere(release, ({ key }) => begins(key) && isWhole(key!))]);
    }
  });

  test.each([1, 2])('by status, periods, town, country and day of change, in release %i', async (release) => {
    const found = (tests: Parameters<TextIndex['codesOfValues']>[0]) => index.codesOfValues(tests, release, work);
    const isActive = ({ status }: StoredRecord) => status === 'ACTIVE';
    expect(await found({})).toEqual(codesWhere(release, () => true));
    expect(await found({ isActive: true })).toEqual(codesWhere(release, isActive));
    expect(await found({ isActive: false })).toEqual(codesWhere(release, (record) => !isActive(record)));
    const [inTown, inWales] = [(town: string | null) => town === 'EXAMPLETON', (it: string | null) => it === 'WALES'];
    const isOld = (day: string | null) => day !== null && day < '2020-01-01';
    expect(await found({ town: inTown })).toEqual(codesWhere(release, ({ town }) => inTown(town)));
    expect(await found({ country: inWales })).toEqual(codesWhere(release, ({ country }) => inWales(country)));
    expect(await found({ lastChanged: isOld, isActive: true })).toEqual(
      codesWhere(release, (record) => isOld(record.lastChanged) && isActive(record)),
    );
    for (const basis of ['OPERATIONAL', 'LEGAL'] as DateBasis[])
      for (const date of ['2014-04-15', '2023-01-01'])
        expect(await found({ periods: (dated) => active(dated, date, basis) })).toEqual(
          codesWhere(release, (record) => active(record, date, basis)),
        );
  });
});

test('read sides of one graph share one index, which is read once', async () => {
  let pages = 0;
  const graph = sampleGraph();
  const counting: Graph = {
    ...graph,
    table: (statement, ...rest) => {
      if (statement.name === 'texts') pages++;
      return graph.table(statement, ...rest);
    },
  };
  const reads = createReadSide(counting, { deadlineMs: 20_000 });
  const other = createReadSide(counting, { deadlineMs: 20_000, beside: reads });
  await Promise.all([reads.catalog.snapshot(), other.catalog.snapshot()]);
  const [one, two] = await Promise.all([reads.loaders().textIndex(2), other.loaders().textIndex(1)]);
  const read = pages;
  expect(two).toBe(one);
  expect(other.loaders().textIndex(2)).toBe(one);
  expect([read > 0, pages]).toEqual([true, read]);
}, 60_000); // whole releases are indexed

test('an index in use is extended as soon as a release is known, and serves earlier ones meanwhile', async () => {
  const graph = sampleGraph();
  const { catalog } = createReadSide(graph, { deadlineMs: 20_000 });
  const { releases, known } = await catalog.snapshot();
  const [newest, oldest] = [releases[0]!, releases.at(-1)!];
  const early = new ReleaseSet();
  early.add({ releases: [oldest], ...NOTHING_ELSE });
  const changing = { releases: early, changedCodes: known.changedCodes };
  const indexes = new TextIndexes(graph, statements);
  indexes.follow(changing);
  const first = await indexes.at(oldest.number, changing);
  early.add({ releases: [oldest, newest], ...NOTHING_ELSE });
  indexes.follow(changing);
  expect(indexes.at(oldest.number, changing)).toBe(first);
  const second = await indexes.at(newest.number, changing);
  expect([first.upTo, second.upTo]).toEqual([oldest.number, newest.number]);
  expect(indexes.at(oldest.number, changing)).toBe(second);
}, 60_000); // whole releases are indexed

test('an index of a graph that was replaced is not used', async () => {
  const graph = sampleGraph();
  const { catalog } = createReadSide(graph, { deadlineMs: 20_000 });
  const { releases, known } = await catalog.snapshot();
  const indexes = new TextIndexes(graph, statements);
  const { changedCodes } = known;
  const first = await indexes.at(2, known);
  const other = new ReleaseSet();
  const content = releases.map((release) => ({ ...release, loadedAt: 'another time' }));
  other.add({ releases: content, ...NOTHING_ELSE });
  expect(await indexes.at(2, { releases: other, changedCodes })).not.toBe(first);
}, 60_000); // whole releases are indexed

test('an index that could not be read is read again at the next search', async () => {
  const graph = sampleGraph();
  let failures = 1;
  const failing: Graph = {
    ...graph,
    table: (statement, ...rest) =>
      statement.name === 'texts' && failures-- > 0
        ? Promise.reject(new Error('cut off'))
        : graph.table(statement, ...rest),
  };
  const reads = createReadSide(failing, { deadlineMs: 20_000 });
  await reads.catalog.snapshot();
  await expect(reads.loaders().textIndex(2)).rejects.toThrow('cut off');
  expect((await reads.loaders().textIndex(2)).upTo).toBe(2);
}, 60_000); // whole releases are indexed
