import { toAffiliation } from '../../../../gateway/fhir/affiliation';
import { elementsOf, onlyElements, wantedElements } from '../../../../gateway/fhir/elements';
import { toOrganization } from '../../../../gateway/fhir/organization';
import type { Moment } from '../../../../domain/moment';
import { OrganisationAt } from '../../../../domain/records/organisation';
import { RelationshipAt } from '../../../../domain/records/relationship';
import type { LinkRow, RoleRow, StateRow } from '../../../../ods/facts';

const at = { date: '2024-10-31', basis: 'OPERATIONAL', hasOwnDate: false, release: { id: '2024-10-31' } } as Moment;
const json = <Resource>(resource: Resource) => JSON.parse(JSON.stringify(resource)) as Resource;

const ENGLAND = 'https://fhir.nhs.uk/England';
const UK_CORE = 'https://fhir.hl7.org.uk';
const ODS = 'https://digital.nhs.uk/services/organisation-data-service/CodeSystem';
const CODES = 'https://fhir.nhs.uk/Id/ods-organization-code';

const coded = (system: string, code: string, display: string) => ({ coding: [{ system, code, display }] });
const period = (code: string, valuePeriod: object) => ({
  url: `${ENGLAND}/StructureDefinition/Extension-England-TypedPeriod`,
  extension: [
    { url: 'dateType', valueCoding: { system: `${ENGLAND}/CodeSystem/England-PeriodType`, code, display: code } },
    { url: 'period', valuePeriod },
  ],
});

/** The extensions of the organisation below: its role, and the day of its last change. */
const EXTENSIONS = [
  {
    url: `${ENGLAND}/StructureDefinition/Extension-England-OrganisationRole`,
    extension: [
      { url: 'instanceID', valueInteger: 12 },
      { url: 'roleCode', valueCodeableConcept: coded(`${ODS}/ODSOrganisationRole`, 'RO198', 'NHS TRUST SITE') },
      period('Legal', { start: '2011-04-01', end: '2020-03-31' }),
      period('Operational', { start: '2010-04-01' }),
      { url: 'active', valueBoolean: true },
    ],
  },
  {
    url: `${ENGLAND}/StructureDefinition/Extension-England-TypedDateTime`,
    extension: [
      {
        url: 'type',
        valueCoding: {
          ...{ system: `${ENGLAND}/CodeSystem/England-ODSDateTime`, code: 'LastChangeDate' },
          display: 'Last Change Date',
        },
      },
      { url: 'dateTime', valueDateTime: '2024-02-01' },
    ],
  },
];

const ADDRESS = {
  ...{ line: ['L1', 'L2', 'L3'], city: 'T', district: 'C', postalCode: 'P', country: 'ENGLAND' },
  extension: [
    {
      url: `${UK_CORE}/StructureDefinition/Extension-UKCore-AddressKey`,
      extension: [
        {
          url: 'type',
          valueCodeableConcept: coded(
            `${UK_CORE}/CodeSystem/UKCore-AddressKeyType`,
            'UPRN',
            'Unique Property Reference Number',
          ),
        },
        { url: 'value', valueString: '7' },
      ],
    },
  ],
};

test('a whole organisation is the resource of the official API', () => {
  const dates = { operational: '2010-04-01/', legal: '2011-04-01/2020-03-31' };
  const state = {
    ...{ code: '9ZZ', name: 'OLD MILL', recordClass: 'SITE', status: 'ACTIVE', refOnly: false, unresolved: false },
    ...{ primaryRole: 'RO198', ...dates, lastChanged: '2024-02-01', line1: 'L1', line2: 'L2', line3: 'L3' },
    ...{ town: 'T', county: 'C', postcode: 'P', country: 'ENGLAND', uprn: '7', contacts: ['tel', '1'] },
  } as StateRow;
  const held = { id: '12', code: 'RO198', isPrimary: true, status: 'ACTIVE', ...dates } as RoleRow;
  const role = { code: 'RO198', name: 'NHS TRUST SITE', canBePrimary: true };
  const recordClass = { code: 'RC2', name: 'HSCSite', canBePrimary: false };
  const organisation = new OrganisationAt(state, at);
  expect(json(toOrganization({ organisation, roles: [{ held, role }], recordClass }))).toEqual({
    ...{ resourceType: 'Organization', id: '9ZZ', name: 'OLD MILL', active: true },
    meta: {
      versionId: '2024-10-31',
      profile: [
        `${UK_CORE}/StructureDefinition/UKCore-Organization`,
        `${ENGLAND}/StructureDefinition/England-Organization-ODS`,
      ],
    },
    extension: EXTENSIONS,
    identifier: [{ use: 'official', system: CODES, value: '9ZZ' }],
    type: [
      coded(`${ENGLAND}/CodeSystem/England-ODSRecordUseType`, 'Full', 'Full'),
      coded(`${ODS}/ODSRecordClass`, 'RC2', 'HSCSite'),
    ],
    telecom: [{ system: 'phone', value: '1' }],
    address: [ADDRESS],
  });
});

test('a whole relationship is the resource of the official API', () => {
  const row: LinkRow = { id: '7', type: 'RE6', other: '9ZY', status: 'ACTIVE', operational: '2010-04-01/', legal: '' };
  const type = { code: 'RE6', name: 'IS OPERATED BY', canBePrimary: false };
  const end = (code: string) => ({ reference: `Organization/${code}`, identifier: { system: CODES, value: code } });
  expect(json(toAffiliation({ relationship: new RelationshipAt(row, at, '9ZZ', true), type }))).toEqual({
    ...{ resourceType: 'OrganizationAffiliation', id: '7', active: true, period: { start: '2010-04-01' } },
    meta: {
      versionId: '2024-10-31',
      profile: [
        `${UK_CORE}/StructureDefinition/UKCore-OrganizationAffiliation`,
        `${ENGLAND}/StructureDefinition/England-OrganizationAffiliation-ODS`,
      ],
    },
    extension: [period('Operational', { start: '2010-04-01' })],
    identifier: [{ system: `${ODS}/organization-relationship-instance`, value: '7' }],
    organization: end('9ZZ'),
    participatingOrganization: end('9ZY'),
    code: [coded(`${ODS}/ODSRelationship`, 'RE6', 'IS OPERATED BY')],
  });
});

test('every element of FHIR R4 may be asked for, by itself or with the type, and a part of a resource says so', () => {
  const all = 'id meta extension identifier active type name alias telecom address partOf contact endpoint';
  const names = all.split(' ');
  const read = elementsOf('Organization');
  expect(read('_elements', names.map((name) => `Organization.${name}`).join(','))).toEqual(names);
  expect(() => read('_elements', 'OrganizationAffiliation.active')).toThrow('_elements takes elements of Organization');
  const ofRelationships = 'period organization participatingOrganization network code specialty location';
  const others = `${ofRelationships} healthcareService telecom endpoint`.split(' ');
  expect(elementsOf('OrganizationAffiliation')('_elements', others.join(','))).toEqual(others);
  expect(wantedElements('Organization', undefined, 'true')).toEqual(
    'implicitRules identifier active type name partOf'.split(' '),
  );
  expect(wantedElements('OrganizationAffiliation', undefined, 'true')).toEqual(
    `implicitRules identifier active ${ofRelationships}`.split(' '),
  );
  expect(wantedElements('Organization', undefined, 'text')).toEqual(['text']);
  expect([undefined, 'data', 'false'].map((each) => wantedElements('Organization', undefined, each as 'data'))).toEqual(
    [...[null, null, null]],
  );
  const whole = { resourceType: 'Organization', id: 'A', meta: { versionId: '1' }, name: 'N', active: true } as const;
  expect(onlyElements(whole, null)).toBe(whole);
  expect(onlyElements(whole, ['name'])).toEqual({
    ...{ resourceType: 'Organization', id: 'A', name: 'N' },
    meta: {
      versionId: '1',
      tag: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', code: 'SUBSETTED' }],
    },
  });
});
