import { KNOWN_CASES } from '../../../sample/known-cases';
import { createExecutor, createColdExecutor } from '../../support/gateway/execute-query';
import { sampleGraph } from '../../support/database/sample-graph';

const graph = sampleGraph();
const execute = createExecutor(graph);
const dataOf = async (source: string) => {
  const { data, errors } = await execute(source);
  expect(errors).toBeUndefined();
  return data;
};

const ROLES = [
  {
    uniqueRoleId: '10429050',
    isPrimary: true,
    status: 'ACTIVE',
    isActive: true,
    role: { code: 'RO177', name: 'PRESCRIBING COST CENTRE', canBePrimary: true },
    operational: { start: '1974-04-01', end: null },
    legal: null,
  },
  {
    uniqueRoleId: '10429051',
    isPrimary: false,
    status: 'ACTIVE',
    isActive: true,
    role: { code: 'RO76', name: 'GP PRACTICE', canBePrimary: false },
    operational: { start: '2014-04-15', end: null },
    legal: null,
  },
];

test('a practice is found by its code in any letter case, with its complete record, for three reads', async () => {
  const result = await createColdExecutor(graph)(`{
    organisation(code: " zxp0006 ") {
      code name recordClass status isActive basisUsed lastChanged isReferenceOnly isUnresolved isKnown kinds
      operational { start end } legal { start end } moment { date basis release }
      address { lines town county postcode country uprn } contacts { type value }
      primaryRole { code name canBePrimary }
      roles { uniqueRoleId isPrimary status isActive role { code name canBePrimary } operational { start end } legal { start end } }
    }
  }`);
  expect(result).toEqual({
    data: {
      organisation: {
        code: 'ZXP0006',
        name: 'OLD MILL SURGERY, EXAMPLETON',
        recordClass: 'ORGANISATION',
        status: 'ACTIVE',
        isActive: true,
        basisUsed: 'OPERATIONAL',
        lastChanged: '2023-08-22',
        isReferenceOnly: false,
        isUnresolved: false,
        isKnown: true,
        kinds: ['GP_PRACTICE'],
        operational: { start: '1974-04-01', end: null },
        legal: { start: '1974-04-01', end: null },
        moment: { date: '2024-09-30', basis: 'OPERATIONAL', release: '2024-09-30' },
        address: {
          lines: ['MILL LANE'],
          town: 'EXAMPLETON',
          county: 'ASPENSHIRE',
          postcode: 'ZZ2 2ZZ',
          country: 'ENGLAND',
          uprn: '900000000001',
        },
        contacts: [{ type: 'tel', value: '01632 960856' }],
        primaryRole: { code: 'RO177', name: 'PRESCRIBING COST CENTRE', canBePrimary: true },
        roles: ROLES,
      },
    },
    reads: [
      ['state', 1],
      ['roles', 1],
      ['codeList', 1],
    ],
    ods: {
      release: '2024-09-30',
      publicationDate: '2024-09-30',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      asOf: '2024-09-30',
      basis: 'OPERATIONAL',
      moments: [],
    },
  });
});

test('organisations returns many codes in their order for one read, with null for an unknown code and a target without record', async () => {
  const result = await createColdExecutor(graph)(
    '{ organisations(codes: ["zxt01", "NO SUCH CODE", "ZXGHOST1", "ZXHQ9", "ZXT01"]) { code isReferenceOnly } }',
  );
  expect(result.data).toEqual({
    organisations: [
      { code: 'ZXT01', isReferenceOnly: false },
      null,
      null,
      { code: 'ZXHQ9', isReferenceOnly: true },
      { code: 'ZXT01', isReferenceOnly: false },
    ],
  });
  expect(result.reads).toEqual([['state', 4]]);
});

test('a target without record is reached through links and is marked as unresolved', async () => {
  expect(
    await dataOf(`{ organisation(code: "${KNOWN_CASES.faultUnresolvedTarget}") { parents(view: COMMISSIONING) {
      code name recordClass status isActive operational { start } legal { start } lastChanged isReferenceOnly
      isUnresolved isKnown address { town } contacts { type } primaryRole { code } roles { id } parents(view: COMMISSIONING) { code }
    } } }`),
  ).toEqual({
    organisation: {
      parents: [
        {
          code: KNOWN_CASES.unresolved,
          name: KNOWN_CASES.unresolved,
          recordClass: null,
          status: null,
          isActive: false,
          operational: null,
          legal: null,
          lastChanged: null,
          isReferenceOnly: false,
          isUnresolved: true,
          isKnown: false,
          address: null,
          contacts: [],
          primaryRole: { code: 'RO98' },
          roles: [],
          parents: [],
        },
      ],
    },
  });
});

test('a site is active on its last day and not on the next, on both bases', async () => {
  expect(
    await dataOf(`{
      last: organisation(code: "${KNOWN_CASES.vaccinationSite}", asOf: { date: "2023-06-30" }) { isActive kinds }
      next: organisation(code: "${KNOWN_CASES.vaccinationSite}", asOf: { date: "2023-07-01" }) { isActive kinds }
      legal: organisation(code: "${KNOWN_CASES.vaccinationSite}", asOf: { date: "2023-06-30", basis: LEGAL }) { isActive basisUsed }
    }`),
  ).toEqual({
    last: { isActive: true, kinds: ['VACCINATION_SITE', 'BRANCH_SURGERY'] },
    next: { isActive: false, kinds: ['VACCINATION_SITE', 'BRANCH_SURGERY'] },
    legal: { isActive: true, basisUsed: 'OPERATIONAL' },
  });
});

test('a trust can be operational while it is legally closed', async () => {
  expect(
    await dataOf(`{ organisation(code: "${KNOWN_CASES.trustSucceeded}", asOf: { date: "2017-12-01" }) { isActive basisUsed
      legal { start end } operational { end } } legal: organisation(code: "${KNOWN_CASES.trustSucceeded}",
      asOf: { date: "2017-12-01", basis: LEGAL }) { isActive basisUsed } }`),
  ).toEqual({
    organisation: {
      isActive: true,
      basisUsed: 'OPERATIONAL',
      legal: { start: expect.any(String), end: '2017-09-30' },
      operational: { end: '2018-03-31' },
    },
    legal: { isActive: false, basisUsed: 'LEGAL' },
  });
});

test('invalid dates are null, and of two periods the one that covers the day is returned', async () => {
  expect(
    await dataOf(`{
      first: organisation(code: "${KNOWN_CASES.faultTwoPeriods}", asOf: { date: "2011-01-01" }) { isActive operational { start end } }
      between: organisation(code: "${KNOWN_CASES.faultTwoPeriods}", asOf: { date: "2013-01-01" }) { isActive operational { start end } }
      impossible: organisation(code: "${KNOWN_CASES.faultImpossibleDate}") { isActive operational { start end } }
      none: organisation(code: "${KNOWN_CASES.faultWithoutDates}") { isActive operational { start } legal { start } }
      filler: organisation(code: "${KNOWN_CASES.faultFillerStart}") { isActive operational { start } }
    }`),
  ).toEqual({
    first: { isActive: true, operational: { start: '2010-04-01', end: '2012-03-31' } },
    between: { isActive: false, operational: { start: '2015-04-01', end: null } },
    impossible: { isActive: false, operational: { start: '2015-04-01', end: null } },
    none: { isActive: false, operational: null, legal: null },
    filler: { isActive: true, operational: { start: '1900-01-01' } },
  });
});

test('an address has its published parts, and is null without any', async () => {
  expect(
    await dataOf(`{
      sparse: organisation(code: "${KNOWN_CASES.sparseAddress}") { address { lines town county postcode country uprn } }
      none: organisation(code: "${KNOWN_CASES.withoutAddress}") { address { lines } contacts { type } }
      zeros: organisation(code: "${KNOWN_CASES.uprnWithZeros}") { address { uprn } }
      contacts: organisation(code: "${KNOWN_CASES.everyContact}") { contacts { type value } }
    }`),
  ).toEqual({
    sparse: {
      address: {
        lines: ['UNIT 4', 'THE OLD BARN'],
        town: null,
        county: null,
        postcode: 'ZZ1 1AA',
        country: null,
        uprn: null,
      },
    },
    none: { address: null, contacts: [] },
    zeros: { address: { uprn: '900000000043' } },
    contacts: {
      contacts: [
        { type: 'tel', value: '01632 960044' },
        { type: 'fax', value: '01632 960045' },
        { type: 'http', value: 'HTTP://DIRT44.EXAMPLE' },
        { type: 'mailto', value: 'dirt44@mockton.example' },
      ],
    },
  });
});

test('ended roles are returned only with includeInactive; a role that is not in the code list has its code as name', async () => {
  expect(
    await dataOf(`{
      now: organisation(code: "${KNOWN_CASES.practiceNoLonger}") { kinds roles { role { code } isActive } }
      ever: organisation(code: "${KNOWN_CASES.practiceNoLonger}") { roles(includeInactive: true) { role { code } isActive } }
      then: organisation(code: "${KNOWN_CASES.practiceNoLonger}") { roles(asOf: { date: "2022-03-31" }) { role { code } } }
      unknown: organisation(code: "${KNOWN_CASES.faultUnknownRole}") { roles { role { code name canBePrimary } } }
      none: organisation(code: "${KNOWN_CASES.faultWithoutPrimaryRole}") { primaryRole { code } roles { isPrimary } }
    }`),
  ).toEqual({
    now: {
      kinds: ['OTHER'],
      roles: [
        { role: { code: 'RO177' }, isActive: true },
        { role: { code: 'RO72' }, isActive: true },
      ],
    },
    ever: {
      roles: [
        { role: { code: 'RO177' }, isActive: true },
        { role: { code: 'RO72' }, isActive: true },
        { role: { code: 'RO76' }, isActive: false },
      ],
    },
    then: { roles: [{ role: { code: 'RO177' } }, { role: { code: 'RO76' } }] },
    unknown: {
      roles: [
        { role: { code: 'RO157', name: 'NON-NHS ORGANISATION', canBePrimary: true } },
        { role: { code: 'RO331', name: 'RO331', canBePrimary: false } },
      ],
    },
    none: { primaryRole: null, roles: [{ isPrimary: false }] },
  });
});
