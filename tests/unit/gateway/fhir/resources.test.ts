import type { Extension } from 'fhir/r4';
import { toAffiliation } from '../../../../gateway/fhir/affiliation';
import { EXTENSIONS } from '../../../../gateway/fhir/systems';
import { toOrganization } from '../../../../gateway/fhir/organization';
import type { RoleRow, LinkRow, StateRow } from '../../../../ods/facts';
import type { Moment } from '../../../../domain/moment';
import { OrganisationAt } from '../../../../domain/records/organisation';
import { RelationshipAt } from '../../../../domain/records/relationship';

const release = { id: '2024-10-31', number: 2 } as Moment['release'];
const published: Moment = { date: '2024-10-31', basis: 'OPERATIONAL', release, hasOwnDate: false, cacheKey: '' };
const on = (date: string, basis: Moment['basis'] = 'OPERATIONAL'): Moment => ({
  ...published,
  date,
  basis,
  hasOwnDate: true,
});

const STATE: StateRow = {
  ...{ code: '9ZZ', name: 'OLD MILL', recordClass: 'SITE', status: 'ACTIVE', refOnly: false, unresolved: false },
  ...{ primaryRole: 'RO198', operational: '2010-04-01/2020-03-31', legal: '', lastChanged: '2024-02-01' },
  ...{ line1: null, line2: null, line3: null, town: null, county: null, postcode: null, country: null, uprn: null },
  contacts: null,
};
const ROLE: RoleRow = {
  ...{ id: '12', code: 'RO198', isPrimary: true, status: 'ACTIVE' },
  ...{ operational: '2010-04-01/2020-03-31', legal: '2010-04-01/2019-03-31' },
};
const LINK: LinkRow = {
  ...{ id: '617400', type: 'RE6', other: '9ZY', status: 'ACTIVE' },
  ...{ operational: '2010-04-01/2020-03-31', legal: '' },
};

function organization(state: Partial<StateRow> = {}, role: Partial<RoleRow> = {}, at = published) {
  const organisation = new OrganisationAt({ ...STATE, ...state }, at);
  const roles = [{ held: { ...ROLE, ...role }, role: { code: 'RO198', name: 'NHS TRUST SITE', canBePrimary: true } }];
  const recordClass = { code: 'RC2', name: 'HSCSite', canBePrimary: false };
  return JSON.parse(JSON.stringify(toOrganization({ organisation, roles, recordClass }))) as ReturnType<
    typeof toOrganization
  >;
}

function affiliation(link: Partial<LinkRow> = {}, at = published) {
  const type = { code: 'RE6', name: 'IS OPERATED BY', canBePrimary: false };
  const relationship = new RelationshipAt({ ...LINK, ...link }, at, '9ZZ', true);
  return JSON.parse(JSON.stringify(toAffiliation({ relationship, type }))) as ReturnType<typeof toAffiliation>;
}

/** Returns the type and the period of each typed-period extension. */
const periods = (extensions: readonly Extension[] = []) =>
  extensions
    .filter(({ url }) => url === EXTENSIONS.typedPeriod)
    .map(({ extension = [] }) => [extension[0]!.valueCoding!.code, extension[1]!.valuePeriod]);
const roleOf = ({ extension = [] }: { extension?: Extension[] }) =>
  extension.find(({ url }) => url === EXTENSIONS.role)!.extension!;

test('active is the published status without a date, and depends on the dates with one', () => {
  expect([organization().active, affiliation().active, roleOf(organization()).at(-1)!.valueBoolean]).toEqual([
    true,
    true,
    true,
  ]);
  const later = on('2020-04-01');
  expect([organization({}, {}, later).active, affiliation({}, later).active]).toEqual([false, false]);
  expect(organization({ status: 'INACTIVE' }).active).toBe(false);
  expect(organization({ status: 'INACTIVE' }, {}, on('2020-03-31')).active).toBe(true);
  const role = (at: Moment) => roleOf(organization({}, {}, at)).at(-1)!.valueBoolean;
  expect([role(on('2020-03-31')), role(on('2020-03-31', 'LEGAL'))]).toEqual([true, false]);
  expect(organization({}, {}, { ...published, basis: 'LEGAL' }).active).toBe(false);
});

test('all legal periods come before all operational ones, without impossible dates', () => {
  const operational = '2010-04-01/2012-03-31 2015-04-01/ 2016-02-30/';
  expect(periods(roleOf(organization({}, { operational, legal: '2011-01-01/2023-02-30' })))).toEqual([
    ['Legal', { start: '2011-01-01' }],
    ['Operational', { start: '2010-04-01', end: '2012-03-31' }],
    ['Operational', { start: '2015-04-01' }],
  ]);
  expect(periods(affiliation({ operational: '/2020-03-31' }).extension)).toEqual([
    ['Operational', { end: '2020-03-31' }],
  ]);
});

test('the period of a relationship is the one of the basis that covers the day, else the last one', () => {
  const link = { operational: '2010-04-01/2012-03-31 2015-04-01/2018-03-31', legal: '2011-01-01/' };
  const period = (at: Moment, more = {}) => affiliation({ ...link, ...more }, at).period;
  expect(period(on('2011-01-01'))).toEqual({ start: '2010-04-01', end: '2012-03-31' });
  expect(period(on('2024-01-01'))).toEqual({ start: '2015-04-01', end: '2018-03-31' });
  expect(period(on('2024-01-01', 'LEGAL'))).toEqual({ start: '2011-01-01' });
  expect(period(published, { operational: '' })).toEqual({ start: '2011-01-01' });
  expect(affiliation({ operational: '', legal: '' })).not.toHaveProperty('period');
  expect(affiliation({ operational: '', legal: '' })).not.toHaveProperty('extension');
});

test('address and telecom hold only the parts that the record has', () => {
  const bare = organization({ lastChanged: null });
  for (const name of ['address', 'telecom']) expect(bare).not.toHaveProperty(name);
  const contacts = [
    'tel',
    '01632 960856',
    'http',
    'www.example.org',
    'mailto',
    'a@example.org',
    'fax',
    '1',
    'telex',
    '2',
  ];
  const { telecom, address } = organization({ contacts, line1: 'A', line3: 'C', county: 'ASPENSHIRE', uprn: '7' });
  expect(telecom!.map(({ system, value }) => [system, value])).toEqual([
    ['phone', '01632 960856'],
    ['url', 'www.example.org'],
    ['email', 'a@example.org'],
    ['fax', '1'],
    ['other', '2'],
  ]);
  expect(address).toEqual([{ extension: [expect.anything()], line: ['A', 'C'], district: 'ASPENSHIRE' }]);
});

test('a reference-only record has the type RefOnly', () => {
  expect(organization({ refOnly: true }).type![0]!.coding![0]!.code).toBe('RefOnly');
  expect(organization().type!.map(({ coding }) => [coding![0]!.code, coding![0]!.display])).toEqual([
    ['Full', 'Full'],
    ['RC2', 'HSCSite'],
  ]);
});

test('ids that are missing or no FHIR integers are left out', () => {
  const idOf = (id: string) => roleOf(organization({}, { id })).find(({ url }) => url === 'instanceID')?.valueInteger;
  expect(['12', '2147483647', '2147483648', 'A1', ''].map(idOf)).toEqual([
    12,
    2_147_483_647,
    undefined,
    undefined,
    undefined,
  ]);
  for (const name of ['id', 'identifier']) expect(affiliation({ id: '' })).not.toHaveProperty(name);
});
