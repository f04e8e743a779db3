import { LEVEL_DEFINITIONS, targetOn, targetName, type Level } from '../../../ods/levels';

/** What fills a level on a day; null for nothing. */
const filling = (level: Level, day: string) => {
  const target = targetOn(level, day);
  return target && targetName(target);
};

test.each<[level: Level, day: string, target: string | null]>([
  ['COMMISSIONER', '2030-01-01', 'SUB_ICB_LOCATION'],
  ['COMMISSIONER', '2022-07-01', 'SUB_ICB_LOCATION'],
  ['COMMISSIONER', '2022-06-30', 'CCG'],
  ['COMMISSIONER', '2013-04-01', 'CCG'],
  ['COMMISSIONER', '2013-03-31', 'RO179'],
  ['COMMISSIONER', '2000-04-01', 'RO179'],
  ['COMMISSIONER', '2000-03-31', null],
  ['COMMISSIONING_SYSTEM', '2022-07-01', 'ICB'],
  ['COMMISSIONING_SYSTEM', '2022-06-30', 'STP'],
  ['COMMISSIONING_SYSTEM', '2020-04-01', 'STP'],
  ['COMMISSIONING_SYSTEM', '2020-03-31', null],
])('the level %s on %s is filled by %s', (level, day, target) => expect(filling(level, day)).toBe(target));

test('the steps of each level begin with the latest', () => {
  for (const { steps } of LEVEL_DEFINITIONS) {
    const days = steps.map(({ from }) => from);
    expect(days).toEqual([...days].sort().reverse());
  }
});
