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

test('the ancestors of a practice are its commissioner, board and region, nearest first', async () => {
  expect(
    await dataOf(`{ organisation(code: "${KNOWN_CASES.practice}") { ancestors(view: COMMISSIONING) { code }
      one: ancestors(view: COMMISSIONING, maxDepth: 1) { code } } agency: organisation(code: "${KNOWN_CASES.agencyUnit}") { ancestors(view: DIRECTION) { code } } }`),
  ).toEqual({
    organisation: { ancestors: codes('ZXS002', 'ZXI02', 'ZXR2'), one: codes('ZXS002') },
    agency: { ancestors: codes('ZXXA01', 'ZXX2', 'ZXX1') },
  });
});

test('descendants are returned by code at any depth; kinds filter the result, not the traversal', async () => {
  expect(
    await dataOf(`{ organisation(code: "${KNOWN_CASES.region}") {
      trusts: descendants(view: REPORTING, kinds: [TRUST], first: 3) { totalCount pageInfo { hasNextPage } nodes { code } }
      boards: descendantCodes(view: COMMISSIONING, kinds: [ICB])
      near: descendants(view: COMMISSIONING, maxDepth: 1) { edges { node { code } relationships { type { code } } } } } }`),
  ).toEqual({
    organisation: {
      trusts: { totalCount: 10, pageInfo: { hasNextPage: true }, nodes: codes('ZXT01', 'ZXT08', 'ZXT15') },
      boards: ['ZXI01', 'ZXI08', 'ZXI15', 'ZXI22', 'ZXI29', 'ZXI36'],
      near: {
        edges: ['ZXI01', 'ZXI08', 'ZXI15', 'ZXI22', 'ZXI29', 'ZXI36'].map((code) => ({
          node: { code },
          relationships: [{ type: { code: 'RE2' } }],
        })),
      },
    },
  });
});

test('descendants and descendantCodes agree, and the ancestors of each include the start', async () => {
  const { data } = await execute(`{ organisation(code: "${KNOWN_CASES.sicbl}") { descendantCodes(view: REPORTING)
    descendants(view: REPORTING, first: 200) { totalCount nodes { code ancestors(view: REPORTING) { code } } } } }`);
  const { descendantCodes, descendants } = data!.organisation as never as {
    descendantCodes: string[];
    descendants: { totalCount: number; nodes: { code: string; ancestors: { code: string }[] }[] };
  };
  expect(descendants.totalCount).toBeGreaterThan(10);
  expect(descendants.nodes.map(({ code }) => code)).toEqual(descendantCodes);
  for (const { ancestors } of descendants.nodes) expect(ancestors).toContainEqual({ code: KNOWN_CASES.sicbl });
});

test('a cycle is traversed once and reported', async () => {
  expect(
    await dataOf(`{ organisation(code: "${KNOWN_CASES.faultCycle}") { ancestors(view: OPERATION) { code }
      descendants(view: OPERATION) { nodes { code } } tree(view: OPERATION) { root { code } hasCycle truncated
        nodes { organisation { code } depth parentCodes childCount } edges { source { code } target { code } } } } }`),
  ).toEqual({
    organisation: {
      ancestors: codes('ZXDIRT11', 'ZXDIRT12'),
      descendants: { nodes: codes('ZXDIRT11', 'ZXDIRT12') },
      tree: {
        root: { code: 'ZXDIRT10' },
        hasCycle: true,
        truncated: false,
        nodes: [
          { organisation: { code: 'ZXDIRT10' }, depth: 0, parentCodes: ['ZXDIRT11'], childCount: 1 },
          { organisation: { code: 'ZXDIRT12' }, depth: 1, parentCodes: ['ZXDIRT10'], childCount: 1 },
          { organisation: { code: 'ZXDIRT11' }, depth: 2, parentCodes: ['ZXDIRT12'], childCount: 1 },
        ],
        edges: [
          { source: { code: 'ZXDIRT12' }, target: { code: 'ZXDIRT10' } },
          { source: { code: 'ZXDIRT11' }, target: { code: 'ZXDIRT12' } },
          { source: { code: 'ZXDIRT10' }, target: { code: 'ZXDIRT11' } },
        ],
      },
    },
  });
});

test('a tree with kinds keeps organisations on the way; a tree cut at its depth is truncated', async () => {
  expect(
    await dataOf(`{ organisation(code: "${KNOWN_CASES.region}") {
      networks: tree(view: COMMISSIONING, kinds: [SUB_ICB_LOCATION], maxDepth: 2) { truncated hasCycle nodes { organisation { code kinds } depth parentCodes } }
      flat: tree(view: COMMISSIONING, maxDepth: 1) { truncated nodes { organisation { code } childCount } } } }`),
  ).toMatchObject({
    organisation: {
      networks: {
        truncated: true,
        hasCycle: false,
        nodes: expect.arrayContaining([
          { organisation: { code: 'ZXR1', kinds: ['REGION'] }, depth: 0, parentCodes: [] },
          { organisation: { code: 'ZXI01', kinds: ['ICB'] }, depth: 1, parentCodes: ['ZXR1'] },
          { organisation: { code: 'ZXS001', kinds: ['SUB_ICB_LOCATION'] }, depth: 2, parentCodes: ['ZXI01'] },
        ]),
      },
      flat: {
        truncated: true,
        nodes: [
          { organisation: { code: 'ZXR1' }, childCount: 6 },
          { organisation: { code: 'ZXI01' }, childCount: 24 },
          ...Array(5).fill(expect.anything()),
        ],
      },
    },
  });
});

test('a tree upwards has all organisations above and the links between them', async () => {
  expect(
    await dataOf(`{ organisation(code: "${KNOWN_CASES.practice}") { tree(view: COMMISSIONING, direction: UP) { truncated hasCycle
      nodes { organisation { code } depth parentCodes } edges { type { code } source { code } target { code } } } } }`),
  ).toEqual({
    organisation: {
      tree: {
        truncated: false,
        hasCycle: false,
        nodes: [
          { organisation: { code: 'ZXP0006' }, depth: 0, parentCodes: ['ZXS002'] },
          { organisation: { code: 'ZXS002' }, depth: 1, parentCodes: ['ZXI02'] },
          { organisation: { code: 'ZXI02' }, depth: 2, parentCodes: ['ZXR2'] },
          { organisation: { code: 'ZXR2' }, depth: 3, parentCodes: [] },
        ],
        edges: [
          { type: { code: 'RE4' }, source: { code: 'ZXP0006' }, target: { code: 'ZXS002' } },
          { type: { code: 'RE5' }, source: { code: 'ZXS002' }, target: { code: 'ZXI02' } },
          { type: { code: 'RE2' }, source: { code: 'ZXI02' }, target: { code: 'ZXR2' } },
        ],
      },
    },
  });
});

test('paths lead upwards, else downwards, else there are none', async () => {
  const hops = 'length hops { type { code } source { code } target { code } }';
  const up = [
    { type: { code: 'RE4' }, source: { code: 'ZXP0006' }, target: { code: 'ZXS002' } },
    { type: { code: 'RE5' }, source: { code: 'ZXS002' }, target: { code: 'ZXI02' } },
    { type: { code: 'RE2' }, source: { code: 'ZXI02' }, target: { code: 'ZXR2' } },
  ];
  expect(
    await dataOf(`{ up: paths(from: "zxp0006", to: "ZXR2", view: COMMISSIONING) { ${hops} } down: paths(from: "ZXR2", to: "ZXP0006", view: COMMISSIONING) { ${hops} }
      none: paths(from: "ZXR1", to: "ZXP0006", view: COMMISSIONING) { length } }`),
  ).toEqual({ up: [{ length: 3, hops: up }], down: [{ length: 3, hops: [...up].reverse() }], none: [] });
  const unknown = await execute('{ paths(from: "NOBODY", to: "ZXR2", view: COMMISSIONING) { length } }');
  expect(unknown.errors).toMatchObject([
    { message: "No organisation 'NOBODY' in the release of 2024-09-30.", code: 'BAD_USER_INPUT' },
  ]);
  const many = await execute('{ paths(from: "ZXR2", to: "ZXR2", view: COMMISSIONING, limit: 21) { length } }');
  expect(many.errors).toMatchObject([{ message: 'limit takes 1 to 20; got 21.', code: 'BAD_USER_INPUT' }]);
});

test.each([0, 26])('maxDepth takes 1 to 25: %i is refused', async (maxDepth) => {
  const { errors } = await execute(
    `{ organisation(code: "ZXR1") { ancestors(view: OPERATION, maxDepth: ${maxDepth}) { code } } }`,
  );
  expect(errors).toMatchObject([{ message: `maxDepth takes 1 to 25; got ${maxDepth}.`, code: 'BAD_USER_INPUT' }]);
});

describe('belongsTo', () => {
  const FIELDS =
    'organisations { code } reason stoppedAt { code } paths { length hops { type { code } target { code } } }';

  test('of a vaccination site is the region of its lead practice, with a path of four hops', async () => {
    expect(
      await dataOf(`{ organisation(code: "${KNOWN_CASES.vaccinationSite}", asOf: { date: "2021-03-31" }) { belongsTo(kind: REGION) { ${FIELDS} }
        itself: belongsTo(kind: VACCINATION_SITE) { ${FIELDS} } } }`),
    ).toEqual({
      organisation: {
        belongsTo: {
          organisations: codes('ZXR2'),
          reason: null,
          stoppedAt: null,
          paths: [
            {
              length: 4,
              hops: [
                { type: { code: 'RE6' }, target: { code: 'ZXP0006' } },
                { type: { code: 'RE4' }, target: { code: 'ZXS002' } },
                { type: { code: 'RE5' }, target: { code: 'ZXI02' } },
                { type: { code: 'RE2' }, target: { code: 'ZXR2' } },
              ],
            },
          ],
        },
        itself: {
          organisations: codes(KNOWN_CASES.vaccinationSite),
          reason: null,
          stoppedAt: null,
          paths: [{ length: 0, hops: [] }],
        },
      },
    });
  });

  test.each([
    ['OTHER_NATION', KNOWN_CASES.practiceWelsh, 'ZXWB1'],
    ['OTHER_NATION', KNOWN_CASES.practiceScottish, KNOWN_CASES.practiceScottish],
    ['OTHER_NATION', KNOWN_CASES.practiceNorthernIrish, KNOWN_CASES.practiceNorthernIrish],
    ['TARGET_NOT_IN_RELEASE', KNOWN_CASES.branchOfWithdrawn, KNOWN_CASES.practiceWithdrawn],
    ['TARGET_CLOSED', KNOWN_CASES.practiceUnderClosedGroup, KNOWN_CASES.ccgMerged],
    ['NOT_ACTIVE', KNOWN_CASES.practiceWithSuccessor, KNOWN_CASES.practiceWithSuccessor],
    ['NO_SUCH_LINK', KNOWN_CASES.practiceWithoutLinks, KNOWN_CASES.practiceWithoutLinks],
    ['NO_SUCH_LINK', KNOWN_CASES.vaccinationSiteWithoutParent, KNOWN_CASES.vaccinationSiteWithoutParent],
  ])('without a result has the reason %s for %s', async (reason, code, stoppedAt) => {
    const date = code === KNOWN_CASES.vaccinationSiteWithoutParent ? '2021-03-31' : '2024-09-30';
    expect(
      await dataOf(
        `{ organisation(code: "${code}", asOf: { date: "${date}" }) { belongsTo(kind: ICB) { ${FIELDS} } } }`,
      ),
    ).toEqual({
      organisation: { belongsTo: { organisations: [], reason, stoppedAt: { code: stoppedAt }, paths: [] } },
    });
  });

  test('of a former member has no network, with the reason NOT_ON_DATE', async () => {
    expect(
      await dataOf(
        `{ organisation(code: "${KNOWN_CASES.formerMember}") { belongsTo(kind: PCN, view: NETWORK) { ${FIELDS} } } }`,
      ),
    ).toEqual({
      organisation: {
        belongsTo: {
          organisations: [],
          reason: 'NOT_ON_DATE',
          stoppedAt: { code: KNOWN_CASES.formerMember },
          paths: [],
        },
      },
    });
  });

  test('of a pharmacy is its closed headquarters, with the reason TARGET_CLOSED', async () => {
    expect(
      await dataOf(`{ organisation(code: "${KNOWN_CASES.pharmacy}", asOf: { date: "2024-01-31" }) {
        belongsTo(kind: PHARMACY_HEADQUARTERS, view: OPERATION) { organisations { code } reason stoppedAt { code } }
        above: belongsTo(kind: TRUST, view: OPERATION) { reason stoppedAt { code } } } }`),
    ).toEqual({
      organisation: {
        belongsTo: { organisations: codes('ZXHQ9'), reason: 'TARGET_CLOSED', stoppedAt: null },
        above: { reason: 'TARGET_REF_ONLY', stoppedAt: { code: 'ZXHQ9' } },
      },
    });
  });
});
