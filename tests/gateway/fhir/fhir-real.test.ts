import type { Bundle, OrganizationAffiliation } from 'fhir/r4';
import { differences, fhirExample } from '../../support/gateway/fhir-examples';
import { openGateway, type TestGateway } from '../../support/gateway/gateway';
import { describeWithReleases, openReleaseGraph, type ReleaseGraph } from '../../support/database/real-releases';

jest.setTimeout(240_000); // real releases are loaded

type Difference = ReturnType<typeof differences>;

/** Every response has the release as versionId, and profiles, which the examples of the implementation guide lack. */
const META = {
  'meta/versionId': '2024-10-31',
  'meta/profile/0': expect.stringContaining('/UKCore-Organization') as string,
  'meta/profile/1': expect.stringContaining('/England-Organization') as string,
};
const role = (code: string) => `extension/OrganisationRole ${code}/extension`;
const LEGAL = 'TypedPeriod Legal/extension/period/valuePeriod';
const LAST_CHANGE = 'extension/TypedDateTime LastChangeDate/extension/dateTime/valueDateTime';
const UPRN = 'address/0/extension/AddressKey UPRN/extension/value/valueString';
const ASSIGNER = 'identifier/0/assigner/display';

/** The examples, and their complete difference from the release of October 2024. */
const EXAMPLES: readonly [url: string, example: string, difference: Difference][] = [
  [
    'OrganizationAffiliation/617400',
    'get_OrganizationAffiliation__id_200_example.json',
    {
      missing: { 'meta/lastUpdated': '2024-01-23T16:51:55.472+00:00', 'meta/source': '#25caee48b2ce3432' },
      additional: {},
      different: { 'meta/versionId': ['3', '2024-10-31'] },
    },
  ],
  [
    'OrganizationAffiliation/383689',
    'ODS-OrganizationAffiliation-383689-Example.xml',
    {
      missing: {},
      additional: META,
      different: {
        id: ['ODS-OrganizationAffiliation-383689-Example', '383689'],
        'organization/reference': ['Organization/ODS-Organization-FDC49-Example', 'Organization/FDC49'],
        'participatingOrganization/reference': ['Organization/ODS-Organization-Q72-Example', 'Organization/Q72'],
      },
    },
  ],
  [
    'OrganizationAffiliation/256248',
    'ODS-OrganizationAffiliation-256248-Example.xml',
    {
      missing: { [`extension/${LEGAL}/start`]: '1999-04-01', [`extension/${LEGAL}/end`]: '2002-03-31' },
      additional: META,
      different: {
        id: ['ODS-OrganizationAffiliation-256248-Example', '256248'],
        'organization/reference': ['Organization/ODS-Organization-G81086-Example', 'Organization/G81086'],
        'participatingOrganization/reference': ['Organization/ODS-Organization-4VE03-Example', 'Organization/4VE03'],
      },
    },
  ],
  [
    'Organization/G81086',
    'ODS-Organization-G81086-Example.xml',
    {
      missing: {
        [`${role('RO177')}/${LEGAL}/start`]: '1974-04-01',
        [`${role('RO76')}/${LEGAL}/start`]: '2014-04-15',
        [ASSIGNER]: 'NHS BUSINESS SERVICES AUTHORITY',
        [UPRN]: '10091054340',
        'address/0/district': 'EAST SUSSEX',
      },
      additional: { ...META, 'address/0/line/2': 'FRAMFIELD ROAD' },
      different: {
        id: ['ODS-Organization-G81086-Example', 'G81086'],
        [LAST_CHANGE]: ['2023-08-22', '2020-04-01'],
        'address/0/line/0': ['UCKFIELD COMMUNITY HOSPITAL', 'BIRD-IN-EYE SURGERY'],
        'address/0/line/1': ['FRAMFIELD ROAD', 'UCKFIELD COMMUNITY HOSP'],
      },
    },
  ],
  [
    'Organization/RR8',
    'get_Organization__id_200_example.json',
    {
      missing: {
        'meta/lastUpdated': '2024-01-23T13:37:16.122+00:00',
        'meta/source': '#42f81a2818154581',
        [`${role('RO197')}/${LEGAL}/start`]: '1998-04-01',
        [ASSIGNER]: 'HSCIC',
        'telecom/1/value': 'HTTPS://WWW.LEEDSTH.NHS.UK/',
        [UPRN]: '72016246',
      },
      additional: {},
      different: {
        'meta/versionId': ['4', '2024-10-31'],
        'meta/profile/0': [expect.stringContaining('England'), expect.stringContaining('UKCore')],
        'meta/profile/1': [expect.stringContaining('UKCore'), expect.stringContaining('England')],
        [`${role('RO197')}/instanceID/valueInteger`]: [37525, 10065436],
        [LAST_CHANGE]: ['2023-11-14', '2020-04-01'],
      },
    },
  ],
];

describeWithReleases('FHIR resources of the official examples', (files) => {
  let real: ReleaseGraph;
  let gateway: TestGateway;

  beforeAll(async () => {
    real = await openReleaseGraph(files);
    gateway = await openGateway(real.graph, { limits: { timeoutMs: 60_000 }, reads: { deadlineMs: 60_000 } });
  }, 900_000); // real releases are loaded
  afterAll(async () => {
    await gateway?.close();
    await real?.close();
  });

  async function fetchResource(url: string): Promise<unknown> {
    const { statusCode, body } = await gateway.app.inject(`/fhir/${url}`);
    expect([statusCode, statusCode === 200 ? '' : body]).toEqual([200, '']);
    return JSON.parse(body);
  }

  test.each(EXAMPLES)('%s', async (url, example, difference) => {
    expect(differences(fhirExample(example), await fetchResource(`${url}?release=2024-10-31`))).toEqual(difference);
  });

  test('the relationship of the example is found from both organisations on its day', async () => {
    const ids = async (query: string) =>
      (
        (await fetchResource(`OrganizationAffiliation?${query}&date=2024-10-31`)) as Bundle<OrganizationAffiliation>
      ).entry!.map(({ resource }) => resource!.id);
    expect(await ids('primary-organization=G81086&role=RE8')).toEqual(['617400']);
    expect(await ids('participating-organization=U36842&role=RE8')).toContain('617400');
  });

  test('a search that names only a status or a day of change has a page and the total', async () => {
    const totalOf = async (query: string) => ((await fetchResource(`Organization?${query}`)) as Bundle).total!;
    const [active, inactive] = [await totalOf('active=true'), await totalOf('active=false&_summary=count')];
    expect([active > 40_000, active + inactive]).toEqual([true, 72_197]);
    expect(await totalOf('lastChangeDate=ge2024-10-01&_count=1000')).toBeGreaterThan(0);
  });

  test('a town is found as people write it', async () => {
    const idsOf = async (town: string) => {
      const { entry = [] } = (await fetchResource(`Organization?address-city=${town}&activeRoleCode=RO76`)) as Bundle;
      return entry.map(({ resource }) => resource!.id);
    };
    const [first, ...others] = await Promise.all(
      ["King's Lynn", 'KINGS LYNN', 'Kings%20Lynn', 'king%E2%80%99s lynn'].map(idsOf),
    );
    expect(first!.length).toBeGreaterThan(0);
    for (const other of others) expect(other).toEqual(first);
  });
});
