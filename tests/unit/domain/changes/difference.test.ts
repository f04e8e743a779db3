import type { RoleRow, LinkRow, StateRow, SuccessionRow } from '../../../../ods/facts';
import { differences, type OrganisationFacts } from '../../../../domain/changes/difference';

const STATE: StateRow = {
  ...{ code: 'G81086', name: 'OLD MILL SURGERY', recordClass: 'ORGANISATION', status: 'ACTIVE', refOnly: false },
  ...{ unresolved: false, primaryRole: 'RO177', lastChanged: '2020-01-01', operational: '1974-04-01/', legal: '' },
  ...{ line1: 'MILL LANE', line2: null, line3: null, town: null, county: null, postcode: null, country: null },
  ...{ uprn: null, contacts: null },
};
const link = (id: string, operational: string, more: Partial<LinkRow> = {}): LinkRow => ({
  ...{ id, type: 'RE4', other: '10R', status: 'ACTIVE', operational, legal: '' },
  ...more,
});
const held = (id: string, more: Partial<RoleRow> = {}): RoleRow => ({
  ...{ id, code: 'RO76', isPrimary: false, status: 'ACTIVE', operational: '2014-04-15/', legal: '' },
  ...more,
});
const succession = (id: string, more: Partial<SuccessionRow> = {}): SuccessionRow => ({
  ...{ id, other: 'RZZ', date: '2017-10-01', forward: false },
  ...more,
});
const factsOf = (more: Partial<OrganisationFacts> = {}): OrganisationFacts => ({
  state: STATE,
  roles: [],
  links: [],
  successions: [],
  ...more,
});
const withState = (more: Partial<StateRow>) => factsOf({ state: { ...STATE, ...more } });

test('a later lastChanged alone is no difference', () => {
  expect(differences(factsOf(), withState({ lastChanged: '2024-01-01' }))).toEqual([]);
});

test('each changed field is one difference with the published values', () => {
  const after = withState({
    name: 'NEW MILL',
    line2: 'THE GREEN',
    contacts: ['tel', '01632 960001', 'http', 'MILL.EXAMPLE'],
  });
  expect(differences(factsOf(), after)).toEqual([
    { what: 'name', id: null, before: 'OLD MILL SURGERY', after: 'NEW MILL' },
    { what: 'address.lines', id: null, before: 'MILL LANE', after: 'MILL LANE\nTHE GREEN' },
    { what: 'contacts', id: null, before: null, after: 'tel 01632 960001\nhttp MILL.EXAMPLE' },
  ]);
  expect(differences(factsOf(), withState({ operational: '1974-04-01/2023-02-30' }))).toEqual([
    { what: 'operational.end', id: null, before: null, after: '2023-02-30' },
  ]);
});

test('a change of an earlier period is reported', () => {
  const before = withState({ operational: '2010-04-01/2012-03-31 2015-04-01/' });
  const after = withState({ operational: '2010-04-01/2013-03-31 2015-04-01/' });
  expect(differences(before, after)).toEqual([
    { what: 'operational.end', id: null, before: '2012-03-31, open', after: '2013-03-31, open' },
  ]);
});

test('the end of an open period and of two open periods is the same', () => {
  const [before, after] = [
    withState({ operational: '2010-04-01/' }),
    withState({ operational: '2010-04-01/ 2015-04-01/' }),
  ];
  expect(differences(before, after)).toEqual([
    { what: 'operational.start', id: null, before: '2010-04-01', after: '2010-04-01, 2015-04-01' },
  ]);
});

test('an ended link has both sides, a withdrawn one no after, a new one no before', () => {
  const before = factsOf({ links: [link('1', '2013-04-01/'), link('2', '2013-04-01/')] });
  const after = factsOf({
    links: [
      link('1', '2013-04-01/2020-03-31', { status: 'INACTIVE' }),
      link('3', '2020-04-01/', { other: '93C', legal: '2020-03-01/' }),
    ],
  });
  expect(differences(before, after)).toEqual([
    {
      ...{ what: 'relationship', id: '1', before: 'RE4 10R 2013-04-01..' },
      after: 'RE4 10R 2013-04-01..2020-03-31 INACTIVE',
    },
    { what: 'relationship', id: '2', before: 'RE4 10R 2013-04-01..', after: null },
    { what: 'relationship', id: '3', before: null, after: 'RE4 93C 2020-04-01.., legal 2020-03-01..' },
  ]);
});

test('status, primary role and legal dates alone are differences too', () => {
  const change = (before: RoleRow, after: RoleRow) =>
    differences(factsOf({ roles: [before] }), factsOf({ roles: [after] }));
  expect(change(held('1'), held('1', { status: 'INACTIVE' }))).toHaveLength(1);
  expect(change(held('1'), held('1', { operational: '', legal: '2014-04-15/' }))).toEqual([
    { what: 'role', id: '1', before: 'RO76 2014-04-15..', after: 'RO76 legal 2014-04-15..' },
  ]);
  expect(change(held('1'), held('1', { isPrimary: true }))).toEqual([
    { what: 'role', id: '1', before: 'RO76 2014-04-15..', after: 'RO76 primary 2014-04-15..' },
  ]);
});

test('of two links with the same id only the changed one is reported', () => {
  const [one, other] = [link('1', '2013-04-01/2014-03-31'), link('1', '2014-04-01/')];
  expect(differences(factsOf({ links: [one, other] }), factsOf({ links: [one, { ...other, other: '93C' }] }))).toEqual([
    { what: 'relationship', id: '1', before: 'RE4 10R 2014-04-01..', after: 'RE4 93C 2014-04-01..' },
  ]);
  expect(differences(factsOf({ links: [one, other] }), factsOf({ links: [one] }))).toHaveLength(1);
});

test('an entry without id is matched by its target and reported without id', () => {
  const before = factsOf({ successions: [succession(''), succession('', { other: 'RZX' })] });
  const after = factsOf({ successions: [succession('', { forward: true }), succession('', { other: 'RZX' })] });
  expect(differences(before, after)).toEqual([
    { what: 'succession', id: null, before: 'RZZ 2017-10-01', after: 'RZZ 2017-10-01 succeeded onward' },
  ]);
  const others = factsOf({ successions: [succession('', { other: 'RZW' }), succession('', { other: 'RZX' })] });
  expect(differences(before, others)).toEqual([
    { what: 'succession', id: null, before: 'RZZ 2017-10-01', after: null },
    { what: 'succession', id: null, before: null, after: 'RZW 2017-10-01' },
  ]);
});
