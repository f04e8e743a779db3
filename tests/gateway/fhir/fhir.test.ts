import type { Bundle, OperationOutcome, Organization, OrganizationAffiliation } from 'fhir/r4';
import { fhirGateway } from '../../support/gateway/fhir';

jest.setTimeout(120_000); // the first reads of a new database are slow

const fhir = fhirGateway();
const { get } = fhir;

type Headers = Record<string, string>;

async function fetchResource<Resource>(url: string, headers: Headers = {}): Promise<Resource> {
  const { statusCode, body } = await get(url, headers);
  expect([statusCode, statusCode === 200 ? '' : body]).toEqual([200, '']);
  return JSON.parse(body) as Resource;
}

const organization = (url: string, headers?: Headers) => fetchResource<Organization>(`Organization/${url}`, headers);
const search = (url: string, headers?: Headers) => fetchResource<Bundle<Organization>>(`Organization?${url}`, headers);
const affiliations = (url: string, headers?: Headers) =>
  fetchResource<Bundle<OrganizationAffiliation>>(`OrganizationAffiliation?${url}`, headers);
const idsOf = ({ entry = [] }: Bundle) => entry.map(({ resource }) => resource!.id);
const linkOf = ({ link = [] }: Bundle, relation: string) => link.find((one) => one.relation === relation)?.url;
/** Returns source, type, target and activity of each relationship. */
const linksIn = ({ entry = [] }: Bundle<OrganizationAffiliation>) =>
  entry.map(({ resource }) =>
    [
      resource!.organization!.identifier!.value,
      resource!.code![0]!.coding![0]!.code,
      resource!.participatingOrganization!.identifier!.value,
      resource!.active,
    ].join(' '),
  );

/** Returns every page of a search, by following its links. */
async function everyPage(url: string): Promise<Bundle[]> {
  const pages = [await fetchResource<Bundle>(url)];
  for (let next = linkOf(pages[0]!, 'next'); next; next = linkOf(pages.at(-1)!, 'next')) {
    const { pathname, search: query } = new URL(next);
    pages.push(await fetchResource<Bundle>(`${pathname.slice('/fhir/'.length)}${query}`));
  }
  return pages;
}

const ROLE = 'https://fhir.nhs.uk/England/StructureDefinition/Extension-England-OrganisationRole';
const rolesOf = ({ extension = [] }: Organization) =>
  extension
    .filter(({ url }) => url === ROLE)
    .map(({ extension: parts = [] }) => {
      const part = (name: string) => parts.find(({ url }) => url === name);
      return `${part('roleCode')!.valueCodeableConcept!.coding![0]!.code} ${part('active')!.valueBoolean}`;
    });

describe('an organisation', () => {
  test('is read by its code in any case, with name, address, contacts, roles and class', async () => {
    const mill = await organization('zxp0006');
    expect(mill).toMatchObject({
      resourceType: 'Organization',
      id: 'ZXP0006',
      meta: { versionId: '2024-09-30' },
      identifier: [{ use: 'official', system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: 'ZXP0006' }],
      active: true,
      type: [{ coding: [{ code: 'Full' }] }, { coding: [{ code: 'RC1', display: 'HSCOrg' }] }],
      name: 'OLD MILL SURGERY, EXAMPLETON',
      telecom: [{ system: 'phone', value: '01632 960856' }],
      address: [{ line: ['MILL LANE'], city: 'EXAMPLETON', postalCode: 'ZZ2 2ZZ', country: 'ENGLAND' }],
    });
    expect(rolesOf(mill)).toEqual(['RO177 true', 'RO76 true']);
    expect(mill).not.toHaveProperty('partOf');
  });

  test('is read as of a day, with the roles of that day active', async () => {
    expect(rolesOf(await organization('ZXP0006?date=2010-01-01'))).toEqual(['RO177 true', 'RO76 false']);
    const closed = (query: string) => organization(`ZXT02${query}`).then(({ active }) => active);
    expect(await Promise.all(['', '?date=2017-12-01', '?date=2017-12-01&basis=LEGAL'].map(closed))).toEqual([
      false,
      true,
      false,
    ]);
    const headers = { 'ods-as-of': 'date=2010-01-01' };
    expect(rolesOf(await organization('ZXP0006', headers))).toEqual(['RO177 true', 'RO76 false']);
    expect(rolesOf(await organization('ZXP0006?date=2020-01-01', headers))).toEqual(['RO177 true', 'RO76 true']);
  });

  test('is read as known in a release', async () => {
    const [before, now] = [await organization('ZXP0062?release=2024-06-30'), await organization('ZXP0062')];
    expect([before.meta!.versionId, now.meta!.versionId]).toEqual(['2024-06-30', '2024-09-30']);
    expect(before.name).not.toBe(now.name);
    expect((await get('Organization/ZXP0150?release=2024-06-30')).statusCode).toBe(404);
    expect((await get('Organization/ZXP0150?knownOn=2024-08-15')).headers['x-ods-release']).toBeUndefined();
    expect((await get('Organization/ZXP0150')).headers['x-ods-release']).toBe('2024-09-30');
  });

  test('is a stub if it is reference-only, and unknown if it is only named', async () => {
    expect((await organization('ZXHQ9')).type![0]!.coding![0]!.code).toBe('RefOnly');
    expect((await get('Organization/ZXGHOST1')).statusCode).toBe(404);
  });
});

describe('organisations are found:', () => {
  test.each<[what: string, query: string, ids: string[]]>([
    ['by code, in any case, without unknown ones', '_id=zxp0006,NOBODY,ZXN0002', ['ZXN0002', 'ZXP0006']],
    ['by identifier', 'identifier=https://fhir.nhs.uk/Id/ods-organization-code|zxp0006', ['ZXP0006']],
    ['by two identifiers, which must both match', 'identifier=ZXP0006&identifier=ZXP0007', []],
    ['by two lists of identifiers', 'identifier=ZXP0006,ZXP0007&identifier=ZXP0007,ZXP0008', ['ZXP0007']],
    ['by two lists of ids', '_id=ZXP0006,ZXP0007&_id=ZXP0007', ['ZXP0007']],
    ['by an identifier of another system: none', 'identifier=urn:x|ZXP0006', []],
    ['by an identifier of this or another system', 'identifier=urn:x|ZXP0006,ZXP0007', ['ZXP0007']],
    ['by a role of another code system: none', 'roleCode=urn:x|RO98', []],
    ['by the absence of a role of another code system', 'roleCode:not=urn:x|RO76&_id=ZXP0006', ['ZXP0006']],
    ['active and at the same time inactive ones: none', '_id=ZXP0028,ZXP0006&active=true&active=false', []],
    ['by code and identifier at once', '_id=ZXP0006,ZXP0007&identifier=ZXP0007,ZXP0008', ['ZXP0007']],
    ['by a part of the name', 'name:contains=ld mill surg&_id=ZXP0006,ZXP0007', ['ZXP0006']],
    ['by an abbreviation', 'name=old mill surg&_id=ZXP0006', ['ZXP0006']],
    ['by the whole name', 'name:exact=OLD MILL SURGERY, EXAMPLETON', ['ZXP0006']],
    ['by the whole name, escaped as clients do it', 'name:exact=OLD MILL SURGERY\\, EXAMPLETON', ['ZXP0006']],
    ['by the beginning of a name, escaped', 'name=old mill surgery\\, exampleton', ['ZXP0006']],
    ['by a code with an escaped comma: none', '_id=ZXP0006\\,ZXN0002', []],
    ['by codes behind an escaped backslash', '_id=\\\\,ZXP0006\\\\,ZXN0002', ['ZXN0002']],
    ['by an escaped bar, which ends no system: none', 'identifier=urn:x\\|ZXP0006,ZXP0007', ['ZXP0007']],
    ['by the whole town', '_id=ZXP0006,ZXP0011&address-city:exact=EXAMPLETON', ['ZXP0006']],
    ['by the whole town in another case: none', '_id=ZXP0006&address-city:exact=Exampleton', []],
    ['by the beginning of a town as the whole one: none', '_id=ZXP0006&address-city:exact=EXAMPLE', []],
    ['by a part of the town', '_id=ZXP0006,ZXP0011&address-city:contains=mpleton', ['ZXP0006']],
    ['by the whole country', '_id=ZXP0006,ZXWP001&address-country:exact=ENGLAND,SCOTLAND', ['ZXP0006']],
    ['by a part of the country', '_id=ZXP0006,ZXWP001&address-country:contains=ngl', ['ZXP0006']],
    ['by a whole postcode, which no sector is', 'address-postalcode:exact=ZZ2 2ZZ,ZZ2 2', ['ZXP0006']],
    ['by a whole postcode without its space: none', 'address-postalcode:exact=ZZ22ZZ', []],
    ['by the absence of an active role', 'activeRoleCode:not=RO76&_id=ZXP0038,ZXP0006,ZXN0002', ['ZXN0002', 'ZXP0038']],
    [
      'by the absence of a role that was active on a day',
      'activeRoleCode:not=RO76&_id=ZXP0038,ZXN0002&date=2022-03-31',
      ['ZXN0002'],
    ],
    [
      'by the absence of two active roles',
      'activeRoleCode:not=RO76&activeRoleCode:not=RO272&_id=ZXP0038,ZXN0002',
      ['ZXP0038'],
    ],
    ['by one country or another', '_id=ZXWP001,ZXP0006&address-country=wal,ENGLAND', ['ZXP0006', 'ZXWP001']],
    [
      'by one postcode or another',
      '_id=ZXP0006,ZXP0006001,ZXN0002&address-postalcode=zz2 2z,ZZ51WF',
      ['ZXP0006', 'ZXP0006001'],
    ],
    ['by one role and another', 'roleCode=RO98&roleCode=RO327&active=true&_id=ZXE01,ZXS001,ZXE02', ['ZXE01', 'ZXE02']],
    ['by one role or another', 'roleCode=RO327,RO319&_id=ZXE01,ZXS001,ZXP0006', ['ZXE01', 'ZXS001']],
    ['by the absence of a role', 'roleCode:not=RO76&_id=ZXP0006,ZXN0002', ['ZXN0002']],
    ['by a role held in the past', 'roleCode=RO76&_id=ZXP0038', ['ZXP0038']],
    ['by an active role', 'activeRoleCode=RO76&_id=ZXP0038,ZXP0006', ['ZXP0006']],
    ['by a role that was active on a day', 'activeRoleCode=RO76&_id=ZXP0038&date=2022-03-31', ['ZXP0038']],
    ['by last change', '_id=ZXP0006,ZXHQ9&lastChangeDate=ge2023-08-22&lastChangeDate=lt2023-08-23', ['ZXP0006']],
    ['by country', '_id=ZXWP001,ZXP0006&address-country=wal', ['ZXWP001']],
    ['active ones', '_id=ZXP0028,ZXP0006&active=true', ['ZXP0006']],
    ['inactive ones', '_id=ZXP0028,ZXP0006&active=false', ['ZXP0028']],
    ['active and closed ones without a date', '_id=ZXP0028,ZXP0006', ['ZXP0006', 'ZXP0028']],
    ['those active on a date', '_id=ZXP0028,ZXP0006&date=2022-01-01', ['ZXP0006']],
    [
      'those active and those inactive on a date',
      '_id=ZXP0028,ZXP0006&date=2022-01-01&active=true,false',
      ['ZXP0006', 'ZXP0028'],
    ],
    ['those active on a date that closed later', '_id=ZXP0028&date=2021-12-31', ['ZXP0028']],
    ['nobody', 'name=nobody has this name', []],
  ])('%s', async (_what, query, ids) => {
    const bundle = await search(query);
    expect([idsOf(bundle), bundle.total]).toEqual([ids, ids.length]);
  });

  test('by their dates with a date, and by their status without one', async () => {
    expect(idsOf(await search('_id=ZXDIRT23&active=true'))).toEqual(['ZXDIRT23']);
    expect(idsOf(await search('_id=ZXDIRT23&active=true&date=2024-09-30'))).toEqual([]);
  });

  test('by a postcode sector, without the district of the same characters', async () => {
    const { entry = [], total } = await search('address-postalcode=zz2%202&_count=1000');
    expect(total).toBeGreaterThan(1);
    expect(new Set(entry.map(({ resource }) => resource!.address![0]!.postalCode!.slice(0, 5)))).toEqual(
      new Set(['ZZ2 2']),
    );
  });

  test.each<[query: string, valueOf: (one: Organization) => string | undefined, prefix: string]>([
    ['name=old%20mill&_count=1000', ({ name }) => name, 'OLD MILL'],
    ['name=Old.Mill&_count=1000', ({ name }) => name, 'OLD MILL'],
    ['address-postalcode=zz2%20&_count=1000', ({ address }) => address![0]!.postalCode, 'ZZ2'],
    ['address-city=EXAMPLET&_count=1000', ({ address }) => address![0]!.city, 'EXAMPLET'],
  ])('all with this prefix: %s', async (query, valueOf, prefix) => {
    const { entry = [], total } = await search(query);
    expect(entry.map(({ resource }) => valueOf(resource!)!.slice(0, prefix.length))).toEqual(entry.map(() => prefix));
    expect(total).toBe(entry.length);
    const pages = await everyPage('Organization?_count=1000');
    const all = pages.flatMap((page) => page.entry as { resource: Organization }[]);
    const expected = all.filter(({ resource }) => resource.address && valueOf(resource)?.startsWith(prefix));
    expect(expected.length).toBeGreaterThan(10);
    expect(expected.map(({ resource }) => resource.id)).toEqual(
      entry.filter(({ resource }) => resource!.address).map(({ resource }) => resource!.id),
    );
  });

  test.each<[query: string, others: (one: Organization) => boolean]>([
    ['address-city:contains=mpleton', ({ address }) => !/MPLETON/.test(address?.[0]?.city ?? '')],
    ['address-country:exact=WALES', ({ address }) => address?.[0]?.country !== 'WALES'],
    ['activeRoleCode:not=RO177', (one) => rolesOf(one).includes('RO177 true')],
  ])('all organisations with %s, and no others', async (query, others) => {
    const all = (await everyPage('Organization?_count=1000')).flatMap(
      (page) => page.entry as { resource: Organization }[],
    );
    const found = (await everyPage(`Organization?${query}&_count=1000`)).flatMap(idsOf);
    const expected = all.flatMap(({ resource }) => (others(resource) ? [] : [resource.id!]));
    expect(found.length).toBeGreaterThan(3);
    expect(found).toEqual(expected);
  });

  test('by several postcodes and no code: those of each, once and in order', async () => {
    const found = async (postcodes: string) => idsOf(await search(`address-postalcode=${postcodes}&_count=1000`));
    const [one, other] = [await found('ZZ2%202'), await found('ZZ5%201')];
    expect(await found('ZZ5%201,ZZ2%202,ZZ2%202Z')).toEqual([...one, ...other].sort());
  });

  test('page by page, 20 by default, each once, with the total number', async () => {
    expect(idsOf(await search('roleCode=RO272'))).toHaveLength(20);
    const pages = await everyPage('Organization?roleCode=RO272&activeRoleCode=RO272&_count=50&date=2022-04-01');
    const ids = pages.flatMap(idsOf);
    expect(pages.map((page) => page.total)).toEqual(pages.map(() => ids.length));
    expect([pages.length, new Set(ids).size]).toEqual([Math.ceil(ids.length / 50), ids.length]);
    expect(ids).toEqual([...ids].sort());
    expect((await search('roleCode=RO272&_summary=count&date=2022-04-01')).total).toBe(ids.length);
    expect(await search('roleCode=RO272&_count=0')).not.toHaveProperty('entry');
  });

  test('the next page has the same date and release, and its cursor is invalid for another search', async () => {
    const first = await search('roleCode=RO272&_count=5&knownOn=2024-07-01', {
      'ods-as-of': 'date=2020-01-01;basis=LEGAL',
    });
    const next = new URL(linkOf(first, 'next')!).searchParams;
    expect(Object.fromEntries(next)).toMatchObject({ date: '2020-01-01', basis: 'LEGAL', release: '2024-06-30' });
    expect([next.has('knownOn'), linkOf(first, 'self')]).toEqual([
      false,
      'http://localhost:80/fhir/Organization?roleCode=RO272&_count=5&knownOn=2024-07-01',
    ]);
    next.set('roleCode', 'RO98');
    const { statusCode, body } = await get(`Organization?${next.toString()}`);
    expect([statusCode, body]).toEqual([400, expect.stringContaining('Start again from the first page.')]);
  });
});

describe('relationships are found:', () => {
  test('of a source, current and ended ones, and with a date those active on it', async () => {
    expect(linksIn(await affiliations('primary-organization=zxp0006'))).toEqual([
      'ZXP0006 RE4 ZXC02 false',
      'ZXP0006 RE4 ZXG78 false',
      'ZXP0006 RE4 ZXS002 true',
      'ZXP0006 RE8 ZXN0002 true',
      'ZXP0006 RE9 ZXN0002 true',
    ]);
    expect(linksIn(await affiliations('primary-organization=Organization/ZXP0006&date=2010-01-01'))).toEqual([
      'ZXP0006 RE4 ZXC02 true',
    ]);
    expect(linksIn(await affiliations('primary-organization=ZXP0006&active=true&role=RE8'))).toEqual([
      'ZXP0006 RE8 ZXN0002 true',
    ]);
  });

  test('of a target, by type: the members of a network on a date', async () => {
    const members = (query: string) =>
      affiliations(`participating-organization=ZXN0003&role=RE8${query}`).then(linksIn);
    expect(await members('&date=2022-04-01')).toContain('ZXP0011 RE8 ZXN0003 true');
    expect(await members('&date=2022-04-02')).not.toContain('ZXP0011 RE8 ZXN0003 true');
    expect(await members('')).toContain('ZXP0011 RE8 ZXN0003 false');
  });

  test('between two organisations, and by their identifiers', async () => {
    const system = 'https://fhir.nhs.uk/Id/ods-organization-code|';
    const between = `primary-organization=${system}ZXP0006&participating-organization=${system}ZXN0002`;
    expect(linksIn(await affiliations(between))).toEqual(['ZXP0006 RE8 ZXN0002 true', 'ZXP0006 RE9 ZXN0002 true']);
  });

  test('by their published id', async () => {
    const [link] = (await affiliations('primary-organization=ZXP0006&role=RE8')).entry!;
    const { id } = link!.resource!;
    expect(await fetchResource(`OrganizationAffiliation/${id}`)).toEqual(link!.resource);
    expect(linksIn(await affiliations(`_id=${id},0`))).toEqual(['ZXP0006 RE8 ZXN0002 true']);
    expect(linksIn(await affiliations(`identifier=${id}&participating-organization=ZXN0003`))).toEqual([]);
    const before = await fetchResource<OrganizationAffiliation>(`OrganizationAffiliation/${id}?date=2019-09-30`);
    expect([before.active, before.period]).toEqual([false, { start: '2019-10-01' }]);
  });

  test('by a search for an id that occurs twice, which a read rejects', async () => {
    const twice = await affiliations('primary-organization=ZXDIRT08');
    const [id, other] = idsOf(twice);
    expect(id).toBe(other);
    const { statusCode, body } = await get(`OrganizationAffiliation/${id}`);
    expect([statusCode, body]).toEqual([400, expect.stringContaining('primary-organization=ZXDIRT08')]);
    expect((await affiliations(`_id=${id}`)).total).toBe(2);
  });

  test('page by page, the same from the source and from the target', async () => {
    const down = await everyPage('OrganizationAffiliation?participating-organization=ZXN0010&_count=3');
    const members = new Set(down.flatMap((page) => linksIn(page as never).map((link) => link.split(' ')[0]!)));
    const up = await affiliations(
      `primary-organization=${[...members].join()}&participating-organization=ZXN0010&_count=1000`,
    );
    expect(down.length).toBeGreaterThan(2);
    expect(down.flatMap(idsOf)).toEqual(idsOf(up));
  });

  test.each([
    'identifier=urn:x|617400',
    'participating-organization=urn:x|ZXN0002',
    'primary-organization=ZXP0006&role=urn:x|RE8',
    'primary-organization=ZXP0006&primary-organization=ZXP0007',
    'primary-organization=ZXP0006&role=RE8&role=RE9',
  ])('none that cannot be: %s', async (query) => {
    expect(await affiliations(query)).toMatchObject({ total: 0 });
  });

  test('none of an unknown organisation', async () => {
    expect(await affiliations('participating-organization=X999')).toEqual({
      resourceType: 'Bundle',
      type: 'searchset',
      total: 0,
      link: [
        { relation: 'self', url: 'http://localhost:80/fhir/OrganizationAffiliation?participating-organization=X999' },
      ],
    });
  });
});

describe('a request is rejected with an OperationOutcome that names the expected and the received value:', () => {
  test.each<[url: string, status: number, issue: string, code: string, diagnostics: string]>([
    [
      'Organization/nobody',
      404,
      'not-found',
      'NOT_FOUND',
      "There is no Organization 'NOBODY' in the release of 2024-09-30.",
    ],
    [
      'Organization/no%20body',
      400,
      'invalid',
      'BAD_USER_INPUT',
      'Organization/{id} takes 1 to 64 letters, digits, hyphens',
    ],
    ['Patient/1', 404, 'not-found', 'NOT_FOUND', "There is no resource at '/fhir/Patient/1'. Below /fhir there are"],
    ['?_id=1', 404, 'not-found', 'NOT_FOUND', "There is no resource at '/fhir/'. Below /fhir there are Organization,"],
    [
      'Organization?nam=leeds',
      400,
      'invalid',
      'BAD_USER_INPUT',
      "Unknown parameter 'nam'. The parameters are _id, identifier, name,",
    ],
    [
      'Organization/ZXP0006?name=x',
      400,
      'invalid',
      'BAD_USER_INPUT',
      "Unknown parameter 'name'. The parameters are date, basis,",
    ],
    [
      'Organization?name=...',
      400,
      'invalid',
      'BAD_USER_INPUT',
      "name takes a string with letters or digits; got '...'.",
    ],
    [
      `Organization?address-country=${'ABCDEFGHIJK'.split('').join()}`,
      400,
      'invalid',
      'BAD_USER_INPUT',
      'address-country takes at most 10 values; got 11.',
    ],
    ['Organization?name=', 400, 'invalid', 'BAD_USER_INPUT', 'name must not be blank.'],
    ...[
      ...['name:exact=%20', 'address-postalcode=', 'identifier=,', 'active=', 'activeRoleCode=RO76&activeRoleCode='],
      ...['date=', 'basis=', 'release=', 'knownOn='],
    ].map((query): [string, number, string, string, string] => [
      `Organization?${query}`,
      400,
      'invalid',
      'BAD_USER_INPUT',
      `${query.split('=')[0]} must not be blank.`,
    ]),
    ['Organization/ZXP0006?date=', 400, 'invalid', 'BAD_USER_INPUT', 'date must not be blank.'],
    ['OrganizationAffiliation?_id=1&role=', 400, 'invalid', 'BAD_USER_INPUT', 'role must not be blank.'],
    ['Organization?_count=1001', 400, 'invalid', 'BAD_USER_INPUT', "_count takes 0 to 1000; got '1001'."],
    ['Organization?_count=-1', 400, 'invalid', 'BAD_USER_INPUT', "_count takes 0 to 1000; got '-1'."],
    ['Organization?active=yes', 400, 'invalid', 'BAD_USER_INPUT', "active takes true, false; got 'yes'."],
    [
      'Organization?date=2023-02-30',
      400,
      'invalid',
      'BAD_USER_INPUT',
      'date takes a calendar date such as 2024-10-31;',
    ],
    ['Organization?lastChangeDate=gtINVALID', 400, 'invalid', 'BAD_USER_INPUT', 'lastChangeDate takes a date such as'],
    ['Organization?release=2020-01-01', 400, 'invalid', 'BAD_USER_INPUT', "No release '2020-01-01' is loaded."],
    ['Organization?_page=x', 400, 'invalid', 'INVALID_CURSOR', 'The cursor was not made by this service.'],
    [
      `Organization?${'lastChangeDate=ge2024-01-01&'.repeat(11)}`,
      400,
      'invalid',
      'BAD_USER_INPUT',
      'lastChangeDate may be given at most 10 times; got 11.',
    ],
    ['Organization?_format=xml', 406, 'not-supported', 'NOT_ACCEPTABLE', 'Only JSON is available.'],
    [
      'OrganizationAffiliation/0',
      404,
      'not-found',
      'NOT_FOUND',
      "There is no OrganizationAffiliation '0' in the release of 2024-09-30.",
    ],
    [
      'OrganizationAffiliation',
      400,
      'invalid',
      'BAD_USER_INPUT',
      'One of primary-organization, participating-organization and _id is required.',
    ],
  ])('%s', async (url, status, issue, code, diagnostics) => {
    const { statusCode, headers, body } = await get(url);
    const outcome = JSON.parse(body) as OperationOutcome;
    expect([statusCode, headers['content-type']]).toEqual([status, 'application/fhir+json; charset=utf-8']);
    expect(outcome).toMatchObject({
      resourceType: 'OperationOutcome',
      id: headers['x-request-id'],
      issue: [{ severity: 'error', code: issue, details: { coding: [{ code }] } }],
    });
    expect(outcome.issue[0]!.diagnostics!.slice(0, diagnostics.length)).toBe(diagnostics);
  });

  test('another method, an invalid header, an unsupported media type', async () => {
    for (const method of ['POST', 'PUT', 'DELETE'] as const) {
      const response = await fhir.gateway.app.inject({ method, url: '/fhir/Organization/ZXP0006' });
      expect([response.statusCode, response.headers.allow]).toEqual([405, 'GET']);
      expect(response.json<OperationOutcome>().issue[0]!.code).toBe('not-supported');
    }
    expect((await get('Organization/ZXP0006', { 'ods-as-of': 'date=never' })).statusCode).toBe(400);
    expect((await get('Organization/ZXP0006', { accept: 'application/fhir+xml' })).statusCode).toBe(406);
    expect((await get('Organization/ZXP0006', { accept: 'text/html,*/*;q=0.1' })).statusCode).toBe(200);
    expect((await get('Organization/ZXP0006?_format=json', { accept: 'text/html' })).statusCode).toBe(200);
  });
});

test('HEAD returns the headers only, and a matching etag returns 304', async () => {
  const { headers, body } = await get('Organization/ZXP0006');
  const head = await fhir.gateway.app.inject({ method: 'HEAD', url: '/fhir/Organization/ZXP0006' });
  expect([head.statusCode, head.body, head.headers.etag]).toEqual([200, '', headers.etag]);
  expect(head.headers['content-length']).toBe(String(Buffer.byteLength(body)));
  expect(headers).toMatchObject({
    'cache-control': 'public, max-age=10',
    vary: 'accept, accept-encoding, authorization, ods-as-of, prefer',
    'x-ods-release': '2024-09-30',
  });
  const again = (url: string) => get(url, { 'if-none-match': `"other", ${headers.etag as string}` });
  const same = await again('Organization/ZXP0006');
  expect([same.statusCode, same.body, same.headers.etag]).toEqual([304, '', headers.etag]);
  expect((await again('Organization/ZXP0006?release=2024-06-30')).statusCode).toBe(200);
});

describe('a search that names only a status or a day of change has the results of a filter of all:', () => {
  const everything = async () => {
    const pages = await everyPage('Organization?_count=1000');
    return pages.flatMap((page) => page.entry as { resource: Organization }[]).map(({ resource }) => resource);
  };
  const changed = ({ extension = [] }: Organization) =>
    extension.flatMap((one) => one.extension ?? []).find(({ url }) => url === 'dateTime')?.valueDateTime ?? '';

  test.each<[query: string, matches: (one: Organization) => boolean]>([
    ['active=true', ({ active }) => active === true],
    ['active=false', ({ active }) => active === false],
    ['active=true,false', () => true],
    ['lastChangeDate=ge2023-08-22', (one) => changed(one) >= '2023-08-22'],
    ['lastChangeDate=gt2023-08-22', (one) => changed(one) > '2023-08-22'],
    ['lastChangeDate=lt2023-08-22', (one) => changed(one) !== '' && changed(one) < '2023-08-22'],
    ['lastChangeDate=ne2023-08-22', (one) => changed(one) !== '' && changed(one) !== '2023-08-22'],
    ['lastChangeDate=2023-08-22', (one) => changed(one) === '2023-08-22'],
    [
      'active=true&lastChangeDate=ge2015-01-01&lastChangeDate=le2023-08-22',
      (one) => one.active === true && changed(one) >= '2015-01-01' && changed(one) <= '2023-08-22',
    ],
    [
      'lastChangeDate=lt2015-01-01,ge2023-08-22',
      (one) => changed(one) !== '' && (changed(one) < '2015-01-01' || changed(one) >= '2023-08-22'),
    ],
    ['lastChangeDate=gt9999-12-31', () => false],
  ])('%s', async (query, matches) => {
    const expected = (await everything()).filter(matches).map(({ id }) => id);
    const pages = await everyPage(`Organization?${query}&_count=1000`);
    expect(pages.flatMap(idsOf)).toEqual(expected);
    expect(pages[0]!.total).toBe(expected.length);
    expect(expected.length > 0).toBe(!query.includes('9999'));
  });
});
