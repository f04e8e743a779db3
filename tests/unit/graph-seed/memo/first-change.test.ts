import { dayNumber, firstChange, NEVER } from '../../../../graph-seed/facts/first-change';
import { toFacts, type RecordFacts } from '../../../../graph-seed/facts/to-facts';
import type { PublishedDate, PublishedRecord } from '../../../../graph-seed/reading/record';
import { traitsOf } from '../../../../graph-seed/staging/traits';
import { createRandom, pick, type Random } from '../../../oracle/comparison/draw';

const DAYS = Array.from({ length: 12 }, (_, at) => `2024-02-${String(20 + at).padStart(2, '0')}`);
const DATES = [...DAYS, null, null, '2010-04-01', '2024-02-30', '0000-00-00', '9999-12-31', 'soon'];

function drawDates(random: Random): PublishedDate[] {
  return Array.from({ length: Math.floor(random() * 3) }, () => ({
    type: pick(random, ['Operational', 'Legal']),
    start: pick(random, DATES),
    end: pick(random, DATES),
  }));
}

function drawRecord(random: Random): PublishedRecord {
  const dated = () => ({ dates: drawDates(random), status: pick(random, ['Active', 'Inactive', null]) });
  const several = <T>(make: (at: number) => T) => Array.from({ length: Math.floor(random() * 4) }, (_, at) => make(at));
  const role = (at: number) => ({
    ...{ code: pick(random, ['RO177', 'RO98', 'RO76', 'RO272']), id: `${at}`, primary: random() < 0.6 },
    ...dated(),
  });
  const relationship = (at: number) => ({
    ...{ type: pick(random, ['RE4', 'RE8']), id: `${at}`, target: 'T1', targetRole: null, ...dated() },
  });
  return {
    ...{ line: 1, code: 'A1', recordClass: 'RC1', refOnly: false, name: 'NAME', lastChanged: pick(random, DATES) },
    ...dated(),
    ...{ location: {}, contacts: [], successions: [], roles: several(role), relationships: several(relationship) },
  };
}

const read = (record: PublishedRecord, date: string) => {
  const facts = toFacts(record, date)!;
  return { facts, traits: traitsOf(facts.state, facts.roles, date) };
};

test('what is read of a record stays the same until its first change, and often is another afterwards', () => {
  const random = createRandom(20_261_130);
  let other = 0;
  for (let count = 0; count < 2_000; count++) {
    const record = drawRecord(random);
    const date = pick(random, DAYS.slice(0, 6));
    const found = read(record, date);
    const until = firstChange(found.facts, date);
    const later = DAYS.filter((day) => day >= date);
    for (const day of later) {
      if (dayNumber(day) < until) expect({ date, day, record, ...read(record, day) }).toMatchObject(found);
      else if (JSON.stringify(read(record, day)) !== JSON.stringify(found)) other++;
    }
  }
  expect(other).toBeGreaterThan(500);
});

test.each([
  ['a start', '2024-03-01/', '2024-03-01'],
  ['the day after an end', '2010-04-01/2024-02-29', '2024-03-01'],
  ['the first of several', '2024-05-01/ /2024-03-31 2024-03-01/', '2024-03-01'],
])('it is %s', (_, operational, day) => {
  const facts = { state: { operational, legal: '' }, roles: [], links: [] } as unknown as RecordFacts;
  const until = firstChange(facts, '2024-02-15');
  expect([dayNumber('2024-02-29') < until, dayNumber(day) < until]).toEqual([true, false]);
  expect(firstChange({ ...facts, state: { ...facts.state, operational: '2010-04-01/' } }, '2024-02-15')).toBe(NEVER);
});
