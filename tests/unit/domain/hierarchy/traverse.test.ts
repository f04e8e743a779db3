import type { LinkRow, StateRow } from '../../../../graph/keys';
import { longestBranch } from '../../../../domain/hierarchy/belongs-to';
import { byRecord } from '../../../../resolvers/kinds';
import { daysOf, reasonOfTarget } from '../../../../domain/hierarchy/missing-reason';
import { shortestPaths, simplePaths } from '../../../../domain/hierarchy/path';
import { hasCycle, shapeOf } from '../../../../domain/hierarchy/tree-shape';
import { nearestFirst, toDepth, type Walked } from '../../../../domain/hierarchy/traverse';

const hop = (code: string) => ({ code, link: { id: `to ${code}`, type: 'RE4', other: code } as LinkRow });

/** A walk along edges: 'a' leads to 'b' and 'c' by { a: 'bc' }. */
function walk(start: string, edges: Record<string, string>): Walked {
  const hops = new Map(Object.entries(edges).map(([from, to]) => [from, [...to].map(hop)]));
  const depths = new Map([[start, 0]]);
  for (const [code, depth] of depths)
    for (const next of hops.get(code) ?? []) if (!depths.has(next.code)) depths.set(next.code, depth + 1);
  return { start, depths, hops };
}
const codesOf = (paths: readonly (readonly { hop: { code: string } }[])[]) =>
  paths.map((steps) => steps.map(({ hop: { code } }) => code).join(''));

test('those reached stand nearest first, then by code', () => {
  expect(nearestFirst(walk('a', { a: 'cb', b: 'd', c: 'd' }))).toEqual(['b', 'c', 'd']);
});

test('a walk has 1 to 25 levels', () => {
  expect([toDepth(1), toDepth(25)]).toEqual([1, 25]);
  for (const depth of [0, 26]) expect(() => toDepth(depth)).toThrow(`maxDepth takes 1 to 25; got ${depth}.`);
});

describe('paths', () => {
  test('are simple, shortest first, then by the codes on the way, and no more than asked', () => {
    const walked = walk('a', { a: 'cbz', b: 'z', c: 'dz', d: 'z' });
    expect(codesOf(simplePaths(walked, 'z', 20))).toEqual(['z', 'bz', 'cz', 'cdz']);
    expect(codesOf(simplePaths(walked, 'z', 2))).toEqual(['z', 'bz']);
  });

  test('never pass an organisation twice, and leave out ways that lead nowhere', () => {
    expect(codesOf(simplePaths(walk('a', { a: 'bx', b: 'acz', c: 'b', x: 'y' }), 'z', 20))).toEqual(['bz']);
    expect(simplePaths(walk('a', { a: 'b' }), 'z', 20)).toEqual([]);
    expect(simplePaths(walk('a', { a: 'b' }), 'a', 20)).toEqual([[]]);
  });

  test('of a ladder of many rungs are found without trying them all', () => {
    const edges: Record<string, string> = {};
    const letters = [...'abcdefghijklmnopqrstuvwxyz'];
    for (let at = 0; at + 3 < letters.length; at += 2)
      edges[letters[at]!] = edges[letters[at + 1]!] = `${letters[at + 2]}${letters[at + 3]}`;
    expect(simplePaths(walk('a', edges), 'y', 20)).toHaveLength(20);
  });

  test('to each code reached: one of the shortest', () => {
    const ways = shortestPaths(walk('a', { a: 'bc', b: 'd', c: 'd' }));
    expect(codesOf([ways.get('d')!, ways.get('a')!])).toEqual(['bd', '']);
  });
});

describe('the longest branch', () => {
  test('ends where nothing leads further; of equal ones at the first code', () => {
    expect(longestBranch(walk('a', { a: 'bz', b: 'cd' }))).toEqual(['a', 'b', 'c']);
    expect(longestBranch(walk('a', {}))).toEqual(['a']);
  });

  test('ends in a circle too', () => {
    expect(longestBranch(walk('a', { a: 'b', b: 'c', c: 'a' }))).toEqual(['a', 'b', 'c']);
  });
});

describe('the shape of a tree', () => {
  const edges = { a: 'bc', b: 'd', c: 'e', d: '', e: '' };

  test('lists the root, those wanted and who is on the way to them', () => {
    expect(shapeOf(walk('a', edges), (code) => code === 'e', 10)).toEqual({
      codes: ['a', 'c', 'e'],
      truncated: false,
      hasCycle: false,
    });
  });

  test('is cut at so many nodes, nearest first, and where the walk was not deep enough', () => {
    expect(shapeOf(walk('a', edges), () => true, 3)).toMatchObject({ codes: ['a', 'b', 'c'], truncated: true });
    const shallow = {
      ...walk('a', edges),
      depths: new Map([
        ['a', 0],
        ['b', 1],
        ['c', 1],
      ]),
    };
    expect(shapeOf(shallow, () => true, 10)).toMatchObject({ codes: ['a', 'b', 'c'], truncated: true });
  });

  test('tells a circle from two ways to one place', () => {
    const of = (walked: Walked) => hasCycle(new Set(walked.depths.keys()), walked.hops);
    expect(of(walk('a', { a: 'bc', b: 'd', c: 'd' }))).toBe(false);
    expect(of(walk('a', { a: 'b', b: 'c', c: 'b' }))).toBe(true);
  });
});

describe('why a branch goes no further', () => {
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
    expect(reasonOfTarget(state(more), isTarget, at)).toBe(reason);
  });

  test('is looked for on the first and last day of every period, open ones as far as days go', () => {
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

test('roles are read only where a record leaves the kind open', () => {
  const state = (primaryRole: string | null, recordClass: 'ORGANISATION' | 'SITE') =>
    ({ primaryRole, recordClass }) as StateRow;
  expect(byRecord(state('RO272', 'ORGANISATION'), ['PCN'])).toBe('YES');
  expect(byRecord(state('RO177', 'ORGANISATION'), ['PCN'])).toBe('NO');
  expect(byRecord(state('RO177', 'ORGANISATION'), ['GP_PRACTICE'])).toBe('ROLES DECIDE');
  expect(byRecord(state('RO177', 'SITE'), ['GP_PRACTICE'])).toBe('NO');
  expect(byRecord(state('RO227', 'SITE'), ['GP_PRACTICE'])).toBe('YES');
  expect(byRecord(state(null, 'SITE'), ['OTHER'])).toBe('ROLES DECIDE');
  expect(byRecord(state('RO96', 'SITE'), ['VACCINATION_SITE', 'BRANCH_SURGERY'])).toBe('YES');
});
