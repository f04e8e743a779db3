import { anyBound, recordTest, type DateBound } from '../../../../gateway/fhir/organisation-filter';
import { parseAffiliations, parseOrganizations } from '../../../../gateway/fhir/query';
import { groupsOf } from '../../../../gateway/fhir/search-affiliations';
import { SYSTEMS } from '../../../../gateway/fhir/systems';
import type { Moment } from '../../../../domain/moment';
import type { RoleRow, StateRow } from '../../../../ods/facts';

const at = { date: '2024-10-31', basis: 'OPERATIONAL', hasOwnDate: false } as Moment;
const state = { name: 'OLD MILL', town: 'ASHBY', country: 'ENGLAND', lastChanged: '2024-02-01', status: 'ACTIVE' };
const stateWith = (more: object) => ({ ...state, unresolved: false, ...more }) as StateRow;

test('values that are repeated count once', () => {
  const { filter, sort } = parseOrganizations({
    _id: 'A1,a1,Organization/A1,B2',
    active: 'true,true',
    roleCode: ['RO1,RO1,ro1', 'RO2'],
    _sort: Array<string>(50).fill('name,-name,name,_id'),
  });
  expect(filter).toMatchObject({ codes: ['A1', 'B2'], active: [true], roles: [['RO1'], ['RO2']] });
  expect(sort).toEqual([
    { key: 'name', isDescending: false },
    { key: '_id', isDescending: false },
  ]);
  const affiliations = parseAffiliations({
    'participating-organization': 'Y1,y1,Y1',
    role: 'RE2,RE2',
    _sort: ['role,role', '-role'],
  });
  expect(affiliations.filter).toEqual({ targets: ['Y1'], types: ['RE2'] });
  expect(affiliations.sort).toEqual([{ key: 'role', isDescending: false }]);
});

test('references, codes with their system and lists with spaces are read', () => {
  const { filter } = parseOrganizations({
    _id: 'https://example.org/fhir/Organization/A1, Organization/b2 ,C3',
    active: 'true, false',
    roleCode: `${SYSTEMS.role}|RO1,|RO2,https://example.org|RO3`,
  });
  expect(filter).toMatchObject({ codes: ['A1', 'B2', 'C3'], active: [true, false], roles: [['RO1', 'RO2']] });
  expect(parseOrganizations({ name: 'mill', _format: '' }).filter).toEqual({ name: 'mill' });
  expect(() => parseOrganizations({ name: ' , ' })).toThrow('name must not be blank.');
  expect(parseOrganizations({ _id: 'A1,B2', identifier: 'B2,C3' }).filter).toEqual({ codes: ['B2'] });
});

test('a search for relationships names an end or a relationship', () => {
  const required = 'One of primary-organization, participating-organization and _id is required.';
  expect(() => parseAffiliations({ role: 'RE2', active: 'true' })).toThrow(required);
  for (const query of [{ 'primary-organization': 'A' }, { 'participating-organization': 'A' }, { _id: '7' }])
    expect(parseAffiliations(query)).toMatchObject({ count: 20, isCounted: true, elements: null });
});

test('a summary of the number has no results, and elements exclude the other summaries', () => {
  expect(parseOrganizations({ _summary: 'count', _total: 'none', _count: '5' })).toMatchObject({
    count: 0,
    isCounted: true,
  });
  expect(parseOrganizations({ _total: 'none', _elements: 'name' })).toMatchObject({
    ...{ count: 20, isCounted: false, elements: ['name'] },
  });
  expect(() => parseOrganizations({ _elements: 'name', _summary: 'true' })).toThrow('exclude each other');
  expect(parseOrganizations({ _elements: 'name', _summary: 'data' }).elements).toEqual(['name']);
});

const COMPARE: Readonly<Record<DateBound['comparator'], (day: string, bound: string) => boolean>> = {
  eq: (day, bound) => day === bound,
  ne: (day, bound) => day !== bound,
  lt: (day, bound) => day < bound,
  le: (day, bound) => day <= bound,
  gt: (day, bound) => day > bound,
  ge: (day, bound) => day >= bound,
};

test('bounds of the last change match as each of them alone does', () => {
  const days = ['2023-12-31', '2024-01-01', '2024-01-02', '2024-01-03'];
  const every = Object.keys(COMPARE).flatMap((comparator) =>
    days.slice(1, 3).map((date) => ({ comparator, date }) as DateBound),
  );
  const pairs = every.flatMap((one) => every.map((other) => [one, other]));
  for (const bounds of [[], ...every.map((one) => [one]), ...pairs])
    for (const day of days) {
      const expected = bounds.some(({ comparator, date }) => COMPARE[comparator](day, date));
      expect([bounds, day, anyBound(bounds)(day)]).toEqual([bounds, day, expected]);
    }
});

test('texts of a search are taken apart once, and each town and country once, however many records there are', () => {
  const read = jest.spyOn(String.prototype, 'toLowerCase');
  const texts = { town: 'ash', countries: ['eng'], containedName: 'mill' };
  const { matches } = recordTest(texts, at);
  const found = Array.from({ length: 1_000 }, () => matches(stateWith({})));
  expect(found.every(Boolean)).toBe(true);
  const timesOf = (text: string) => read.mock.contexts.filter((each) => String(each) === text).length;
  expect(['ash', 'eng', 'mill', 'ASHBY', 'ENGLAND'].map(timesOf)).toEqual([1, 1, 2, 1, 1]);
  read.mockRestore();
  expect(['WOODBY', null].map((town) => matches(stateWith({ town })))).toEqual([false, false]);
  expect(matches(stateWith({ name: 'NEW HOUSE' }))).toBe(false);
});

test('a record matches by its published status or, with a day, by its dates, and never if only its code is published', () => {
  const onDay = { ...at, hasOwnDate: true } as Moment;
  const [open, closed] = ['2000-01-01/', '2000-01-01/2020-12-31'].map((operational) => ({ operational, legal: '' }));
  const records = [
    { status: 'ACTIVE', ...open },
    { status: 'ACTIVE', ...closed },
    { status: 'INACTIVE', ...open },
    { status: 'INACTIVE', ...closed },
    { status: 'ACTIVE', ...open, unresolved: true },
  ].map(stateWith);
  const matching = (active: boolean[] | undefined, moment: Moment) =>
    records.map((record) => Number(recordTest(active ? { active } : {}, moment).matches(record))).join('');
  expect([undefined, [true], [false], [true, false], []].map((active) => matching(active, at))).toEqual([
    '11110',
    '11000',
    '00110',
    '11110',
    '00000',
  ]);
  expect([undefined, [true], [false], [true, false], []].map((active) => matching(active, onDay))).toEqual([
    '10100',
    '10100',
    '01010',
    '11110',
    '00000',
  ]);
  const { matches } = recordTest({ exactName: 'OLD MILL' }, at);
  expect(['OLD MILL', 'OLD MILL 2', 'Old Mill'].map((name) => matches(stateWith({ name })))).toEqual([
    true,
    false,
    false,
  ]);
});

test('a record must hold an active role of each list', () => {
  const { holdsRoles } = recordTest({ activeRoles: [['RO1', 'RO9'], ['RO2']] }, at);
  const role = (code: string, status = 'ACTIVE') => ({ code, status }) as RoleRow;
  expect(holdsRoles!([role('RO1'), role('RO2')])).toBe(true);
  expect(holdsRoles!([role('RO1'), role('RO2', 'INACTIVE')])).toBe(false);
  expect(holdsRoles!([role('RO2')])).toBe(false);
  expect(recordTest({}, at).holdsRoles).toBeUndefined();
});

test('organisations with many relationships are read alone, those with few together', () => {
  const lengths: Record<string, number> = { A: 5, B: 19_000, C: 990, D: 40_000, E: 1, F: Infinity, G: Infinity };
  expect(groupsOf(Object.keys(lengths), (code) => lengths[code]!)).toEqual([
    ['A', 'B', 'C'],
    ['D'],
    ['E'],
    ['F'],
    ['G'],
  ]);
});
