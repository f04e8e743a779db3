import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KNOWN_CASES } from '../../../sample/known-cases';
import { writeReleases } from '../../../sample/write-release';
import { formatDisagreements } from '../../oracle/comparison/compare';
import { changes } from '../../oracle/changes';
import { changeDisagreements } from '../../oracle/comparison/compare-changes';
import { belowDisagreements } from '../../oracle/comparison/compare-changes-below';
import { inverseDisagreements } from '../../oracle/comparison/inverse-changes';
import { readRelease } from '../../oracle/reading/release';
import { createExecutor, createColdExecutor } from '../../support/gateway/execute-query';
import { sampleGraph } from '../../support/database/sample-graph';

const graph = sampleGraph();
const execute = createExecutor(graph);
const FIRST = '2024-06-30';
const SECOND = '2024-09-30';

interface Change {
  readonly code: string;
  readonly kind: string;
  readonly detail: readonly object[];
}

/** Returns the changes of some codes, from the first to the second release by default. */
async function changesOf(codes: readonly string[], from = FIRST, to = SECOND): Promise<Change[]> {
  const { data, errors } = await execute(
    `query ($from: ID!, $to: ID!) { changes(from: $from, to: $to, first: 200) {
      nodes { code kind organisation { code isActive moment { date release } } detail { what id before after } } pageInfo { hasNextPage } } }`,
    { variables: { from, to } },
  );
  expect(errors).toBeUndefined();
  const { nodes, pageInfo } = data!.changes as { nodes: Change[]; pageInfo: object };
  expect(pageInfo).toEqual({ hasNextPage: false });
  return codes.map((code) => nodes.find((change) => change.code === code)!);
}

const shown = (code: string, isActive: boolean, release = SECOND) => ({
  code,
  isActive,
  moment: { date: release, release },
});

test('a practice that came back is REOPENED, with all its differences', async () => {
  const code = KNOWN_CASES.practiceReopened;
  expect(await changesOf([code])).toEqual([
    {
      ...{ code, kind: 'REOPENED', organisation: shown(code, true) },
      detail: [
        { what: 'status', id: null, before: 'INACTIVE', after: 'ACTIVE' },
        { what: 'operational.end', id: null, before: '2023-03-31', after: null },
        {
          ...{ what: 'role', id: '10429230' },
          ...{ before: 'RO177 primary 1974-04-01..2023-03-31 INACTIVE', after: 'RO177 primary 1974-04-01..' },
        },
        {
          ...{ what: 'role', id: '10429231' },
          ...{ before: 'RO76 2014-04-15..2023-03-31 INACTIVE', after: 'RO76 2014-04-15..' },
        },
        {
          ...{ what: 'relationship', id: '104292339' },
          ...{ before: 'RE4 ZXS005 2021-04-01..2023-03-31 INACTIVE', after: 'RE4 ZXS005 2021-04-01..' },
        },
        {
          ...{ what: 'relationship', id: '104292354' },
          ...{ before: 'RE6 ZXS005 2013-04-01..2023-03-31 INACTIVE', after: 'RE6 ZXS005 2013-04-01..' },
        },
        {
          ...{ what: 'relationship', id: '104292372' },
          before: 'RE8 ZXN0005 2019-07-01..2023-03-31, legal 2019-07-01..2023-03-31 INACTIVE',
          after: 'RE8 ZXN0005 2019-07-01.., legal 2019-07-01..',
        },
      ],
    },
  ]);
});

test('changes can be restricted to one code in any letter case, and to kinds', async () => {
  const code = KNOWN_CASES.practiceReopened;
  const { data } = await execute(
    `query ($code: ID!) {
      all: changes(from: "${FIRST}", code: $code, first: 1) { totalCount nodes { code kind } pageInfo { hasNextPage endCursor } }
      closed: changes(from: "${FIRST}", code: $code, kinds: [CLOSED]) { totalCount nodes { code } }
      unknown: changes(from: "${FIRST}", code: "NOBODY") { totalCount nodes { code } } }`,
    { variables: { code: ` ${code.toLowerCase()} ` } },
  );
  expect(data).toMatchObject({
    all: { totalCount: 1, nodes: [{ code, kind: 'REOPENED' }], pageInfo: { hasNextPage: false } },
    closed: { totalCount: 0, nodes: [] },
    unknown: { totalCount: 0, nodes: [] },
  });
  const { endCursor } = (data!.all as { pageInfo: { endCursor: string } }).pageInfo;
  const next = `query ($code: ID!, $after: String) { changes(from: "${FIRST}", code: $code, after: $after) { nodes { code } } }`;
  const { data: after } = await execute(next, { variables: { code, after: endCursor } });
  expect(after).toEqual({ changes: { nodes: [] } });
});

test('a withdrawn link has no after; an ended link has before and after', async () => {
  const { practiceWithWithdrawnLink, practiceWithWithdrawnRole, practiceMovedLate } = KNOWN_CASES;
  const [link, role, moved] = await changesOf([
    practiceWithWithdrawnLink,
    practiceWithWithdrawnRole,
    practiceMovedLate,
  ]);
  expect(link).toMatchObject({
    kind: 'CHANGED',
    detail: [{ what: 'relationship', id: '104293354', before: 'RE6 ZXS007 2013-04-01..', after: null }],
  });
  expect(role).toMatchObject({
    kind: 'CHANGED',
    detail: [{ what: 'role', id: '10429342', before: 'RO268 2020-04-01..', after: null }],
  });
  expect(moved!.detail.slice(0, 1)).toEqual([
    {
      ...{ what: 'relationship', id: '104293138', before: 'RE4 ZXS007 2013-04-01..' },
      after: 'RE4 ZXS007 2013-04-01..2024-03-31 INACTIVE',
    },
  ]);
  expect(moved!.detail.slice(2, 3)).toEqual([
    { what: 'relationship', id: '104293139', before: null, after: 'RE4 ZXS002 2024-04-01..' },
  ]);
});

test('a record that the second release lacks is REMOVED, as in the first release; backwards it is ADDED', async () => {
  const code = KNOWN_CASES.practiceWithdrawn;
  const change = { code, organisation: shown(code, true, FIRST), detail: [] };
  expect(await changesOf([code])).toEqual([{ ...change, kind: 'REMOVED' }]);
  expect(await changesOf([code], SECOND, FIRST)).toEqual([{ ...change, kind: 'ADDED' }]);
  const [added] = await changesOf([KNOWN_CASES.practiceNew], SECOND, FIRST);
  expect(added).toEqual({
    ...{ code: KNOWN_CASES.practiceNew, kind: 'REMOVED', detail: [] },
    organisation: shown(KNOWN_CASES.practiceNew, true),
  });
});

test('a board that was split is CLOSED with both successions; its commissioners are CHANGED', async () => {
  const [split] = await changesOf([KNOWN_CASES.icbSplit]);
  expect(split).toMatchObject({ kind: 'CLOSED', organisation: { isActive: false } });
  expect(split!.detail.slice(-2)).toEqual([
    { what: 'succession', id: '310101560', before: null, after: 'ZXI44 2024-07-01' },
    { what: 'succession', id: '310101561', before: null, after: 'ZXI45 2024-07-01' },
  ]);
  const [backwards] = await changesOf([KNOWN_CASES.icbSplit], SECOND, FIRST);
  expect(backwards!.kind).toBe('REOPENED');
});

test('the target of a changed link is not a change', async () => {
  expect(await changesOf([KNOWN_CASES.network])).toEqual([undefined]);
});

test('address differences are returned by part', async () => {
  const [moved] = await changesOf([KNOWN_CASES.practiceMovedHouse]);
  expect(moved!.detail).toEqual([
    { what: 'address.lines', id: null, before: '100 FOUNTAIN STREET', after: '77 STATION ROAD' },
    { what: 'address.postcode', id: null, before: 'ZZ43 9HQ', after: 'ZZ43 6XF' },
    { what: 'contacts', id: null, before: 'tel 01632 960219', after: 'tel 01632 960996' },
  ]);
});

test('pages are consecutive, kinds filter, and to defaults to the live release', async () => {
  const page = async (after: string | null) => {
    const { data, errors } = await execute(
      `query ($after: String) { changes(from: "${FIRST}", kinds: [CLOSED, REMOVED, CLOSED], first: 4, after: $after) {
        totalCount edges { cursor node { code kind } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
      { variables: { after } },
    );
    expect(errors).toBeUndefined();
    return data!.changes as {
      totalCount: number;
      edges: { cursor: string; node: { code: string; kind: string } }[];
      pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string };
    };
  };
  const codes: string[] = [];
  for (let after: string | null = null, more = true; more;) {
    const { totalCount, edges, pageInfo } = await page(after);
    expect(totalCount).toBe(15);
    expect(pageInfo).toMatchObject({ startCursor: edges[0]!.cursor, endCursor: edges.at(-1)!.cursor });
    expect(pageInfo.hasPreviousPage).toBe(after !== null);
    expect(edges.every(({ node }) => ['CLOSED', 'REMOVED'].includes(node.kind))).toBe(true);
    codes.push(...edges.map(({ node }) => node.code));
    [after, more] = [pageInfo.endCursor, pageInfo.hasNextPage];
  }
  expect(codes).toHaveLength(15);
  expect(codes).toEqual([...new Set(codes)].sort());
});

test('a release has no changes to itself', async () => {
  const { data } = await execute(`{ changes(from: "${FIRST}", to: "${FIRST}") { totalCount nodes { code } } }`);
  expect(data).toEqual({ changes: { totalCount: 0, nodes: [] } });
});

test('a page costs four reads for both releases, and none when it is repeated', async () => {
  const source = `{ changes(from: "${FIRST}", first: 50) { nodes { code organisation { name } detail { what } } } }`;
  const { reads } = await createColdExecutor(graph)(source);
  expect(reads.map(([name]) => name)).toEqual(['state', 'roles', 'outgoing', 'successors']);
  await execute(source);
  expect((await execute(source)).reads).toEqual([]);
});

test('kinds that depend on states alone read only states', async () => {
  const { data, reads } = await createColdExecutor(graph)(
    `{ changes(from: "${FIRST}", kinds: [ADDED, REMOVED]) { nodes { code } } }`,
  );
  expect((data!.changes as { nodes: object[] }).nodes).toHaveLength(11);
  expect(reads.map(([name]) => name)).toEqual(['state']);
});

test.each([
  ['from: "2020-01-01"', "No release '2020-01-01' is loaded. Loaded: 2024-09-30, 2024-06-30.", 'BAD_USER_INPUT'],
  [`from: "${FIRST}", to: "x"`, "No release 'x' is loaded. Loaded: 2024-09-30, 2024-06-30.", 'BAD_USER_INPUT'],
  [`from: "${FIRST}", first: 0`, 'first takes 1 to 200; got 0.', 'BAD_USER_INPUT'],
  [
    `from: "${FIRST}", groups: [LEFT]`,
    'The group LEFT needs within: it compares what is below an organisation.',
    'BAD_USER_INPUT',
  ],
  [
    `from: "${FIRST}", within: { code: "x", view: NETWORK }`,
    `No organisation 'X' in the release of ${FIRST} or that of ${SECOND}.`,
    'BAD_USER_INPUT',
  ],
  [`from: "${FIRST}", after: "x"`, 'The cursor was not made by this service.', 'INVALID_CURSOR'],
])('changes(%s) is refused', async (given, message, code) => {
  const { errors } = await execute(`{ changes(${given}) { nodes { code } } }`);
  expect(errors).toEqual([{ message, code, path: ['changes'] }]);
});

test('a cursor of other releases is refused', async () => {
  const { data } = await execute(`{ changes(from: "${FIRST}", first: 1) { pageInfo { endCursor } } }`);
  const { endCursor } = (data!.changes as { pageInfo: { endCursor: string } }).pageInfo;
  const { errors } = await execute(
    `{ changes(from: "${SECOND}", to: "${FIRST}", after: "${endCursor}") { nodes { code } } }`,
  );
  expect(errors).toMatchObject([
    { message: `The cursor belongs to the release ${SECOND}; this page is of ${FIRST}.`, code: 'INVALID_CURSOR' },
  ]);
});

/** Organisations that stayed, closed and lost a part, each with a view that reaches something below them. */
const TOPS = [
  [KNOWN_CASES.icbOfMerger, 'COMMISSIONING'],
  [KNOWN_CASES.icbSplit, 'REPORTING'],
  [KNOWN_CASES.region, 'REPORTING'],
  [KNOWN_CASES.networkWithFormerMembersOnly, 'NETWORK'],
] as const;

test('the changes between both releases of the sample agree with the oracle, in both directions, also below one organisation', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ods-graph-changes-test-'));
  try {
    const [first, second] = await Promise.all((await writeReleases(folder)).map(readRelease));
    const seen = new Set<string>();
    let onlyMoved = 0;
    for (const [from, to] of [
      [first!, second!],
      [second!, first!],
    ] as const) {
      const { found, compared } = await changeDisagreements(execute, from, to);
      expect(formatDisagreements(found)).toBe('none');
      expect(compared).toBeGreaterThan(250);
      const changed = changes(from, to);
      for (const top of TOPS) {
        const below = await belowDisagreements(execute, changed, [from, to], top);
        expect(formatDisagreements(below.found)).toBe('none');
        for (const { groups } of below.compared) {
          for (const group of groups) seen.add(group);
          if (groups.every((group) => group === 'ENTERED' || group === 'LEFT')) onlyMoved++;
        }
      }
    }
    expect(seen.size).toBeGreaterThan(10);
    expect(onlyMoved).toBeGreaterThan(10);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 120_000); // every change is compared

test('the changes from one release to another and back are inverse, also below an organisation', async () => {
  const places = [
    null,
    { code: KNOWN_CASES.icbOfMerger, view: 'COMMISSIONING' },
    { code: KNOWN_CASES.region, view: 'REPORTING' },
  ] as const;
  for (const within of places) {
    const { found, compared } = await inverseDisagreements(execute, [FIRST, SECOND], within);
    expect(formatDisagreements(found)).toBe('none');
    expect(compared).toBeGreaterThan(3);
  }
});

test('below an organisation, one that moved with what it is below is a change without differences of its own', async () => {
  const { data, errors } = await execute(
    `{ changes(from: "${FIRST}", within: { code: " zxi43 ", view: COMMISSIONING }, groups: [ENTERED], first: 200) {
      totalCount groupCounts { group count } nodes { code kind groups organisation { moment { release } } detail { what } } } }`,
  );
  expect(errors).toBeUndefined();
  const { nodes, totalCount, groupCounts } = data!.changes as {
    nodes: { groups: string[] }[];
    totalCount: number;
    groupCounts: { group: string; count: number }[];
  };
  expect(nodes).toContainEqual({
    ...{ code: KNOWN_CASES.sicblReparented, kind: 'CHANGED', groups: ['ENTERED', 'RELATIONSHIPS'] },
    organisation: { moment: { release: SECOND } },
    detail: expect.arrayContaining([{ what: 'relationship' }]),
  });
  const moved = nodes.filter(({ groups }) => groups.length === 1);
  expect(moved.length).toBeGreaterThan(0);
  expect(moved).toContainEqual(expect.objectContaining({ kind: 'CHANGED', groups: ['ENTERED'], detail: [] }));
  expect(totalCount).toBe(nodes.length);
  expect(groupCounts.find(({ group }) => group === 'ENTERED')!.count).toBe(nodes.length);
});

test('the counts of groups are those of all changes that kinds and code leave, and without within of no place', async () => {
  const code = KNOWN_CASES.practiceReopened;
  const { data, errors } = await execute(
    `{ all: changes(from: "${FIRST}", first: 1) { groupCounts { group } }
       one: changes(from: "${FIRST}", code: "${code}", groups: [NAME]) { nodes { code } groupCounts { group count } }
       within: changes(from: "${FIRST}", code: "${code}", within: { code: "ZXR1", view: COMMISSIONING }) { nodes { code } } }`,
  );
  expect(errors).toBeUndefined();
  const { all, one } = data as Record<string, { nodes: object[]; groupCounts: { group: string; count: number }[] }>;
  expect(all!.groupCounts).toHaveLength(12);
  expect(one!.nodes).toEqual([]);
  expect(one!.groupCounts.filter(({ count }) => count > 0).map(({ group }) => group)).toEqual([
    ...['REOPENED', 'DATES', 'ROLES', 'RELATIONSHIPS'],
  ]);
});
