import { KNOWN_CASES } from '../../../sample/known-cases';
import { createExecutor } from '../../support/gateway/execute-query';
import { sampleGraph } from '../../support/database/sample-graph';

const execute = createExecutor(sampleGraph());
const dataOf = async (source: string) => {
  const { data, errors } = await execute(source);
  expect(errors).toBeUndefined();
  return JSON.parse(JSON.stringify(data)) as Record<string, object>;
};

const MEMBERSHIP = `networks { code } networkMembership {
  memberships { network { code } rule through { code } path { hops { type { code } source { code } target { code } } } }
  reason stoppedAt { code } }`;
const TODAY = '2024-09-30';
const membershipOf = async (code: string, date = TODAY) =>
  (await dataOf(`{ organisation(code: "${code}", asOf: { date: "${date}" }) { ${MEMBERSHIP} } }`)).organisation;

const hop = (source: string, type: string, target: string) => ({
  type: { code: type },
  source: { code: source },
  target: { code: target },
});
const none = (reason: string, code: string) => ({
  networks: [],
  networkMembership: { memberships: [], reason, stoppedAt: { code } },
});

test('a branch surgery is in the network of its practice, by two hops', async () => {
  expect(await membershipOf(KNOWN_CASES.branch)).toEqual({
    networks: [{ code: 'ZXN0001' }],
    networkMembership: {
      memberships: [
        {
          network: { code: 'ZXN0001' },
          rule: 'OPERATOR',
          through: { code: 'ZXP0001' },
          path: { hops: [hop(KNOWN_CASES.branch, 'RE6', 'ZXP0001'), hop('ZXP0001', 'RE8', 'ZXN0001')] },
        },
      ],
      reason: null,
      stoppedAt: null,
    },
  });
});

test('a practice is a member itself, of two networks on the day of a change', async () => {
  const code = KNOWN_CASES.practiceWithTwoNetworksOnOneDay;
  const own = (network: string) => ({
    network: { code: network },
    rule: 'MEMBER',
    through: null,
    path: { hops: [hop(code, 'RE8', network)] },
  });
  expect(await membershipOf(code, '2022-04-01')).toEqual({
    networks: [{ code: 'ZXN0004' }, { code: 'ZXN0003' }],
    networkMembership: { memberships: [own('ZXN0004'), own('ZXN0003')], reason: null, stoppedAt: null },
  });
});

test.each<[string, string, string, string, string]>([
  ['a branch before its practice joined', KNOWN_CASES.branch, 'NOT_ON_DATE', 'ZXP0001', '2015-01-01'],
  ['a closed site', KNOWN_CASES.vaccinationSite, 'NOT_ACTIVE', KNOWN_CASES.vaccinationSite, TODAY],
  ['a site of a trust', KNOWN_CASES.trustSite, 'NO_SUCH_LINK', KNOWN_CASES.trust, TODAY],
  [
    'a site without an operator',
    KNOWN_CASES.siteWithoutOperator,
    'NO_SUCH_LINK',
    KNOWN_CASES.siteWithoutOperator,
    TODAY,
  ],
  ['a branch of a withdrawn practice', KNOWN_CASES.branchOfWithdrawn, 'TARGET_NOT_IN_RELEASE', 'ZXP0033', TODAY],
  ['a practice that never was a member', KNOWN_CASES.practiceInNoNetwork, 'NO_SUCH_LINK', 'ZXP0023', TODAY],
  ['a network, whose other relationships do not count', 'ZXN0002', 'NO_SUCH_LINK', 'ZXN0002', TODAY],
  ['a Sub ICB Location', KNOWN_CASES.sicbl, 'NO_SUCH_LINK', KNOWN_CASES.sicbl, TODAY],
])('%s is in no network, with the reason', async (_, code, reason, stoppedAt, date) => {
  expect(await membershipOf(code, date)).toEqual(none(reason, stoppedAt));
});

test('one path leads from a branch surgery to its region, hop by hop', async () => {
  const { paths } = await dataOf(
    `{ paths(from: "${KNOWN_CASES.branch}", to: "ZXR1", view: SITE_NETWORK) { length hops { type { code } source { code } target { code } } } }`,
  );
  const hops = [
    hop(KNOWN_CASES.branch, 'RE6', 'ZXP0001'),
    hop('ZXP0001', 'RE8', 'ZXN0001'),
    hop('ZXN0001', 'RE4', 'ZXS001'),
    hop('ZXS001', 'RE5', 'ZXI01'),
    hop('ZXI01', 'RE2', 'ZXR1'),
  ];
  expect(paths).toEqual([{ length: 5, hops }]);
});

test('paths and the membership agree with belongsTo for every branch surgery and practice of a page', async () => {
  const { search } =
    (await dataOf(`{ search(kinds: [BRANCH_SURGERY, GP_PRACTICE], includeInactive: true, first: 200) { nodes {
    networks { code } belongsTo(kind: PCN, view: SITE_NETWORK) { organisations { code } } networkMembership { memberships { network { code } } reason } } } }`)) as unknown as {
      search: { nodes: readonly Compared[] };
    };
  const sorted = (codes: readonly { code: string }[]) => codes.map(({ code }) => code).sort();
  expect(search.nodes.some(({ networks }) => networks.length > 0)).toBe(true);
  for (const { networks, belongsTo, networkMembership } of search.nodes) {
    expect(sorted(networks)).toEqual(sorted(belongsTo.organisations));
    expect(networkMembership.memberships.map(({ network }) => network)).toEqual(networks);
    expect(networkMembership.reason === null).toBe(networks.length > 0);
  }
});

interface Compared {
  readonly networks: readonly { code: string }[];
  readonly belongsTo: { readonly organisations: readonly { code: string }[] };
  readonly networkMembership: {
    readonly memberships: readonly { network: object }[];
    readonly reason: string | null;
  };
}

test('where a hop of that path is missing, belongsTo gives the hops before it and the reason', async () => {
  const { organisation } = await dataOf(
    `{ organisation(code: "${KNOWN_CASES.branch}", asOf: { date: "2015-01-01" }) {
      belongsTo(kind: REGION, view: SITE_NETWORK) { organisations { code } reason stoppedAt { code } paths { length } reachedPath { length hops { type { code } source { code } target { code } } } } } }`,
  );
  expect(organisation).toEqual({
    belongsTo: {
      organisations: [],
      reason: 'NOT_ON_DATE',
      stoppedAt: { code: 'ZXP0001' },
      paths: [],
      reachedPath: { length: 1, hops: [hop(KNOWN_CASES.branch, 'RE6', 'ZXP0001')] },
    },
  });
});
