import { ReleaseSet, type GraphContent } from '../../../graph/release-set';

const release = (number: number, sha256 = `sha of ${number}`, loadedAt = `2024-0${number}-01T00:00:00Z`) => ({
  number,
  sha256,
  loadedAt,
});
const content = (
  releases: GraphContent['releases'],
  generation = 1,
  writtenBy: string | null = `load ${generation}`,
  postcodes: GraphContent['postcodes'] = { generation: 1, writtenBy: 'a load' },
): GraphContent => ({ releases, measures: { generation, writtenBy }, postcodes });

function known(...contents: readonly GraphContent[]): ReleaseSet {
  const set = new ReleaseSet();
  for (const each of contents) set.add(each);
  return set;
}

const BOTH = content([release(2), release(1)]);

test('any content continues an empty set', () => {
  expect(known().isContinuedBy(BOTH)).toBe(true);
  expect(known(content([])).isContinuedBy(BOTH)).toBe(true);
});

test('further releases, removed old ones and a higher generation continue a set', () => {
  for (const next of [
    BOTH,
    content([release(3), release(2), release(1)]),
    content([release(2)]),
    content([release(4), release(2)], 5, 'load 5'),
  ])
    expect(known(BOTH).isContinuedBy(next)).toBe(true);
});

test('a set is not continued without its newest release', () => {
  for (const next of [content([]), content([release(1)]), content([release(3)])])
    expect(known(BOTH).isContinuedBy(next)).toBe(false);
});

test('a set is not continued by a known number with another file, or with another load of the file', () => {
  for (const other of [release(1, 'other'), release(1, 'sha of 1', '2025-01-01T00:00:00Z')]) {
    expect(known(BOTH).isContinuedBy(content([release(2), other]))).toBe(false);
    const pruned = known(BOTH, content([release(2)]));
    expect(pruned.isContinuedBy(content([release(2), other]))).toBe(false);
  }
});

test('a set is not continued by a lower generation of measures, or by an equal one of another load', () => {
  const set = known(content(BOTH.releases, 2));
  for (const [generation, writtenBy] of [
    [1, 'load 1'],
    [2, 'another load'],
    [2, null],
  ] as const)
    expect(set.isContinuedBy(content(BOTH.releases, generation, writtenBy))).toBe(false);
  expect(set.isContinuedBy(content(BOTH.releases, 2))).toBe(true);
});

test('a set is not continued by a lower generation of postcodes, or by an equal one of another load', () => {
  const withPostcodes = (generation: number, writtenBy: string | null) =>
    content(BOTH.releases, 1, 'load 1', { generation, writtenBy });
  const set = known(withPostcodes(2, 'b'));
  expect([withPostcodes(1, 'a'), withPostcodes(2, 'c')].map((next) => set.isContinuedBy(next))).toEqual([false, false]);
  expect([withPostcodes(2, 'b'), withPostcodes(3, 'd')].map((next) => set.isContinuedBy(next))).toEqual([true, true]);
});
