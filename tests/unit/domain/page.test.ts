import { createCursors } from '../../../domain/cursor';
import { compareKeysets, cursorScope, pageOf, type List } from '../../../domain/page';

const context = {
  cursors: createCursors('a secret of sixteen characters'),
  limits: { page: 200, codes: 500, representations: 1_000 },
};
const scope = { list: 'letters', release: '2024-10-31' };
const listOf = (letters: string): List<string, { letter: string }> => ({
  items: [...letters],
  keysetOf: (letter) => [letter],
  nodeOf: (letter) => ({ letter }),
});
const lettersOf = (page: { nodes: { letter: string }[] }) => page.nodes.map(({ letter }) => letter).join('');

test('consecutive pages have no gap or repetition and report their neighbours', () => {
  const first = pageOf(listOf('ACEGI'), { first: 2 }, scope, context);
  expect(lettersOf(first)).toBe('AC');
  expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
  expect(first.edges.map(({ cursor }) => cursor)).toEqual([first.pageInfo.startCursor, first.pageInfo.endCursor]);
  const second = pageOf(listOf('ACEGI'), { first: 3, after: first.pageInfo.endCursor }, scope, context);
  expect(lettersOf(second)).toBe('EGI');
  expect(second.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  expect(second.total()).toBe(5);
});

test('a page continues after its cursor, even when the item of the cursor was removed', () => {
  const { pageInfo } = pageOf(listOf('ACE'), { first: 2 }, scope, context);
  expect(lettersOf(pageOf(listOf('ABDE'), { first: 10, after: pageInfo.endCursor }, scope, context))).toBe('DE');
});

test('an empty page has no cursors', () => {
  expect(pageOf(listOf(''), { first: 20 }, scope, context).pageInfo).toEqual({
    hasNextPage: false,
    hasPreviousPage: false,
    startCursor: null,
    endCursor: null,
  });
});

test.each([0, -1, 201, 10_000])('a page size of %i is refused with the limit', (first) => {
  expect(() => pageOf(listOf('ABC'), { first }, scope, context)).toThrow(`first takes 1 to 200; got ${first}.`);
});

test('null has the meaning of the default size, which a list may state', () => {
  const long = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  expect(lettersOf(pageOf(listOf(long), { first: null }, scope, context))).toHaveLength(20);
  expect(lettersOf(pageOf(listOf(long), {}, scope, context))).toHaveLength(20);
  expect(lettersOf(pageOf(listOf(long), { first: null, defaultFirst: 25 }, scope, context))).toHaveLength(25);
  expect(lettersOf(pageOf(listOf(long), { first: null, last: 2 }, scope, context))).toBe('YZ');
});

test('keysets compare part by part, character by character', () => {
  const sorted = [
    ['A', '2'],
    ['B', '1'],
    ['A', '10'],
    ['a', '0'],
    ['A B', '0'],
  ].sort(compareKeysets);
  expect(sorted).toEqual([
    ['A', '10'],
    ['A', '2'],
    ['A B', '0'],
    ['B', '1'],
    ['a', '0'],
  ]);
});

test('cursor scopes differ when an argument or the moment differs', () => {
  const release = { id: '2024-10-31' } as never;
  const at = { date: '2024-10-31', basis: 'OPERATIONAL', release, hasOwnDate: false, cacheKey: '' } as const;
  const texts = [
    cursorScope('children', at, 'RZZ', 'OPERATION', null, false),
    cursorScope('children', at, 'RZZ', 'OPERATION', ['TRUST_SITE'], false),
    cursorScope('children', { ...at, basis: 'LEGAL' }, 'RZZ', 'OPERATION', null, false),
    cursorScope('members', at, 'RZZ', 'OPERATION', null, false),
  ].map(({ list }) => list);
  expect(new Set(texts).size).toBe(4);
});
