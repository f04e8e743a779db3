import { Fhir } from 'fhir';
import type {
  Bundle,
  CapabilityStatement,
  FhirResource,
  OperationOutcome,
  Organization,
  OrganizationAffiliation,
} from 'fhir/r4';
import { AFFILIATION_SEARCH, ORGANIZATION_SEARCH } from '../../../gateway/fhir/query';
import { openGateway } from '../../support/gateway/gateway';
import { fhirGateway, PATIENT } from '../../support/gateway/fhir';

jest.setTimeout(120_000); // the first reads of a new database are slow

const VALIDATOR = new Fhir();
const fhir = fhirGateway();
const { get } = fhir;

type Headers = Record<string, string>;
const post = (url: string, payload: string, headers: Headers = {}) =>
  fhir.gateway.app.inject({
    method: 'POST',
    url: `/fhir/${url}`,
    payload,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  });

/** Returns the faults of a resource. ODS has value sets of its own, as FHIR allows where it gives an example only. */
const faultsOf = (resource: unknown) =>
  VALIDATOR.validate(resource as never).messages.filter(
    ({ severity, message }) => severity !== 'info' && !/not found in value set$/.test(message ?? ''),
  );

/** Returns a response of 200, which is valid FHIR R4. */
async function valid<Resource extends FhirResource>(response: ReturnType<typeof get>): Promise<Resource> {
  const { statusCode, body } = await response;
  expect([statusCode, statusCode === 200 ? '' : body]).toEqual([200, '']);
  const resource = JSON.parse(body) as Resource;
  expect(faultsOf(resource)).toEqual([]);
  return resource;
}

const search = (query: string, headers?: Headers) => valid<Bundle<Organization>>(get(`Organization?${query}`, headers));
const affiliations = (query: string) => valid<Bundle>(get(`OrganizationAffiliation?${query}`));
const idsOf = ({ entry = [] }: Bundle, mode = 'match') =>
  entry.filter(({ search: { mode: is } = {} }) => is === mode).map(({ resource }) => resource!.id);
const linkOf = ({ link = [] }: Bundle, relation: string) => link.find((one) => one.relation === relation)?.url;
const pathIn = (url: string) => url.replace(/^.*\/fhir\//, '');

test('the validator finds an element that FHIR does not know, a wrong type and a missing element', () => {
  const wrong = { resourceType: 'Organization', active: 'yes', town: 'X' };
  expect(faultsOf(wrong)).toHaveLength(2);
  expect(faultsOf({ resourceType: 'CapabilityStatement' })).not.toEqual([]);
});

describe('the CapabilityStatement', () => {
  const read = () => valid<CapabilityStatement>(get('metadata'));
  const parametersOf = ({ rest: [rest] = [] }: CapabilityStatement, type: string) =>
    rest!.resource!.find((one) => one.type === type)!.searchParam!.map(({ name }) => name);

  test('is valid, and names the resources, the version and the format', async () => {
    expect(await read()).toMatchObject({
      kind: 'instance',
      fhirVersion: '4.0.1',
      format: ['application/fhir+json', 'json'],
      implementation: { url: 'http://localhost:80/fhir' },
      rest: [
        {
          resource: [
            { type: 'Organization', interaction: [{ code: 'read' }, { code: 'search-type' }] },
            { type: 'OrganizationAffiliation', interaction: [{ code: 'read' }, { code: 'search-type' }] },
          ],
        },
      ],
    });
  });

  test.each([
    ['Organization', ORGANIZATION_SEARCH],
    ['OrganizationAffiliation', AFFILIATION_SEARCH],
  ])('names every search parameter of %s, and no other', async (type, table) => {
    const ofResults = ['_count', '_page', '_format', '_pretty', '_summary', '_elements', '_total', '_sort', '_include'];
    const known = Object.keys(table).filter((name) => !name.includes(':') && !ofResults.includes(name));
    expect(parametersOf(await read(), type).sort()).toEqual(known.sort());
  });

  test('is sent without a release, and refuses what it does not know', async () => {
    const empty = await openGateway({ ...fhir.graph, read: async () => [] }, PATIENT);
    try {
      expect((await empty.app.inject('/fhir/metadata')).statusCode).toBe(200);
    } finally {
      await empty.close();
    }
    expect((await get('metadata?mode=terminology')).json<OperationOutcome>().issue[0]!.diagnostics).toContain(
      'mode takes full, normative',
    );
    expect((await get('metadata', { accept: 'application/fhir+xml' })).statusCode).toBe(406);
    expect((await get('metadata', { accept: 'application/fhir+xml;q=0.9, application/fhir+json' })).statusCode).toBe(
      200,
    );
  });
});

describe('the order of organisations', () => {
  const MILLS = 'name=old%20mill&_count=1000';
  const namesOf = ({ entry = [] }: Bundle<Organization>) =>
    entry.map(({ resource }): [name: string, id: string] => [resource!.name!, resource!.id!]);
  const byText = (a: string, b: string) => (a < b ? -1 : Number(a > b));

  test('is by name, then by code', async () => {
    const names = namesOf(await search(`${MILLS}&_sort=name`));
    expect(names.length).toBeGreaterThan(10);
    expect(names).toEqual(names.toSorted(([a, x], [b, y]) => byText(a, b) || byText(x, y)));
    expect(names).not.toEqual(names.toSorted(([, x], [, y]) => byText(x, y)));
    const down = namesOf(await search(`${MILLS}&_sort=-name,-_id`));
    expect(down).toEqual(names.toReversed());
  });

  test('is by code, ascending or descending', async () => {
    const ids = idsOf(await search(MILLS));
    expect(idsOf(await search(`${MILLS}&_sort=_id`))).toEqual(ids);
    expect(idsOf(await search(`${MILLS}&_sort=-identifier,name`))).toEqual(ids.toReversed());
  });

  test('stays from page to page, and a cursor is invalid for another order', async () => {
    const all = idsOf(await search(`${MILLS}&_sort=-name`));
    const found: unknown[] = [];
    let page = await search('name=old%20mill&_count=7&_sort=-name');
    for (;;) {
      found.push(...idsOf(page));
      const next = linkOf(page, 'next');
      if (next === undefined) break;
      page = await valid(get(pathIn(next)));
    }
    expect(found).toEqual(all);
    const next = pathIn(linkOf(await search('name=old%20mill&_count=7&_sort=-name'), 'next')!);
    expect((await get(next.replace('_sort=-name', '_sort=name'))).statusCode).toBe(400);
  });

  test('is refused by another key', async () => {
    const { statusCode, body } = await get('Organization?name=old&_sort=telecom');
    expect([statusCode, body]).toEqual([400, expect.stringContaining('_sort takes _id, identifier, name')]);
  });
});

test('relationships are in the wanted order', async () => {
  const query = 'participating-organization=ZXN0003&_count=1000';
  const ids = (bundle: Bundle) =>
    bundle.entry!.map(({ resource }) => (resource as OrganizationAffiliation).organization!.identifier!.value!);
  const sources = ids(await affiliations(query));
  expect(new Set(sources).size).toBeGreaterThan(3);
  expect(ids(await affiliations(`${query}&_sort=-primary-organization`))).toEqual(sources.toSorted().toReversed());
});

test('an organisation that is named several times has its relationships once', async () => {
  for (const end of ['primary', 'participating']) {
    const once = await affiliations(`${end}-organization=ZXN0003`);
    const repeated = await affiliations(`${end}-organization=ZXN0003,zxn0003,ZXN0003`);
    expect([repeated.total, idsOf(repeated)]).toEqual([once.total, idsOf(once)]);
  }
});

describe('parts of resources', () => {
  const keys = (resource: object | undefined) => Object.keys(resource!).sort();

  test('are those named, marked as incomplete', async () => {
    const [entry] = (await search('_id=ZXP0006&_elements=name,Organization.address')).entry!;
    expect(keys(entry!.resource)).toEqual(['address', 'id', 'meta', 'name', 'resourceType']);
    expect(entry!.resource!.meta!.tag).toMatchObject([{ code: 'SUBSETTED' }]);
    expect(keys(await valid(get('Organization/ZXP0006?_elements=active')))).toEqual([
      ...['active', 'id', 'meta', 'resourceType'],
    ]);
    expect((await get('Organization?name=old&_elements=town')).statusCode).toBe(400);
  });

  test('are those of a summary', async () => {
    const summary = await valid<Organization>(get('Organization/ZXP0006?_summary=true'));
    expect(keys(summary)).toEqual(['active', 'id', 'identifier', 'meta', 'name', 'resourceType', 'type']);
    expect(keys(await valid(get('Organization/ZXP0006?_summary=text')))).toEqual(['id', 'meta', 'resourceType']);
    const whole = await valid(get('Organization/ZXP0006'));
    for (const complete of ['data', 'false'])
      expect(await valid(get(`Organization/ZXP0006?_summary=${complete}`))).toEqual(whole);
    expect((await get('Organization/ZXP0006?_summary=count')).statusCode).toBe(400);
    expect((await get('Organization?_id=ZXP0006&_summary=true&_elements=name')).statusCode).toBe(400);
  });
});

test('general parameters that change no content are accepted everywhere, as HAPI sends them', async () => {
  const whole = await search('_id=ZXP0006');
  expect((await search('_id=ZXP0006&_pretty=true')).entry).toEqual(whole.entry);
  expect(await valid(get('Organization/ZXP0006?_pretty=true'))).toEqual(whole.entry![0]!.resource);
  expect(await valid(get('metadata?_summary=true&_pretty=false'))).toEqual(await valid(get('metadata')));
  expect((await get('Organization/ZXP0006?_pretty=yes')).statusCode).toBe(400);
});

test('the total is left out on request', async () => {
  expect(await search('name=old%20mill&_total=none')).not.toHaveProperty('total');
  const { total } = await search('name=old%20mill&_total=accurate');
  expect(total).toBeGreaterThan(10);
  expect(await search('name=old%20mill&_total=none&_summary=count')).toMatchObject({ total });
  expect((await get('Organization?name=old&_total=yes')).statusCode).toBe(400);
});

describe('a search by POST', () => {
  test('finds what the same search by GET finds, and its links are of that search', async () => {
    const query = 'roleCode=RO272&_count=5';
    const byGet = await search(query);
    const byPost = await valid<Bundle>(post('Organization/_search', query));
    expect(byPost).toEqual(byGet);
    expect(idsOf(await valid<Bundle>(get(pathIn(linkOf(byPost, 'next')!))))).toHaveLength(5);
    const ends = 'participating-organization=ZXN0002';
    expect(await valid(post('OrganizationAffiliation/_search', ends))).toEqual(await affiliations(ends));
  });

  test('takes parameters from the URL too: all must match', async () => {
    const both = await valid<Bundle>(post('Organization/_search?roleCode=RO177', 'roleCode=RO76&_id=ZXP0006,ZXN0002'));
    expect(idsOf(both)).toEqual(['ZXP0006']);
  });

  test('is not cached', async () => {
    const { headers } = await post('Organization/_search', '_id=ZXP0006', { 'if-none-match': '*' });
    expect([headers.etag, headers['cache-control']]).toEqual([undefined, 'no-store']);
  });

  test('of another type, by another method or with another body is rejected', async () => {
    const statuses = [
      (await post('Patient/_search', 'name=x')).statusCode,
      (await get('Organization/_search?_id=ZXP0006')).statusCode,
      (await post('Organization/_search', '{"name":"old"}', { 'content-type': 'application/json' })).statusCode,
      (await post('Organization/_search', 'nam=old')).statusCode,
    ];
    expect(statuses).toEqual([404, 405, 415, 400]);
  });

  test('of bytes that are no UTF-8 is rejected, as in a URL', async () => {
    const wrong = [await post('Organization/_search', 'name=caf%E9'), await get('Organization?name=caf%E9')];
    expect(wrong.map(({ statusCode }) => statusCode)).toEqual([400, 400]);
    for (const { body } of wrong) expect(body).toContain('is not encoded correctly: a % needs two hexadecimal digits');
  });
});

describe('_include', () => {
  test('adds the organisations at one end or both, each once, beside the matches', async () => {
    const query = 'primary-organization=ZXP0006,ZXP0007&role=RE8&active=true';
    const matches = await affiliations(query);
    const targets = await affiliations(`${query}&_include=OrganizationAffiliation:participating-organization`);
    expect([idsOf(targets), targets.total]).toEqual([idsOf(matches), matches.total]);
    const ends = matches.entry!.map(({ resource }) => resource as OrganizationAffiliation);
    const expected = new Set(ends.map((end) => end.participatingOrganization!.identifier!.value));
    expect(new Set(idsOf(targets, 'include'))).toEqual(expected);
    expect(idsOf(targets, 'include')).toHaveLength(expected.size);
    const both = await affiliations(`${query}&_include=*`);
    expect(new Set(idsOf(both, 'include'))).toEqual(new Set([...expected, 'ZXP0006', 'ZXP0007']));
  });

  test('leaves out organisations without a record, and refuses other references', async () => {
    const dangling = await affiliations('participating-organization=ZXGHOST1&_include=*');
    expect(idsOf(dangling).length).toBeGreaterThan(0);
    expect(idsOf(dangling, 'include')).not.toContain('ZXGHOST1');
    const { statusCode, body } = await get('OrganizationAffiliation?_id=1&_include=Organization:partof');
    expect([statusCode, body]).toEqual([400, expect.stringContaining('OrganizationAffiliation:primary-organization')]);
  });
});

describe('Prefer: handling', () => {
  const LENIENT = { prefer: 'return=representation; handling=lenient' };

  test('lenient ignores unknown parameters, names them, and links to the search without them', async () => {
    const bundle = await valid<Bundle>(get('Organization?_id=ZXP0006&telecom=x&near=y', LENIENT));
    expect([idsOf(bundle), bundle.total]).toEqual([['ZXP0006'], 1]);
    const { resource } = bundle.entry!.find(({ search: { mode } = {} }) => mode === 'outcome')!;
    expect((resource as OperationOutcome).issue.map(({ severity, diagnostics }) => [severity, diagnostics])).toEqual([
      ['warning', "The unknown parameter 'telecom' was ignored."],
      ['warning', "The unknown parameter 'near' was ignored."],
    ]);
    expect(linkOf(bundle, 'self')).toBe('http://localhost:80/fhir/Organization?_id=ZXP0006');
  });

  test('lenient does not ignore a wrong value, and strict and nothing refuse unknown parameters', async () => {
    expect((await get('Organization?active=yes', LENIENT)).statusCode).toBe(400);
    for (const prefer of ['handling=strict', 'return=minimal', ''])
      expect((await get('Organization?_id=ZXP0006&telecom=x', { prefer })).statusCode).toBe(400);
    expect((await get('Organization/ZXP0006?telecom=x', LENIENT)).statusCode).toBe(400);
  });
});
