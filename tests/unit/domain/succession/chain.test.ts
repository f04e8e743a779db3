import type { StateRow } from '../../../../ods/facts';
import {
  activeEnds,
  codesBetween,
  codesInEffect,
  outcomeOf,
  type SuccessionChains,
} from '../../../../domain/succession/chain';

const at = { date: '2024-10-31', basis: 'OPERATIONAL', release: { number: 2 }, hasOwnDate: true } as never;
const state = (operational: string, more: Partial<StateRow> = {}) =>
  ({ operational, legal: '', unresolved: false, refOnly: false, ...more }) as StateRow;
const OPEN = state('2013-04-01/');
const CLOSED = state('2002-04-01/2013-03-31');

/** Upper-case codes are open, lower-case codes are closed. */
const chains = (successors: Record<string, string>): SuccessionChains => {
  const codes = new Set([...Object.keys(successors), ...Object.values(successors).join('')]);
  return {
    states: new Map([...codes].map((code) => [code, code === code.toUpperCase() ? OPEN : CLOSED])),
    successors: new Map(Object.entries(successors).map(([code, next]) => [code, [...next]])),
  };
};

describe('the ends of a chain of successors', () => {
  test('are its active last organisations, all of a split, ordered by code', () => {
    expect(activeEnds('a', chains({ a: 'b', b: 'C' }), at)).toEqual(['C']);
    expect(activeEnds('a', chains({ a: 'Db', b: 'C' }), at)).toEqual(['C', 'D']);
  });

  test('are the organisation itself when it is active, and none without a successor', () => {
    expect(activeEnds('A', chains({ A: '' }), at)).toEqual(['A']);
    expect(activeEnds('a', chains({ a: 'b', b: '' }), at)).toEqual([]);
  });

  test('are found when successions form a cycle', () => {
    expect(activeEnds('a', chains({ a: 'b', b: 'ac', c: 'bD' }), at)).toEqual(['D']);
    expect(activeEnds('a', chains({ a: 'b', b: 'a' }), at)).toEqual([]);
  });
});

test('codesBetween leaves out dead ends', () => {
  expect(codesBetween('a', 'D', chains({ a: 'bc', b: 'D', c: 'e', e: '' }))).toEqual(['b', 'D']);
});

test('a succession counts from its date on, and a succession by itself is ignored', () => {
  const row = (other: string, date: string | null) => ({ id: '', other, date, forward: false });
  const rows = [row('R1', '2024-10-31'), row('R2', '2024-11-01'), row('R3', null), row('R4', '2023-02-30')];
  expect(codesInEffect('2024-10-31', 'R0', [...rows, row('R0', '2000-01-01'), row('R1', '2001-01-01')])).toEqual([
    'R1',
  ]);
});

test.each([
  ['CURRENT', OPEN, 1, false],
  ['SUCCEEDED', CLOSED, 1, false],
  ['MERGED', CLOSED, 1, true],
  ['SPLIT', CLOSED, 2, false],
  ['CLOSED', CLOSED, 0, false],
  ['NOT_YET_OPEN', state('2031-04-01/'), 0, false],
  ['CLOSED', state('2001-04-01/2010-03-31 2031-04-01/'), 0, false],
  ['CLOSED', state('2031-04-01/2020-03-31'), 0, false],
  ['CLOSED', state('2031-04-01/2032-02-30'), 0, false],
  ['UNKNOWN', null, 0, false],
  ['UNKNOWN', state('', { unresolved: true }), 0, false],
])('the outcome is %s', (outcome, of, ends, isMerged) => {
  expect(outcomeOf(of, ends, isMerged, at)).toBe(outcome);
});
