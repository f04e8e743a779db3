import { createRandom, pick, type Random } from '../../oracle/comparison/draw';
import { active as activeByDefinition, basisUsed as basisByDefinition, covers, type Period } from '../../oracle/dates';
import { active, basisUsed, coversAnyDay, isDate, periodShown, periodsOf, periodsText } from '../../../ods/periods';

const dated = (operational: string, legal = '') => ({ operational, legal });

/** Subject, day, active by operational dates, active by legal dates. */
test.each([
  [dated('1994-04-01/2018-03-31', '1994-04-01/2017-09-30'), '2017-12-01', true, false],
  [dated('2020-12-01/2023-06-30'), '2023-06-30', true, true],
  [dated('2020-12-01/2023-06-30'), '2023-07-01', false, false],
  [dated('', '2031-04-01/'), '2031-04-01', true, true],
  [dated('2010-06-15/', '2010-01-01/'), '2010-03-01', false, true],
])('%j on %s: operational %s, legal %s', (subject, day, operational, legal) => {
  expect([active(subject, day, 'OPERATIONAL'), active(subject, day, 'LEGAL')]).toEqual([operational, legal]);
});

test('the fallback takes a whole basis, never the start of one with the end of the other', () => {
  const subject = dated('2010-01-01/2012-12-31', '2011-01-01/');
  expect(active(subject, '2013-01-01', 'OPERATIONAL')).toBe(false);
  expect(active(subject, '2010-06-01', 'LEGAL')).toBe(false);
  expect([basisUsed(subject, 'LEGAL'), basisUsed(dated('2010-01-01/'), 'LEGAL')]).toEqual(['LEGAL', 'OPERATIONAL']);
});

test('two periods of one basis both count, and the days between them do not', () => {
  const subject = dated('2010-01-01/2010-12-31 2012-01-01/');
  const days = ['2009-12-31', '2010-12-31', '2011-06-01', '2012-01-01'];
  expect(days.map((day) => active(subject, day, 'OPERATIONAL'))).toEqual([false, true, false, true]);
  expect(periodShown(subject.operational, '2010-05-05')).toEqual({ start: '2010-01-01', end: '2010-12-31' });
  expect(periodShown(subject.operational, '2011-06-01')).toEqual({ start: '2012-01-01', end: '' });
});

test('overlapping periods both count, and an end in the year 9999 is an end like any other', () => {
  const overlapping = dated('2010-01-01/2012-12-31 2011-01-01/2014-12-31');
  const days = ['2009-12-31', '2010-06-01', '2011-06-01', '2014-12-31', '2015-01-01'];
  expect(days.map((day) => active(overlapping, day, 'OPERATIONAL'))).toEqual([false, true, true, true, false]);
  expect(active(dated('2020-01-01/9999-12-31'), '2024-01-01', 'OPERATIONAL')).toBe(true);
});

test('a subject without dates is never active', () => {
  expect(active(dated(''), '2020-01-01', 'OPERATIONAL')).toBe(false);
  expect(periodShown('', '2020-01-01')).toBeNull();
});

test('a period with an impossible date, or that ends before it starts, covers no day', () => {
  expect(active(dated('2023-02-30/'), '2024-01-01', 'OPERATIONAL')).toBe(false);
  expect(active(dated('2020-01-01/0000-00-00'), '2020-01-01', 'OPERATIONAL')).toBe(false);
  expect(active(dated('2020-01-02/2020-01-01'), '2020-01-01', 'OPERATIONAL')).toBe(false);
  expect(active(dated('2020-01-02/2020-01-01'), '2020-01-02', 'OPERATIONAL')).toBe(false);
});

test('a period may have an open side or a single day', () => {
  expect(active(dated('/2020-03-31'), '1066-10-14', 'OPERATIONAL')).toBe(true);
  const day = dated('2020-03-31/2020-03-31');
  expect(active(day, '2020-03-31', 'OPERATIONAL')).toBe(true);
  expect(
    ['/2020-03-31', '2020-03-31/', day.operational, '2020-04-01/2020-03-31'].map((text) =>
      coversAnyDay(periodsOf(text)[0]!),
    ),
  ).toEqual([true, true, true, false]);
});

test('period texts survive a round trip', () => {
  for (const text of ['', '2014-04-15/', '/2020-03-31', '2010-01-01/2010-12-31 2012-01-01/'])
    expect(periodsText(periodsOf(text))).toBe(text);
});

test.each([
  ['2024-02-29', true],
  ['2023-02-29', false],
  ['2023-02-30', false],
  ['2023-13-01', false],
  ['2023-1-1', false],
  ['2023-01-01T00:00:00Z', false],
  ['0000-00-00', false],
  ['0000-01-01', false],
  ['0001-01-01', true],
])('%s is a calendar date: %s', (text, expected) => expect(isDate(text)).toBe(expected));

test('a text is a calendar date if and only if the calendar has the day', () => {
  for (const year of ['1900', '2000', '2023', '2024', '2100'])
    for (let month = 0; month <= 13; month++)
      for (let day = 0; day <= 32; day++) {
        const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
        const time = Date.parse(`${text}T00:00:00Z`);
        const exists = !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
        expect([text, isDate(text)]).toEqual([text, exists]);
      }
});

describe('random dates', () => {
  const DAYS = ['1900-01-01', '2019-12-31', '2020-01-01', '2020-02-28', '2020-02-29', '2020-03-01', '2021-06-30'];
  /** Also days that do not exist, and a text that is none. */
  const ENDS = [null, ...DAYS, '2021-02-29', '0000-00-00'];

  const drawPeriods = (random: Random): Period[] =>
    Array.from({ length: pick(random, [0, 1, 1, 2, 3]) }, () => ({
      start: pick(random, ENDS),
      end: pick(random, ENDS),
    }));
  const textOf = (all: readonly Period[]) => all.map(({ start, end }) => `${start ?? ''}/${end ?? ''}`).join(' ');

  test('are decided as by the definition, and a day outside all periods is covered by none', () => {
    const random = createRandom(20_260_401);
    let outside = 0;
    for (let count = 0; count < 5_000; count++) {
      const subject = { operational: drawPeriods(random), legal: drawPeriods(random) };
      const stored = dated(textOf(subject.operational), textOf(subject.legal));
      const date = pick(random, DAYS);
      for (const basis of ['OPERATIONAL', 'LEGAL'] as const) {
        const isActive = active(stored, date, basis);
        expect({ stored, date, basis, isActive }).toEqual({
          ...{ stored, date, basis },
          isActive: activeByDefinition(subject, { date, basis }),
        });
        expect(basisUsed(stored, basis)).toBe(basisByDefinition(subject, basis));
        const isOutside = ![...subject.operational, ...subject.legal].some((period) => covers(period, date));
        if (isOutside) expect(isActive).toBe(false);
        if (isOutside) outside++;
      }
    }
    expect(outside).toBeGreaterThan(1_000);
  });
});
