import { KNOWN_CASES } from '../../../sample/known-cases';
import { createExecutor } from '../../support/gateway/execute-query';
import { sampleGraph } from '../../support/database/sample-graph';

const execute = createExecutor(sampleGraph());
const dataOf = async (source: string) => {
  const { data, errors } = await execute(source);
  expect(errors).toBeUndefined();
  return data;
};
const codes = (...list: string[]) => list.map((code) => ({ code }));

describe('relationships', () => {
  test('are returned from both ends, by type, then code', async () => {
    const { data } =
      await execute(`{ organisation(code: "${KNOWN_CASES.practiceWithEveryLink}") { relationships { totalCount
      nodes { id type { code name } source { code } target { code } isActive basisUsed status operational { start end } } } } }`);
    const { relationships } = data!.organisation as { relationships: { totalCount: number; nodes: object[] } };
    expect(relationships.totalCount).toBe(6);
    expect(relationships.nodes).toMatchObject([
      { type: { code: 'RE11', name: 'IS CONSTITUENT OF' }, source: { code: 'ZXP0001' }, target: { code: 'ZXE01' } },
      { type: { code: 'RE4', name: 'IS COMMISSIONED BY' }, source: { code: 'ZXP0001' }, target: { code: 'ZXS001' } },
      { type: { code: 'RE6', name: 'IS OPERATED BY' }, source: { code: 'ZXP0001001' }, target: { code: 'ZXP0001' } },
      { type: { code: 'RE6', name: 'IS OPERATED BY' }, source: { code: 'ZXP0001' }, target: { code: 'ZXS001' } },
      { type: { code: 'RE8', name: 'IS PARTNER TO' }, source: { code: 'ZXP0001' }, target: { code: 'ZXN0001' } },
      {
        type: { code: 'RE9', name: 'IS NOMINATED PAYEE FOR' },
        source: { code: 'ZXP0001' },
        target: { code: 'ZXN0001' },
      },
    ]);
    expect(relationships.nodes[1]).toEqual({
      id: expect.any(String),
      type: { code: 'RE4', name: 'IS COMMISSIONED BY' },
      source: { code: 'ZXP0001' },
      target: { code: 'ZXS001' },
      isActive: true,
      basisUsed: 'OPERATIONAL',
      status: 'ACTIVE',
      operational: { start: '2013-04-01', end: null },
    });
  });

  test('can be filtered by type and direction', async () => {
    expect(
      await dataOf(`{ organisation(code: "${KNOWN_CASES.practiceWithEveryLink}") {
        up: relationships(direction: UP) { nodes { type { code } target { code } } }
        down: relationships(direction: DOWN, types: ["re6", "RE8"]) { nodes { type { code } source { code } } }
        none: relationships(types: ["RE99"]) { totalCount }
        all: relationships(types: []) { totalCount }
      } }`),
    ).toEqual({
      organisation: {
        up: {
          nodes: [
            { type: { code: 'RE11' }, target: { code: 'ZXE01' } },
            { type: { code: 'RE4' }, target: { code: 'ZXS001' } },
            { type: { code: 'RE6' }, target: { code: 'ZXS001' } },
            { type: { code: 'RE8' }, target: { code: 'ZXN0001' } },
            { type: { code: 'RE9' }, target: { code: 'ZXN0001' } },
          ],
        },
        down: { nodes: [{ type: { code: 'RE6' }, source: { code: 'ZXP0001001' } }] },
        none: { totalCount: 0 },
        all: { totalCount: 6 },
      },
    });
  });

  test('of a practice include each commissioner through all reforms, with its period', async () => {
    expect(
      await dataOf(`{ organisation(code: "${KNOWN_CASES.practiceThroughAllReforms}") {
        relationships(types: ["RE4"], includeInactive: true) { nodes { isActive operational { start end } target { code } } } } }`),
    ).toEqual({
      organisation: {
        relationships: {
          nodes: [
            { isActive: false, operational: { start: '2002-04-01', end: '2013-03-31' }, target: { code: 'ZXC05' } },
            { isActive: false, operational: { start: '1999-04-01', end: '2002-03-31' }, target: { code: 'ZXG05' } },
            { isActive: false, operational: { start: '2013-04-01', end: '2021-03-31' }, target: { code: 'ZXK01' } },
            { isActive: true, operational: { start: '2021-04-01', end: null }, target: { code: 'ZXS005' } },
          ],
        },
      },
    });
  });

  test('of an organisation to itself are returned once, and no hierarchy follows them', async () => {
    expect(
      await dataOf(`{ organisation(code: "${KNOWN_CASES.faultSelfLink}") { parents(view: OPERATION) { code }
        children(view: OPERATION) { totalCount } relationships { nodes { source { code } target { code } } } } }`),
    ).toEqual({
      organisation: {
        parents: [],
        children: { totalCount: 0 },
        relationships: { nodes: [{ source: { code: 'ZXDIRT09' }, target: { code: 'ZXDIRT09' } }] },
      },
    });
  });
});

describe('views', () => {
  test('give one organisation different parents', async () => {
    expect(
      await dataOf(`{
        practice: organisation(code: "${KNOWN_CASES.memberCommissionedElsewhere}") {
          commissioning: parents(view: COMMISSIONING) { code } network: parents(view: NETWORK) { code parents(view: NETWORK) { code } }
          operation: parents(view: OPERATION) { code } }
        london: organisation(code: "${KNOWN_CASES.practiceWithEveryLink}") {
          constituency: parents(view: CONSTITUENCY) { code parents(view: CONSTITUENCY) { code } } operation: parents(view: OPERATION) { code } }
        trust: organisation(code: "${KNOWN_CASES.trustWithOtherPartners}") {
          geography: parents(view: GEOGRAPHY) { code } commissioning: parents(view: COMMISSIONING) { code } reporting: parents(view: REPORTING) { code } }
        site: organisation(code: "${KNOWN_CASES.siteOfOtherTrust}") { operation: parents(view: OPERATION) { code } }
        unit: organisation(code: "${KNOWN_CASES.agencyUnit}") { direction: parents(view: DIRECTION) { code } }
      }`),
    ).toEqual({
      practice: {
        commissioning: codes('ZXS018'),
        network: [{ code: 'ZXN0004', parents: codes('ZXS004') }],
        operation: [],
      },
      london: { constituency: [{ code: 'ZXE01', parents: codes('ZXI01') }], operation: [] },
      trust: { geography: codes('ZXI04'), commissioning: [], reporting: codes('ZXI04') },
      site: { operation: codes('ZXT06') },
      unit: { direction: codes('ZXXA01') },
    });
  });

  test('include parents that were closed on the day', async () => {
    expect(
      await dataOf(`{
        pharmacy: organisation(code: "${KNOWN_CASES.pharmacy}") { parents(view: OPERATION) { code }
          then: parents(view: OPERATION, asOf: { date: "2024-01-31" }) { code isActive isReferenceOnly } }
        practice: organisation(code: "${KNOWN_CASES.practiceUnderClosedGroup}") { parents(view: COMMISSIONING) { code isActive } } }`),
    ).toEqual({
      pharmacy: { parents: codes('ZXH02'), then: [{ code: 'ZXHQ9', isActive: false, isReferenceOnly: true }] },
      practice: { parents: [{ code: 'ZXK01', isActive: false }] },
    });
  });

  test('give a site that was taken over another parent on another day', async () => {
    expect(
      await dataOf(`{ organisation(code: "${KNOWN_CASES.siteTakenOver}") { parents(view: OPERATION) { code }
        before: parents(view: OPERATION, asOf: { date: "2019-03-31" }) { code } after: parents(view: OPERATION, asOf: { date: "2019-04-01" }) { code } } }`),
    ).toEqual({
      organisation: { parents: codes('ZXT13'), before: codes('ZXT11'), after: codes('ZXT13') },
    });
  });
});

describe('children', () => {
  test('are ordered by name, then code, with the link to the parent', async () => {
    const { data } =
      await execute(`{ organisation(code: "${KNOWN_CASES.region}") { childCount(view: COMMISSIONING) children(view: COMMISSIONING) {
      totalCount pageInfo { hasNextPage hasPreviousPage } edges { node { code name } relationships { type { code } source { code } target { code } } } } } }`);
    const { children, childCount } = data!.organisation as never as {
      childCount: number;
      children: { edges: { node: { code: string; name: string } }[] };
    };
    const names = children.edges.map(({ node }) => node.name);
    expect(childCount).toBe(6);
    expect(names).toEqual([...names].sort());
    expect(children).toMatchObject({ totalCount: 6, pageInfo: { hasNextPage: false, hasPreviousPage: false } });
    expect(children.edges[0]).toEqual({
      node: { code: 'ZXI01', name: 'NHS ALDERSHIRE INTEGRATED CARE BOARD' },
      relationships: [{ type: { code: 'RE2' }, source: { code: 'ZXI01' }, target: { code: 'ZXR1' } }],
    });
  });

  test('that were inactive on the day are returned only with includeInactive, if the link covers the day', async () => {
    expect(
      await dataOf(`{
        trust: organisation(code: "${KNOWN_CASES.trust}") { open: childCount(view: OPERATION)
          children(view: OPERATION, includeInactive: true) { totalCount nodes { code isActive } } }
        pct: organisation(code: "${KNOWN_CASES.pct}") { isActive children(view: OPERATION) { nodes { code isActive } } }
        left: organisation(code: "ZXT11") { now: childCount(view: OPERATION) then: childCount(view: OPERATION, asOf: { date: "2019-03-31" }) }
      }`),
    ).toMatchObject({
      trust: { open: 8 },
      pct: { isActive: false, children: { nodes: [{ code: 'ZXC01Z', isActive: true }] } },
      left: { now: 0, then: 7 },
    });
  });

  test('can be filtered by kind', async () => {
    expect(
      await dataOf(`{ organisation(code: "${KNOWN_CASES.icb}") { all: childCount(view: COMMISSIONING)
        locations: childCount(view: COMMISSIONING, kinds: [SUB_ICB_LOCATION]) pharmacies: childCount(view: COMMISSIONING, kinds: [PHARMACY])
        trusts: childCount(view: GEOGRAPHY, kinds: [TRUST]) entities: childCount(view: CONSTITUENCY) none: childCount(view: COMMISSIONING, kinds: [REGION])
        empty: childCount(view: COMMISSIONING, kinds: []) } }`),
    ).toEqual({
      organisation: { all: 24, locations: 3, pharmacies: 14, trusts: 2, entities: 1, none: 0, empty: 24 },
    });
  });

  test('are paginated; a cursor of another query or release is refused', async () => {
    const page = (after: string | null, more = '') =>
      execute(
        `query ($after: String) { organisation(code: "ZXR1") { children(view: COMMISSIONING, first: 4, after: $after ${more}) {
        totalCount nodes { code } pageInfo { hasNextPage hasPreviousPage endCursor } } } }`,
        { variables: { after } },
      );
    type Page = { children: { nodes: { code: string }[]; pageInfo: { endCursor: string; hasNextPage: boolean } } };
    const first = (await page(null)).data!.organisation as never as Page;
    const second = (await page(first.children.pageInfo.endCursor)).data!.organisation as never as Page;
    expect(first.children).toMatchObject({ totalCount: 6, pageInfo: { hasNextPage: true, hasPreviousPage: false } });
    expect(second.children).toMatchObject({ totalCount: 6, pageInfo: { hasNextPage: false, hasPreviousPage: true } });
    const all = [...first.children.nodes, ...second.children.nodes].map(({ code }) => code);
    expect([all.length, new Set(all).size]).toEqual([6, 6]);
    const other = await page(first.children.pageInfo.endCursor, 'kinds: [ICB]');
    expect(other.errors).toMatchObject([{ code: 'INVALID_CURSOR' }]);
    const older = await page(first.children.pageInfo.endCursor, 'asOf: { release: "2024-06-30" }');
    expect(older.errors).toMatchObject([
      { code: 'INVALID_CURSOR', message: 'The cursor belongs to the release 2024-09-30; this page is of 2024-06-30.' },
    ]);
  });

  test.each([0, 201])('have pages of 1 to 200: %i is refused', async (first) => {
    const { errors } = await execute(
      `{ organisation(code: "ZXR1") { children(view: COMMISSIONING, first: ${first}) { totalCount } } }`,
    );
    expect(errors).toEqual([
      { message: `first takes 1 to 200; got ${first}.`, code: 'BAD_USER_INPUT', path: ['organisation', 'children'] },
    ]);
  });
});

describe('networks and members', () => {
  test('a practice that changes its network has two on that day, the later one first', async () => {
    expect(
      await dataOf(`{ organisation(code: "${KNOWN_CASES.practiceWithTwoNetworksOnOneDay}") {
        before: networks(asOf: { date: "2022-03-31" }) { code } day: networks(asOf: { date: "2022-04-01" }) { code }
        after: networks(asOf: { date: "2022-04-02" }) { code } }
        none: organisation(code: "${KNOWN_CASES.practiceInNoNetwork}") { networks { code } }
        trust: organisation(code: "${KNOWN_CASES.trust}") { networks { code } members { totalCount nodes { code } } } }`),
    ).toEqual({
      organisation: { before: codes('ZXN0003'), day: codes('ZXN0004', 'ZXN0003'), after: codes('ZXN0004') },
      none: { networks: [] },
      trust: { networks: [], members: { totalCount: 0, nodes: [] } },
    });
  });

  test('a network returns its members by code, closed members only with includeInactive', async () => {
    expect(
      await dataOf(`{ organisation(code: "ZXN0003") { members { nodes { code } } all: members(includeInactive: true) {
        edges { node { code isActive } relationships { type { code } source { code } target { code } operational { start end } } } } }
        large: organisation(code: "${KNOWN_CASES.networkWithManyMembers}") { members { totalCount } }
        left: organisation(code: "${KNOWN_CASES.networkWithFormerMembersOnly}") { members { totalCount } then: members(asOf: { date: "2023-03-31" }) { totalCount } } }`),
    ).toEqual({
      organisation: {
        members: { nodes: codes('ZXP0015') },
        all: {
          edges: [
            {
              node: { code: 'ZXP0014', isActive: false },
              relationships: [
                {
                  type: { code: 'RE8' },
                  source: { code: 'ZXP0014' },
                  target: { code: 'ZXN0003' },
                  operational: { start: '2019-07-01', end: null },
                },
              ],
            },
            { node: { code: 'ZXP0015', isActive: true }, relationships: [expect.anything()] },
          ],
        },
      },
      large: { members: { totalCount: 9 } },
      left: { members: { totalCount: 0 }, then: { totalCount: 5 } },
    });
  });
});
