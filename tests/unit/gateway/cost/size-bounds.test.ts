import { SizeBounds, type Parents } from '../../../../gateway/cost/size-bounds';
import { boundsOf } from '../../../../gateway/cost/release-bounds';
import type { Snapshot } from '../../../../graph/catalog';
import { formatSizes, largestSizes, parseSizes, type MeasuredSizes } from '../../../../ods/measured-sizes';

const sizesOf = (usual: number, longer: Record<string, number>): MeasuredSizes => ({
  lists: { children: { usual, longer: new Map(Object.entries(longer)) } },
  holders: { RO76: 100, RO315: 20 },
});
const SIZES = sizesOf(2, { Y56: 40, QHM: 10, R1F: 5 });
const bounds = new SizeBounds(SIZES);
const unknown = (count: number): Parents => ({ count, repeats: Infinity, isDistinct: false });
const distinct = (count: number): Parents => ({ count, repeats: 1, isDistinct: true });
const named = (...codes: string[]): Parents => ({ ...distinct(codes.length), codes });

test.each<[string, Parents, number, number]>([
  ['unknown organisations may each have the longest list', unknown(3), Infinity, 120],
  ['different organisations have the longest lists together', distinct(2), Infinity, 50],
  ['further ones have the usual length', distinct(5), Infinity, 59],
  ['a known organisation has its own length', named('R1F'), Infinity, 5],
  ['an organisation that is not named has at most the usual length', named('A1', 'R1F'), Infinity, 7],
  ['a page cuts each list', distinct(4), 8, 23],
  ['a page shorter than every list cuts all', distinct(5), 1, 5],
  ['a page cuts the lists of known organisations', named('Y56', 'R1F'), 8, 13],
])('%s', (_, parents, cap, expected) => {
  expect(bounds.itemsOf({ list: 'children' }, parents, cap)).toBe(expected);
});

test('items that are not in the list count too, also below the page size', () => {
  expect(bounds.itemsOf({ list: 'children', plus: 1 }, named('R1F'))).toBe(6);
  expect(bounds.itemsOf({ list: 'children', plus: 1 }, distinct(2), 8)).toBe(16);
  expect(bounds.itemsOf({ plus: 3 }, unknown(4))).toBe(12);
});

test('organisations of kinds are at most the holders of their roles; nothing measured is no bound', () => {
  expect(bounds.itemsOf({ roles: ['RO76', 'RO315', 'RO76'] }, unknown(1))).toBe(120);
  expect(bounds.itemsOf({ roles: ['RO76'] }, unknown(1), 30)).toBe(30);
  expect(bounds.itemsOf({ roles: ['RO999'] }, unknown(1))).toBe(0);
  expect(bounds.itemsOf({ list: 'new' }, unknown(1))).toBe(Infinity);
  expect(bounds.itemsOf({}, unknown(1))).toBe(Infinity);
});

test('sizes survive their text, and a text of another version does not count', () => {
  expect(parseSizes(formatSizes(SIZES))).toEqual(SIZES);
  expect(parseSizes(formatSizes(sizesOf(0, {})))).toEqual(sizesOf(0, {}));
  expect(parseSizes(formatSizes(SIZES).replace('"version":1', '"version":2'))).toBeNull();
  expect(parseSizes(null)).toBeNull();
});

test('of several releases the longest lists count, also where one release does not name the organisation', () => {
  const both = new SizeBounds(largestSizes([SIZES, sizesOf(7, { Y56: 30, R0A: 50 })]));
  const lengthOf = (code: string) => both.itemsOf({ list: 'children' }, named(code));
  expect(['Y56', 'R0A', 'R1F', 'A1'].map(lengthOf)).toEqual([40, 50, 7, 7]);
});

test('a release that was not measured leaves all requests with the assumed sizes', () => {
  const snapshot = (...sizes: (MeasuredSizes | null)[]) =>
    ({ known: { sizes: new Map(sizes.map((each, at) => [at, each])) } }) as unknown as Snapshot;
  expect(boundsOf(snapshot(SIZES, SIZES))).toBeInstanceOf(SizeBounds);
  expect(boundsOf(snapshot(SIZES, null))).toBeUndefined();
  expect(boundsOf(snapshot())).toBeUndefined();
});
