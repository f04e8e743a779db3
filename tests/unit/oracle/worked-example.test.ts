import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { belongsTo } from '../../oracle/belongs-to';
import { active, type Dated } from '../../oracle/dates';
import { payment } from '../../oracle/payment';
import { releaseOf } from '../../oracle/reading/release';
import { resolve, successors } from '../../oracle/succession';
import {
  ancestors,
  children,
  descendants,
  entry,
  isActive,
  kinds,
  members,
  networks,
  parents,
} from '../../oracle/hierarchy';

const release = releaseOf([readFileSync(join(__dirname, '../../oracle/worked-example.xml'), 'utf8')]);
const on = (date: string, basis: 'OPERATIONAL' | 'LEGAL' = 'OPERATIONAL') => ({ release, date, basis });
const onBoth = (date: string, code: string) => [isActive(on(date), code), isActive(on(date, 'LEGAL'), code)];

describe('the oracle, on the worked example', () => {
  test('a site is active up to and including its last day, on both bases, because legal dates fall back to operational ones', () => {
    expect([onBoth('2023-06-30', 'Z9Z9Z'), onBoth('2023-07-01', 'Z9Z9Z')]).toEqual([
      [true, true],
      [false, false],
    ]);
  });

  test('payment of the site goes to its practice, and through its network once that has a payee', () => {
    expect(payment(on('2021-03-31'), 'Z9Z9Z')).toEqual({
      payees: [{ code: 'Z9Z001', rule: 'OPERATING_PARENT', types: ['RE6'] }],
      reason: 'NO_PAYEE_RECORDED',
      stoppedAt: 'U9Z999',
    });
    expect(payment(on('2021-04-01'), 'Z9Z9Z')).toEqual({
      payees: [
        { code: 'Z9Z001', rule: 'OPERATING_PARENT', types: ['RE6'] },
        { code: 'Z9Z001', rule: 'NOMINATED_PAYEE', types: ['RE6', 'RE8', 'RE9'] },
      ],
      reason: null,
      stoppedAt: null,
    });
  });

  test('the region of the site is found through its parents, on a day when its commissioner was a CCG', () => {
    const day = on('2021-01-01');
    expect(ancestors(day, 'Z9Z9Z', 'REPORTING')).toEqual(['Z9Z001', '9ZZ', 'QZZ', 'Y9R']);
    expect(belongsTo(day, 'Z9Z9Z', 'REGION', 'REPORTING')).toEqual({
      organisations: ['Y9R'],
      reason: null,
      stoppedAt: null,
      lengths: [4],
    });
    expect([kinds(day, '9ZZ'), kinds(day, 'QZZ'), kinds(day, 'Z9Z9Z')]).toEqual([
      ['CCG'],
      ['STP'],
      ['VACCINATION_SITE', 'BRANCH_SURGERY'],
    ]);
    expect(descendants(day, 'Y9R', 'REPORTING')).toEqual(['9ZZ', 'QZZ', 'U9Z999', 'Z9Z001', 'Z9Z9Z']);
  });

  test('a trust may be closed on one basis only', () => {
    expect(onBoth('2017-12-01', 'RZY')).toEqual([true, false]);
  });

  test('two rows about one succession count once', () => {
    expect(successors(on('2024-01-31'), 'RZY')).toEqual([
      { id: '9200001', predecessor: 'RZY', successor: 'RZZ', date: '2017-10-01', forward: false },
    ]);
    expect(resolve(on('2024-01-31'), 'RZY')).toEqual({ outcome: 'SUCCEEDED', current: ['RZZ'] });
    expect(resolve(on('2017-12-01'), 'RZY')).toEqual({ outcome: 'CURRENT', current: ['RZY'] });
    expect(resolve(on('2017-12-01', 'LEGAL'), 'RZY')).toEqual({ outcome: 'SUCCEEDED', current: ['RZZ'] });
    expect(resolve(on('2010-01-01'), 'RZZ')).toEqual({ outcome: 'NOT_YET_OPEN', current: [] });
    expect(resolve(on('2024-01-31'), 'ZZZZZ')).toEqual({ outcome: 'UNKNOWN', current: [] });
  });

  test('an open link to a closed target still counts, and a target without a record is unresolved', () => {
    expect(belongsTo(on('2024-01-31'), 'FZZ01', 'PHARMACY_HEADQUARTERS', 'OPERATION')).toEqual({
      organisations: ['PZZ9'],
      reason: 'TARGET_CLOSED',
      stoppedAt: null,
      lengths: [1],
    });
    expect(entry(on('2024-01-31'), 'PZZ9').refOnly).toBe(true);
    expect(parents(on('2024-02-01'), 'FZZ01', 'OPERATION')).toEqual(['P9Z9Z']);
    expect(entry(on('2024-02-01'), 'P9Z9Z')).toMatchObject({ unresolved: true, name: 'P9Z9Z', primaryRole: 'RO181' });
  });

  test('the practice is no GP practice in 2010, before it held RO76', () => {
    expect(kinds(on('2010-01-01'), 'Z9Z001')).toEqual(['OTHER']);
    expect(kinds(on('2014-04-15'), 'Z9Z001')).toEqual(['GP_PRACTICE']);
  });

  test('a membership begins on its first day, and children leave out inactive organisations', () => {
    expect(networks(on('2019-09-30'), 'Z9Z001')).toEqual([]);
    expect(networks(on('2019-10-01'), 'Z9Z001')).toEqual(['U9Z999']);
    expect(members(on('2019-10-01', 'LEGAL'), 'U9Z999')).toEqual(['Z9Z001']);
    expect(children(on('2024-01-31'), 'PZZ9', 'OPERATION')).toEqual(['FZZ01']);
    expect(children(on('2023-07-01'), 'Z9Z001', 'OPERATION')).toEqual([]);
  });
});

describe('the oracle, on the table of dates', () => {
  const O = (start: string, end: string | null = null): Dated => ({ operational: [{ start, end }], legal: [] });
  const L = (start: string, end: string | null = null): Dated => ({ operational: [], legal: [{ start, end }] });
  test.each([
    [
      'two bases that end apart',
      { ...O('1994-04-01', '2018-03-31'), legal: L('1994-04-01', '2017-09-30').legal },
      '2017-12-01',
      [true, false],
    ],
    ['the last day', O('2020-12-01', '2023-06-30'), '2023-06-30', [true, true]],
    ['the day after', O('2020-12-01', '2023-06-30'), '2023-07-01', [false, false]],
    ['legal dates only', L('2031-04-01'), '2031-04-01', [true, true]],
    [
      'a legal start before the operational one',
      { ...O('2010-06-15'), legal: L('2010-01-01').legal },
      '2010-03-01',
      [false, true],
    ],
    ['an impossible date', O('2023-02-30'), '2024-01-01', [false, false]],
    ['an end before its start', O('2023-03-01', '2023-02-01'), '2023-02-15', [false, false]],
    ['no date at all', { operational: [], legal: [] }, '2024-01-01', [false, false]],
  ] as const)('%s', (_, dated, date, expected) => {
    expect([active(dated, { date, basis: 'OPERATIONAL' }), active(dated, { date, basis: 'LEGAL' })]).toEqual(expected);
  });
});
