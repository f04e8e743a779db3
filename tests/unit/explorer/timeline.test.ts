import type { TimelineRelationship } from '../../../explorer/organisations/graphql/types';
import { toTypes, percentOf, tickYears, yearRange } from '../../../explorer/organisations/organisation/timeline/lanes';

const link = (
  id: string,
  name: string,
  code: string,
  start: string | null,
  end: string | null,
): TimelineRelationship => ({
  id,
  type: { name },
  target: { code, name: `NAME OF ${code}` },
  isActive: end === null,
  basisUsed: 'OPERATIONAL',
  operational: { start, end },
  legal: null,
});

const LINKS = [
  link('1', 'IS COMMISSIONED BY', 'B', '2013-01-01', null),
  link('2', 'IS COMMISSIONED BY', 'A', null, '2010-12-31'),
  link('3', 'IS OPERATED BY', 'B', '2012-01-01', '2012-12-31'),
  link('4', 'IS COMMISSIONED BY', 'A', '2012-01-01', '2012-12-31'),
];
const YEARS = yearRange(LINKS, '2019-06-01');

test('the years range from the first date to the last one or the requested day', () => {
  expect(YEARS).toEqual({ first: 2010, last: 2019 });
  expect(yearRange([], '2019-06-01')).toEqual({ first: 2019, last: 2019 });
});

test('one year of ten is a tenth of the width, and a period includes its last day', () => {
  const kinds = toTypes(LINKS, YEARS);
  expect(kinds.map(({ name, lanes }) => [name, lanes.map(({ code }) => code)])).toEqual([
    ['IS COMMISSIONED BY', ['A', 'B']],
    ['IS OPERATED BY', ['B']],
  ]);
  const [open, again] = kinds[0]!.lanes[0]!.spans;
  expect([open!.from, again!.id]).toEqual([0, '4']);
  expect(open!.width).toBeCloseTo(10, 0);
  expect(again!.from + again!.width).toBeCloseTo(percentOf('2013-01-01', YEARS), 6);
  expect(kinds[0]!.lanes[1]!.spans[0]).toMatchObject({ from: expect.closeTo(30, 0), width: expect.closeTo(70, 0) });
});

test('a span has the dates of the basis that was used', () => {
  const legal = { ...LINKS[0]!, basisUsed: 'LEGAL' as const, legal: { start: '2015-01-01', end: null } };
  expect(toTypes([legal], YEARS)[0]!.lanes[0]!.spans[0]).toMatchObject({ start: '2015-01-01' });
});

test('the axis has a few tick years, whatever the range', () => {
  expect(tickYears({ first: 2019, last: 2019 })).toEqual([2019]);
  expect(tickYears({ first: 2010, last: 2019 })).toEqual([2010, 2012, 2014, 2016, 2018]);
  expect(tickYears({ first: 1899, last: 2024 })).toEqual([1900, 1950, 2000]);
});
