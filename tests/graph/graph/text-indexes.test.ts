import { createReadSide, readQueries } from '../../../graph/read-side';
import { extendTexts, readTexts } from '../../../graph/text-index/read-texts';
import type { TextIndex } from '../../../graph/text-index/text-index';
import { TextIndexes } from '../../../graph/text-index/text-indexes';
import { ReleaseSet } from '../../../graph/release-set';
import type { Graph } from '../../../graph/graph';
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
    return JSON.stringify([codes[organisation], numbers, sections, own, successors]);
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
