import { createCursors } from '../../../domain/cursor';
import { compareKeysets, pageOf, questionOf, type List } from '../../../domain/page';

const context = {
  cursors: createCursors('a secret of sixteen characters'),
  limits: { page: 200, codes: 500, representations: 1_000 },
};
const question = { text: 'letters', release: '2024-10-31' };
const listOf = (letters: string): List<string, { letter: string }> => ({
  items: [...letters],
  keysetOf: (letter) => [letter],
  nodeOf: (letter) => ({ letter }),
});
const lettersOf = (page: { nodes: { letter: string }[] }) => page.nodes.map(({ letter }) => letter).join('');

test('pages follow each other without gap or repetition and say where they stand', () => {
  const first = pageOf(listOf('ACEGI'), { first: 2 }, question, context);
  expect(lettersOf(first)).toBe('AC');
  expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
  expect(first.edges.map(({ cursor }) => cursor)).toEqual([first.pageInfo.startCursor, first.pageInfo.endCursor]);
  const second = pageOf(listOf('ACEGI'), { first: 3, after: first.pageInfo.endCursor }, question, context);
  expect(lettersOf(second)).toBe('EGI');
  expect(second.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  expect(second.total()).toBe(5);
});

test('a page goes on after its place, even when the item of the cursor is gone', () => {
  const { pageInfo } = pageOf(listOf('ACE'), { first: 2 }, question, context);
  expect(lettersOf(pageOf(listOf('ABDE'), { first: 10, after: pageInfo.endCursor }, question, context))).toBe('DE');
});

test('an empty page has no cursors', () => {
  expect(pageOf(listOf(''), { first: 20 }, question, context).pageInfo).toEqual({
    hasNextPage: false,
    hasPreviousPage: false,
    startCursor: null,
    endCursor: null,
  });
});

test.each([0, -1, 201, 10_000])('a page of %i is refused, with the limit', (first) => {
  expect(() => pageOf(listOf('ABC'), { first }, question, context)).toThrow(`first takes 1 to 200; got ${first}.`);
});

test('keysets compare part by part, by characters', () => {
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

test('two questions that differ in an argument or in the moment differ', () => {
  const release = { id: '2024-10-31' } as never;
  const at = { date: '2024-10-31', basis: 'OPERATIONAL', release, dated: false, text: '' } as const;
  const texts = [
    questionOf('children', at, 'RZZ', 'OPERATION', null, false),
    questionOf('children', at, 'RZZ', 'OPERATION', ['TRUST_SITE'], false),
    questionOf('children', { ...at, basis: 'LEGAL' }, 'RZZ', 'OPERATION', null, false),
    questionOf('members', at, 'RZZ', 'OPERATION', null, false),
  ].map(({ text }) => text);
  expect(new Set(texts).size).toBe(4);
});
