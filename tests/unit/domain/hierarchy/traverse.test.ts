import type { LinkRow, StateRow } from '../../../../ods/facts';
import { longestBranch } from '../../../../domain/hierarchy/belongs-to';
import { WorkBudget } from '../../../../work-budget';
import { recordMatcher } from '../../../../domain/records/kinds';
import { daysOf, reasonFromRecord } from '../../../../domain/hierarchy/missing-reason';
import { shortestPaths, simplePaths } from '../../../../domain/hierarchy/path-finding';
import { hasCycle, selectNodes } from '../../../../domain/hierarchy/tree-selection';
import { nearestFirst, toDepth, type Traversal } from '../../../../domain/hierarchy/traverse';

const hop = (code: string) => ({ code, link: { id: `to ${code}`, type: 'RE4', other: code } as LinkRow, state: null });

/** A traversal of a small graph: { a: 'bc' } links 'a' to 'b' and 'c'. */
function traversalOf(start: string, edges: Record<string, string>): Traversal {
  const hops = new Map(Object.entries(edges).map(([from, to]) => [from, [...to].map(hop)]));
  const depths = new Map([[start, 0]]);
  for (const [code, depth] of depths)
    for (const next of hops.get(code) ?? []) if (!depths.has(next.code)) depths.set(next.code, depth + 1);
  return { start, depths, hops, states: new Map() };
}
const codesOf = (paths: readonly (readonly { hop: { code: string } }[])[]) =>
  paths.map((steps) => steps.map(({ hop: { code } }) => code).join(''));

test('reached codes are ordered by distance, then by code', () => {
  expect(nearestFirst(traversalOf('a', { a: 'cb', b: 'd', c: 'd' }), new WorkBudget())).toEqual(['b', 'c', 'd']);
});

test('maxDepth is 1 to 25', () => {
  expect([toDepth(1), toDepth(25)]).toEqual([1, 25]);
  for (const depth of [0, 26]) expect(() => toDepth(depth)).toThrow(`maxDepth takes 1 to 25; got ${depth}.`);
});

describe('paths', () => {
  test('are simple, ordered by length, then by their codes, and limited in number', () => {
    const traversal = traversalOf('a', { a: 'cbz', b: 'z', c: 'dz', d: 'z' });
    expect(codesOf(simplePaths(traversal, 'z', 20))).toEqual(['z', 'bz', 'cz', 'cdz']);
    expect(codesOf(simplePaths(traversal, 'z', 2))).toEqual(['z', 'bz']);
  });

  test('visit no organisation twice and leave out dead ends', () => {
    expect(codesOf(simplePaths(traversalOf('a', { a: 'bx', b: 'acz', c: 'b', x: 'y' }), 'z', 20))).toEqual(['bz']);
    expect(simplePaths(traversalOf('a', { a: 'b' }), 'z', 20)).toEqual([]);
    expect(simplePaths(traversalOf('a', { a: 'b' }), 'a', 20)).toEqual([[]]);
  });

  test('of a long ladder are found without enumerating all of them', () => {
    const edges: Record<string, string> = {};
    const letters = [...'abcdefghijklmnopqrstuvwxyz'];
    for (let at = 0; at + 3 < letters.length; at += 2)
      edges[letters[at]!] = edges[letters[at + 1]!] = `${letters[at + 2]}${letters[at + 3]}`;
    expect(simplePaths(traversalOf('a', edges), 'y', 20)).toHaveLength(20);
  });

  test('to each reached code include one of the shortest', () => {
    const paths = shortestPaths(traversalOf('a', { a: 'bc', b: 'd', c: 'd' }));
    expect(codesOf([paths.get('d')!, paths.get('a')!])).toEqual(['bd', '']);
  });
});

describe('the longest branch', () => {
  test('ends at a leaf, and of equal branches the first code counts', () => {
    expect(longestBranch(traversalOf('a', { a: 'bz', b: 'cd' }))).toEqual(['a', 'b', 'c']);
    expect(longestBranch(traversalOf('a', {}))).toEqual(['a']);
  });

  test('ends in a cycle too', () => {
    expect(longestBranch(traversalOf('a', { a: 'b', b: 'c', c: 'a' }))).toEqual(['a', 'b', 'c']);
  });
});

describe('the nodes of a tree', () => {
  const edges = { a: 'bc', b: 'd', c: 'e', d: '', e: '' };

  test('are the root, the wanted nodes and the nodes between them', () => {
    expect(selectNodes(traversalOf('a', edges), (code) => code === 'e', 10, new WorkBudget())).toEqual({
      codes: ['a', 'c', 'e'],
      truncated: false,
      hasCycle: false,
    });
  });

  test('are truncated at the limit, nearest first, and where the traversal was not deep enough', () => {
    expect(selectNodes(traversalOf('a', edges), () => true, 3, new WorkBudget())).toMatchObject({
      codes: ['a', 'b', 'c'],
      truncated: true,
    });
    const shallow = {
      ...traversalOf('a', edges),
      depths: new Map([
        ['a', 0],
        ['b', 1],
        ['c', 1],
      ]),
    };
    expect(selectNodes(shallow, () => true, 10, new WorkBudget())).toMatchObject({
      codes: ['a', 'b', 'c'],
      truncated: true,
    });
  });

  test('have a cycle only when a node leads back to itself, not when two paths meet', () => {
    const of = (traversal: Traversal) => hasCycle(new Set(traversal.depths.keys()), traversal.hops, new WorkBudget());
    expect(of(traversalOf('a', { a: 'bc', b: 'd', c: 'd' }))).toBe(false);
    expect(of(traversalOf('a', { a: 'b', b: 'c', c: 'b' }))).toBe(true);
  });
});

describe('the reason why a branch ends', () => {
  const at = { date: '2024-10-31', basis: 'OPERATIONAL' } as never;
  const state = (more: Partial<StateRow>) =>
    ({ operational: '2013-04-01/', legal: '', unresolved: false, refOnly: false, ...more }) as StateRow;

  test.each([
    ['TARGET_NOT_IN_RELEASE', { unresolved: true, operational: '' }, true],
    ['TARGET_REF_ONLY', { refOnly: true, operational: '2013-04-01/2016-03-31' }, true],
    ['TARGET_CLOSED', { operational: '2013-04-01/2016-03-31' }, true],
    ['NOT_ACTIVE', { operational: '2013-04-01/2016-03-31' }, false],
    [null, {}, true],
  ] as const)('is %s', (reason, more, isTarget) => {
    expect(reasonFromRecord(state(more), isTarget, at)).toBe(reason);
  });

  test('is looked for on the first and last day of every period, with limits for open ones', () => {
    const dated = [
      { operational: '2019-07-01/2021-03-31', legal: '' },
      { operational: '/2020-01-01 2023-02-30/', legal: '' },
      { operational: '', legal: '2022-01-01/' },
    ];
    expect(daysOf(dated, 'OPERATIONAL')).toEqual([
      '0001-01-01',
      '2019-07-01',
      '2020-01-01',
      '2021-03-31',
      '2022-01-01',
      '9999-12-31',
    ]);
  });
});

test('roles are needed only when the record does not decide the kind', () => {
  const state = (primaryRole: string | null, recordClass: 'ORGANISATION' | 'SITE') =>
    ({ primaryRole, recordClass }) as StateRow;
  expect(recordMatcher(['PCN'])(state('RO272', 'ORGANISATION'))).toBe('YES');
  expect(recordMatcher(['PCN'])(state('RO177', 'ORGANISATION'))).toBe('NO');
  expect(recordMatcher(['GP_PRACTICE'])(state('RO177', 'ORGANISATION'))).toBe('DEPENDS_ON_ROLES');
  expect(recordMatcher(['GP_PRACTICE'])(state('RO177', 'SITE'))).toBe('NO');
  expect(recordMatcher(['GP_PRACTICE'])(state('RO227', 'SITE'))).toBe('YES');
  expect(recordMatcher(['OTHER'])(state(null, 'SITE'))).toBe('DEPENDS_ON_ROLES');
  expect(recordMatcher(['VACCINATION_SITE', 'BRANCH_SURGERY'])(state('RO96', 'SITE'))).toBe('YES');
});
